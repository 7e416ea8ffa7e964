"""A small program for the store: two kinds of events, one projection, and short ways to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, Table, delete, insert

from app.store.clock import Clock
from app.store.codec import EventTypes
from app.store.event import NewEvent, StoredEvent, Subject
from app.store.journal_events import register_store_events
from app.store.store import Program, Store
from db.types import Whole, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

CLERK = "李丽"
PASSWORD = "窗口-03-密码"
NAME = "欧阳翠花𬭊"
NUMBER = "500106199003078888"


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A body with personal data."""

    name: str
    number: str
    pages: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CaseNoted:
    """A body with a text."""

    text: str


projection = MetaData()
people = Table(
    "people",
    projection,
    Column("subject", Words, primary_key=True),
    Column("name", Words),
    Column("notes", Whole, nullable=False),
    sqlite_strict=True,
)


class PeopleProjector:
    """Keeps a name and how often something was noted."""

    name = "people"
    tables = (people,)

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def apply(self, connection: Connection, events: Sequence[StoredEvent]) -> None:
        for event in events:
            self._fold(connection, event)

    def _fold(self, connection: Connection, event: StoredEvent) -> None:
        row = people.c.subject == event.subject.id
        if event.kind == "case.opened":
            name = event.body.name if isinstance(event.body, CaseOpened) else None
            connection.execute(insert(people).values(subject=event.subject.id, name=name, notes=0))
        elif event.kind == "case.noted":
            connection.execute(people.update().where(row).values(notes=people.c.notes + 1))

    def forget(self, connection: Connection, subject: Subject) -> None:
        connection.execute(delete(people).where(people.c.subject == subject.id))


def store_types() -> EventTypes:
    """A registry that knows the store's own events only."""
    types = EventTypes()
    register_store_events(types)
    return types


def make_program(version: str = "1", clock: Clock | None = None) -> Program:
    types = store_types()
    types.register("case.opened", CaseOpened)
    types.register("case.noted", CaseNoted)
    return Program("0.1.0", types, (PeopleProjector(version),), clock or Clock())


def opened(case: str, name: str = NAME) -> NewEvent:
    return NewEvent(Subject("case", case), CaseOpened(name, NUMBER, [1, 2]))


def noted(case: str, text: str = "已核对") -> NewEvent:
    return NewEvent(Subject("case", case), CaseNoted(text))


def write(store: Store, *events: NewEvent) -> list[StoredEvent]:
    with store.write() as uow:
        stored = uow.append(events)
        uow.commit()
    return stored
