"""Online requests at the server, on both databases: one open of a kind, the hall alone is told, swept, with notices."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.online_request.events import ONLINE_REQUEST, OnlineRequestAnswered, OnlineRequestTaken
from app.domain.refusal import Refusal
from app.store.central.heads import head_of
from app.store.central.notices import notices_in
from app.store.clock import Clock
from app.store.event import Subject
from app.store.exchange import FeedEvent
from app.usecases.central import online_requests as requests
from app.usecases.central.accounts import add_user
from app.usecases.central.acting import Actor, act_at_centre
from app.usecases.central.blobs import read_blob
from app.usecases.central.feed import page
from app.usecases.central.following import follow
from app.usecases.central.ingest import ingest
from app.usecases.central.office_rebuild import check_office, rebuild_office
from app.usecases.central.rebuild import rebuild
from app.usecases.central.request_drafts import add_file, begin_draft, find_draft
from app.usecases.central.uploads import check_upload
from tests.builders.filings import complete_filing, item_of, starting_catalogue, without
from tests.builders.http_central import make_central
from tests.builders.online import small_pdf
from tests.builders.pens import DAY, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.server import Server

ITEM = "GT-04"
MISSING = next(iter(complete_filing(item_of(ITEM)).materials))


@pytest.fixture
def server(central_url: str, tmp_path: Path) -> Iterator[Server]:
    made = make_central(tmp_path / "home", central_url)
    yield made
    made.close()


class Counter:
    """A counter with its pen."""

    def __init__(self, server: Server) -> None:
        self.server = server
        clerk = add_user(server, "员C03", "clerk", password="窗口-密码-01")
        self.pen = Pen(hall=server.settings.hall, evaluation=False, actor=clerk.id).open()
        self.sent = 0

    def push(self) -> None:
        """Send what was written."""
        ingest(self.server.ledger, self.pen.batch(self.sent + 1), self.pen.device, self.server.now())
        self.sent = self.pen.last

    def case(self, *missing: str) -> str:
        """Take a case in that lacks materials."""
        filing = without(complete_filing(item_of(ITEM), DAY), missing)
        case_id = self.pen.case(ITEM, release=starting_catalogue().hash, filing=filing)
        self.push()
        return case_id

    def decline(self, identity: str, words: str, filing: int = 1) -> None:
        """Answer a request."""
        at = self.server.now().isoformat()
        body = OnlineRequestAnswered(self.pen.hall, "declined", words, "C03", "员C03", at, filing)
        self.pen.write((Subject(ONLINE_REQUEST, identity), body, 1))
        self.push()


def test_one_request_of_a_kind_goes_to_the_hall_and_the_first_answer_stands(server: Server) -> None:
    counter = Counter(server)
    case_id = counter.case(MISSING)
    drafts = [begin_draft(server, "correction", case_id, None) for _ in range(3)]
    drafts = [
        add_file(server, draft, MISSING, check_upload(small_pdf(f"{place}"))) for place, draft in enumerate(drafts)
    ]
    started, sent = threading.Barrier(3), list[str]()

    def reach(place: int) -> None:
        started.wait()
        sent.append(requests.send_files(server, drafts[place], "").id)

    reaching = [threading.Thread(target=reach, args=(place,)) for place in range(3)]
    for one in reaching:
        one.start()
    for one in reaching:
        one.join()
    assert len(set(sent)) == 1
    assert [find_draft(server, draft.id) for draft in drafts] == [None] * 3
    waiting = requests.waiting_request(server, case_id, "correction")
    assert waiting is not None
    assert (waiting.filing, waiting.content.file_count) == (3, 1)
    digest = waiting.content.files[MISSING][0].digest
    assert read_blob(server.ledger, digest, 0, hall=server.settings.hall) is not None
    assert read_blob(server.ledger, digest, 0, hall="另一个大厅") is None
    assert told(server, server.settings.hall) == 3
    assert told(server, "另一个大厅") == 0
    at = server.now().isoformat()
    looked = OnlineRequestTaken(counter.pen.hall, "C03", "员C03", at)
    counter.pen.write((Subject(ONLINE_REQUEST, waiting.id), looked, 3))
    counter.push()
    change = begin_draft(server, "correction", case_id, waiting)
    change = add_file(server, change, MISSING, check_upload(small_pdf("late")))
    with pytest.raises(Refusal, match="C03"):
        requests.send_files(server, change, "")
    counter.decline(waiting.id, "旧的一份看不清。", filing=2)
    assert requests.my_case(server, case_id).offer("correction").line is not None
    counter.decline(waiting.id, "缺第二页。", filing=3)
    counter.decline(waiting.id, "再说一次。", filing=3)
    [line] = requests.requests_about(server, case_id)
    assert (line.standing, line.words, line.counter) == ("declined", "缺第二页。", "C03")
    assert requests.send_files(server, change, "").id != waiting.id
    assert rebuild(server.ledger, check=True).differences == []
    assert check_office(server).differences == []
    rebuild_office(server)
    assert len(requests.requests_about(server, case_id)) == 2


def told(server: Server, hall: str) -> int:
    """How many events of online requests a hall is sent."""
    entries = page(server.ledger, hall, "", 0, server.now()).entries
    return sum("online-request" in str(e.header) for e in entries if isinstance(e, FeedEvent))


def test_an_act_at_the_centre_answers_and_the_telephone_is_told(server: Server) -> None:
    counter = Counter(server)
    case_id = counter.case()
    requests.send_withdrawal(server, case_id, "不开店了")
    requests.send_details(server, case_id, {"applicant.phone": "13900002222"}, "")
    with server.store.read() as connection:
        head = head_of(connection, server.area, server.ledger.vault, case_id)
    assert head is not None
    body = json.dumps({"act": "withdraw", "reason": "不开店了", "signed": True}).encode()
    act_at_centre(server, head.case_no, body, Actor("另一个系统", "lead"))
    lines = {line.kind: line for line in requests.requests_about(server, case_id)}
    assert (lines["withdraw"].standing, lines["withdraw"].counter) == ("done", "S00")
    assert (lines["details"].standing, lines["details"].overtaken != "") == ("waiting", True)
    follow(server)
    with server.store.read() as connection:
        kinds = [one.kind for one in notices_in(connection, server.area, ("waiting", "skipped", "held", "sent"))]
    assert sorted(kind for kind in kinds if kind.startswith("request")) == [
        "request-answered", "request-filed", "request-filed",
    ]  # fmt: skip


def test_what_was_answered_long_ago_is_erased(server: Server) -> None:
    counter = Counter(server)
    case_id = counter.case(MISSING)
    first = requests.send_withdrawal(server, case_id, "不办了").id
    counter.decline(first, "请到窗口签字。")
    later = server.now() + timedelta(days=91)
    aged = replace(server, clock=Clock(wall=lambda: later))
    requests.send_details(aged, case_id, {"applicant.phone": "13900002222"}, "")
    assert [one.kind for one in requests.requests_about(aged, case_id)] == ["details"]
    assert check_office(aged).differences == []
