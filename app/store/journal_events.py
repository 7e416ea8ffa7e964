"""The events that the store itself writes and understands. They hold no personal data and are never erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.codec import EventTypes

JOURNAL = "journal"
"""Kind of the subject of these events; its id is the id of the journal."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The journal that a new one goes on from: its last event in this store, and why it ended."""

    journal: str
    seq: int
    hash: str
    reason: str


@dataclass(frozen=True, slots=True)
class JournalOpened:
    """First event of each journal. `hash` names H; `public_key` is the device's Ed25519 key in hex."""

    hash: str
    mark: str
    counter: str
    area: str
    public_key: str
    evaluation: bool
    after: Predecessor | None = None


@dataclass(frozen=True, slots=True)
class JournalClosed:
    """The subject journal takes no more events.

    Where a store was restored this stands in the *new* journal: the old one may have gone on after the backup.
    """

    seq: int
    hash: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubjectErased:
    """Bodies, salts and attachments of a subject were deleted; every replica and every restored backup obeys.

    `basis` is the rule that demands or allows it, `case_no` the number of the case that it was done for, `asked_by` the
    account that asked where a second person confirmed.
    """

    subject_kind: str
    subject_id: str
    reason: str
    basis: str = ""
    case_no: str = ""
    asked_by: str = ""


def register_store_events(types: EventTypes) -> None:
    """Add the store's own events to the registry of a program."""
    types.register("journal.opened", JournalOpened)
    types.register("journal.closed", JournalClosed)
    types.register("subject.erased", SubjectErased)
