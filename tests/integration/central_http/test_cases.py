"""Cases over the API: found by exactly one thing, opened with their story, each opening noted with who it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from app.domain.audit import AUDIT, RecordOpened
from app.domain.identity.case_number import CaseNumber
from app.store.central.events import ledger_events
from app.usecases.central.accounts import disable_user
from app.usecases.central.rulings import decode_body
from app.usecases.central.tokens import add_token, drop_token
from db.central.ledger import events
from tests.builders.pens import AREA, DAY
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    from tests.builders.http_central import HttpDesk, Served


def opened_by(served: Served) -> list[tuple[str, str]]:
    """Who opened records, in order, by the server's journal."""
    ledger = served.server.ledger
    with ledger.store.read() as connection:
        found = list(ledger_events(connection, ledger.area, ledger.vault, events.c.subject_kind == AUDIT))
    bodies = [decode_body(ledger.types, one.header, one.body) for one in found]
    return [(body.by, body.way) for body in bodies if isinstance(body, RecordOpened)]


@pytest.fixture
def desk(served: Served) -> HttpDesk:
    """A counter with one case at the server."""
    found = served.device("C03")
    found.pen.open().case()
    found.push()
    return found


def number_of(desk: HttpDesk) -> str:
    return CaseNumber(AREA, DAY, "C03", desk.pen.mark, 1).text


def test_a_case_is_found_by_number_and_person_with_its_name_masked(desk: HttpDesk):
    by_number = desk.client.get("/cases", params={"number": number_of(desk)}).json()["cases"]
    assert [row["case_no"] for row in by_number] == [number_of(desk)]
    assert by_number[0]["masked_name"] == "李*"
    assert desk.client.get("/cases", params={"name": "李明"}).json()["cases"] == by_number
    assert desk.client.get("/cases", params={"name": "李"}).json()["cases"] == []


@pytest.mark.parametrize("params", [{}, {"name": "李明", "number": "x"}])
def test_exactly_one_thing_is_looked_for(desk: HttpDesk, params: dict[str, str]):
    answer = desk.client.get("/cases", params=params)
    assert (answer.status_code, answer.json()["code"]) == (422, "INPUT-QUERY")


def test_a_record_is_opened_and_that_is_noted_with_who_it_was(served: Served, desk: HttpDesk):
    path, clerk = f"/cases/{number_of(desk)}", desk.pen.actor
    shown = desk.client.get(path, params={"account": clerk}).json()
    assert (shown["case_no"], shown["status"], shown["contested"]) == (number_of(desk), "accepted", False)
    assert [event["kind"] for event in shown["events"]] == ["case.received", "case.accepted"]
    desk.client.get(path)
    assert opened_by(served) == [(clerk, "api"), (desk.pen.device_id, "api")]


def test_nothing_is_noted_where_nothing_was_opened(served: Served, desk: HttpDesk):
    assert desk.client.get("/cases/500106-20261123-C09A-0001-0").json()["code"] == "STATE-UNKNOWN"
    stranger = desk.client.get(f"/cases/{number_of(desk)}", params={"account": "nobody"})
    assert (stranger.status_code, stranger.json()["code"]) == (403, "RIGHT-ACCOUNT")
    disable_user(served.server, "窗口C03")
    assert desk.client.get(f"/cases/{number_of(desk)}", params={"account": desk.pen.actor}).status_code == 403
    assert opened_by(served) == []


def test_a_notice_of_an_opening_is_sent_to_no_desk(served: Served, desk: HttpDesk):
    other = served.device("C04")
    start = other.page()
    desk.client.get(f"/cases/{number_of(desk)}")
    page = other.page(start.position)
    assert page.entries == []
    assert page.position > start.position


def test_another_system_reads_by_its_token_until_that_is_revoked(served: Served, desk: HttpDesk):
    token = add_token(served.server, "审批系统", "approver")
    headers = {"Authorization": f"Bearer {token}"}
    path = f"{served.url}/api/v1/cases/{number_of(desk)}"
    assert httpx.get(path, headers=headers, verify=PLAIN).status_code == 200
    assert opened_by(served) == [("审批系统", "api")]
    admin = add_token(served.server, "运维", "admin")
    refused = httpx.get(path, headers={"Authorization": f"Bearer {admin}"}, verify=PLAIN)
    assert (refused.status_code, refused.json()["code"][:6]) == (403, "RIGHT-")
    drop_token(served.server, "审批系统")
    assert httpx.get(path, headers=headers, verify=PLAIN).status_code == 401
