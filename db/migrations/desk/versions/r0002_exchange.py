"""Exchange with a server: positions and rulings of events, register rows, how far journals and files are there."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE events ADD COLUMN position INTEGER",
    "ALTER TABLE events ADD COLUMN ruling TEXT",
    "ALTER TABLE events ADD COLUMN ruling_reason TEXT",
    "ALTER TABLE events ADD COLUMN branch TEXT",
    "CREATE INDEX ix_events_overruled ON events (arrival) WHERE ruling <> 'stands'",
    "CREATE INDEX ix_events_position ON events (position) WHERE position IS NOT NULL",
    """
    CREATE TABLE registers (
        case_id TEXT NOT NULL,
        case_no TEXT NOT NULL,
        item_code TEXT NOT NULL,
        item_name TEXT NOT NULL,
        status TEXT NOT NULL,
        masked_name TEXT NOT NULL,
        received_on TEXT NOT NULL,
        ended_on TEXT NOT NULL,
        hall TEXT NOT NULL,
        counter TEXT NOT NULL,
        why TEXT NOT NULL,
        position INTEGER NOT NULL,
        CONSTRAINT pk_registers PRIMARY KEY (case_id)
    ) STRICT
    """,
    "CREATE INDEX ix_registers_case_no ON registers (case_no)",
    "CREATE INDEX ix_registers_masked_name ON registers (masked_name)",
    """
    CREATE TABLE journal_sync (
        journal TEXT NOT NULL,
        epoch TEXT NOT NULL,
        acked INTEGER NOT NULL,
        held INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        last_error TEXT,
        tried_at TEXT,
        receipt BLOB,
        signature BLOB,
        CONSTRAINT pk_journal_sync PRIMARY KEY (journal),
        CONSTRAINT fk_journal_sync_journal_journals FOREIGN KEY(journal) REFERENCES journals (id)
    ) STRICT
    """,
    """
    CREATE TABLE blob_transfers (
        digest TEXT NOT NULL,
        sent INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        last_error TEXT,
        tried_at TEXT,
        confirmed_at TEXT,
        CONSTRAINT pk_blob_transfers PRIMARY KEY (digest)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Add what the exchange needs; events that are there stay unruled until a server has them."""
    for statement in STATEMENTS:
        op.execute(statement)
