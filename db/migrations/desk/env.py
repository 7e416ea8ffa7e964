"""Alembic environment of the desk: runs on the connection that the program hands in, inside its transaction."""

from __future__ import annotations

from alembic import context

from db.desk.local import settings
from db.journal import events


def run() -> None:
    """Migrate the connection in `attributes["connection"]`."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=[events.metadata, settings.metadata],
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
