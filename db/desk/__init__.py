"""Records that only a desk has."""

REVISION = "0002"
"""The Alembic revision that this program's journal and local tables have."""
