"""Online requests at a counter: what was sent in stands as scans, the words as words; the act itself answers them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.catalog.search import SearchIndex, index_entries
from app.domain.refusal import Refusal
from app.store.attachments import digests_of
from app.store.event import Subject
from app.usecases import taking as t
from app.usecases.case_work import CaseWork
from app.usecases.counter_work import CounterWork
from app.usecases.scans import keep_scan
from app.usecases.taking_over import SENT_IN
from tests.builders.asked_online import ask_online, look_elsewhere, uploaded
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.online import picture, small_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MONDAY = date(2026, 11, 23)
LICENCE, RULES = "business_licence", "safety_rules"
ELSEWHERE = "ab" * 32


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", MONDAY)
    yield played
    played.close()


@pytest.fixture
def cases(counter: PlayedCounter) -> CaseWork:
    return CaseWork(counter.workplace)


@pytest.fixture
def page(counter: PlayedCounter) -> CounterWork:
    return CounterWork(counter.workplace, SearchIndex(index_entries(counter.workplace.catalogue)))


def attached(counter: PlayedCounter, case_id: str) -> set[str]:
    with counter.workplace.store.read() as connection:
        return digests_of(connection, Subject("case", case_id))


def test_what_was_sent_in_for_a_correction_stands_as_scans_with_nothing_checked(
    counter: PlayedCounter, page: CounterWork
) -> None:
    case_no = counter.correcting(MONDAY).state.case_no
    here = keep_scan(counter.workplace, small_pdf())
    ask_online(counter.workplace, case_no, "correction", files={LICENCE: (uploaded(here, 2), uploaded(ELSEWHERE))})
    taking = page.correction(case_no).taking
    entry = taking.filing.entry(LICENCE)
    assert (entry.scans, entry.pages, entry.machine) == ((here, ELSEWHERE), 3, SENT_IN)
    assert (entry.brought, dict(entry.points), taking.sources) == (False, {}, {f"materials.{LICENCE}": SENT_IN})
    assert page.fetch_scans(taking) == 1


def test_taking_the_correction_in_answers_the_request_and_attaches_what_is_here(
    counter: PlayedCounter, page: CounterWork, cases: CaseWork
) -> None:
    case_no = counter.correcting(MONDAY).state.case_no
    here = keep_scan(counter.workplace, small_pdf())
    asked = ask_online(counter.workplace, case_no, "correction", files={LICENCE: (uploaded(here), uploaded(ELSEWHERE))})
    taking = page.correction(case_no).taking
    material = counter.workplace.catalogue.by_code["GT-04"].material(LICENCE)
    assert material is not None
    taking = t.bring(taking, material)
    for point in material.points:
        if point.check == "eye":
            taking = t.with_answer(taking, material, point.key, "pass")
    done = page.complete_correction(taking)
    assert done.state.phase == "accepted"
    assert attached(counter, done.state.case_id) == {here}
    assert cases.requests.view(asked).row.state == "done"
    sources = {line.digest: line.source for line in cases.view(case_no).scans}
    assert sources == {here: SENT_IN, ELSEWHERE: SENT_IN}


def test_a_draft_takes_in_what_was_sent_meanwhile(counter: PlayedCounter, page: CounterWork) -> None:
    case_no = counter.correcting(MONDAY).state.case_no
    begun = page.correction(case_no).taking
    page.save(t.with_absent(begun, LICENCE), "补正")
    ask_online(counter.workplace, case_no, "correction", files={LICENCE: (uploaded(ELSEWHERE),)})
    again = page.correction(case_no)
    assert (again.resumed, again.taking.filing.entry(LICENCE).scans) == (True, (ELSEWHERE,))


def test_deferred_material_is_taken_in_with_what_was_sent_and_what_was_scanned(
    counter: PlayedCounter, cases: CaseWork
) -> None:
    done = counter.deferring(MONDAY, date(2026, 11, 27), RULES)
    sent, own = keep_scan(counter.workplace, small_pdf()), keep_scan(counter.workplace, picture())
    asked = ask_online(counter.workplace, done.state.case_no, "deferred", files={RULES: (uploaded(sent, 4),)})
    view = cases.view(done.state.case_no)
    assert [r.row.id for r in view.requests] == [asked]
    points = {key: "pass" for key, _ in view.owed[0].points}
    cases.supply(view.case_no, RULES, ("copy-kept",), points, scanned=(sent, own), sent_in={sent: 4})
    entry = counter.workplace.find_case(view.case_no).filing.entry(RULES)
    assert (entry.scans, entry.pages, entry.machine) == ((sent, own), 5, SENT_IN)
    after = cases.view(view.case_no)
    assert (after.requests, cases.requests.view(asked).row.state) == ((), "done")
    assert {line.digest: line.source for line in after.scans} == {sent: SENT_IN, own: ""}


def test_it_stands_in_the_to_do_until_it_is_answered(counter: PlayedCounter, cases: CaseWork) -> None:
    case_no = counter.accepted(MONDAY).state.case_no
    asked = ask_online(counter.workplace, case_no, "withdraw", reason="不办了")
    row = next(r for r in cases.todo().rows if r.group == "online")
    assert (row.case_no, row.task.text, row.task.detail) == (case_no, "网上申请：撤回申请", "不办了")
    assert (row.task.subject, row.task.due_today, row.task.note) == (asked, True, "11-23 09:00 提交")
    done = cases.requests.decline(asked, "请本人到窗口签字撤回。")
    assert "todo" in done.changed
    assert cases.todo().counts()["online"] == 0
    with pytest.raises(Refusal, match="答复过了"):
        cases.requests.decline(asked, "再说一次。")


def test_the_second_counter_is_told_who_is_at_it(counter: PlayedCounter, cases: CaseWork) -> None:
    case_no = counter.accepted(MONDAY).state.case_no
    asked = ask_online(counter.workplace, case_no, "details", changes={"applicant.phone": "13900000000"})
    look_elsewhere(counter.workplace, asked)
    row = cases.requests.take_up(asked).row
    assert (row.mine, row.taken_by, row.taken_name) == (False, "C05", "张静")
    note = next(r.task.note for r in cases.todo().rows if r.group == "online")
    assert note == "05 窗正在办"


def test_details_are_changed_and_answered_in_one_step(counter: PlayedCounter, cases: CaseWork) -> None:
    case_no = counter.accepted(MONDAY).state.case_no
    asked = ask_online(counter.workplace, case_no, "details", changes={"applicant.phone": "13900000000"}, note="换号了")
    (change,) = cases.requests.view(asked).changes
    assert (change.label, change.old, change.new) == ("手机号码", "13800138000", "13900000000")
    assert cases.requests.take_up(asked).row.mine
    cases.requests.apply_details(asked, "")
    assert counter.workplace.find_case(case_no).filing.applicant.phone == "13900000000"
    assert cases.requests.view(asked).row.state == "done"


def test_what_time_has_overtaken_is_said_with_the_words_to_decline_it(counter: PlayedCounter, cases: CaseWork) -> None:
    case_no = counter.accepted(MONDAY).state.case_no
    asked = ask_online(counter.workplace, case_no, "correction", files={LICENCE: (uploaded(ELSEWHERE),)})
    row = next(r for r in cases.todo().rows if r.group == "online")
    assert row.task.detail == cases.requests.view(asked).row.overtaken != ""
