"""Drafts 草稿: work in progress, kept within a second of the last key, parked and taken up again by the clerk who made it.

Local rows, never events; deleted on acceptance, or after the days that the settings say. A draft is no receipt: paper that
stays at the counter can't be parked.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.refusal import Refusal
from app.usecases.taking import Taking, kept_materials
from db.desk.local import drafts as table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Taking).decode
_WRITE = insert(table)
_KEPT_ON_UPDATE = ("id", "clerk", "created_at", "handed_over_by", "handed_over_at")
_WRITE = _WRITE.on_conflict_do_update(
    index_elements=["id"],
    set_={c.name: _WRITE.excluded[c.name] for c in table.columns if c.name not in _KEPT_ON_UPDATE},
)


@dataclass(frozen=True)
class DraftRow:
    """A draft in a list: who and what, when it was last touched, whether it was parked or is merely unfinished."""

    id: str
    title: str
    parked: bool
    updated_at: datetime


@dataclass(frozen=True)
class Kept:
    """A write to the drafts; `changed` is empty for what is written at every key."""

    id: str
    changed: frozenset[str] = frozenset()


def save_draft(workplace: Workplace, taking: Taking, title: str, *, parked: bool = False) -> Kept:
    """Keep what was entered; durable when this returns. An empty page leaves no draft."""
    if taking.empty:
        return drop_draft(workplace, taking.id)
    now = workplace.store.now().raw
    row = {
        "id": taking.id,
        "clerk": workplace.store.account.id,
        "state": "parked" if parked else "active",
        "title": title,
        "payload": _encode(taking),
        "created_at": now,
        "updated_at": now,
    }
    with workplace.store.write_local() as connection:
        connection.execute(_WRITE, row)
    return Kept(taking.id, frozenset({"drafts"}) if parked else frozenset())


def park_draft(workplace: Workplace, taking: Taking, title: str) -> Kept:
    """Put work aside. Refusal DRAFT-KEPT while paper lies at the counter: it needs a receipt first."""
    kept = kept_materials(taking)
    if kept:
        words = f"有 {len(kept)} 份材料要留在窗口。暂存不能代替收据：请打印收件凭证，或先把材料退还申请人。"
        raise Refusal("DRAFT-KEPT", words, f"materials.{kept[0]}")
    return save_draft(workplace, taking, title, parked=True)


def own_drafts(workplace: Workplace) -> list[DraftRow]:
    """The drafts of the clerk at work, newest first; another clerk's are not seen before a recorded hand-over."""
    clerk = workplace.store.account.id
    query = select(table.c.id, table.c.title, table.c.state, table.c.updated_at).where(table.c.clerk == clerk)
    with workplace.store.read() as connection:
        rows = connection.execute(query.order_by(table.c.updated_at.desc())).all()
    oldest = workplace.store.now().raw - timedelta(days=workplace.settings.draft_days)
    return [DraftRow(r.id, r.title, r.state == "parked", r.updated_at) for r in rows if r.updated_at >= oldest]


def take_up(workplace: Workplace, draft: str) -> Taking:
    """A draft of one's own, to go on with. It stays in the store until it is accepted or dropped."""
    with workplace.store.write_local() as connection:
        payload = _own(connection, workplace, draft)
        connection.execute(update(table).where(table.c.id == draft).values(state="active"))
    try:
        return _decode(payload)
    except msgspec.DecodeError as error:
        raise Refusal("DRAFT-OLD", "这份暂存是旧版程序留下的，读不出来；内容仍在，请联系管理员。", "draft") from error


def _own(connection: Connection, workplace: Workplace, draft: str) -> bytes:
    clerk = workplace.store.account.id
    query = select(table.c.payload).where(table.c.id == draft, table.c.clerk == clerk)
    payload: bytes | None = connection.execute(query).scalar()
    if payload is None:
        raise Refusal("DRAFT-GONE", "这份暂存已经办结、过期，或者已移交给别的窗口人员。", "draft")
    return payload


def draft_of_case(workplace: Workplace, case_no: str) -> str:
    """The clerk's own draft of a case that is already open (a correction, a verdict to give); empty where none is."""
    clerk = workplace.store.account.id
    query = select(table.c.id, table.c.payload).where(table.c.clerk == clerk).order_by(table.c.updated_at.desc())
    with workplace.store.read() as connection:
        rows = connection.execute(query).all()
    for row in rows:
        with suppress(msgspec.DecodeError):
            if _decode(row.payload).correcting == case_no:
                return str(row.id)
    return ""


def drop_draft(workplace: Workplace, draft: str) -> Kept:
    """Delete a draft of one's own: it was accepted, or the page was emptied."""
    clerk = workplace.store.account.id
    with workplace.store.write_local() as connection:
        connection.execute(delete(table).where(table.c.id == draft, table.c.clerk == clerk))
    return Kept(draft, frozenset({"drafts"}))


def expire_drafts(workplace: Workplace) -> int:
    """Delete drafts older than the settings allow; return how many. Called once after log-in."""
    oldest = workplace.store.now().raw - timedelta(days=workplace.settings.draft_days)
    with workplace.store.write_local() as connection:
        return connection.execute(delete(table).where(table.c.updated_at < oldest)).rowcount


@dataclass(frozen=True)
class DraftLine:
    """A draft as a hand-over lists it: nothing of what was entered."""

    id: str
    parked: bool
    updated_at: datetime


def drafts_of(connection: Connection, clerk: str) -> list[DraftLine]:
    """The drafts of an account, newest first, without their contents."""
    query = select(table.c.id, table.c.state, table.c.updated_at).where(table.c.clerk == clerk)
    rows = connection.execute(query.order_by(table.c.updated_at.desc(), table.c.id))
    return [DraftLine(r.id, r.state == "parked", r.updated_at) for r in rows]


def move_drafts(connection: Connection, giver: str, taker: str, at: datetime) -> tuple[str, ...]:
    """Give all drafts of an account to another, inside the transaction that records the hand-over. Return their ids."""
    moved = tuple(draft.id for draft in drafts_of(connection, giver))
    values = {"clerk": taker, "handed_over_by": giver, "handed_over_at": at, "state": "parked"}
    connection.execute(update(table).where(table.c.clerk == giver).values(values))
    return moved


def move_open_drafts(connection: Connection, giver: str, taker: str, since: datetime, at: datetime) -> tuple[str, ...]:
    """Give what an account is entering (not what it parked), touched after `since`, to whoever relieves it at the counter.

    Inside the transaction that records the relief. Return their ids.
    """
    wanted = (table.c.clerk == giver) & (table.c.state == "active") & (table.c.updated_at >= since)
    moved = tuple(connection.execute(select(table.c.id).where(wanted)).scalars())
    values = {"clerk": taker, "handed_over_by": giver, "handed_over_at": at}
    connection.execute(update(table).where(wanted).values(values))
    return moved
