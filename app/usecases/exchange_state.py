"""How the exchange with the server stands, for the top bar, its page, the doctor and the papers: from any process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.store.outbox import OwnJournal, WaitingFile, unsent, waiting_files
from app.store.replica import cursor
from app.sync.binding import find_binding
from app.sync.status import read_status
from app.usecases.releases_here import behind_words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.facade import Store
    from app.usecases.workplace import Workplace

FILES_SHOWN = 200


@dataclass(frozen=True)
class ExchangeState:
    """What there is to tell. Moments are UTC, of this machine's wall clock.

    `age_s` are seconds since the last success by a clock that nobody sets, None where there was none since the machine
    was started. `connected` is the green light: the last exchange succeeded, and within a minute. `since` is when that
    began, or when the line was cut.

    `last_error` is empty after a success; `alarm` is what only a person can set right; `behind` says where the
    catalogue of this desk is older than the one in force.
    """

    enrolled: bool = False
    server: str = ""
    connected: bool = False
    age_s: float | None = None
    since: datetime | None = None
    last_success: datetime | None = None
    next_try: datetime | None = None
    waiting_events: int = 0
    waiting_attachments: int = 0
    waiting_bytes: int = 0
    held: int = 0
    oldest: datetime | None = None
    last_error: str = ""
    error_code: str = ""
    failures: int = 0
    alarm: str = ""
    behind: str = ""
    journals: tuple[OwnJournal, ...] = ()
    attachments: tuple[WaitingFile, ...] = ()
    epoch: str = ""
    position: int = 0
    offset_s: float = 0.0


def exchange_state(workplace: Workplace) -> ExchangeState:
    """Read how the exchange of this store stands; a desk that belongs to no server has an empty state."""
    with workplace.store.read() as connection:
        state = state_of(connection, workplace.store)
        return state if not state.enrolled else _with_behind(state, behind_words(workplace, connection))


def state_of(connection: Connection, store: Store) -> ExchangeState:
    """The same for whoever is reading already, and has no catalogue at hand."""
    binding = find_binding(connection)
    if binding is None:
        return ExchangeState()
    clock = store.program.clock
    status, waiting, at = read_status(connection), unsent(connection), cursor(connection)
    return ExchangeState(
        enrolled=True,
        server=binding.url,
        connected=status.fresh(clock),
        age_s=status.age(clock),
        since=status.since,
        last_success=status.succeeded,
        next_try=status.next_try,
        waiting_events=waiting.events,
        waiting_attachments=waiting.attachments,
        waiting_bytes=waiting.attachment_bytes,
        held=waiting.held,
        oldest=waiting.oldest,
        last_error=status.error,
        error_code=status.code,
        failures=status.failures,
        alarm=status.alarm,
        journals=waiting.journals,
        attachments=tuple(waiting_files(connection, FILES_SHOWN)),
        epoch=at.epoch,
        position=at.position,
        offset_s=status.offset,
    )


def _with_behind(state: ExchangeState, words: str) -> ExchangeState:
    return replace(state, behind=words)
