"""Hash, sign, seal, derive: thin over `cryptography` and argon2-cffi. Knows bytes and keys, nothing of the store."""
