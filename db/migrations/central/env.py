"""Alembic environment of the server: runs on the connection that the program hands in, inside its transaction."""

from __future__ import annotations

from alembic import context

import db.central.access
import db.central.history
import db.central.ledger  # noqa: F401 (all three declare their tables in central_metadata)
from db.central import central_metadata


def run() -> None:
    """Migrate the connection in `attributes["connection"]`."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=central_metadata,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
