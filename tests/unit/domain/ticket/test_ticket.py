"""The life of a ticket: what may follow what, and who keeps a number that two desks have called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.refusal import InputProblem, Refusal
from app.domain.ticket import decide as d
from app.domain.ticket import events as e
from app.domain.ticket.figures import figures
from app.domain.ticket.numbers import series_of, spoken
from app.domain.ticket.order import moment_text
from app.domain.ticket.state import CallingState, TicketState, evolve, evolve_calling

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
ISSUED = d.issue("A", "A", "", "C03A", 41, "2026-11-23", NINE, head_start=timedelta(minutes=30))


def at(minute: float) -> str:
    return moment_text(NINE + timedelta(minutes=minute))


def after(*events: object) -> TicketState:
    """The ticket after these events, one a minute."""
    state = None
    for minute, event in enumerate((ISSUED, *events)):
        state = evolve("t", state, event, at(minute), "wang")
    assert state is not None
    return state


def test_numbers_are_of_the_counter_and_never_the_same() -> None:
    assert ISSUED.number == "A03-042"
    assert series_of("B", "C12A") == "B12"
    assert series_of("A", "C03B") == "A03B"
    assert spoken("A03", 1000) == "A03-1000"
    with pytest.raises(ValueError, match="mark"):
        series_of("A", "3")


def test_a_sitting() -> None:
    called = after(d.call(after(), "C03"))
    assert (called.phase, called.counter, called.calls, called.clerk) == ("called", "C03", 1, "wang")
    served = after(e.TicketCalled("C03"), d.serve(called, "C03"))
    assert served.served_at == at(2)
    relieved = after(e.TicketCalled("C03"), e.TicketServing("C03"), d.relieve(served, "C03", "li"))
    assert (relieved.phase, relieved.clerk, relieved.served_at) == ("serving", "li", at(2))
    ended = after(e.TicketCalled("C03"), e.TicketServing("C03"), d.end(served, "C03"))
    assert (ended.phase, ended.outcome, ended.stays[0].left_at) == ("ended", "served", at(3))


def test_passing_over_needs_two_calls() -> None:
    called = after(e.TicketCalled("C03"))
    with pytest.raises(Refusal) as refused:
        d.miss(called, "C03")
    assert refused.value.code == "STATE-TICKET-CALLS"
    again = after(e.TicketCalled("C03"), d.recall(called, "C03"))
    missed = after(e.TicketCalled("C03"), e.TicketRecalled("C03"), d.miss(again, "C03"))
    assert missed.phase == "missed"
    back = d.come_back(missed, [], NINE + timedelta(hours=1))
    waits = after(e.TicketCalled("C03"), e.TicketRecalled("C03"), e.TicketMissed("C03"), back)
    assert (waits.phase, waits.counter, waits.calls) == ("waiting", "", 0)


def test_sent_on_with_the_numbers_of_his_cases() -> None:
    served = after(e.TicketCalled("C03"), e.TicketServing("C03"))
    sent = after(e.TicketCalled("C03"), e.TicketServing("C03"), d.transfer(served, "C03", "C05", cases=("n1",)))
    assert (sent.phase, sent.target, sent.cases, sent.standing) == ("waiting", "C05", ("n1",), ISSUED.standing)
    with pytest.raises(Refusal) as refused:
        d.call(sent, "C03")
    assert refused.value.code == "STATE-TICKET-TARGET"
    assert d.call(sent, "C05") == e.TicketCalled("C05")
    with pytest.raises(InputProblem):
        d.transfer(served, "C03", "C03")


def test_two_desks_called_it_while_apart_the_first_by_the_servers_order_has_it() -> None:
    both = after(e.TicketCalled("C05"), e.TicketCalled("C03"), e.TicketServing("C03"), e.TicketEnded("C03"))
    assert (both.phase, both.counter) == ("called", "C05")
    assert [o.counter for o in both.overruled] == ["C03"]


@pytest.mark.parametrize("step", [d.recall, d.miss, d.serve, d.end])
def test_only_the_counter_that_has_it_may(step) -> None:
    with pytest.raises(Refusal) as refused:
        step(after(e.TicketCalled("C05")), "C03")
    assert "05 窗口" in refused.value.message
    with pytest.raises(Refusal):
        step(after(), "C03")


def test_what_cannot_be_taken_is_refused() -> None:
    with pytest.raises(InputProblem):
        d.issue("A", "A", "friend", "C03A", 0, "2026-11-23", NINE, head_start=timedelta())  # type: ignore[arg-type]
    with pytest.raises(InputProblem):
        d.end(after(e.TicketCalled("C03")), "C03", "lost")  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        d.relieve(after(e.TicketCalled("C03")), "C03", "wang")


EVENTS = st.lists(
    st.one_of(
        st.builds(e.TicketIssued, *[st.just(v) for v in ("A03-042", "2026-11-23", "A", "A03", 42, at(0))]),
        *[
            st.builds(kind, st.sampled_from(["C03", "C05"]))
            for kind in (e.TicketCalled, e.TicketRecalled, e.TicketMissed, e.TicketServing, e.TicketEnded)
        ],
        st.builds(e.TicketReturned, st.just(at(9))),
        st.builds(e.TicketTransferred, st.sampled_from(["C03", "C05"]), st.sampled_from(["", "C05"])),
        st.builds(e.TicketRelieved, st.sampled_from(["C03", "C05"]), st.just("wang"), st.just("li")),
    ),
    max_size=14,
)


@settings(max_examples=80)
@given(EVENTS)
def test_any_events_in_any_order_leave_a_ticket_that_is_whole(events) -> None:
    state = after(*events)
    assert (state.phase in ("called", "serving")) == bool(state.stays and not state.stays[-1].left_at)
    assert sum(not stay.left_at for stay in state.stays) <= 1
    if state.phase in ("called", "serving"):
        assert state.counter == state.stays[-1].counter
    counted = figures([state]).whole
    assert counted.called == len(state.stays)
    assert counted.missed + counted.transferred <= counted.called
    assert counted.waiting.mean is None or counted.waiting.mean >= 0


def test_figures_of_a_day() -> None:
    served = [after(e.TicketCalled("C03"), e.TicketServing("C03"), e.TicketEnded("C03")) for _ in range(9)]
    sent = after(e.TicketCalled("C05"), e.TicketServing("C05"), e.TicketTransferred("C05", "C03"))
    found = figures([*served, sent, after()])
    assert (found.issued, found.waiting_now) == (11, 2)
    assert (found.whole.served, found.whole.service.mean, found.whole.service.p90) == (10, 60.0, 60.0)
    assert [(c.counter, c.called, c.transferred) for c in found.counters] == [("C03", 9, 0), ("C05", 1, 1)]


def test_a_counter_pauses_and_calls_again() -> None:
    paused = evolve_calling(CallingState(), e.CallingPaused("C03", "noon"), at(0))
    assert paused.reason == "noon"
    assert evolve_calling(paused, e.CallingResumed("C03"), at(9)) == CallingState("C03", "", at(9))
