"""Quarantine as rows: events without a position that wait for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from app.store.central.bulk import Rows
from app.store.central.incoming import Incoming
from app.store.codec import decode_header
from db.central.ledger import quarantine, returned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

_ROWS = Rows(quarantine)
_q = quarantine.c


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """A group that waits: who brought it and when, the kinds of its events, how many there are."""

    journal: str
    first: int
    last: int
    device: str
    why: str
    received_at: datetime
    kinds: tuple[str, ...]
    subjects: tuple[tuple[str, str], ...]


def hold(
    connection: Connection, area: str, vault: Vault, journal: str, events: Sequence[Incoming], device: str, why: str,
    now: datetime,
) -> None:  # fmt: skip
    """Keep events until a person has looked at them."""
    boxes = vault.seal_bodies([(journal, e.header.seq, e.salt, e.body) for e in events])
    rows = [
        (
            area,
            journal,
            e.header.seq,
            e.header.group.first,
            e.header_bytes,
            e.hash,
            box,
            device,
            why,
            now,
            "held",
            "",
            None,
            "",
        )
        for e, box in zip(events, boxes, strict=True)
    ]
    _ROWS.insert(connection, rows)


def held_groups(connection: Connection, area: str, journal: str = "") -> list[HeldGroup]:
    """Groups that wait, in the order in which they must be decided."""
    wanted = select(_q.journal, _q.group_first, _q.device, _q.why, _q.received_at, _q.header)
    wanted = wanted.where(_q.area == area, _q.state == "held").order_by(_q.journal, _q.seq)
    if journal:
        wanted = wanted.where(_q.journal == journal)
    groups: dict[tuple[str, int], HeldGroup] = {}
    for row in connection.execute(wanted):
        header = decode_header(row.header)
        key, subject = (row.journal, row.group_first), (header.subject.kind, header.subject.id)
        known = groups.get(key)
        kinds = (*known.kinds, header.kind) if known else (header.kind,)
        subjects = tuple(dict.fromkeys((*known.subjects, subject))) if known else (subject,)
        groups[key] = HeldGroup(*key, header.seq, row.device, row.why, row.received_at, kinds, subjects)
    return list(groups.values())


def waiting(connection: Connection, area: str, vault: Vault, journal: str, first: int) -> list[Incoming]:
    """The events of a group that waits, as they came in; empty where none does."""
    wanted = select(_q.seq, _q.header, _q.hash, _q.body).where(
        _q.area == area, _q.journal == journal, _q.group_first == first, _q.state == "held"
    )
    events = []
    for row in connection.execute(wanted.order_by(_q.seq)):
        salt, body = (None, None) if row.body is None else vault.open_body(journal, row.seq, row.body)
        events.append(Incoming(decode_header(row.header), row.header, salt, body, row.hash))
    return events


def let_go(connection: Connection, area: str, journal: str, first: int) -> None:
    """Take a group that was admitted out of the quarantine."""
    connection.execute(
        delete(quarantine).where(_q.area == area, _q.journal == journal, _q.group_first == first, _q.state == "held")
    )


def turn_away(connection: Connection, area: str, journal: str, first: int, by: str, reason: str, now: datetime) -> None:
    """Keep a group as rejected: without a position, for the chain."""
    connection.execute(
        update(quarantine)
        .where(_q.area == area, _q.journal == journal, _q.group_first == first, _q.state == "held")
        .values(state="rejected", decided_by=by, decided_at=now, reason=reason)
    )


def count_held(connection: Connection, area: str) -> int:
    """How many events wait."""
    wanted = select(func.count()).select_from(quarantine).where(_q.area == area, _q.state == "held")
    return int(connection.execute(wanted).scalar_one())


_RETURNED = Rows(returned)
_r = returned.c


def returned_hash(connection: Connection, area: str, journal: str, seq: int) -> bytes | None:
    """The hash of an event that was handed back already."""
    wanted = select(_r.hash).where(_r.area == area, _r.journal == journal, _r.seq == seq)
    found: bytes | None = connection.execute(wanted).scalar()
    return found


def keep_returned(
    connection: Connection,
    area: str,
    vault: Vault,
    journal: str,
    events: Sequence[Incoming],
    device: str,
    now: datetime,
) -> None:
    """Keep events that were handed back and cannot be placed."""
    boxes = vault.seal_bodies([(journal, e.header.seq, e.salt, e.body) for e in events])
    rows = [
        (area, journal, e.header.seq, e.header_bytes, e.hash, box, device, now)
        for e, box in zip(events, boxes, strict=True)
    ]
    _RETURNED.put(connection, rows)


def returned_events(connection: Connection, area: str, vault: Vault, journal: str) -> list[Incoming]:
    """Everything that was handed back of a journal, in the order of its numbers."""
    wanted = select(_r.seq, _r.header, _r.hash, _r.body).where(_r.area == area, _r.journal == journal).order_by(_r.seq)
    events = []
    for row in connection.execute(wanted):
        salt, body = (None, None) if row.body is None else vault.open_body(journal, row.seq, row.body)
        events.append(Incoming(decode_header(row.header), row.header, salt, body, row.hash))
    return events


def returned_by(connection: Connection, area: str, journal: str) -> str:
    """The device that handed back something of a journal; empty where none did."""
    return connection.execute(select(_r.device).where(_r.area == area, _r.journal == journal).limit(1)).scalar() or ""


def drop_returned(connection: Connection, area: str, journal: str, last: int) -> int:
    """Forget what was handed back of a journal up to here: its desk has sent it again. Returns how many are left."""
    here = (_r.area == area, _r.journal == journal)
    connection.execute(delete(returned).where(*here, _r.seq <= last))
    left = connection.execute(select(func.count()).select_from(returned).where(*here)).scalar_one()
    return int(left)


def count_returned(connection: Connection, area: str) -> int:
    """How many events were handed back and have not been sent again."""
    wanted = select(func.count()).select_from(returned).where(_r.area == area)
    return int(connection.execute(wanted).scalar_one())
