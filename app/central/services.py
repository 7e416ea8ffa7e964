"""What the handlers of one running program share: the server, its threads, limits, counters and log."""

from __future__ import annotations

from dataclasses import dataclass, field

from structlog.typing import FilteringBoundLogger

from app.central.console.pages import Pages
from app.central.limits import BodyBudget, Lane, Tries
from app.central.logs import make_log
from app.central.metrics import Metrics
from app.central.watch import Watcher
from app.usecases.central.device_sessions import UsedChallenges
from app.usecases.central.server import Server

BODY_MEMORY = 64 * 1024 * 1024
"""Bytes of request bodies that may be in memory at once, of all requests together."""


@dataclass(frozen=True)
class Limits:
    """How much one program takes at once. Threads do the blocking work; the others of a kind wait, then are sent away."""

    ingest_threads: int = 2
    ingest_waiting: int = 48
    read_threads: int = 8
    read_waiting: int = 400
    file_threads: int = 3
    file_waiting: int = 32
    password_threads: int = 2
    password_waiting: int = 16
    enrolments_a_minute: float = 10
    sessions_a_minute: float = 600
    log_ins_a_minute: float = 20


@dataclass
class Services:
    """One for each running program; made by `create_app`."""

    server: Server
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)
    log: FilteringBoundLogger = field(default_factory=make_log)
    secure: bool = False
    challenges: UsedChallenges = field(default_factory=UsedChallenges)
    pages: Pages = field(default_factory=Pages)
    counted_at: float = float("-inf")
    description: bytes = b""

    def __post_init__(self) -> None:
        limits, at_work = self.limits, self.metrics.at_work
        self.ingest = Lane("ingest", limits.ingest_threads, limits.ingest_waiting, at_work)
        self.reads = Lane("read", limits.read_threads, limits.read_waiting, at_work)
        self.files = Lane("file", limits.file_threads, limits.file_waiting, at_work)
        self.passwords = Lane("password", limits.password_threads, limits.password_waiting, at_work)
        self.watching = Lane("watch", 1, 1, at_work)
        self.bodies = BodyBudget(BODY_MEMORY, self.metrics.body_bytes)
        self.enrolment_tries = Tries(limits.enrolments_a_minute, burst=int(limits.enrolments_a_minute))
        self.session_tries = Tries(limits.sessions_a_minute, burst=200)
        self.log_in_tries = Tries(limits.log_ins_a_minute, burst=10)
        self.watcher = Watcher(self._position)

    async def _position(self) -> int:
        from app.store.central.ledger import head

        return (await self.watching.run(head, self.server.ledger)).position
