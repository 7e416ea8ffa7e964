"""Any command in any order: a refusal with a code, or events that fold; never anything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.evolve import evolve, fold
from app.domain.case.extending import extend
from app.domain.case.procedures import dates
from app.domain.case.ruling import fits
from app.domain.case.status import is_deemed_accepted, overdue, running, status
from app.domain.checklist.filing import MaterialEntry, OtherAuthority, Person
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import TODAY, around, complete_filing, item_of, passed, published_calendar, without
from tests.builders.replicas import APPROVAL

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

ITEM = item_of()
COMPLETE = complete_filing(ITEM)
MATERIALS = ("business_licence", "floor_plan", "safety_rules")
ENTRIES = {key: passed(ITEM, key, COMPLETE) for key in MATERIALS}
BROUGHT = st.fixed_dictionaries(
    {},
    optional={
        key: st.sampled_from([entry, entry, MaterialEntry(), replace(entry, points={})])
        for key, entry in ENTRIES.items()
    },
)
NUMBERS = st.sampled_from(["补1", "受1", "没有"])
WORDS = st.sampled_from(["", "录错", "申请人要求"])
DAYS = st.sampled_from(["", "", "2026-11-24", "2026-11-27", "2026-12-04", "11-23"])
STRANGER = Person("citizen-id", "11010519491231002X", "王强")

OPENINGS = st.builds(
    lambda skip, intent, jurisdiction, defer: replace(
        without(COMPLETE, skip), intent=intent, jurisdiction=jurisdiction, defer=defer
    ),
    st.sets(st.sampled_from(MATERIALS)),
    st.sampled_from(["accept", "receive"]),
    st.sampled_from(["ours", "ours", "not-required", OtherAuthority("渝中区市场监督管理局")]),
    st.sampled_from([{}, {"safety_rules": "2026-11-27"}]),
)
COMMANDS = st.one_of(
    st.builds(c.GiveVerdict, materials=BROUGHT, reason=WORDS),
    st.builds(c.CompleteCorrection, BROUGHT, WORDS),
    st.builds(
        c.SupplyDeferred,
        st.sampled_from(MATERIALS),
        st.just(("original-kept",)),
        st.just(dict(ENTRIES["safety_rules"].points)),
    ),
    st.builds(c.Withdraw, WORDS, st.booleans(), st.just(("floor_plan",))),
    st.builds(c.CorrectRecord, st.sampled_from(["applicant.phone", "service", "form.site_area", "x"]), WORDS, WORDS),
    st.builds(c.VoidDocument, NUMBERS, WORDS),
    st.builds(c.Tell, NUMBERS, st.sampled_from(["handed-over", "posted"])),
    st.builds(c.Extend, st.integers(0, 12), WORDS, WORDS, st.sampled_from(["agency-head", "government-head"])),
    st.builds(c.Opine, st.sampled_from(["agree", "object"]), WORDS),
    st.builds(c.Grant, WORDS, valid_to=st.sampled_from(["", "2031-11-22", "2031"])),
    st.builds(c.Refuse, WORDS, WORDS, WORDS, WORDS),
    st.builds(c.Return, WORDS),
    st.builds(c.AnswerReturn, WORDS),
    st.builds(
        c.StartProcedure,
        st.sampled_from(["hearing", "testing"]),
        st.integers(0, 5),
        DAYS,
        DAYS,
    ),
    st.builds(c.EndProcedure, end=DAYS),
    st.builds(
        c.Issue,
        st.sampled_from([COMPLETE.applicant.natural_person, STRANGER]),
        manner=st.sampled_from(["counter", "post"]),
    ),
)
STEPS = st.lists(st.tuples(COMMANDS, st.integers(0, 4)), max_size=6)
DECISIONS: dict[type, Any] = {
    c.GiveVerdict: d.give_verdict,
    c.CompleteCorrection: d.complete_correction,
    c.SupplyDeferred: d.supply_deferred,
    c.Withdraw: d.withdraw,
    c.CorrectRecord: d.correct_record,
    c.VoidDocument: lambda state, command, _around: d.void_document(state, command),
    c.Tell: lambda state, command, where: d.tell(state, command, where.today),
    c.Extend: extend,
    **APPROVAL,
}


def paper_of(event: Any, day: date) -> list[Any]:
    """The notice that a verdict brings, printed."""
    kinds = {
        e.CorrectionRequired: ("补1", "correction-notice"),
        e.CaseAccepted: ("受1", "acceptance-notice"),
        e.CaseRefused: ("不准1", "decision-refusal"),
    }
    if type(event) not in kinds:
        return []
    number, kind = kinds[type(event)]
    return [e.DocumentMeant(number, kind, 2, 1, day.isoformat(), {}), e.DocumentPrinted(number, 2)]


@settings(max_examples=150, deadline=None)
@given(OPENINGS, STEPS)
def test_any_life_is_refused_or_folds(filing: Any, steps: list[tuple[Any, int]]) -> None:
    day = TODAY
    try:
        history = d.open_case(c.Open("case", "500106-20261123-C03A-0001-7", filing), around(ITEM, day))
    except (Refusal, InputProblem):
        return
    history += [paper for event in history for paper in paper_of(event, day)]
    for command, days in steps:
        day += timedelta(days=days)
        state = fold("case", history)
        assert state is not None
        try:
            where = replace(around(ITEM, day), deciding=True, issuing=True)
            happened = DECISIONS[type(command)](state, command, where)
        except (Refusal, InputProblem):
            continue
        assert happened
        history += happened + [paper for event in happened for paper in paper_of(event, day)]
    check_whole(history, day)


def check_whole(history: list[Any], day: date) -> None:
    """What must hold of every life."""
    state = fold("case", history)
    assert state is not None
    assert state.seq == len(history)
    assert state == step_by_step(history)
    clocks = running(state, day)
    assert (clocks.answer is None) or (clocks.promised is None)
    over = state.ended or state.decided
    assert not over or (clocks.promised, clocks.legal) == (None, None)
    assert state.decided is (state.grant is not None or state.refusal is not None)
    assert not state.issued or state.served_on
    assert (status(state, day) == "suspended") is (state.suspended is not None)
    if state.phase == "accepted":
        assert dates(state, published_calendar()) == (state.legal, state.promised)
    assert not fits(fold("case", []), history)
    assert status(state, day) != "deemed-accepted" or is_deemed_accepted(state, day)
    assert isinstance(overdue(state, day), bool)
    assert not (state.verdict == "accepted" and state.reasons)
    assert {m for m in state.open_deferrals} <= {deferral.material for deferral in state.deferrals}


def step_by_step(history: list[Any]) -> CaseState | None:
    """The fold, one event at a time from its own beginning."""
    state = fold("case", history[:1])
    for event in history[1:]:
        assert state is not None
        state = evolve(state, event)
    return state
