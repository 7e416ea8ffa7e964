"""Migrations of the desk's journal and local tables. Projections are never migrated: they are made again."""
