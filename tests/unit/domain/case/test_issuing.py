"""Issuance: who may take a result, once, and what that serves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.evolve import evolve
from app.domain.case.issuing import issue
from app.domain.case.ruling import contest
from app.domain.case.scope import is_open, originals_in_hand
from app.domain.case.status import status
from app.domain.case.tasks import tasks
from app.domain.checklist.filing import Agent, Person
from app.domain.refusal import Refusal
from tests.builders.filings import TODAY, around, item_of, published_calendar
from tests.unit.domain.case import test_ruling as known

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

ISSUER = replace(around(item_of()), issuing=True)
PAPER = e.DocumentMeant("准1", "decision-grant", 2, 1, TODAY.isoformat(), {})
GRANTED = known.state_of([*known.GRANT, [PAPER]])
REFUSED = known.state_of([*known.REFUSAL, [replace(PAPER, number="不准1", kind="decision-refusal")]])
STRANGER = Person("citizen-id", "11010519491231002X", "王强")
AGENT = Agent("entrusted", STRANGER, "领取证照", "2026-12-31")


def after(state: CaseState, command: c.Issue, day: date = TODAY) -> CaseState:
    for event in issue(state, command, replace(ISSUER, today=day)):
        state = evolve(state, event)
    return state


def code(state: CaseState, command: Any, where: Any = ISSUER) -> str:
    """The code by which it is refused."""
    with pytest.raises(Refusal) as refused:
        issue(state, command, where)
    return refused.value.code


@pytest.mark.law("LAW-44-1")
def test_a_result_that_was_handed_out_ends_the_case_and_serves_the_decision() -> None:
    kinds = [t.kind for t in tasks(GRANTED, TODAY, published_calendar())]
    assert ("result" in kinds, "tell" in kinds) == (True, True)  # what is told by itself is the acceptance notice
    issued = after(GRANTED, known.ISSUED)
    assert issued.issued is not None
    assert (status(issued, TODAY), issued.served_on, issued.issued.late) == ("issued", TODAY.isoformat(), False)
    assert issued.documents["准1"].told == "handed-over"
    assert not [t for t in tasks(issued, TODAY, published_calendar()) if t.kind == "result"]
    told = evolve(issued, e.DocumentTold("受1", "handed-over", TODAY.isoformat()))
    closed = evolve(told, e.OriginalsReturned(originals_in_hand(told), TODAY.isoformat()))
    assert (is_open(GRANTED), is_open(issued), is_open(closed), closed.ended) == (True, True, False, True)
    assert code(issued, known.ISSUED) == "STATE-ISSUED"


@pytest.mark.law("LAW-44-1")
def test_after_the_ten_workdays_it_is_a_mark_and_a_task_that_presses() -> None:
    [task] = [t for t in tasks(GRANTED, date(2026, 12, 8), published_calendar()) if t.kind == "result"]
    assert (task.due, task.overdue) == (date(2026, 12, 7), True)
    issued = after(GRANTED, known.ISSUED, date(2026, 12, 8))
    assert issued.issued is not None
    assert issued.issued.late


@pytest.mark.law("LAW-38-2", "LAW-44-1")
def test_a_refusal_is_served_and_stays_one() -> None:
    served = after(REFUSED, replace(known.ISSUED, manner="post", waybill="EMS1"))
    assert (served.phase, served.served_on, served.ended) == ("refused", TODAY.isoformat(), True)
    assert (served.documents["不准1"].told, served.issued.waybill if served.issued else "") == ("posted", "EMS1")
    by_paper = evolve(REFUSED, e.DocumentTold("不准1", "handed-over", "2026-11-24"))
    assert (by_paper.served_on, by_paper.ended, code(by_paper, known.ISSUED)) == ("2026-11-24", True, "STATE-ISSUED")


def test_who_collects_is_the_applicant_or_shows_that_he_may() -> None:
    assert code(GRANTED, c.Issue(STRANGER)) == "ENTRY-COLLECTOR"
    event = issue(GRANTED, c.Issue(STRANGER, AGENT), ISSUER)[0]
    assert (event.collector.name, event.agent.scope) == ("王强", "领取证照")
    assert code(GRANTED, c.Issue(STRANGER, replace(AGENT, valid_until="2026-11-22"))) == "ENTRY-AUTHORITY"
    assert code(GRANTED, c.Issue(STRANGER, replace(AGENT, person=known.ISSUED.collector))) == "ENTRY-COLLECTOR"
    own = known.ISSUED.collector
    assert code(GRANTED, c.Issue(replace(own, name="王五"))) == "ENTRY-COLLECTOR"
    filed = replace(GRANTED, filing=replace(GRANTED.filing, agent=AGENT))
    assert code(filed, c.Issue(replace(STRANGER, name="王五"))) == "ENTRY-COLLECTOR"
    assert issue(filed, c.Issue(STRANGER), ISSUER)[0].agent == AGENT
    assert code(GRANTED, c.Issue(replace(STRANGER, id_number="110105194912310021"))) == "GB-11643"
    assert code(GRANTED, replace(known.ISSUED, manner="post")) == "ENTRY-WAYBILL"


def test_only_a_decision_is_handed_out_by_whose_duty_it_is() -> None:
    assert code(known.state_of(known.WHOLE), known.ISSUED) == "STATE-UNDECIDED"
    assert code(contest(GRANTED, "B:7"), known.ISSUED) == "STATE-CONTESTED"
    assert code(GRANTED, known.ISSUED, around(item_of())) == "RIGHT-ISSUER"
    at_once = around(item_of("GT-01"))
    assert issue(GRANTED, known.ISSUED, at_once)[0].immediate


@pytest.mark.law("LAW-44-1")
def test_who_takes_it_and_will_not_sign_is_served_before_two_witnesses() -> None:
    left = replace(known.ISSUED, refused_to_sign="不认可决定内容", witnesses=("周某", "吴某"))
    served = after(REFUSED, left)
    assert (served.served_on, served.documents["不准1"].told) == (TODAY.isoformat(), "refused-to-sign")
    assert served.issued is not None
    assert (served.issued.refused_to_sign, served.issued.witnesses) == ("不认可决定内容", ("周某", "吴某"))
    for few in ((), ("周某",), ("周某", " 周某 "), ("周某", " ")):
        assert code(REFUSED, replace(left, witnesses=few)) == "ENTRY-WITNESS"
    assert code(REFUSED, replace(left, manner="post", waybill="EMS1")) == "ENTRY-MANNER"
    assert code(REFUSED, replace(left, refused_to_sign=" ")) == "ENTRY-REASON"
