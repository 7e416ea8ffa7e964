"""The department's acts on an accepted case: opinion, decision, return; and decisions on the spot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.deciding import answer_return, grant, opine, refuse, send_back
from app.domain.case.evolve import evolve, fold
from app.domain.case.ruling import contest
from app.domain.case.scope import is_open
from app.domain.case.status import running, status
from app.domain.case.tasks import tasks
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import TODAY, around, complete_filing, item_of, published_calendar
from tests.builders.replicas import decided
from tests.unit.domain.case import test_ruling as known

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.case.state import CaseState

ITEM = item_of()
DEPARTMENT = replace(around(ITEM), deciding=True)
IMMEDIATE = item_of("GT-01")
ACCEPTED = known.state_of(known.WHOLE)
OWED = known.state_of(known.DEFERRED)


def code(act: Callable[..., list[Any]], state: CaseState, command: Any, where: d.Surroundings = DEPARTMENT) -> str:
    """The code by which an act is refused."""
    try:
        act(state, command, where)
    except (Refusal, InputProblem) as refused:
        return refused.code
    return ""


def after(state: CaseState, events: list[Any]) -> CaseState:
    for event in events:
        state = evolve(state, event)
    return state


@pytest.mark.law("LAW-38-1", "LAW-44-1", "LAW-37")
def test_granted_in_writing_once_and_to_be_delivered_in_ten_workdays() -> None:
    [event] = grant(ACCEPTED, known.GRANTED, DEPARTMENT)
    assert (event.content, event.licence_no, event.immediate, event.late) == (
        "准予食品经营", "JY25001060000001", False, False,
    )  # fmt: skip
    assert (event.serve_by.date, event.serve_by.rule, event.department) == (
        "2026-12-07", "LAW-44-1", DEPARTMENT.department,
    )  # fmt: skip
    granted = after(ACCEPTED, [event])
    assert (status(granted, TODAY), running(granted, TODAY).promised) == ("granted", None)
    for act, command in ((grant, known.GRANTED), (refuse, known.REFUSED), (opine, known.OPINED)):
        assert code(act, granted, command) == "STATE-DECIDED"
    assert is_open(granted)
    assert code(lambda s, x, w: d.withdraw(s, x, w), granted, known.WITHDRAWN) == "STATE-DECIDED"


@pytest.mark.law("LAW-38-1")
def test_a_grant_says_what_is_granted() -> None:
    assert code(grant, ACCEPTED, c.Grant(" ")) == "LAW-38-1"
    assert code(grant, ACCEPTED, c.Grant("准予", valid_to="31.12.")) == "ENTRY-DATE"
    assert code(grant, ACCEPTED, c.Grant("准予", "", "2026-12-01", "2026-11-30")) == "ENTRY-VALIDITY"
    received = known.state_of(known.RECEIVED)
    assert code(grant, received, known.GRANTED) == "STATE-DECISION"


@pytest.mark.law("LAW-38-2")
@pytest.mark.parametrize("missing", ["facts", "reasons", "basis", "remedies"])
def test_a_refusal_gives_facts_reasons_basis_and_remedies(missing: str) -> None:
    assert code(refuse, ACCEPTED, replace(known.REFUSED, **{missing: "  "})) == "LAW-38-2"
    [event] = refuse(ACCEPTED, known.REFUSED, DEPARTMENT)
    refused = after(ACCEPTED, [event])
    assert (status(refused, TODAY), refused.ended, bool(event.remedies)) == ("refused", False, True)


@pytest.mark.law("DEFER-LOCAL", "LAW-38-2")
def test_what_is_owed_is_supplied_or_refused_in_writing() -> None:
    assert code(grant, OWED, known.GRANTED) == "DEFER-LOCAL"
    [late] = decided(OWED, known.SUPPLIED, date(2026, 12, 4))
    assert late.late
    assert isinstance(grant(after(OWED, [late]), known.GRANTED, DEPARTMENT)[0], e.CaseGranted)
    refused = after(OWED, refuse(OWED, known.REFUSED, DEPARTMENT))
    with pytest.raises(Refusal) as found:
        decided(refused, known.SUPPLIED)
    assert found.value.code == "STATE-DECIDED"


@pytest.mark.law("LAW-37", "LAW-42-1")
def test_a_late_decision_is_one_and_marked() -> None:
    assert ACCEPTED.legal is not None
    day = date.fromisoformat(ACCEPTED.legal.date)
    [in_time] = grant(ACCEPTED, known.GRANTED, replace(DEPARTMENT, today=day))
    [late] = refuse(ACCEPTED, known.REFUSED, replace(DEPARTMENT, today=date(2027, 1, 15)))
    assert (in_time.late, late.late) == (False, True)


@pytest.mark.law("LAW-32-4", "LAW-37")
def test_a_deemed_acceptance_is_recorded_before_the_decision() -> None:
    received = known.state_of(known.RECEIVED)
    happened = grant(received, known.GRANTED, replace(DEPARTMENT, today=date(2026, 12, 3)))
    assert [type(x) for x in happened] == [e.CaseAccepted, e.CaseGranted]
    assert happened[0].deemed


@pytest.mark.law("LAW-32-4")
def test_a_return_is_internal_and_stops_no_clock() -> None:
    [event] = send_back(ACCEPTED, known.RETURNED, DEPARTMENT)
    returned = after(ACCEPTED, [event])
    assert (returned.phase, returned.returns, running(returned, TODAY)) == ("accepted", 1, running(ACCEPTED, TODAY))
    assert code(d.complete_correction, returned, known.COMPLETED) == "STATE-CORRECTION"
    assert code(d.give_verdict, returned, c.GiveVerdict()) == "STATE-VERDICT"
    assert code(send_back, returned, known.RETURNED) == "STATE-RETURNED"
    assert code(send_back, ACCEPTED, c.Return("")) == "ENTRY-REASON"
    [task] = [t for t in tasks(returned, TODAY, published_calendar()) if t.kind == "returned"]
    assert ("答复" in task.text, "不再要求申请人补正" in task.detail) == (True, True)
    answered = after(returned, answer_return(returned, known.ANSWERED, DEPARTMENT))
    assert (answered.sent_back, answered.returns) == (None, 1)
    assert code(answer_return, answered, known.ANSWERED) == "STATE-RETURNED"
    assert code(answer_return, returned, c.AnswerReturn(" ")) == "ENTRY-TEXT"
    withdrawn = after(returned, d.withdraw(returned, known.WITHDRAWN, DEPARTMENT))
    assert "returned" not in {t.kind for t in tasks(withdrawn, TODAY, published_calendar())}
    assert after(returned, grant(returned, known.GRANTED, DEPARTMENT)).sent_back is None


def test_an_objection_says_why_and_decides_nothing() -> None:
    assert code(opine, ACCEPTED, c.Opine("object", "")) == "ENTRY-TEXT"
    [one] = opine(ACCEPTED, c.Opine("object", "场所未验收"), DEPARTMENT)
    [two] = opine(ACCEPTED, c.Opine("agree", "", "区消防救援支队"), DEPARTMENT)
    state = after(ACCEPTED, [one, two])
    assert [x.department for x in state.opinions] == [DEPARTMENT.department, "区消防救援支队"]
    assert isinstance(grant(state, known.GRANTED, DEPARTMENT)[0], e.CaseGranted)


def test_no_decision_while_two_versions_wait_or_a_procedure_goes_on() -> None:
    assert code(grant, contest(ACCEPTED, "B:7"), known.GRANTED) == "STATE-CONTESTED"
    stopped = known.state_of(known.STOPPED)
    assert code(grant, stopped, known.GRANTED) == "STATE-PROCEDURE"
    assert code(refuse, stopped, known.REFUSED) == "STATE-PROCEDURE"


@pytest.mark.law("LAW-34-2")
def test_on_the_spot_the_counter_decides_as_far_as_its_authorisation_goes() -> None:
    counter = around(IMMEDIATE)
    opened = d.open_case(c.Open("case", "500106-20261123-C03A-0001-7", complete_filing(IMMEDIATE)), counter)
    state = fold("case", opened)
    assert state is not None
    [event] = grant(state, known.GRANTED, counter)
    assert event.immediate
    own = replace(counter, accepted_here=True)
    assert code(grant, state, known.GRANTED, own) == "RIGHT-SECOND"
    one = replace(IMMEDIATE, authorisation=replace(IMMEDIATE.authorisation, one_person=True))
    assert grant(state, known.GRANTED, replace(own, item=one))[0].immediate
    for authorisation in (
        replace(IMMEDIATE.authorisation, powers=("receive", "accept")),
        replace(IMMEDIATE.authorisation, valid_until="2026-11-22"),
    ):
        less = replace(counter, item=replace(IMMEDIATE, authorisation=authorisation))
        assert code(grant, state, known.GRANTED, less) == "RIGHT-APPROVER"
    assert code(grant, ACCEPTED, known.GRANTED, around(ITEM)) == "RIGHT-APPROVER"
