"""The queue at a real store: numbers, calls, pauses, signatures; what a rebuild makes again is the same."""

from __future__ import annotations

import http.server
import json
import threading
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pytest

from app.devices.ports import DeviceFailure
from app.domain.refusal import InputProblem, Refusal
from app.usecases.day_end import figures, statement
from app.usecases.day_paper import day_lines
from app.usecases.queue import QueueWork, ticket_here
from app.usecases.queue_slip import slip_bytes
from app.usecases.queue_system import QueueSystem
from app.usecases.signatures import keep_signature, signature_of
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.there import there

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY = date(2026, 11, 23)
PNG = b"\x89PNG\r\n\x1a\n" + b"strokes"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path_factory.mktemp("queue"), MONDAY)
    yield played
    played.close()


@pytest.fixture
def work(counter: PlayedCounter, days: Iterator[int]) -> QueueWork:
    """A day of its own."""
    counter.clock.set(date(2026, 11, next(days)))
    work = QueueWork(counter.workplace)
    work.change(source="own")
    return work


@pytest.fixture(scope="module")
def days() -> Iterator[int]:
    return iter(range(23, 31))


def test_a_morning(counter: PlayedCounter, work: QueueWork) -> None:
    numbers = [work.issue("A").ticket.number, work.issue("B").ticket.number, work.issue("A", "elderly").ticket.number]
    assert numbers == ["A03-001", "B03-001", "A03-002"]
    slip = slip_bytes(counter.workplace, work.issue("A")).decode("gb18030", "replace")
    assert "A03-003" in slip
    assert "前面等候人数：2" in slip
    first = work.call_next().ticket
    assert first is not None
    assert first.number == "A03-002"
    assert ticket_here(counter.workplace) == "A03-002"
    with pytest.raises(Refusal) as refused:
        work.call_next()
    assert refused.value.code == "STATE-TICKET-OPEN"
    assert there(work.arrived().ticket).phase == "serving"
    assert not work.arrived().changed
    work.transfer("C05", ("n1",))
    assert [t.number for t in work.view().waiting] == ["A03-001", "A03-003", "B03-001"]
    work.next_person()
    work.pause("noon")
    assert work.view().paused == "noon"
    assert there(work.view().here).number == "A03-001"
    assert work.next_person().ticket is None
    with pytest.raises(Refusal) as refused:
        work.call_next()
    assert refused.value.code == "STATE-PAUSED"
    work.resume()
    assert there(work.call("B03-001").ticket).counter == "C03"
    work.recall()
    assert there(work.missed().ticket).phase == "missed"
    work.come_back("B03-001")
    assert work.figures().whole.missed == 1
    closing = statement(counter.workplace)
    assert next(line.value for line in day_lines(closing.facts, closing.sums) if line.label == "叫号").startswith(
        "叫号 3、办理 1、过号 1、转出 1；等候平均 "
    )
    assert figures(closing)["calls"]["called"] == 3
    assert not counter.workplace.store.rebuild_check().differences


def test_groups_served_here_and_settings_that_do_not_fit(counter: PlayedCounter, work: QueueWork) -> None:
    work.issue("A")
    work.issue("B")
    work.change(serves=("B",))
    assert [t.group for t in work.view().waiting] == ["B"]
    work.change(serves=())
    for wrong in ({"source": "system", "address": "ftp://x"}, {"head_start_minutes": -1}, {"nonsense": 1}):
        with pytest.raises(InputProblem):
            work.change(**wrong)
    with pytest.raises(InputProblem):
        work.issue("Z")
    with pytest.raises(Refusal):
        work.call("X99")


def test_a_signature_is_kept_sealed_and_found_again(counter: PlayedCounter) -> None:
    number = counter.accepted(MONDAY).state.case_no
    before = counter.workplace.find_case(number)
    assert signature_of(counter.workplace, number, "service") is None
    kept = keep_signature(counter.workplace, number, PNG, "service")
    assert signature_of(counter.workplace, number, "service") == PNG
    assert PNG not in counter.workplace.store.files.path(kept.digest).read_bytes()
    assert counter.workplace.find_case(number) == before
    with pytest.raises(InputProblem):
        keep_signature(counter.workplace, number, b"GIF89a", "service")
    assert not counter.workplace.store.rebuild_check().differences


class _System(http.server.BaseHTTPRequestHandler):
    """A queue system of one number."""

    told: ClassVar[list[tuple[str, dict]]] = []
    answer: bytes = json.dumps({"number": "Z007", "group": "A", "issued_at": "2026-11-23T08:30:00+08:00"}).encode()

    def do_POST(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.append((self.path, given))
        body = self.answer if self.path.endswith("/next") else b"{}"
        self.send_response(200 if body else 204)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing is written."""


@pytest.fixture
def system() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), _System)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/queue"
    server.shutdown()
    thread.join()
    server.server_close()


def test_numbers_of_a_system_there_is(counter: PlayedCounter, work: QueueWork, system: str) -> None:
    work.change(source="system", address=system)
    asked = QueueSystem(work.counter)
    ticket = work.next_person(asked.call_next(work.settings())).ticket
    assert ticket is not None
    assert (ticket.number, ticket.phase, ticket.issued_at[:16]) == ("Z007", "called", "2026-11-23T00:30")
    asked.tell(work.settings(), ticket.number, "serving")
    assert _System.told[-1] == ("/queue/counters/C03/tell", {"number": "Z007", "what": "serving", "to": ""})
    _System.answer = b"[]"
    with pytest.raises(DeviceFailure, match="读不懂"):
        asked.call_next(work.settings())
    work.change(source="simulated")
    assert there(asked.call_next(work.settings())).system == "模拟叫号系统"
    work.change(source="own", address="")
