"""The first tables: journals, events, checkpoints, attachments; settings, drafts, item use, print jobs."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE attachments (
        digest TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        size INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        added_at TEXT NOT NULL,
        CONSTRAINT pk_attachments PRIMARY KEY (digest, subject_kind, subject_id)
    ) STRICT
    """,
    "CREATE INDEX ix_attachments_subject_id ON attachments (subject_id)",
    """
    CREATE TABLE journals (
        id TEXT NOT NULL,
        mark TEXT NOT NULL,
        counter TEXT NOT NULL,
        area TEXT NOT NULL,
        hash TEXT NOT NULL,
        public_key BLOB NOT NULL,
        evaluation INTEGER NOT NULL,
        own INTEGER NOT NULL,
        opened_at TEXT NOT NULL,
        closed_at TEXT,
        CONSTRAINT pk_journals PRIMARY KEY (id)
    ) STRICT
    """,
    """
    CREATE TABLE checkpoints (
        journal TEXT NOT NULL,
        to_seq INTEGER NOT NULL,
        statement BLOB NOT NULL,
        signature BLOB NOT NULL,
        made_at TEXT NOT NULL,
        CONSTRAINT pk_checkpoints PRIMARY KEY (journal, to_seq),
        CONSTRAINT fk_checkpoints_journal_journals FOREIGN KEY(journal) REFERENCES journals (id)
    ) STRICT
    """,
    """
    CREATE TABLE events (
        arrival INTEGER NOT NULL,
        journal TEXT NOT NULL,
        seq INTEGER NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL,
        salt BLOB,
        body BLOB,
        CONSTRAINT pk_events PRIMARY KEY (arrival),
        CONSTRAINT uq_events_journal_seq UNIQUE (journal, seq),
        CONSTRAINT fk_events_journal_journals FOREIGN KEY(journal) REFERENCES journals (id)
    ) STRICT
    """,
    "CREATE INDEX ix_events_erasures ON events (arrival) WHERE kind = 'subject.erased'",
    "CREATE INDEX ix_events_subject_id ON events (subject_id)",
    """
    CREATE TABLE drafts (
        id TEXT NOT NULL,
        clerk TEXT NOT NULL,
        state TEXT NOT NULL,
        title TEXT NOT NULL,
        payload BLOB NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        handed_over_by TEXT,
        handed_over_at TEXT,
        CONSTRAINT pk_drafts PRIMARY KEY (id),
        CONSTRAINT ck_drafts_state CHECK (state IN ('active', 'parked'))
    ) STRICT
    """,
    "CREATE INDEX ix_drafts_clerk_drafts_state ON drafts (clerk, state)",
    """
    CREATE TABLE item_use (
        counter TEXT NOT NULL,
        item TEXT NOT NULL,
        count INTEGER NOT NULL,
        CONSTRAINT pk_item_use PRIMARY KEY (counter, item)
    ) STRICT
    """,
    """
    CREATE TABLE print_jobs (
        id TEXT NOT NULL,
        document_no TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        last_error TEXT,
        printer TEXT NOT NULL,
        copies INTEGER NOT NULL,
        reprint INTEGER NOT NULL,
        payload BLOB,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        CONSTRAINT pk_print_jobs PRIMARY KEY (id),
        CONSTRAINT ck_print_jobs_state CHECK (state IN ('waiting', 'spooled', 'failed', 'done'))
    ) STRICT
    """,
    "CREATE INDEX ix_print_jobs_document_no ON print_jobs (document_no)",
    "CREATE INDEX ix_print_jobs_state ON print_jobs (state)",
    """
    CREATE TABLE settings (
        "key" TEXT NOT NULL,
        value BLOB NOT NULL,
        CONSTRAINT pk_settings PRIMARY KEY ("key")
    ) STRICT
    """,
)


def upgrade() -> None:
    """Make the tables. A desk is always SQLite, so the statements stand here as they run."""
    for statement in STATEMENTS:
        op.execute(statement)
