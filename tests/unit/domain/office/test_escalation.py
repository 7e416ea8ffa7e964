"""Escalations “办不成事”: who answers, by when, and that nothing ends without the person's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.escalation import decide as d
from app.domain.escalation.events import EscalationAnswered, EscalationClosed, EscalationStep
from app.domain.escalation.state import EscalationState, evolve_escalation, fold_escalation
from app.domain.refusal import Refusal
from tests.builders.filings import published_calendar

TODAY = date(2026, 9, 28)
PLACE = d.Place("沙坪坝", "C03", "王芳")


def opened(**changes: str) -> EscalationState:
    due = d.answer_limit(published_calendar(), TODAY, 3)
    command = replace(d.Escalate("证件类型系统里没有，办不了", "希望能办"), **changes)
    event = d.open_escalation(command, "沙政务助〔2026〕C03A-1 号", PLACE, d.About(), due, TODAY)
    state = evolve_escalation("e1", None, event)
    assert state is not None
    return state


def test_the_day_is_counted_in_workdays_over_a_holiday() -> None:
    assert opened().answer_by.date == "2026-10-08"  # 09-29, 09-30, then the National Day holiday


def test_who_is_asked_first_answers_unless_somebody_is_named() -> None:
    assert (opened().owner, opened(owner="李科长").owner) == ("王芳", "李科长")


def test_without_words_it_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        opened(text="  ")
    assert (refused.value.code, refused.value.place) == ("ENTRY-EMPTY", "text")


def test_another_day_needs_an_answer_and_is_counted() -> None:
    state = opened()
    with pytest.raises(Refusal):
        d.answer_escalation(state, d.Answer("", until="2026-10-12"), TODAY)
    answered = d.answer_escalation(state, d.Answer("已请部门核实", "李科长", "2026-10-12"), TODAY)
    after = evolve_escalation("e1", state, answered)
    assert after is not None
    assert (after.until, after.owner, after.postponed, after.answers, after.in_time) == (
        "2026-10-12", "李科长", 1, 1, True,
    )  # fmt: skip
    assert (after.overdue("2026-10-12"), after.overdue("2026-10-13")) == (False, True)


@pytest.mark.parametrize("until", ["2026-09-27", "2027-03-01", "三天后"])
def test_a_promise_is_a_day_from_today_on_and_not_for_ever(until: str) -> None:
    with pytest.raises(Refusal) as refused:
        d.answer_escalation(opened(), d.Answer("稍后", until=until), TODAY)
    assert (refused.value.code, refused.value.place) == ("ENTRY-DATE", "until")


@pytest.mark.parametrize(
    ("close", "code"),
    [
        (d.Close("", "本人"), "ENTRY-EMPTY"),
        (d.Close("已办理", " "), "STATE-UNCONFIRMED"),
        (d.Close("已办理", "本人", confirmed_on="2026-09-29"), "ENTRY-DATE"),
        (d.Close("已办理", "本人", confirmed_on="2026-09-01"), "ENTRY-DATE"),
        (d.Close("已办理", "本人", how="guess"), "ENTRY-CHOICE"),  # type: ignore[arg-type]  # as a hostile caller might
    ],
)
def test_it_closes_only_with_an_outcome_that_the_person_confirmed(close: d.Close, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        d.close_escalation(opened(), close, TODAY)
    assert refused.value.code == code


def test_what_is_closed_takes_nothing_more() -> None:
    state = opened()
    closed = evolve_escalation("e1", state, d.close_escalation(state, d.Close("已办理", "本人"), TODAY))
    assert closed is not None
    assert not closed.overdue("2027-01-01")
    for act in (
        lambda: d.add_step(closed, "再看", TODAY),
        lambda: d.answer_escalation(closed, d.Answer("好"), TODAY),
        lambda: d.close_escalation(closed, d.Close("又办", "本人"), TODAY),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "STATE-CLOSED"


def test_of_two_counters_that_close_it_while_apart_the_first_in_order_counts() -> None:
    first = EscalationClosed("甲办的", True, "本人", "telephone", "2026-09-28", "", "2026-09-28")
    second = replace(first, outcome="乙办的")
    state = fold_escalation("e1", [*_opening(), first, second])
    assert state is not None
    assert state.closed == first
    assert state.steps == 1


EVENTS = st.lists(
    st.one_of(
        st.builds(
            EscalationAnswered, answer=st.just("好"), owner=st.sampled_from(["", "李科长"]),
            until=st.sampled_from(["", "2026-10-12", "2026-10-20"]), hall=st.just(""), on=st.just("2026-09-29"),
        ),
        st.builds(EscalationStep, text=st.just("问过"), hall=st.just(""), on=st.just("2026-09-29")),
        st.builds(
            EscalationClosed, outcome=st.just("完"), solved=st.booleans(), confirmed_with=st.just("本人"),
            how=st.just("telephone"), confirmed_on=st.just("2026-09-29"), hall=st.just(""), on=st.just("2026-09-29"),
        ),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=40)
@given(EVENTS)
def test_whatever_comes_after_the_opening_keeps_the_number_an_owner_and_a_day(events: list[object]) -> None:
    state = fold_escalation("e1", [*_opening(), *events])
    assert state is not None
    assert (state.number, bool(state.owner), bool(state.until)) == ("沙政务助〔2026〕C03A-1 号", True, True)
    ends = [x for x in events if isinstance(x, EscalationClosed)]
    assert state.closed == (ends[0] if ends else None)


def test_what_comes_before_the_opening_changes_nothing() -> None:
    opening = _opening()[0]
    step = EscalationStep("问过", "", "2026-09-29")
    states = {fold_escalation("e1", list(order)) is not None for order in permutations((opening, step))}
    assert states == {True}
    assert fold_escalation("e1", [step]) is None


def _opening() -> list[object]:
    due = d.answer_limit(published_calendar(), TODAY, 3)
    return [d.open_escalation(d.Escalate("办不了"), "沙政务助〔2026〕C03A-1 号", PLACE, d.About(), due, TODAY)]
