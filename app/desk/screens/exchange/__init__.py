"""The exchange 传输: what waits for the server, what keeps it, and what a person can do about it."""
