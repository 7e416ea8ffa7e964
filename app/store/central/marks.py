"""Marks 标记 of journals: lent to a device for ever, one after another, so that no number is drawn twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from app.store.exchange_admission import Marks
from app.store.journal import next_mark
from db.central.access import counters, marks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LENT, USED, PASSED_OVER = "lent", "used", "passed-over"
SPARE = 20
"""So many marks of each counter are passed over after a restore: more than were lent since the backup."""


@dataclass(frozen=True, slots=True)
class LentMark:
    """A mark of a counter and the device that has it.

    `use` is `lent`, or `used` once a journal bears it; `passed-over`, without a device, where a restored server does
    not know whether it was lent.
    """

    mark: str
    device: str
    use: str


def mark_of(connection: Connection, area: str, counter: str, mark: str) -> LentMark | None:
    """Return to whom a mark was lent; None for one that nobody has."""
    wanted = select(marks.c.mark, marks.c.device, marks.c.use)
    row = connection.execute(
        wanted.where(marks.c.area == area, marks.c.counter == counter, marks.c.mark == mark)
    ).first()
    return None if row is None else LentMark(*row)


def marks_of(connection: Connection, area: str, counter: str) -> list[LentMark]:
    """Return every mark of a counter that was ever lent, A first."""
    wanted = select(marks.c.mark, marks.c.device, marks.c.use)
    rows = connection.execute(wanted.where(marks.c.area == area, marks.c.counter == counter))
    return sorted((LentMark(*row) for row in rows), key=lambda lent: _order(lent.mark))


def lend(connection: Connection, area: str, counter: str, device: str, now: datetime, used: frozenset[str]) -> Marks:
    """Return the mark for the device's next journal and the one in reserve, lending what is missing.

    `used` are marks of journals that the server knows, whoever lent them. Asked again before a journal was opened, the
    answer is the same.
    """
    known = marks_of(connection, area, counter)
    free = [lent.mark for lent in known if lent.device == device and lent.use == LENT and lent.mark not in used]
    last = max((*(lent.mark for lent in known), *used), key=_order, default="")
    while len(free) < 2:
        last = next_mark(last)
        _add(connection, area, counter, last, device, now)
        free.append(last)
    return Marks(free[0], free[1])


def claim_mark(connection: Connection, area: str, counter: str, mark: str, device: str, now: datetime) -> bool:
    """Give a device the mark that it bears already, by the paper list or since before a restore.

    False where the mark belongs to another device.
    """
    lent = mark_of(connection, area, counter, mark)
    if lent is not None and lent.use == PASSED_OVER:
        of = (marks.c.area == area, marks.c.counter == counter, marks.c.mark == mark, marks.c.use == PASSED_OVER)
        connection.execute(update(marks).where(*of).values(device=device, use=LENT, lent_at=now))
        return True
    if lent is None:
        try:
            with connection.begin_nested():
                _add(connection, area, counter, mark, device, now)
        except IntegrityError:
            lent = mark_of(connection, area, counter, mark)
            return lent is not None and lent.device == device
        return True
    return lent.device == device


def mark_in_use(connection: Connection, area: str, counter: str, mark: str, now: datetime) -> None:
    """Note that a journal bears this mark: it is never lent again."""
    connection.execute(
        update(marks)
        .where(marks.c.area == area, marks.c.counter == counter, marks.c.mark == mark, marks.c.use == LENT)
        .values(use=USED, used_at=now)
    )


def pass_over(connection: Connection, area: str, now: datetime) -> None:
    """Pass over the next marks of every counter: a server that was restored may have lent them since its backup."""
    for counter in connection.execute(select(counters.c.counter).where(counters.c.area == area)).scalars().all():
        known = [lent.mark for lent in marks_of(connection, area, counter)]
        last = max(known, key=_order, default="")
        for _ in range(SPARE):
            last = next_mark(last)
            _add(connection, area, counter, last, "", now, PASSED_OVER)


def _add(
    connection: Connection, area: str, counter: str, mark: str, device: str, now: datetime, use: str = LENT
) -> None:
    connection.execute(insert(marks).values(area=area, counter=counter, mark=mark, device=device, use=use, lent_at=now))


def _order(mark: str) -> tuple[int, str]:
    """A before Z before AA."""
    return len(mark), mark
