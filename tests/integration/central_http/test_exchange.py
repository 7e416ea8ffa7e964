"""A device over HTTP: taken in, known by its key, its batch answered with a receipt, the feed brought to another counter."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import msgspec
import pytest

from app.central_program import central_home, open_server
from app.store.codec import decode_header
from app.store.exchange import Entered, FeedEvent, Page
from app.store.exchange_admission import SessionOpened
from app.usecases.central.devices import revoke, suspend
from tests.builders.http_central import JSON, HttpDesk, Served

if TYPE_CHECKING:
    from pathlib import Path


def cases_in(page: Page) -> set[str]:
    """The cases that a page tells of."""
    headers = [decode_header(e.header) for e in page.entries if isinstance(e, FeedEvent)]
    entered = {e.subject_id for e in page.entries if isinstance(e, Entered)}
    return entered | {h.subject.id for h in headers if h.subject.kind == "case"}


def test_a_case_travels_from_one_counter_to_another(served_on_both: Served):
    one, other = served_on_both.device("C03"), served_on_both.device("C04")
    case = one.pen.open().case()
    receipt = one.push()
    assert (receipt.acked, receipt.state, receipt.ruled) == (one.pen.last, "open", [])
    assert one.push() == receipt
    page = other.page()
    assert case in cases_in(page)
    assert page.position == page.head
    assert other.page(page.position).entries == []


def test_a_waiting_counter_is_told_at_once(served_on_both: Served):
    one, other = served_on_both.device("C03"), served_on_both.device("C04")
    start = other.page()
    found = []
    waiting = threading.Thread(target=lambda: found.append(other.page(start.position, start.epoch, wait=20)))
    waiting.start()
    case = one.pen.open().case()
    one.push()
    waiting.join(20)
    assert cases_in(found[0]) == {case}
    assert found[0].after == start.position


def test_what_came_in_by_another_process_wakes_who_waits_here(served_on_both: Served, tmp_path: Path):
    beside = open_server(central_home(tmp_path / "home"))
    try:
        with Served(beside, io.StringIO()) as second:
            waiting, writing = served_on_both.device("C03"), second.device("C04")
            start = waiting.page()
            found = []
            asking = threading.Thread(target=lambda: found.append(waiting.page(start.position, start.epoch, wait=20)))
            asking.start()
            case = writing.pen.open().case()
            writing.push()
            asking.join(20)
            assert cases_in(found[0]) == {case}
    finally:
        beside.close()


def test_a_session_tells_how_far_the_server_is(served: Served):
    desk = served.device()
    desk.pen.open().case()
    desk.push()
    opened = desk.open_session()
    assert (opened.head, opened.device_state) == (desk.page().head, "active")
    assert len(opened.journals) == 1
    assert opened.marks.reserve != ""


def test_another_epoch_is_gone(served: Served):
    desk = served.device()
    answer = desk.client.get("/feed", params={"epoch": "another", "after": 5})
    assert (answer.status_code, answer.json()["code"]) == (410, "SYNC-EPOCH")
    assert answer.json()["place"] == desk.page().epoch


def test_a_challenge_counts_once(served: Served):
    desk = served.device()
    challenge = desk.challenge().challenge
    body = msgspec.json.encode(desk.session_request(challenge))
    assert desk.client.post("/sessions", content=body, headers=JSON).status_code == 201
    again = desk.client.post("/sessions", content=body, headers=JSON)
    assert (again.status_code, again.json()["code"]) == (401, "AUTH-WRONG")


@pytest.mark.parametrize(
    "change",
    [{"challenge": bytes(56)}, {"signature": bytes(64)}, {"device": "another"}],
    ids=["challenge", "signature", "device"],
)
def test_a_session_wants_the_key_and_the_challenge(served: Served, change):
    desk = served.device()
    asked = desk.session_request(desk.challenge().challenge, **change)
    answer = desk.client.post("/sessions", content=msgspec.json.encode(asked), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (401, "AUTH-WRONG")


def test_a_protocol_that_the_server_does_not_speak_is_named(served: Served):
    desk = served.device()
    asked = desk.session_request(desk.challenge().challenge, protocol=7)
    answer = desk.client.post("/sessions", content=msgspec.json.encode(asked), headers=JSON)
    assert (answer.status_code, answer.json()["code"], answer.json()["place"]) == (409, "SYNC-PROTOCOL", "1")


@pytest.mark.parametrize("token", ["-", "nonsense", "ycd_x.AAAA", "yct_unknown"])
def test_no_token_no_feed(served: Served, token: str):
    desk = served.device()
    desk.client.headers["Authorization"] = f"Bearer {token}"
    answer = desk.client.get("/feed")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_suspended_device_hands_in_and_reads_nothing(served: Served):
    desk = served.device()
    desk.pen.open()
    desk.push()
    suspend(served.server, desk.pen.device_id, "遗失")
    desk.pen.case()
    receipt = desk.push(2)
    assert (receipt.state, receipt.acked, receipt.held) == ("quarantined", 1, desk.pen.last - 1)
    answer = desk.client.get("/feed")
    assert (answer.status_code, answer.json()["code"]) == (403, "DEVICE-SUSPENDED")
    assert desk.open_session().device_state == "suspended"
    revoke(served.server, desk.pen.device_id, "被盗")
    assert desk.client.get("/feed").json()["code"] == "DEVICE-REVOKED"
    assert desk.client.post("/marks").status_code == 403


def test_accounts_come_by_the_door_before_anybody_logged_in(served: Served):
    desk = served.device()
    door = {"Authorization": f"Door {desk.pen.device_id}:{desk.enrolled.door}"}
    first = desk.client.get("/accounts", headers=door)
    assert first.status_code == 200
    again = desk.client.get("/accounts", headers=door | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    wrong = desk.client.get("/accounts", headers={"Authorization": f"Door {desk.pen.device_id}:x"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "AUTH-WRONG")


def test_a_code_takes_in_one_device(served: Served):
    first = served.device()
    assert isinstance(first.session, SessionOpened)
    used = {"secret": "0000000000", "public_key": "A" * 43 + "=", "store": "s", "evaluation": False}
    answer = first.client.post("/enrolments", content=msgspec.json.encode(used), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "ENROL-CODE")


def test_a_lost_journal_is_read_again_by_its_own_counter_only(served: Served):
    one, other = served.device("C03"), served.device("C04")
    one.pen.open().case()
    one.push()
    page = _lineage(one, one.pen.id)
    assert [e.header for e in page.entries] == [sent.header for sent in one.pen.sent]
    refused = other.client.get(f"/journals/{one.pen.id}/events")
    assert (refused.status_code, refused.json()["code"]) == (403, "RIGHT-JOURNAL")


def _lineage(desk: HttpDesk, journal: str):
    return desk.signed(desk.client.get(f"/journals/{journal}/events"), Page)
