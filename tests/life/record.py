"""What a case left behind, as plain data: the checker knows nothing of the program but this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Event:
    """One event that stands: kind on the wire, day (ISO) at the hall, actor, group and the body as plain data."""

    kind: str
    day: str
    actor: str
    group: str
    body: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.body[name]


@dataclass(frozen=True)
class CaseRecord:
    """All events of a case in their order. `item` is the catalogue's YAML of its item, as plain data."""

    case_no: str
    item: dict[str, Any]
    events: tuple[Event, ...]

    def of(self, *kinds: str) -> list[Event]:
        """The events of these kinds, in order."""
        return [x for x in self.events if x.kind in kinds]

    def papers(self, kind: str) -> list[Event]:
        """The documents of a kind that were made."""
        return [x for x in self.of("document.meant") if x["kind"] == kind]


@dataclass(frozen=True)
class Subject:
    """A package, rating, pre-application or escalation: its id and events."""

    kind: str
    id: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class World:
    """Everything at the server when all is over."""

    cases: dict[str, CaseRecord]
    """By case id."""
    subjects: tuple[Subject, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    def subjects_of(self, kind: str) -> list[Subject]:
        """The subjects of a kind."""
        return [x for x in self.subjects if x.kind == kind]
