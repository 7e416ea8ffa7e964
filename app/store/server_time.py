"""Trusted time from the server: measured at each exchange, and a correction of the day is an event.

The wall clock is never touched. What runs on from here is the last server time plus the monotonic time of this boot.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.shift import ClockCorrected
from app.store.clock import CHINA, SHOWN
from app.store.event import NewEvent, Subject
from app.store.journal import read_head
from app.store.server_accounts import SEEN
from app.store.settings import read_setting, write_setting
from app.store.unit_of_work import is_anchored, write_anchor

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.facade import Store
    from app.store.unit_of_work import UnitOfWork

OFFSET = "clock.offset"
"""Setting: seconds by which the wall clock is ahead of the server's, and when that was measured (server's time)."""

LONGEST_ROUND = 30.0
"""Seconds; an answer that took longer tells too little about the time."""
_NOTICED = timedelta(seconds=1)
_SEEN_EVERY = timedelta(hours=1)


def trust_server_time(store: Store, server_time: datetime, round_trip: float) -> timedelta | None:
    """Let trusted time run from the server's; return by how much the wall clock is ahead of it.

    `round_trip` is how many seconds the answer took; after too long a one nothing is believed, and None returned.
    Writes only where something is other than known: another day, or time set back before the last event, is an event
    `desk.clock-corrected`, from which effective time starts again.
    """
    if not 0 <= round_trip <= LONGEST_ROUND:
        return None
    now = server_time.astimezone(UTC) + timedelta(seconds=round_trip / 2)
    offset = store.program.clock.wall() - now
    with store.read() as connection:
        if not _is_news(store, connection, now, offset, round_trip):
            return offset
    with store.write() as uow:
        if not uow.journal.evaluation:
            _restart(store, uow, now, offset)
        write_setting(uow.connection, OFFSET, {"seconds": offset.total_seconds(), "at": now.isoformat()})
        write_setting(uow.connection, SEEN, now.isoformat())
        uow.commit()
    return offset


def read_offset(connection: Connection) -> timedelta | None:
    """By how much the wall clock was ahead of the server's when that was last measured."""
    kept = read_setting(connection, OFFSET)
    return None if kept is None else timedelta(seconds=kept["seconds"])


def _is_news(store: Store, connection: Connection, now: datetime, offset: timedelta, round_trip: float) -> bool:
    """Whether the store's time is off by more than the measurement itself, or the server was not seen for an hour."""
    seen = read_setting(connection, SEEN)
    if seen is None or abs(now - datetime.fromisoformat(seen)) >= _SEEN_EVERY:
        return True
    known = read_offset(connection)
    least = max(_NOTICED, timedelta(seconds=round_trip / 2))
    if known is None or abs(known - offset) > least:
        return True
    if store.journal.evaluation:
        return False
    reading = store.now_by(connection)
    return not is_anchored(connection, store.program.clock) or abs(reading.effective - now) > least


def _restart(store: Store, uow: UnitOfWork, now: datetime, offset: timedelta) -> None:
    """Run on from the server's time; an event where the day is another, or the last event lies ahead of it."""
    before = uow.now.effective
    last = read_head(uow.connection, uow.journal.id).at
    ahead = last is not None and last - SHOWN > now
    if ahead or before.astimezone(CHINA).date() != now.astimezone(CHINA).date():
        body = ClockCorrected(
            raw=uow.now.raw.isoformat(),
            before=before.isoformat(),
            corrected=now.isoformat(),
            offset=round(offset.total_seconds()),
            known=uow.now.state != "needs-confirmation",
        )
        uow.append([NewEvent(Subject("desk", uow.journal.id), body)], at=now)
    write_anchor(uow.connection, store.program.clock.anchor(now))
