"""Suspended and revoked devices: what they bring waits for a person; a cloned disk: both branches are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.central.ledger import head
from app.store.central.tasks import open_tasks
from app.store.exchange import FeedEvent
from app.usecases.central.feed import journals_of, page
from app.usecases.central.ingest import ingest
from app.usecases.central.quarantine import admit, admit_all, held, reject, resume
from app.usecases.central.rebuild import rebuild
from app.usecases.central.receipts import receipt_of
from app.usecases.central.verify import verify_chains
from tests.builders.pens import AREA, HALL, NOW, Pen

if TYPE_CHECKING:
    from app.store.central.ledger import Ledger
    from app.store.exchange import Receipt


def push(ledger: Ledger, pen: Pen, first: int = 1, state: str = "active") -> Receipt:
    return ingest(ledger, pen.batch(first), replace(pen.device, state=state), NOW)  # type: ignore[arg-type]  # a device's state


def kinds(ledger: Ledger) -> list[str]:
    with ledger.store.read() as connection:
        return sorted(task.kind for task in open_tasks(connection, AREA))


def sound(ledger: Ledger) -> None:
    assert verify_chains(ledger).broken == []
    assert rebuild(ledger, check=True).differences == []


def revoked_with_two_cases(ledger: Ledger) -> tuple[Pen, int, int]:
    pen = Pen().open()
    pen.case()
    push(ledger, pen)
    first = pen.last + 1
    pen.case()
    second = pen.last + 1
    pen.case()
    return pen, first, second


def test_what_a_revoked_device_brings_waits_and_what_it_had_brought_stands(ledger: Ledger) -> None:
    pen, first, second = revoked_with_two_cases(ledger)
    before = head(ledger).position
    receipt = push(ledger, pen, state="revoked")
    assert (receipt.state, receipt.acked, receipt.held) == ("quarantined", first - 1, 6)
    assert [(t.first, t.last) for t in receipt.taken] == [(1, first - 1)]
    assert head(ledger).position == before
    assert [(g.first, g.last, g.why) for g in held(ledger)] == [
        (first, second - 1, "revoked"),
        (second, pen.last, "revoked"),
    ]
    assert kinds(ledger) == ["quarantined"]
    assert push(ledger, pen, state="revoked") == receipt
    sound(ledger)


def test_groups_are_admitted_one_by_one_in_their_order(ledger: Ledger) -> None:
    pen, first, second = revoked_with_two_cases(ledger)
    push(ledger, pen, state="revoked")
    with pytest.raises(Refusal) as refused:
        admit(ledger, pen.id, second, "lead", NOW)
    assert refused.value.code == "STATE-HELD-ORDER"
    admit(ledger, pen.id, first, "lead", NOW)
    assert receipt_of(ledger, pen.id).acked == second - 1
    reject(ledger, pen.id, second, "lead", "与登记不符", NOW)
    with pytest.raises(Refusal) as again:
        reject(ledger, pen.id, second, "lead", "与登记不符", NOW)
    assert again.value.code == "STATE-HELD"
    assert held(ledger) == []
    assert kinds(ledger) == []
    receipt = receipt_of(ledger, pen.id, 1, pen.last)
    assert (receipt.state, receipt.held, receipt.acked) == ("open", 0, pen.last)
    assert receipt.taken[-1].last == second - 1
    sound(ledger)


def test_what_follows_something_that_waits_waits_too(ledger: Ledger) -> None:
    pen, first, _ = revoked_with_two_cases(ledger)
    push(ledger, pen, state="suspended")
    pen.case()
    receipt = push(ledger, pen)
    assert (receipt.state, receipt.held) == ("quarantined", 9)
    assert admit_all(ledger, pen.id, "lead", NOW) == 3
    assert receipt_of(ledger, pen.id).acked == pen.last
    pen.case()
    assert push(ledger, pen, first).acked == pen.last
    sound(ledger)


def test_a_device_that_was_revoked_before_it_ever_wrote_waits_from_its_first_event_on(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    receipt = push(ledger, pen, state="revoked")
    assert (receipt.state, receipt.acked, receipt.held) == ("quarantined", 0, pen.last)
    assert admit_all(ledger, pen.id, "lead", NOW) == 2
    sound(ledger)


def test_a_cloned_disk_is_found_and_both_branches_are_kept(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    push(ledger, pen)
    shared = pen.last
    twin = pen.clone()
    mine, other = pen.case(), twin.case()
    assert push(ledger, pen, shared + 1).state == "open"
    receipt = push(ledger, twin, shared + 1)
    assert (receipt.state, receipt.acked, receipt.head) == ("forked", twin.last, twin.hashes[-1].hex())
    assert receipt_of(ledger, pen.id).state == "forked"
    assert kinds(ledger) == ["forked", "number-twice"]
    twin.case()
    pen.case()
    assert push(ledger, twin, twin.last - 2).acked == twin.last
    assert push(ledger, pen).acked == pen.last
    assert push(ledger, twin, shared + 1).acked == twin.last
    branches = [row for row in journals_of(ledger, "C03") if row.branch_of]
    assert [(row.branch_of, row.fork_seq) for row in branches] == [(pen.id, shared + 1)]
    entries = [x for x in page(ledger, HALL, "", 0, NOW).entries if isinstance(x, FeedEvent)]
    cases = {(x.branch, b'"' + name.encode() + b'"' in x.header) for x in entries for name in [mine, other]}
    assert {(branches[0].id, True), ("", True)} <= cases
    sound(ledger)


def test_a_third_machine_with_the_same_disk_is_a_branch_of_its_own(ledger: Ledger) -> None:
    pen = Pen().open()
    push(ledger, pen)
    twin = pen.clone()
    twin.case()
    third = twin.clone()
    pen.case()
    twin.case()
    third.case()
    for one in (pen, twin, third):
        push(ledger, one, 2)
    assert len([row for row in journals_of(ledger, "C03") if row.branch_of]) == 2
    for one in (pen, twin, third):
        one.case()
        assert push(ledger, one, one.last - 2).acked == one.last
    sound(ledger)


def test_a_mark_on_two_journals_is_told_of_and_nothing_is_lost(ledger: Ledger) -> None:
    pen, again = Pen().open(), Pen().open()
    pen.case()
    again.case()
    push(ledger, pen)
    receipt = push(ledger, again)
    assert (receipt.acked, receipt.ruled) == (again.last, [])
    assert kinds(ledger) == ["mark", "number-twice"]


def test_a_stopped_journal_goes_on_once_a_person_says_so(ledger: Ledger) -> None:
    pen = Pen().open()
    push(ledger, pen)
    pen.case()
    bad = pen.batch(1, pen.last - 1)
    assert ingest(ledger, bad, pen.device, NOW).state == "stopped"
    resume(ledger, pen.id, "admin", NOW)
    assert kinds(ledger) == []
    assert push(ledger, pen).acked == pen.last
    with pytest.raises(Refusal) as refused:
        resume(ledger, pen.id, "admin", NOW)
    assert refused.value.code == "STATE-JOURNAL"
    sound(ledger)
