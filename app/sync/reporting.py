"""Writes down how the exchange stands, when it changes, and at most every few seconds while it goes well."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.errors import EnvironmentFailure
from app.sync.status import Status, read_status, write_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.store.facade import Store
    from app.sync.line import Line

STAMP_SECONDS = 20.0
"""How often a success is written down while nothing else changes."""


class Reporter:
    """Keeps the status of one store's exchange."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def went(self, line: Line) -> None:
        """The server answered: what it refused stands against it, or else the exchange went well."""
        for trouble in line.troubles.values():
            self.failed(trouble, alarms=line.alarms)
            return
        self._succeeded(line)

    def _succeeded(self, line: Line) -> None:
        clock = self._store.program.clock
        with self._store.read() as connection:
            old = read_status(connection)
        offset = line.report.offset_s or old.offset
        alarms = _merged(old.alarms, line.alarms)
        wall = clock.wall()
        new = replace(
            old,
            connected=True,
            since=old.since if old.connected and not old.error else wall,
            succeeded=wall,
            boot=clock.boot(),
            monotonic=clock.monotonic(),
            error="",
            code="",
            failures=0,
            alarms=alarms,
            offset=offset,
            next_try=None,
        )
        age = old.age(clock)
        if age is None or age >= STAMP_SECONDS or _differs(old, new):
            self._write(new)
            if not old.connected or old.error or old.alarms != alarms:
                line.announce("sync")

    def failed(self, failure: EnvironmentFailure, delay: float = 0.0, alarms: dict[str, str] | None = None) -> None:
        """An exchange did not go well; the next attempt is in `delay` seconds."""
        wall = self._store.program.clock.wall()
        with self._store.read() as connection:
            old = read_status(connection)
        self._write(
            replace(
                old,
                connected=False,
                since=wall if old.connected or old.since is None else old.since,
                error=failure.message,
                code=failure.code,
                failures=old.failures + 1,
                alarms=_merged(old.alarms, alarms or {}),
                next_try=wall + timedelta(seconds=delay),
            )
        )

    @contextlib.contextmanager
    def judged(self, line: Line) -> Iterator[None]:
        """Write down how what is done inside went."""
        try:
            yield
        except EnvironmentFailure as failure:
            with contextlib.suppress(EnvironmentFailure):
                self.failed(failure, alarms=line.alarms)
            raise
        self.went(line)

    def look_anew(self) -> None:
        """A person has seen the alarms and wants it tried again."""
        with self._store.read() as connection:
            old = read_status(connection)
        if old.alarms:
            self._write(replace(old, alarms={}))

    def _write(self, status: Status) -> None:
        with self._store.write_local() as connection:
            write_status(connection, status)


def _merged(old: dict[str, str], news: dict[str, str]) -> dict[str, str]:
    """Alarms with what is new; empty words end one."""
    return {code: words for code, words in {**old, **news}.items() if words}


def _differs(old: Status, new: Status) -> bool:
    """Whether something but the moment changed."""
    return replace(old, succeeded=None, boot="", monotonic=0.0) != replace(new, succeeded=None, boot="", monotonic=0.0)
