"""Heads and scope entries made again are the same row for row; chains verify; what was erased stays erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from app.domain.case import events as e
from app.domain.refusal import Refusal
from app.store.central.ledger import head
from app.store.event import Subject
from app.store.exchange import FeedEvent
from app.store.journal_events import SubjectErased
from app.usecases.central.cases import case_events, case_of, search_cases
from app.usecases.central.erasing import Why, erase_case
from app.usecases.central.feed import page
from app.usecases.central.ingest import ingest
from app.usecases.central.numbers import numbers
from app.usecases.central.rebuild import rebuild
from app.usecases.central.tasks import finish_task, open_tasks
from app.usecases.central.verify import verify_chains
from db.central.ledger import case_heads, events, scope_entries
from tests.builders.pens import AREA, DAY, HALL, LEAD, NOW, OTHER_HALL, Pen, withdrawn

if TYPE_CHECKING:
    from app.store.central.ledger import Ledger


def contested_case(ledger: Ledger) -> tuple[Pen, Pen, str]:
    """Two counters withdraw one case while apart; the second cannot stand."""
    one, two = Pen("C03").open(), Pen("C04").open()
    case = one.case()
    ingest(ledger, one.batch(), one.device, NOW)
    one.act(case, withdrawn("一"), version=2)
    two.act(case, withdrawn("二"), version=2)
    ingest(ledger, one.batch(), one.device, NOW)
    receipt = ingest(ledger, two.batch(), two.device, NOW)
    assert [(r.ruling, r.reason) for r in receipt.ruled] == [("contested", "STATE-ENDED")]
    return one, two, case


def busy(ledger: Ledger) -> None:
    """Cases that stay, end, move, and are contested."""
    pen, _, _ = contested_case(ledger)
    case = pen.case()
    pen.act(case, e.CaseTransferred(OTHER_HALL, "", "户籍", DAY.isoformat()), version=2, actor=LEAD)
    pen.case(receive=True)
    pen.actor = "approver-1"
    pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)


def test_a_case_that_ended_comes_back_into_scope_while_it_is_contested(ledger: Ledger) -> None:
    _, two, case = contested_case(ledger)
    entries = page(ledger, HALL, "", 0, NOW).entries
    assert [type(x).__name__ for x in entries if not isinstance(x, FeedEvent)] == ["Left", "Entered"]
    (task,) = open_tasks(ledger, kinds=["contested"])
    assert (task.journal, task.subject_id, task.code) == (two.id, case, "STATE-ENDED")
    with pytest.raises(Refusal) as refused:
        finish_task(ledger, task.id, "lead", "好", NOW)
    assert refused.value.code == "STATE-SETTLE"


def test_what_is_made_again_is_the_same_and_what_was_changed_is_found_and_mended(ledger: Ledger) -> None:
    busy(ledger)
    assert rebuild(ledger, check=True).differences == []
    with ledger.store.write() as connection:
        connection.execute(update(case_heads).values(version=99))
        connection.execute(scope_entries.delete())
        connection.execute(update(events).where(events.c.hall == HALL).values(hall=""))
    tables = {row["table"] for row in rebuild(ledger, check=True).differences}
    assert tables == {"case_heads", "scope_entries", "events.hall"}
    before = head(ledger)
    rebuild(ledger)
    assert rebuild(ledger, check=True).differences == []
    assert head(ledger) == before


def test_chains_verify_and_a_changed_byte_is_found(ledger: Ledger) -> None:
    busy(ledger)
    report = verify_chains(ledger)
    assert report.broken == []
    assert report.events == head(ledger).position - 4
    with ledger.store.write() as connection:
        first = connection.execute(select(events.c.position, events.c.header).where(events.c.seq == 2)).first()
        assert first is not None
        changed = first.header.replace(b"0.1.0", b"0.1.9")
        connection.execute(update(events).where(events.c.position == first.position).values(header=changed))
    assert {broken.seq for broken in verify_chains(ledger).broken} == {2}


def ended_case(ledger: Ledger) -> tuple[Pen, str, str]:
    pen = Pen().open()
    case = pen.case()
    pen.act(case, withdrawn(), version=2)
    ingest(ledger, pen.batch(), pen.device, NOW)
    (line,) = search_cases(ledger, id_number="50010619780704018x")
    return pen, case, line.case_no


def test_a_case_is_found_by_what_was_hashed_and_its_row_shows_no_name(ledger: Ledger) -> None:
    pen, case, number = ended_case(ledger)
    found = case_of(ledger, number.lower().replace("-", ""))
    assert found is not None
    applicant = found.state.filing.applicant
    found_by = [
        search_cases(ledger, name=applicant.name),
        search_cases(ledger, phone=applicant.phone or ""),
        search_cases(ledger, number=number),
    ]
    assert [[line.case_no for line in lines] for lines in found_by] == [[number]] * 3
    assert search_cases(ledger, name="王五") == search_cases(ledger) == []
    assert search_cases(ledger, number=number, hall=OTHER_HALL) == []
    with ledger.store.read() as connection:
        rows = repr(connection.execute(select(case_heads)).all()) + repr(connection.execute(select(events)).all())
    assert applicant.name not in rows
    assert applicant.id_number not in rows
    assert (applicant.phone or "-") not in rows
    story = case_events(ledger, case)
    assert [event.kind for event in story] == ["case.received", "case.accepted", "case.withdrawn"]
    assert {event.ruling for event in story} == {"stands"}
    assert pen.last == 5


def test_an_erased_case_is_gone_and_its_chain_verifies(ledger: Ledger) -> None:
    pen, case, number = ended_case(ledger)
    with pytest.raises(Refusal):
        erase_case(ledger, number, Why(" "), "admin", NOW)
    assert erase_case(ledger, number, Why("PIPL-47"), "admin", NOW).events == 3
    assert case_of(ledger, number) is None
    assert search_cases(ledger, number=number) == []
    erasure = page(ledger, OTHER_HALL, "", 0, NOW).entries[-1]
    assert isinstance(erasure, FeedEvent)
    bodies = [
        x.body for x in page(ledger, HALL, "", 0, NOW).entries if isinstance(x, FeedEvent) and case.encode() in x.header
    ]
    assert bodies == [None, None, None]
    pen.act(case, withdrawn("再来一次"), version=3)
    receipt = ingest(ledger, pen.batch(), pen.device, NOW)
    assert (receipt.acked, receipt.ruled) == (pen.last, [])
    with ledger.store.read() as connection:
        kept = connection.execute(select(events.c.body).where(events.c.subject_id == case)).scalars().all()
    assert list(kept) == [None] * 4
    assert verify_chains(ledger).broken == []
    assert rebuild(ledger, check=True).differences == []


def test_an_erasure_by_a_lead_at_a_desk_is_obeyed_and_one_by_a_clerk_is_not(ledger: Ledger) -> None:
    pen, case, number = ended_case(ledger)
    order = SubjectErased("case", case, "PIPL-47")
    pen.write((Subject("erasure", "e1"), order, 0))
    assert [r.reason for r in ingest(ledger, pen.batch(), pen.device, NOW).ruled] == ["RIGHT-ROLE"]
    assert case_of(ledger, number) is not None
    pen.write((Subject("erasure", "e2"), order, 0), actor=LEAD)
    ingest(ledger, pen.batch(), pen.device, NOW)
    assert case_of(ledger, number) is None
    assert rebuild(ledger, check=True).differences == []


def test_the_server_in_numbers(ledger: Ledger) -> None:
    busy(ledger)
    counted = numbers(ledger)
    assert (counted.journals, counted.held, counted.stopped, counted.open_cases, counted.contested) == (2, 0, 0, 3, 1)
    assert counted.position == head(ledger).position
    assert counted.tasks == len(open_tasks(ledger)) == 2
    assert ledger.area == AREA
