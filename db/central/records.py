"""Records that the server keeps of its own subjects: reviews, projects, consultations.

Each row is the folded state of one subject of the server's own journal, and can be made again from its events. What is
personal stands in the box.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from db.central import central_metadata
from db.types import Bytes, Flag, Whole, Words

own_records = Table(
    "own_records",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("kind", Words, primary_key=True, comment="kind of the subject: review, project, consultation"),
    Column("id", Words, primary_key=True),
    Column("open", Flag, nullable=False, comment="something remains to be done"),
    Column("due", Words, nullable=False, comment="next day of it; empty: none"),
    Column("version", Whole, nullable=False, comment="events folded"),
    Column("state", Bytes, nullable=False, comment="box of the folded state"),
    Index(None, "area", "kind", "open", "due"),
    sqlite_strict=True,
    comment="one row a subject of the server's own: what its pages show",
)

record_cases = Table(
    "record_cases",
    central_metadata,
    Column("area", Words, primary_key=True),
    Column("case_id", Words, primary_key=True),
    Column("kind", Words, primary_key=True),
    Column("id", Words, primary_key=True),
    sqlite_strict=True,
    comment="which cases a project or a consultation is about",
)
