"""What an exchange changed, as screens are told, and which own groups do not stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.case.ruling import group_id
from app.domain.online_request.events import ONLINE_REQUEST
from app.domain.pre_application.events import PRE_APPLICATION
from app.store import placing
from app.store.case_projection import CASE, read_state
from app.store.codec import decode_header
from app.store.event import StoredEvent, Subject

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Overruled:
    """An own group that does not stand for one subject, and why; `reason` is a code."""

    journal: str
    first: int
    subject: Subject
    kinds: tuple[str, ...]
    actor: str
    at: datetime
    ruling: str
    reason: str


_NAMED = {
    PRE_APPLICATION: "applications",
    ONLINE_REQUEST: "requests",
    "escalation": "escalations",
    "package": "packages",
    "ticket": "queue",
    "calling": "queue",
}
"""Families of events that are not of a case, with the name of the screens that show them."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What arrived and what it changed. `missing` are own journals whose lost events wait to be taken back."""

    cases: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    area: tuple[StoredEvent, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    missing: frozenset[str] = frozenset()
    entered: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """What screens may be stale, as announced after a write."""
        touched = self.cases | self.entered | self.left
        names = {f"case:{case}" for case in touched}
        others = {name for kind in self.kinds for family, name in _NAMED.items() if kind.startswith(f"{family}.")}
        return frozenset(names | others | ({"cases", "todo"} if names or self.overruled else set()))

    def __bool__(self) -> bool:
        """Whether anything is other than before."""
        return bool(self.names or self.kinds or self.missing)


def overruled(connection: Connection) -> list[Overruled]:
    """Own groups that do not stand and that nobody has settled, in their order."""
    found: dict[tuple[str, int, Subject], Overruled] = {}
    for row in placing.not_standing(connection):
        header = decode_header(row.header)
        key = (row.branch or header.journal, header.group.first, header.subject)
        before = found[key].kinds if key in found else ()
        kinds = (*before, header.kind)
        found[key] = Overruled(*key, kinds, header.actor, header.at, row.ruling, row.ruling_reason or "")
    return [one for one in found.values() if not _settled(connection, one)]


def _settled(connection: Connection, one: Overruled) -> bool:
    if one.ruling != "contested" or one.subject.kind != CASE:
        return False
    state = read_state(connection, one.subject.id)
    return state is not None and group_id(one.journal, one.first) in state.settled


def overruled_among(connection: Connection, groups: Collection[tuple[str, int, str]]) -> tuple[Overruled, ...]:
    """Those of some groups (journal, first, subject's id) that do not stand."""
    if not groups:
        return ()
    return tuple(one for one in overruled(connection) if (one.journal, one.first, one.subject.id) in groups)
