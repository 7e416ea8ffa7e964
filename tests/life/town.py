"""Four kinds of people on four machines: two counters, the departments' console, and a phone, over one server.

Desks are real stores that exchange through a faulty line; console and phone speak HTTP with the server process. Time goes
from workday to workday by a clock that all share. A machine may be without a line for a day, or the server be away.
"""

from __future__ import annotations

import random
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx

from app.store.clock import CHINA
from app.sync.failures import SyncFailure
from app.usecases.central.accounts import add_user
from app.usecases.printing import came_out
from tests.builders.cluster import ServerProcess
from tests.builders.plain_http import PLAIN
from tests.builders.proxy import EVERYTHING, FaultyLine
from tests.builders.shared_clock import SharedClock
from tests.builders.simulated_desk import SimulatedDesk
from tests.life.days import is_workday

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.usecases.workplace import Workplace

PASSWORD = "四步-一窗-2026"
PEOPLE = {"审批甲": "approver", "审批乙": "approver", "出件丙": "issuer", "组长丁": "lead", "窗口戊": "clerk"}
FIELD = re.compile(r'name="(token|csrf|key)" value="([^"]*)"')

RULE = re.compile(r"\b(?:LAW|STATE|RIGHT|ENTRY|DEFER|ACCESS|FORM|INPUT)-[A-Z0-9-]+")


class Refused(Exception):
    """The console or the public page said no; the message is the rule."""


@dataclass
class Web:
    """A browser without a window at the server: cookies, and the hidden fields of the last page."""

    client: httpx.Client

    @classmethod
    def at(cls, url: str) -> Self:
        """A new one."""
        headers = {"Accept-Language": "zh-CN", "Sec-Fetch-Site": "same-origin", "Origin": url}
        return cls(httpx.Client(base_url=url, headers=headers, timeout=60, trust_env=False, verify=PLAIN))

    def page(self, path: str) -> httpx.Response:
        """Open a page."""
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code < 500, f"{path}: {answer.text[-1500:]}"
        if answer.status_code >= 400:
            raise Refused(str(answer.status_code))
        return answer

    def submit(self, page: httpx.Response, path: str, **fields: str) -> httpx.Response:
        """Fill and send a form of a page: its hidden fields go with it."""
        hidden = dict(FIELD.findall(page.text))
        sent = self.client.post(path, data={**hidden, **fields}, follow_redirects=True)
        assert sent.status_code < 500, f"{path}: {sent.text[-1500:]}"
        if sent.status_code >= 400:
            rule = RULE.search(sent.text)
            raise Refused(rule.group() if rule else str(sent.status_code))
        return sent


@dataclass
class Town:
    """Everything that plays."""

    folder: Path
    chance: random.Random
    clock: SharedClock
    server: ServerProcess
    line: FaultyLine
    desks: dict[str, SimulatedDesk] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    console: dict[str, Web] = field(default_factory=dict)
    without_line: frozenset[str] = frozenset()
    did: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)

    @classmethod
    def founded(cls, folder: Path, chance: random.Random, start: datetime, database: str | None = None) -> Self:
        """A server in service of an evaluation, two counters of one hall, and the people's accounts."""
        folder.mkdir(parents=True, exist_ok=True)
        clock = SharedClock(folder / "clock", start)
        server = ServerProcess.made(folder / "central", database, clock)
        town = cls(folder, chance, clock, server, FaultyLine(server.address))
        with server.opened() as opened:
            for name, role in PEOPLE.items():
                town.accounts[name] = add_user(opened, name, role, password=PASSWORD).id
        for place, (name, code) in enumerate(zip("ab", server.codes([("C01", "H1"), ("C02", "H1")]), strict=True)):
            desk = SimulatedDesk.enrolled(folder / name, town.line.url, code, f"窗口{name}", clock.clock(), place)
            desk.sync()
            town.desks[name] = desk
        return town

    @property
    def today(self) -> date:
        """The day at the hall."""
        return self.clock.now().astimezone(CHINA).date()

    def workplace(self, desk: str) -> Workplace:
        """A counter's store and rules."""
        return self.desks[desk].workplace

    def print(self, desk: str, done: Any) -> Any:
        """Let what was numbered come out of the printer."""
        for paper in done.papers:
            self.desks[desk].hand.tray.receive(paper.meant.number)
            came_out(self.workplace(desk), paper.meant.number)
        return done

    def make_rough(self) -> None:
        """From now on every third request of a desk meets something on the line."""
        self.line.mix = dict(EVERYTHING)

    def sync(self, desk: str) -> bool:
        """Exchange, where there is a line today; whether it succeeded."""
        if desk in self.without_line:
            return False
        with suppress(SyncFailure):
            self.desks[desk].sync()
            return True
        return False

    def logged_in(self, name: str) -> Web:
        """The console of somebody who has logged in today."""
        if name not in self.console:
            web = Web.at(self.server.url)
            web.submit(web.page("/console/log-in"), "/console/log-in", name=name, password=PASSWORD)
            self.console[name] = web
        return self.console[name]

    def act(self, name: str, case_no: str, act: str, **fields: str) -> None:
        """An act on a case by form, at the console. Raises Refused with the rule."""
        web = self.logged_in(name)
        web.submit(web.page(f"/console/cases/{case_no}"), f"/console/cases/{case_no}/acts/{act}", **fields)
        self.count(f"console {act}")

    def count(self, what: str) -> None:
        """Remember that something was done."""
        self.did[what] = self.did.get(what, 0) + 1

    def morning(self) -> None:
        """Who has no line today; the desks exchange."""
        self.without_line = frozenset(name for name in self.desks if self.chance.random() < 0.15)
        for name in self.desks:
            self.sync(name)

    def night(self) -> None:
        """The desks exchange; sessions end; the next workday comes."""
        for name in self.desks:
            self.sync(name)
        self.log_out()
        self.clock.tomorrow()
        while not is_workday(self.today):
            self.clock.tomorrow()

    def log_out(self) -> None:
        """End the sessions of the console."""
        for web in self.console.values():
            web.client.close()
        self.console.clear()

    def end(self) -> None:
        """Close everything."""
        self.log_out()
        for desk in self.desks.values():
            desk.close()
        self.line.close()
        self.server.kill()
