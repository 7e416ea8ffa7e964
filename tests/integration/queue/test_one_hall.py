"""One queue, several desks: what each calls while apart, and what the server's order makes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.store.codec import decode_header
from app.store.exchange import FeedEvent, Page
from app.usecases.central.feed import page
from app.usecases.queue import QueueWork
from app.usecases.queue_expiry import expire_tickets
from tests.builders.hall import Hall
from tests.builders.pens import NOW
from tests.builders.there import there

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.close()


def works(hall: Hall) -> tuple[QueueWork, QueueWork]:
    made = tuple(QueueWork(hall.desk(counter).workplace) for counter in ("C03", "C05"))
    for work in made:
        work.change(source="own")
    return made  # type: ignore[return-value]  # two of them


def kinds_sent(found: Page) -> list[str]:
    """Kinds of the subjects of the events on a page of the feed."""
    return [decode_header(e.header).subject.kind for e in found.entries if isinstance(e, FeedEvent)]


def test_two_desks_call_one_number_while_apart(hall: Hall) -> None:
    third, fifth = works(hall)
    assert {there(third.issue("A").ticket).number, there(fifth.issue("A").ticket).number} == {"A03-001", "A05-001"}
    hall.settle()
    assert [t.number for t in third.view().waiting] == [t.number for t in fifth.view().waiting]
    first = there(third.call_next().ticket).number
    assert there(fifth.call_next().ticket).number == first
    fifth.serve()
    hall.settle()
    here, other = third.view(), fifth.view()
    assert there(here.here).number == first
    assert other.here is None
    assert other.taken_elsewhere == f"{first} 号断网期间 03 窗口也叫了，按服务器先后由 03 窗口办理。"
    assert here.taken_elsewhere == ""
    assert here.every == other.every
    assert there(fifth.call_next().ticket).number != first
    assert [desk.problems() for desk in hall.desks] == [[], []]


def test_sent_on_to_another_counter_and_its_pause_is_seen(hall: Hall) -> None:
    third, fifth = works(hall)
    third.issue("A")
    third.issue("A")
    third.call_next()
    third.serve()
    third.transfer("C05", ("500106-20261123-C03A-0001-X",))
    third.pause("noon")
    hall.settle()
    view = fifth.view()
    assert [t.target for t in view.waiting] == ["C05", ""]
    assert [(p.counter, p.reason) for p in view.pauses] == [("C03", "noon")]
    taken = there(fifth.call_next().ticket)
    assert taken.cases == ("500106-20261123-C03A-0001-X",)
    hall.settle()
    assert third.figures() == fifth.figures()
    assert third.figures().whole.transferred == 1


def test_tickets_of_days_ago_leave_the_desks_that_had_no_part_in_them(hall: Hall, monkeypatch) -> None:
    third, fifth = works(hall)
    numbers = [there(third.issue("A").ticket).number for _ in range(2)]
    third.call_next()
    third.next_person()
    third.end()
    hall.settle()
    late = hall.desk("C07")
    late.place = hall.desks[0].place
    later = NOW + timedelta(days=60)
    assert kinds_sent(page(hall.ledger, late.place, "", 0, NOW)).count("ticket") > 0
    assert kinds_sent(page(hall.ledger, late.place, "", 0, later)).count("ticket") == 0
    places = [desk.workplace for desk in hall.desks[:2]]
    day = places[0].today() + timedelta(days=8)
    for place in places:
        monkeypatch.setattr(place, "today", lambda _on=None: day)
    assert [expire_tickets(place) for place in places] == [0, 2]
    assert [expire_tickets(place) for place in places] == [0, 0]
    monkeypatch.undo()
    assert [t.number for t in third.view().every] == numbers
    assert fifth.view().every == ()
    assert [desk.problems() for desk in hall.desks[:2]] == [[], []]
