"""The centre of the day 中心: an evaluation server on loopback, by the day's clock; desks and browsers reach it by HTTP."""

from __future__ import annotations

import threading
from argparse import Namespace
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.demo.hands import StageFright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from app.central.serve import Program
    from app.demo.clock import DayClock
    from app.domain.catalog.service_item import ServiceItem
    from app.usecases.central.server import Server

HOST, AREA = "127.0.0.1", "500106"
BY = "yichuang"
END_SECONDS = 20.0


class Centre:
    """The running server. It listens in a thread of this program, so that it goes by the clock that the script sets."""

    def __init__(self, server: Server, program: Program) -> None:
        self.server = server
        self._program = program
        self._thread = threading.Thread(target=program.listen, name="demo-centre", daemon=True)

    @property
    def url(self) -> str:
        """Where it answers; the kernel lets who comes early wait."""
        return self._program.doors.address

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End as on SIGTERM, and close the data."""
        self._program.should_exit = True
        self._thread.join(END_SECONDS)
        if self._thread.is_alive():
            raise StageFright("the server did not end")
        self.server.close()

    def code(self, counter: str) -> str:
        """A one-time code for a desk at this counter."""
        from app.usecases.central.enrolment import issue_code

        return issue_code(self.server, counter, by=BY).code

    def add_user(self, name: str, role: str, password: str | None = None, department: str = "") -> str:
        """Add an account; answers its one-time password where none was given."""
        from app.usecases.central.accounts import add_user

        added = add_user(self.server, name, role, department=department, password=password, by=BY)
        return added.one_time_password or ""

    def item(self, code: str) -> ServiceItem:
        """An item as the public pages offer it."""
        return self._program.app.services.shelf.current().online_item(code)

    def ratings(self, day: date) -> tuple[int, int]:
        """How many services of a day were rated, and of how many."""
        from app.usecases.central.ratings import rating_figures

        figures = rating_figures(self.server, day, day)
        return sum(one.rated for one in figures), sum(one.services for one in figures)


@contextmanager
def centre_at(folder: Path, clock: DayClock) -> Iterator[Centre]:
    """Make an evaluation server in a folder and let it listen until the end. Its log lies beside its data."""
    from app.central.logs import make_log
    from app.central.serve import prepare
    from app.central.services import Services
    from app.central_program import Wanted, create_server
    from app.settings import HallSettings
    from app.store.central.home import CentralHome

    wanted = Wanted(area=AREA, hall=HallSettings().hall_short, evaluation=True)
    server = create_server(CentralHome(folder), wanted, clock.clock()).server
    with (folder / "log").open("w", encoding="utf-8") as log:
        arguments = Namespace(host=HOST, port=0, tls="off", tls_cert=None, tls_key=None)
        program = prepare(server, arguments, Services(server, log=make_log(log)))
        program.doors = replace(program.doors, say=_say_nothing)
        centre = Centre(server, program)
        centre.start()
        try:
            yield centre
        finally:
            centre.stop()


def _say_nothing(_words: str) -> None:
    """The day speaks by what it leaves behind."""
