"""The fair order 叫号次序: by since when one counts as waiting; a head start for those who have priority by law or custom.

Nobody is forgotten: a person with priority overtakes only those who came within the head start before him. Who was sent
on from another counter keeps his place. Who missed his call waits behind three others. The order needs no memory of
earlier calls, so every desk computes the same.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.domain.ticket.state import TicketState

HEAD_START = timedelta(minutes=30)
"""How long before his coming a person with priority counts as waiting, unless the hall has set another time."""
RETURN_BEHIND = 3
"""Behind so many waiting persons somebody goes who missed his call."""


def standing_of(at: datetime, priority: str, head_start: timedelta = HEAD_START) -> str:
    """Since when a ticket issued `at` counts as waiting: ISO, UTC, to the microsecond, so that texts sort as moments."""
    return moment_text(at - head_start if priority else at)


def returned_standing(waiting: Sequence[TicketState], now: datetime, behind: int = RETURN_BEHIND) -> str:
    """The standing of somebody who comes back: just behind the third who waits, at the end where fewer do."""
    queue = sorted(waiting, key=lambda ticket: ticket.place)
    here = moment_text(now)
    if len(queue) < behind:
        return max([here, *(moment_text(_after(one.standing)) for one in queue)])
    return moment_text(_after(queue[behind - 1].standing))


def may_call(ticket: TicketState, counter: str, groups: Collection[str]) -> bool:
    """Whether this counter may call it: it waits for this counter, or for a business that the counter does."""
    if ticket.phase != "waiting":
        return False
    if ticket.target:
        return ticket.target == counter
    return not groups or ticket.group in groups


def queue_for(tickets: Iterable[TicketState], counter: str, groups: Collection[str]) -> list[TicketState]:
    """Who waits for this counter, the next first. No `groups` means all of them."""
    return sorted((one for one in tickets if may_call(one, counter, groups)), key=lambda ticket: ticket.place)


def ahead_of(ticket: TicketState, tickets: Iterable[TicketState]) -> int:
    """How many wait for the same business before this one."""
    return sum(one.phase == "waiting" and one.group == ticket.group and one.place < ticket.place for one in tickets)


def moment_text(at: datetime) -> str:
    """A moment as text that sorts as the moment does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _after(text: str) -> datetime:
    return datetime.fromisoformat(text) + timedelta(microseconds=1)
