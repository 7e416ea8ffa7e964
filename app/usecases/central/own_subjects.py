"""Subjects that only the server has (projects, consultations): their events in its own journal, their state in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.refusal import Refusal
from app.store.central.records import link_cases, read_record, records_about, records_of, write_record
from app.store.event import NewEvent, Subject
from app.usecases.central.own_folds import FOLDS
from app.usecases.central.own_journal import own_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

S = TypeVar("S")


def subject_of(server: Server, kind: str, identity: str, shape: type[S]) -> S:
    """The state of one of them; Refusal STATE-UNKNOWN."""
    with server.store.read() as connection:
        return present(server, connection, kind, identity, shape)


def subjects_of(server: Server, kind: str, shape: type[S]) -> list[S]:
    """All of a kind: open ones first, by the next day."""
    with server.store.read() as connection:
        return records_of(connection, server.area, server.ledger.vault, kind, shape)


def subjects_about(server: Server, case_id: str) -> list[tuple[str, str]]:
    """Which of them a case belongs to: kind and id."""
    with server.store.read() as connection:
        return records_about(connection, server.area, case_id)


def present(server: Server, connection: Connection, kind: str, identity: str, shape: type[S]) -> S:
    """The same for whoever reads or writes already."""
    found = read_record(connection, server.area, server.ledger.vault, kind, identity, shape)
    if found is None:
        raise Refusal("STATE-UNKNOWN", "没有这一项，请核对。", "id")
    return found


def write_events(
    server: Server, connection: Connection, kind: str, identity: str, state: Any, events: Sequence[object], actor: Actor
) -> Any:
    """Write what happened, and the row; `state` is None for a new subject. Returns the state after. Inside a write."""
    fold, subject, version = FOLDS[kind], Subject(kind, identity), state.seq if state is not None else 0
    new = [NewEvent(subject, event, version + place) for place, event in enumerate(events)]
    own_group(server.ledger, connection, new, actor.id, server.now())
    for event in events:
        state = fold.after(identity, state, event)
    still_open, due = fold.standing(state)
    vault = server.ledger.vault
    write_record(connection, server.area, vault, kind, identity, state, still_open=still_open, due=due)
    return state


def link(server: Server, connection: Connection, kind: str, identity: str, cases: Sequence[str]) -> None:
    """Say which cases (ids) it is about."""
    link_cases(connection, server.area, kind, identity, cases)
