"""The queue's order: fair, total, the same on every desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ticket.order import ahead_of, moment_text, queue_for, returned_standing, standing_of
from app.domain.ticket.state import TicketState

if TYPE_CHECKING:
    from app.domain.ticket.events import Priority

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)
HEAD = timedelta(minutes=30)


def waiting(serial: int, minute: float, group: str = "A", priority: Priority = "", target: str = "") -> TicketState:
    at = NINE + timedelta(minutes=minute)
    return TicketState(
        f"id{serial}", f"{group}03-{serial:03d}", "2026-11-23", group, f"{group}03", serial,
        standing_of(at, priority, HEAD), moment_text(at), moment_text(at), priority, target=target,
    )  # fmt: skip


PRIORITIES: list[Priority] = ["", "", "", "elderly", "serviceman"]
PEOPLE = st.lists(
    st.tuples(st.integers(0, 240), st.sampled_from("ABC"), st.sampled_from(PRIORITIES)),
    max_size=25,
).map(lambda rows: [waiting(n, minute, group, priority) for n, (minute, group, priority) in enumerate(rows, 1)])


def came(ticket: TicketState) -> datetime:
    return datetime.fromisoformat(ticket.issued_at)


@settings(max_examples=60)
@given(PEOPLE, st.sets(st.sampled_from("ABC")), st.randoms())
def test_everybody_is_served_once_and_nobody_is_overtaken_unfairly(people, groups, dice) -> None:
    queue = queue_for(people, "C03", groups)
    shuffled = list(people)
    dice.shuffle(shuffled)
    assert queue == queue_for(shuffled, "C03", groups)
    assert {t.id for t in queue} == {t.id for t in people if not groups or t.group in groups}
    for place, ticket in enumerate(queue):
        for later in queue[place + 1 :]:
            if came(later) < came(ticket):
                assert ticket.priority
                assert not later.priority
                assert came(ticket) - came(later) <= HEAD


@settings(max_examples=40)
@given(PEOPLE)
def test_who_comes_back_waits_behind_three(people) -> None:
    now = NINE + timedelta(hours=5)
    back = replace(waiting(99, 0), standing=returned_standing(people, now))
    queue = queue_for([*people, back], "C03", ())
    place = queue.index(back)
    assert place >= min(3, len(people))
    assert all(one.standing == queue[2].standing for one in queue[3:place])


def test_who_was_sent_on_keeps_his_place_and_is_called_only_there() -> None:
    first, sent = waiting(1, 0), waiting(2, 1, "B", target="C05")
    assert queue_for([first, sent], "C03", ()) == [first]
    assert queue_for([waiting(3, 0, "B"), sent, waiting(4, 9)], "C05", {"A"}) == [sent, waiting(4, 9)]


def test_ahead_counts_the_same_business_only() -> None:
    people = [waiting(1, 0), waiting(2, 1, "B"), waiting(3, 2)]
    assert ahead_of(waiting(4, 3), people) == 2
