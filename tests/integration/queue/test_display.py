"""The hall's screen as a page: numbers and counters only, for anybody who knows the hall."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING

import httpx
import pytest

from app.central.display.page import HallName
from app.central.problems import HttpProblem
from app.central.queries import part_of_path
from app.domain.ticket import events as e
from app.domain.ticket.order import moment_text
from app.store.clock import CHINA
from app.store.event import Subject
from tests.builders.http_central import Served, make_central
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

HALL = "沙坪坝"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = make_central(tmp_path_factory.mktemp("central"))
    with Served(server, io.StringIO()) as running:
        yield running
    server.close()


def shown(served: Served, hall: str = HALL, language: str = "zh") -> httpx.Response:
    return httpx.get(f"{served.url}/display/{hall}", headers={"accept-language": language}, verify=PLAIN)


def test_what_is_called_is_seen_and_nothing_else(served: Served) -> None:
    assert shown(served).status_code == 404
    desk = served.device("C03", hall=HALL)
    pen, now = desk.pen, served.server.now()
    day, at = now.astimezone(CHINA).date().isoformat(), moment_text(now)
    subjects = [Subject("ticket", secrets.token_hex(16)) for _ in range(3)]
    pen.open()
    for serial, subject in enumerate(subjects, 1):
        issued = e.TicketIssued(f"A03-{serial:03d}", day, "A", "A03", serial, at)
        pen.write((subject, issued, 0))
    pen.write((subjects[0], e.TicketCalled("C03"), 0))
    pen.write((Subject("ticket", pen.id), e.CallingPaused("C03", "noon"), 0))
    desk.push()
    answer = shown(served)
    assert answer.status_code == 200
    assert answer.headers["refresh"] == "3"
    for words in ("A03-001", "请到 03 窗口", "等候 2 人", "03 窗口 午休"):
        assert words in answer.text
    assert "A03-002" not in answer.text
    pen.write((subjects[0], e.TicketEnded("C03"), 0), (subjects[1], e.TicketCalled("C03"), 0))
    pen.write((subjects[2], e.TicketCalled("C05"), 0))
    desk.push()
    english = shown(served, language="en").text
    assert "counter 03" in english
    assert "0 waiting" in english
    assert "A03-001" not in english
    found = desk.client.get(f"/queues/{HALL}")
    assert found.status_code == 200, found.text
    assert [one["counter"] for one in found.json()["figures"]["counters"]] == ["C03", "C05"]
    assert found.json()["figures"]["whole"]["called"] == 3
    assert httpx.get(f"{served.url}/api/v1/queues/{HALL}", verify=PLAIN).status_code == 401
    assert httpx.get(f"{served.url}/display/static/display.css", verify=PLAIN).status_code == 200


def test_an_unknown_hall_is_refused_and_nothing_is_kept_of_it(served: Served) -> None:
    assert shown(served, "<script>").status_code == 404
    assert shown(served, "x" * 61).status_code == 404
    assert set(served.services.boards._halls) <= {HALL}


def test_what_no_hall_can_be_called_is_asked_of_no_database() -> None:
    with pytest.raises(HttpProblem) as problem:
        part_of_path("a\0b", HallName)
    assert problem.value.status == 404
