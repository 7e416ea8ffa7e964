"""The first tables of the server."""

from __future__ import annotations

from alembic import op

import db.central.access
import db.central.history
import db.central.ledger  # noqa: F401 (all three declare their tables in central_metadata)
from db.central import central_metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    central_metadata.create_all(op.get_bind())
