"""What the handlers of one running program share: the server, its threads, limits, counters and log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from litestar.di import NamedDependency

from app.central.console.pages import Pages
from app.central.limits import BodyBudget, Lane, Tries
from app.central.logs import make_log
from app.central.metrics import Metrics
from app.central.public.pages import PublicPages
from app.central.watch import Readers, Watcher
from app.usecases.central.board import Boards
from app.usecases.central.device_sessions import UsedChallenges
from app.usecases.central.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from structlog.typing import FilteringBoundLogger

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
    view_threads: int = 2
    view_waiting: int = 24
    password_threads: int = 2
    password_waiting: int = 16
    enrolments_a_minute: float = 10
    sessions_a_minute: float = 600
    log_ins_a_minute: float = 20
    ratings_a_minute: float = 60
    public_forms_a_minute: float = 120
    uploads_a_minute: float = 30


class Services:
    """One for each running program; made by `create_app`. `secure`: it is reached by TLS only."""

    def __init__(
        self,
        server: Server,
        *,
        limits: Limits | None = None,
        log: FilteringBoundLogger | None = None,
        secure: bool = False,
    ) -> None:
        bounds = limits or Limits()
        self.server = server
        self.secure = secure
        self.metrics = Metrics()
        self.log = log or make_log()
        self.pages = Pages()
        self.public_pages = PublicPages(server.settings.hall, evaluation=server.evaluation)
        self.challenges = UsedChallenges()
        self.shelf = Shelf(server)
        self.ingest = self._lane("ingest", bounds.ingest_threads, bounds.ingest_waiting)
        self.reads = self._lane("read", bounds.read_threads, bounds.read_waiting)
        self.files = self._lane("file", bounds.file_threads, bounds.file_waiting)
        self.views = self._lane("view", bounds.view_threads, bounds.view_waiting)
        self.passwords = self._lane("password", bounds.password_threads, bounds.password_waiting)
        self.watching = self._lane("watch", 1, 1)
        self.following = self._lane("follow", 1, 1)
        self.uploads = self._lane("upload", 1, 12)
        self.bodies = BodyBudget(BODY_MEMORY, self.metrics.body_bytes)
        clock = server.clock.monotonic
        self.enrolment_tries = Tries(bounds.enrolments_a_minute, int(bounds.enrolments_a_minute), clock)
        self.session_tries = Tries(bounds.sessions_a_minute, 200, clock)
        self.log_in_tries = Tries(bounds.log_ins_a_minute, 10, clock)
        self.rating_tries = Tries(bounds.ratings_a_minute, 60, clock)
        self.upload_tries = Tries(bounds.uploads_a_minute, 60, clock)
        self.public_tries = Tries(bounds.public_forms_a_minute, 60, clock)
        self.watcher = Watcher(self._position)
        self.readers = Readers()
        self.boards = Boards()
        self.counted_at = float("-inf")
        self.description = b""
        self.given_certificate: Path | None = None

    def _lane(self, kind: str, threads: int, waiting: int) -> Lane:
        return Lane(kind, threads, waiting, self.metrics.at_work)

    async def _position(self) -> int:
        from app.store.central.ledger import head

        return (await self.watching.run(head, self.server.ledger)).position


Given = NamedDependency[Services]
"""The services as handlers are given them."""
