"""Online requests at real desks: seen by the whole hall, done by the act that a counter always does, or declined."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.case.events import DeferredSupplied
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem, Refusal
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.central import online_requests as requests
from app.usecases.central.enrolment import issue_code
from app.usecases.central.office_rebuild import check_office
from app.usecases.central.request_drafts import add_file, begin_draft, drop_file, find_draft
from app.usecases.central.uploads import check_upload
from app.usecases.erasing import erase_case
from app.usecases.online_requests import (
    RequestRow,
    apply_details,
    decline_request,
    pressing_requests,
    request_file,
    request_view,
    requests_of,
    take_up_request,
    waiting_requests,
)
from tests.builders.filings import complete_filing, item_of, without
from tests.builders.http_central import Served, make_central
from tests.builders.online import picture, small_pdf
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.case.state import CaseState

ITEM = "GT-04"
ADDRESS = "203.0.113.9"


class Hall:
    """Two desks of one hall at a server of their own."""

    def __init__(self, served: Served, folder: Path) -> None:
        self.served, self.server = served, served.server
        self.desks = tuple(self._join(folder / counter, counter) for counter in ("C03", "C05"))
        self.one, self.other = self.desks

    def _join(self, folder: Path, counter: str) -> SimulatedDesk:
        code = issue_code(self.server, counter).code
        desk = SimulatedDesk.enrolled(folder, self.served.url, code, f"员{counter}")
        desk.sync()
        return desk

    def sync(self) -> None:
        """Both desks exchange once."""
        for desk in self.desks:
            desk.sync()

    def case(self, *missing: str) -> CaseState:
        """A case that was taken in at the first desk, known everywhere."""
        workplace = self.one.workplace
        filing = without(complete_filing(item_of(ITEM), workplace.today()), missing)
        state = accept(workplace, filing).state
        self.sync()
        return state

    def told(self, case_id: str) -> list[tuple[str, str, str, str]]:
        """What the applicant is shown of each request."""
        found = requests.requests_about(self.server, case_id)
        return [(one.kind, one.standing, one.counter, one.words) for one in found]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """An evaluation server in this process, and two desks; each test takes a case of its own."""
    folder: Path = tmp_path_factory.mktemp("requests")
    server = make_central(folder / "central", evaluation=True)
    with Served(server, io.StringIO()) as served:
        made = Hall(served, folder)
        yield made
        for desk in made.desks:
            desk.close()
    server.close()


MISSING = next(iter(complete_filing(item_of(ITEM)).materials))
DEFERRED = "safety_rules"


def send(hall: Hall, state: CaseState, *files: bytes, note: str = "") -> str:
    """Hand in what is missing, online."""
    draft = begin_draft(hall.server, "correction", state.case_id, None)
    for data in files:
        draft = add_file(hall.server, draft, MISSING, check_upload(data))
    return requests.send_files(hall.server, draft, note).id


def waiting(desk: SimulatedDesk, state: CaseState) -> tuple[RequestRow, ...]:
    """What waits about a case at a desk."""
    return waiting_requests(desk.workplace, state.case_no)


def test_what_is_missing_comes_online_and_the_act_answers_it(hall: Hall) -> None:
    state = hall.case(MISSING)
    assert state.phase == "correction"
    human = state.filing.applicant.natural_person
    case_id = requests.open_my_case(hall.server, state.case_no.lower(), f" {human.id_number.lower()}", ADDRESS)
    mine = requests.my_case(hall.server, case_id)
    assert [one.kind for one in mine.offers] == ["correction", "withdraw", "details"]
    assert list(requests.wanted(hall.server, case_id, "correction")) == [MISSING]
    identity = send(hall, state, small_pdf(), picture(), note="第二页是背面")
    assert requests.my_case(hall.server, case_id).offer("correction").line is not None
    hall.sync()
    [row] = waiting(hall.other, state)
    assert (row.id, row.state, row.files, row.case_no, row.overtaken) == (identity, "waiting", 2, state.case_no, "")
    assert waiting_requests(hall.other.workplace, "没有这个人") == ()
    view = request_view(hall.other.workplace, identity)
    assert [(m.key, len(m.files)) for m in view.materials] == [(MISSING, 2)]
    assert view.note == "第二页是背面"
    assert request_file(hall.other.workplace, view.materials[0].files[0].digest) == small_pdf()
    taken = take_up_request(hall.other.workplace, identity)
    assert (taken.row.state, taken.row.mine, taken.row.taken_by) == ("taken", True, "C05")
    hall.other.sync()
    assert hall.told(case_id) == [("correction", "taken", "C05", "")]
    whole = complete_filing(item_of(ITEM), hall.other.workplace.today()).materials[MISSING]
    scanned = replace(whole, scans=tuple(file.digest for file in view.materials[0].files))
    for file in view.materials[0].files:
        request_file(hall.other.workplace, file.digest)
    done = act(hall.other.workplace, state.case_no, c.CompleteCorrection({MISSING: scanned}))
    assert "requests" in done.changed
    assert waiting(hall.other, state) == ()
    hall.sync()
    hall.sync()
    assert hall.told(case_id) == [("correction", "done", "C05", "")]
    for desk in hall.desks:
        assert [one.state for one in requests_of(desk.workplace, state.case_no)] == ["done"]
        assert list(desk.problems()) == []
    assert check_office(hall.server).differences == []


def test_two_desks_answer_while_apart_and_the_first_stands(hall: Hall) -> None:
    state = hall.case(MISSING)
    identity = send(hall, state, small_pdf())
    hall.sync()
    decline_request(hall.one.workplace, identity, "照片看不清，请重新拍。")
    with pytest.raises(Refusal, match="C03"):
        decline_request(hall.one.workplace, identity, "再说一次")
    with pytest.raises(InputProblem):
        decline_request(hall.other.workplace, identity, " ")
    entry = complete_filing(item_of(ITEM), hall.other.workplace.today()).materials[MISSING]
    act(hall.other.workplace, state.case_no, c.CompleteCorrection({MISSING: entry}))
    hall.sync()
    hall.sync()
    assert hall.told(state.case_id) == [("correction", "declined", "C03", "照片看不清，请重新拍。")]
    for desk in hall.desks:
        assert waiting(desk, state) == ()
        assert list(desk.problems()) == []
    assert check_office(hall.server).differences == []


def test_withdrawal_and_details_are_done_by_the_counter_and_overtake_the_rest(hall: Hall) -> None:
    state = hall.case()
    requests.send_details(hall.server, state.case_id, {"applicant.phone": "13900002222", "applicant.contact": ""}, "")
    requests.send_withdrawal(hall.server, state.case_id, "不开店了")
    with pytest.raises(Refusal, match="登记的一样"):
        requests.send_details(hall.server, state.case_id, {"applicant.phone": state.filing.applicant.phone or ""}, "")
    hall.sync()
    desk = hall.one.workplace
    before = pressing_requests(desk)
    details = next(row for row in waiting(hall.one, state) if row.kind == "details")
    [change] = request_view(desk, details.id).changes
    assert (change.label, change.old, change.new) == ("手机号码", state.filing.applicant.phone, "13900002222")
    assert apply_details(desk, details.id).state.filing.applicant.phone == "13900002222"
    with pytest.raises(Refusal, match="答复过"):
        apply_details(desk, details.id)
    act(desk, state.case_no, c.Withdraw("不开店了", signed=True, returned=tuple(state.filing.materials)))
    assert pressing_requests(desk) == before - 2
    hall.one.sync()
    assert hall.told(state.case_id)[0][:2] == ("withdraw", "done")
    assert hall.told(state.case_id)[1][:2] == ("details", "done")
    assert requests.my_case(hall.server, state.case_id).offers == ()


def test_a_deferred_material_is_late_by_the_day_on_which_it_was_uploaded(hall: Hall) -> None:
    workplace = hall.one.workplace
    today = workplace.today()
    until = workplace.calendar.add(today, Limit(2)).date
    whole = complete_filing(item_of(ITEM), today)
    filing = replace(without(whole, (DEFERRED,)), defer={DEFERRED: until.isoformat()})
    states = [accept(workplace, filing).state for _ in range(2)]
    hall.sync()
    draft = begin_draft(hall.server, "deferred", states[0].case_id, None)
    draft = add_file(hall.server, draft, DEFERRED, check_upload(small_pdf()))
    requests.send_files(hall.server, draft, "")
    hall.sync()
    points = dict(whole.materials[DEFERRED].points)
    command = c.SupplyDeferred(DEFERRED, ("original-seen", "copy-kept"), points)
    for state, late in zip(states, (False, True), strict=True):
        done = act(workplace, state.case_no, command, on=until + timedelta(days=1))
        [supplied] = [x for x in done.happened if isinstance(x, DeferredSupplied)]
        assert (supplied.late, supplied.on) == (late, (until + timedelta(days=1)).isoformat())
    hall.one.sync()
    assert hall.told(states[0].case_id) == [("deferred", "done", "C03", "")]


def test_only_the_whole_identity_number_opens_it(hall: Hall) -> None:
    state = hall.case()
    number = state.filing.applicant.natural_person.id_number
    for wrong in (number[-4:], "", "?", "110101199003074477"):
        with pytest.raises(Refusal) as refused:
            requests.open_my_case(hall.server, state.case_no, wrong, ADDRESS)
        assert refused.value.code in {"ACCESS-REQUEST", "ACCESS-LOCKED"}
    with pytest.raises(Refusal):
        requests.open_my_case(hall.server, "500106-20261123-C03A-9999-X", number, ADDRESS)


def test_what_was_asked_for_is_erased_with_its_case(hall: Hall) -> None:
    state = hall.case(MISSING)
    identity = send(hall, state, small_pdf())
    hall.sync()
    act(hall.one.workplace, state.case_no, c.Withdraw("不办了", signed=True, returned=tuple(state.filing.materials)))
    assert request_view(hall.one.workplace, identity).row.overtaken != ""
    erase_case(hall.one.workplace, state.case_no, "个人信息保护法第四十七条")
    assert waiting(hall.one, state) == ()
    hall.sync()
    assert waiting(hall.other, state) == ()
    with pytest.raises(Refusal):
        request_view(hall.other.workplace, identity)
    for desk in hall.desks:
        assert list(desk.problems()) == []
    assert check_office(hall.server).differences == []


def test_a_draft_is_changed_and_what_was_sent_in_is_replaced(hall: Hall) -> None:
    state = hall.case(MISSING)
    draft = begin_draft(hall.server, "correction", state.case_id, None)
    draft = add_file(hall.server, draft, MISSING, check_upload(small_pdf()))
    assert add_file(hall.server, draft, MISSING, check_upload(small_pdf())) == draft
    draft = add_file(hall.server, draft, MISSING, check_upload(small_pdf("Two")))
    draft = drop_file(hall.server, draft, MISSING, draft.files[MISSING][0].digest)
    identity = requests.send_files(hall.server, draft, "").id
    assert find_draft(hall.server, draft.id) is None
    before = requests.waiting_request(hall.server, state.case_id, "correction")
    change = begin_draft(hall.server, "correction", state.case_id, before)
    change = add_file(hall.server, change, MISSING, check_upload(small_pdf("Three")))
    assert requests.send_files(hall.server, change, "").id == identity
    hall.sync()
    [row] = waiting(hall.one, state)
    assert (row.id, row.files) == (identity, 2)
