"""Rows of the outbox of notices. A row is there once for one event; its text and number lie in a box."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from sqlalchemy import delete, func, select, update

from app.store.central.values import put_new
from db.central.office import notice_refusals, notices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.central.vault import Vault

NoticeState = Literal["waiting", "sending", "sent", "held", "dead", "skipped", "erased"]
FOR_A_PERSON = ("held", "dead")
"""States in which a notice waits for a person."""
_n = notices.c
_PLAIN = tuple(c for c in notices.columns if c.name not in ("area", "box"))


class Message(msgspec.Struct, frozen=True):
    """What goes out: the number and the text."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as lists show it: nothing personal. `reason` is a code."""

    id: str
    kind: str
    hall: str
    subject_kind: str
    subject_id: str
    case_no: str
    about: str
    created_at: datetime
    state: NoticeState
    reason: str
    attempts: int
    next_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice that is being sent, with its message."""

    notice: Notice
    message: Message = field(repr=False)


def add(connection: Connection, area: str, vault: Vault, notice: Notice, message: Message | None) -> None:
    """Keep a notice unless there is one with its id: one for one event, ever."""
    row: dict[str, Any] = {column.name: getattr(notice, column.name) for column in _PLAIN}
    box = None if message is None else vault.seal_state(f"notice:{notice.id}", msgspec.json.encode(message))
    put_new(connection, notices, {"area": area, **row, "box": box})


def notice(connection: Connection, area: str, identity: str) -> Notice | None:
    """A notice by its id."""
    row = connection.execute(select(*_PLAIN).where(_n.area == area, _n.id == identity)).first()
    return None if row is None else Notice(*row)


def notices_in(
    connection: Connection, area: str, states: Sequence[str] = (), *, hall: str = "", limit: int = 200
) -> list[Notice]:
    """Notices in some states (or all), the latest first; of one hall and of none, or of all."""
    wanted = select(*_PLAIN).where(_n.area == area)
    if states:
        wanted = wanted.where(_n.state.in_(list(states)))
    if hall:
        wanted = wanted.where(_n.hall.in_((hall, "")))
    rows = connection.execute(wanted.order_by(_n.created_at.desc(), _n.id).limit(limit))
    return [Notice(*row) for row in rows]


def counts(connection: Connection, area: str) -> dict[str, int]:
    """How many are in each state."""
    rows = connection.execute(select(_n.state, func.count()).where(_n.area == area).group_by(_n.state))
    return {state: count for state, count in rows}


def any_due(connection: Connection, area: str, now: datetime) -> bool:
    """Whether something is to be sent now."""
    wanted = select(_n.id).where(_n.area == area, _n.next_at.is_not(None), _n.next_at <= now).limit(1)
    return connection.execute(wanted).first() is not None


def claim(connection: Connection, area: str, vault: Vault, now: datetime, lease: datetime, limit: int) -> list[Claimed]:
    """Take what is due, the oldest first: until `lease` nobody else tries it. Whoever dies meanwhile, it is due again."""
    wanted = select(*_PLAIN, _n.box).where(_n.area == area, _n.next_at.is_not(None), _n.next_at <= now)
    wanted = wanted.order_by(_n.next_at, _n.id).limit(limit).with_for_update(skip_locked=True)
    found = []
    for row in connection.execute(wanted).all():
        one = Notice(*row[:-1])
        change(connection, area, one.id, state="sending", attempts=one.attempts + 1, next_at=lease)
        message = msgspec.json.decode(vault.open_state(f"notice:{one.id}", row.box), type=Message)
        found.append(Claimed(one, message))
    return found


def change(connection: Connection, area: str, identity: str, **values: Any) -> None:
    """Change a notice."""
    connection.execute(update(notices).where(_n.area == area, _n.id == identity).values(**values))


def erase(connection: Connection, area: str, subject: str) -> None:
    """Delete number and text of every notice about a subject; what waited is sent no more."""
    about = (_n.area == area, _n.subject_id == subject)
    connection.execute(
        update(notices).where(*about, _n.state.not_in(("sent", "skipped"))).values(state="erased", next_at=None)
    )
    connection.execute(update(notices).where(*about).values(box=None))


def refuses(connection: Connection, area: str, vault: Vault, phone: str) -> bool:
    """Whether the owner of a number wants no notices."""
    key = vault.keyed("phone", phone)
    r = notice_refusals.c
    return connection.execute(select(r.since).where(r.area == area, r.phone_key == key)).first() is not None


def note_refusal(connection: Connection, area: str, vault: Vault, phone: str, now: datetime) -> None:
    """Note that the owner of a number wants no notices."""
    row = {"area": area, "phone_key": vault.keyed("phone", phone), "since": now}
    put_new(connection, notice_refusals, row)


def drop_refusal(connection: Connection, area: str, vault: Vault, phone: str) -> None:
    """Note that the owner of a number wants notices again."""
    r = notice_refusals.c
    connection.execute(delete(notice_refusals).where(r.area == area, r.phone_key == vault.keyed("phone", phone)))
