"""Online requests: only what the case wants, one open of a kind, of two answers the first, nothing unseen is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.case import decide as cases
from app.domain.case.events import CorrectionReceived, DeferredSupplied
from app.domain.case.evolve import evolve as after
from app.domain.case.evolve import fold
from app.domain.checklist.filing import MaterialEntry
from app.domain.online_request import decide as d
from app.domain.online_request.events import Content, OnlineRequestFiled, OnlineRequestReplaced
from app.domain.online_request.state import OnlineRequest, evolve
from app.domain.pre_application.events import UploadedFile
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import around, complete_filing, item_of, without

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

ITEM = "GT-04"
AROUND = around(item_of(ITEM))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HALL = "沙坪坝"
FILE = UploadedFile("ab" * 32, "application/pdf", 100, 2)
OTHER = UploadedFile("cd" * 32, "image/jpeg", 100)


def case_without(*materials: str) -> CaseState:
    """A case whose filing lacks materials."""
    filing = without(complete_filing(item_of(ITEM)), materials)
    state = fold("c1", cases.open_case(c.Open("c1", "500106-20261123-C03A-0001-K", filing), AROUND))
    assert state is not None
    return state


MISSING = next(m.key for m in item_of(ITEM).materials if m.key in complete_filing(item_of(ITEM)).materials)


@pytest.fixture(scope="module")
def correction() -> CaseState:
    """A case in correction."""
    state = case_without(MISSING)
    assert state.phase == "correction"
    return state


@pytest.fixture(scope="module")
def accepted() -> CaseState:
    """A case that is accepted and owes nothing."""
    return case_without()


def files(*some: UploadedFile, material: str = MISSING) -> Content:
    return Content({material: some}, {material: "材料"})


def filed(kind: str, content: Content, state: CaseState, before: OnlineRequest | None = None) -> OnlineRequest:
    """The request after the applicant has filed."""
    now = NOW + timedelta(minutes=before.seq if before else 0)
    [event] = d.file_request(kind, content, state, HALL, AROUND, before, now)  # type: ignore[arg-type]  # a kind
    found = evolve(before if isinstance(event, OnlineRequestReplaced) else None, "r1", event)
    assert found is not None
    return found


def refused(kind: str, content: Content, state: CaseState) -> str:
    """The code that stands against filing it."""
    try:
        d.file_request(kind, content, state, HALL, AROUND, None, NOW)  # type: ignore[arg-type]  # a kind
    except (Refusal, InputProblem) as problem:
        return problem.code
    return ""


def test_a_correction_takes_only_what_the_notice_named_and_only_while_it_runs(correction, accepted):
    request = filed("correction", files(FILE), correction)
    assert (request.kind, request.content.file_count, request.open, request.hall) == ("correction", 1, True, HALL)
    other = next(m.key for m in item_of(ITEM).materials if m.key != MISSING)
    assert refused("correction", files(FILE, material=other), correction) == "LAW-32-4"
    assert refused("correction", Content(), correction) == "STATE-NOTHING"
    assert refused("correction", files(FILE), accepted) == "STATE-CORRECTION"


def test_deferred_material_is_taken_only_while_it_is_owed(accepted):
    owing = replace(accepted, open_deferrals=(MISSING,))
    assert filed("deferred", files(FILE), owing).content.files == {MISSING: (FILE,)}
    other = next(m.key for m in item_of(ITEM).materials if m.key != MISSING)
    assert refused("deferred", files(FILE, material=other), owing) == "STATE-DEFERRAL"
    assert refused("deferred", files(FILE), accepted) == "STATE-DEFERRAL"
    assert refused("deferred", files(FILE), replace(owing, phase="granted")) == "STATE-DECIDED"


def test_withdrawal_needs_a_reason_and_no_decision(accepted):
    assert filed("withdraw", Content(reason="不办了"), accepted).content.reason == "不办了"
    assert refused("withdraw", Content(reason=" "), accepted) == "ENTRY-REASON"
    assert refused("withdraw", Content(reason="不办了"), replace(accepted, phase="granted")) == "STATE-DECIDED"
    assert refused("withdraw", Content(reason="不办了"), replace(accepted, phase="withdrawn")) == "STATE-ENDED"
    assert refused("withdraw", Content(reason="长" * 501), accepted) == "INPUT-WORDS"


def test_details_are_how_to_reach_the_person_and_nothing_else(accepted):
    request = filed("details", Content(changes={"applicant.phone": "13900001111"}), accepted)
    assert request.content.changes == {"applicant.phone": "13900001111"}
    assert refused("details", Content(changes={"applicant.name": "别人"}), accepted) == "ENTRY-FIELD"
    assert refused("details", Content(changes={"applicant.phone": "12"}), accepted) == "ENTRY-PHONE"
    assert refused("details", Content(), accepted) == "INPUT-CHANGES"
    same = Content(changes={"applicant.phone": accepted.filing.applicant.phone or ""})
    assert refused("details", same, accepted) == "STATE-SAME"


def test_a_second_filing_replaces_the_first_until_a_counter_looks(correction):
    first = filed("correction", files(FILE), correction)
    second = filed("correction", files(FILE, OTHER), correction, first)
    assert (second.id, second.filing, second.content.file_count) == ("r1", 2, 2)
    assert d.file_request("correction", files(FILE, OTHER), correction, HALL, AROUND, second, NOW) == []
    [taken] = d.take(second, "C03", "张静", NOW)
    held = evolve(second, "r1", taken)
    assert held is not None
    assert (held.standing(NOW), held.standing(NOW + timedelta(minutes=31))) == ("taken", "waiting")
    assert d.take(held, "C05", "李丽", NOW) == []
    with pytest.raises(Refusal) as caught:
        d.file_request("correction", files(OTHER), correction, HALL, AROUND, held, NOW)
    assert (caught.value.code, caught.value.place) == ("STATE-REQUEST-TAKEN", "C03")
    later = NOW + timedelta(minutes=31)
    assert len(d.file_request("correction", files(OTHER), correction, HALL, AROUND, held, later)) == 1
    tired = replace(second, filing=d.MOST_FILINGS)
    with pytest.raises(Refusal, match="次数"):
        d.file_request("correction", files(OTHER), correction, HALL, AROUND, tired, NOW)


def test_of_two_answers_the_first_stands(correction):
    request = filed("correction", files(FILE), correction)
    one = d.decline(request, "C03", "张静", "照片看不清，请重拍。", NOW)
    other = d.answer(request, "C05", "李丽", NOW, "done", event="case.correction-received")
    once = evolve(request, "r1", one)
    twice = evolve(once, "r1", other)
    assert once is not None
    assert twice == once
    assert (once.outcome, once.answers[0].words, once.standing(NOW)) == ("declined", "照片看不清，请重拍。", "declined")
    with pytest.raises(Refusal, match="C03"):
        d.decline(once, "C05", "李丽", "再说一次", NOW)
    with pytest.raises(InputProblem):
        d.decline(request, "C03", "张静", " ", NOW)
    [again] = d.file_request("correction", files(OTHER), correction, HALL, AROUND, once, NOW)
    assert isinstance(again, OnlineRequestFiled)


def test_what_the_counter_has_not_seen_stays_open(correction):
    first = filed("correction", files(FILE), correction)
    answer = d.decline(first, "C03", "张静", "少一页。", NOW)
    second = filed("correction", files(FILE, OTHER), correction, first)
    late = evolve(second, "r1", answer)
    assert late is not None
    assert (late.open, [one.words for one in late.answers]) == (True, ["少一页。"])


def test_an_act_answers_what_it_does(correction, accepted):
    request = filed("correction", files(FILE), correction)
    command = c.CompleteCorrection({MISSING: complete_filing(item_of(ITEM)).materials[MISSING]})
    happened = cases.complete_correction(correction, command, AROUND)
    state = correction
    for event in happened:
        state = after(state, event)
    assert d.fulfilled(request, state, happened) is CorrectionReceived
    assert d.overtaken(request, correction, HALL) == ""
    assert "不用补正" in d.overtaken(request, state, HALL)
    withdrawal = filed("withdraw", Content(reason="不办了"), accepted)
    [gone] = cases.withdraw(accepted, c.Withdraw("不办了", signed=True), AROUND)
    assert d.fulfilled(withdrawal, after(accepted, gone), [gone]) is type(gone)
    assert d.fulfilled(request, after(accepted, gone), [gone]) is None
    assert d.overtaken(withdrawal, None, "") != ""


def test_details_are_done_when_every_field_holds(accepted):
    request = filed(
        "details", Content(changes={"applicant.phone": "13900001111", "applicant.contact": "微信"}), accepted
    )
    [one] = cases.correct_record(accepted, c.CorrectRecord("applicant.phone", "13900001111", "变更"), AROUND)
    half = after(accepted, one)
    assert d.fulfilled(request, half, [one]) is None
    [other] = cases.correct_record(half, c.CorrectRecord("applicant.contact", "微信", "变更"), AROUND)
    assert d.fulfilled(request, after(half, other), [other]) is type(other)


def test_deferred_is_done_when_nothing_of_it_is_owed(accepted):
    both = [m.key for m in item_of(ITEM).materials][:2]
    owing = replace(accepted, open_deferrals=tuple(both))
    request = filed("deferred", Content(dict.fromkeys(both, (FILE,)), {}), owing)
    supplied = [DeferredSupplied(both[0], MaterialEntry(), "2026-11-23", late=False)]
    assert d.fulfilled(request, replace(owing, open_deferrals=(both[1],)), supplied) is None
    assert d.fulfilled(request, replace(owing, open_deferrals=()), supplied) is not None
    assert d.overtaken(request, replace(owing, open_deferrals=()), HALL) != ""
    assert d.overtaken(request, owing, "大学城") != ""


def test_what_comes_before_it_was_filed_changes_nothing(correction):
    request = filed("correction", files(FILE), correction)
    assert evolve(None, "r1", d.decline(request, "C03", "张静", "不办", NOW)) is None
    assert evolve(request, "r1", object()) is request
