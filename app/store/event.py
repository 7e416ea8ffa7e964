"""What goes into the journal and what comes out of it, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Subject:
    """What an event is about: a kind (`case`, `shift`, …) and a random id. Never a number that a person can read."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the writer had read: the server's epoch and position, and the subject's version it decided on."""

    epoch: str | None = None
    position: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """All events of one use case: the sequence number of the first, and how many they are."""

    first: int
    of: int


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that has not been written: `body` is of a registered dataclass, `version` the subject's version."""

    subject: Subject
    body: object
    version: int = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """Stands for a body that was erased or purged."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for a body that this program does not understand; its bytes are kept."""

    kind: str
    version: int
    reason: str


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The envelope; its bytes are covered by the chain, are stored and sent verbatim and hold no personal data."""

    journal: str
    seq: int
    group: Group
    subject: Subject
    kind: str
    v: int
    actor: str
    seen: Seen
    raw: datetime
    at: datetime
    program: str
    body_hash: str


_KNOWN = frozenset(Header.__struct_fields__)


LOST = 2**52
"""Added to a position that the server has lost (it was restored): the order stays, the event waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it stands in the journal. `body` is the dataclass, Erased or Unreadable.

    `position` and `ruling` are None until the server has given them. `branch` is what the server calls the journal
    where a cloned disk made a second branch of it; `kept` is under which journal its row lies here, where the header
    names another one. `superseded`: a restored server has lost it, and has told something else of its subject since;
    it counts again once it comes again.
    """

    arrival: int
    header: Header
    hash: bytes
    body: object
    header_bytes: bytes = field(repr=False)
    position: int | None = None
    ruling: str | None = None
    ruling_reason: str | None = None
    branch: str = ""
    kept: str = ""
    superseded: bool = False

    @property
    def id(self) -> str:
        """Journal and sequence number: names the event everywhere."""
        return f"{self.journal}:{self.header.seq}"

    @property
    def journal(self) -> str:
        """Id of the journal, or of the branch of it."""
        return self.branch or self.header.journal

    @property
    def kept_in(self) -> str:
        """Id of the journal under which this store keeps it."""
        return self.kept or self.header.journal

    @property
    def row(self) -> str:
        """Journal and sequence number of its row in this store."""
        return f"{self.kept_in}:{self.header.seq}"

    @property
    def group(self) -> tuple[str, int]:
        """Names the group that the event belongs to, in this store."""
        return self.kept_in, self.header.group.first

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against it: it stands, or nobody has ruled yet."""
        return not self.superseded and (self.ruling is None or self.ruling == "stands")

    @property
    def seq(self) -> int:
        """Number within the journal."""
        return self.header.seq

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return self.header.subject

    @property
    def kind(self) -> str:
        """Kind of event."""
        return self.header.kind

    @property
    def actor(self) -> str:
        """Account id of who did it."""
        return self.header.actor

    @property
    def at(self) -> datetime:
        """Effective time, UTC."""
        return self.header.at

    @property
    def raw(self) -> datetime:
        """What the wall clock of the machine said, UTC."""
        return self.header.raw

    @property
    def extra(self) -> dict[str, Any]:
        """Fields of the envelope that this program does not know."""
        fields: dict[str, Any] = msgspec.json.decode(self.header_bytes)
        return {name: value for name, value in fields.items() if name not in _KNOWN}
