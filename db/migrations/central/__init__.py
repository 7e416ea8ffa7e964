"""Migrations of the server's database, for SQLite and PostgreSQL alike. Up only; back it up before."""
