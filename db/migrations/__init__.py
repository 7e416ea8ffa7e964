"""Alembic migrations: `desk` for the store of a counter. Up only; a backup is taken before each."""
