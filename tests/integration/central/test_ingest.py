"""Batches: taken once, in whole groups, each event at a position without gaps; what breaks the chain stops it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from app.domain.case import events as e
from app.domain.refusal import InputProblem, Refusal
from app.store.central.tasks import open_tasks
from app.store.exchange import Ruled, SentEvent, Taken
from app.usecases.central.ingest import ingest
from app.usecases.central.receipts import receipt_of
from tests.builders.pens import AREA, DAY, NOW, Pen, withdrawn

if TYPE_CHECKING:
    from app.store.central.ledger import Ledger
    from app.store.exchange import Batch, Receipt


def push(ledger: Ledger, pen: Pen, batch: Batch | None = None) -> Receipt:
    return ingest(ledger, batch or pen.batch(), pen.device, NOW)


def kinds(ledger: Ledger) -> list[tuple[str, str]]:
    with ledger.store.read() as connection:
        return [(task.kind, task.code) for task in open_tasks(connection, AREA)]


def test_a_journal_is_taken_and_acknowledged(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    receipt = push(ledger, pen)
    assert receipt.acked == pen.last
    assert receipt.head == pen.hashes[-1].hex()
    assert receipt.taken == [Taken(1, pen.last, 1)]
    assert (receipt.state, receipt.ruled, receipt.held) == ("open", [], 0)
    assert kinds(ledger) == []


def test_the_same_batch_again_gives_the_same_answer(ledger: Ledger) -> None:
    pen = Pen().open()
    case = pen.case()
    pen.act(case, withdrawn(), version=2)
    pen.act(case, withdrawn(), version=2)
    first = push(ledger, pen)
    assert [r.ruling for r in first.ruled] == ["contested"]
    assert push(ledger, pen) == first
    assert receipt_of(ledger, pen.id, 1, pen.last) == first


def test_a_batch_that_overlaps_is_taken_from_where_it_is_new(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    push(ledger, pen)
    before = pen.last
    pen.case()
    receipt = push(ledger, pen)
    assert receipt.acked == pen.last
    assert receipt.taken == [Taken(1, pen.last, 1)]
    assert push(ledger, pen, pen.batch(before + 1)).taken == [Taken(before + 1, pen.last, before + 1)]


def test_a_batch_beyond_the_end_is_answered_with_how_far_the_server_is(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    head = pen.last
    push(ledger, pen)
    pen.case()
    gone = pen.last
    pen.case()
    receipt = push(ledger, pen, pen.batch(gone + 1))
    assert (receipt.acked, receipt.state, receipt.taken) == (head, "open", [])
    other = Pen("C04").open()
    other.case()
    assert push(ledger, other, other.batch(2)).acked == 0


def forged(pen: Pen, seq: int, **changes: object) -> Batch:
    event = pen.sent[seq - 1]
    fields = {"header": event.header, "salt": event.salt, "body": event.body} | changes
    events = list(pen.sent)
    events[seq - 1] = SentEvent(**fields)  # type: ignore[arg-type]  # the fields of the structure
    return msgspec.structs.replace(pen.batch(), events=events)


def broken_batches(pen: Pen) -> dict[str, Batch]:
    good = pen.batch()
    header = pen.sent[2].header
    return {
        "CHAIN-SIGNATURE": msgspec.structs.replace(good, signature=bytes(64)),
        "CHAIN-HASH": forged(pen, 3, header=header.replace(b"0.1.0", b"0.1.1")),
        "CHAIN-BODY": forged(pen, 3, body=b"{}"),
        "CHAIN-HEADER": forged(pen, 3, header=b"\xff{"),
        "CHAIN-NUMBER": forged(pen, 3, header=header.replace(b'"seq":3', b'"seq":4')),
        "CHAIN-GROUP": pen.batch(1, pen.last - 1),
    }


@pytest.mark.parametrize(
    "code", ["CHAIN-SIGNATURE", "CHAIN-HASH", "CHAIN-BODY", "CHAIN-HEADER", "CHAIN-NUMBER", "CHAIN-GROUP"]
)
def test_what_breaks_the_chain_stops_the_journal_there(ledger: Ledger, code: str) -> None:
    pen = Pen().open()
    push(ledger, pen)
    pen.case()
    receipt = push(ledger, pen, broken_batches(pen)[code])
    assert (receipt.state, receipt.acked, receipt.reason, receipt.taken) == ("stopped", 1, code, [])
    assert kinds(ledger) == [("stopped", code)]
    after = push(ledger, pen)
    assert (after.state, after.acked) == ("stopped", 1)
    assert kinds(ledger) == [("stopped", code)]


def test_another_journal_goes_on_while_one_is_stopped(ledger: Ledger) -> None:
    pen, other = Pen().open(), Pen("C04").open()
    pen.case()
    push(ledger, pen, broken_batches(pen)["CHAIN-BODY"])
    other.case()
    assert push(ledger, other).acked == other.last


def test_a_journal_of_another_counter_is_refused_and_not_stopped(ledger: Ledger) -> None:
    pen, thief = Pen().open(), Pen("C04").open()
    push(ledger, pen)
    with pytest.raises(Refusal) as refused:
        ingest(ledger, pen.batch(), thief.device, NOW)
    assert refused.value.code == "RIGHT-JOURNAL"
    pen.case()
    assert push(ledger, pen).state == "open"


def test_a_signature_of_a_strange_key_is_refused(ledger: Ledger) -> None:
    pen, thief = Pen().open(), Pen().open()
    push(ledger, pen)
    pen.case()
    batch = pen.batch()
    own = msgspec.structs.replace(batch, signer=thief.key.public, signature=thief.key.sign(batch.statement))
    with pytest.raises(Refusal) as refused:
        push(ledger, pen, own)
    assert refused.value.code == "RIGHT-SIGNER"


def test_a_statement_about_another_batch_is_wrong_input(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    batch = msgspec.structs.replace(pen.batch(), statement=pen.batch(1, 1).statement)
    with pytest.raises(InputProblem) as refused:
        push(ledger, pen, batch)
    assert refused.value.code == "SYNC-STATEMENT"


def test_a_body_that_cannot_be_read_is_ruled_so_and_the_journal_goes_on(ledger: Ledger) -> None:
    from app.store.event import Subject

    pen = Pen().open()
    pen.write(
        (Subject("case", "x"), b'{"no":1}', 0),
        (Subject("case", "y"), b"[[[", 0),
        kinds=["case.new-thing", "case.accepted"],
    )
    case = pen.case()
    receipt = push(ledger, pen)
    assert receipt.acked == pen.last
    assert receipt.ruled == [
        Ruled(2, "case", "x", "unreadable", "BODY-KIND"), Ruled(2, "case", "y", "unreadable", "BODY-FORM"),
    ]  # fmt: skip
    assert kinds(ledger) == [("unreadable", "BODY-KIND"), ("unreadable", "BODY-FORM")] or len(kinds(ledger)) == 2
    assert case


def test_an_unknown_account_and_one_without_the_right_are_unauthorised(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.actor = "nobody"
    pen.case()
    pen.actor = "approver-1"
    pen.case()
    receipt = push(ledger, pen)
    assert {r.reason for r in receipt.ruled} == {"RIGHT-UNKNOWN", "RIGHT-ROLE"}
    assert {r.ruling for r in receipt.ruled} == {"unauthorised"}
    assert receipt.acked == pen.last


@pytest.mark.law("LAW-34-2")
def test_a_counter_grants_on_the_spot_only(ledger: Ledger) -> None:
    pen = Pen().open()
    serve_by = e.DatedLimit("2026-12-07", 10, "workday", provisional=False, calendar="c", rule="LAW-44-1")
    granted = e.CaseGranted("准予", "", "", "", "区市场监督管理局", DAY.isoformat(), serve_by, immediate=True)
    at_once, other = pen.case(), pen.case()
    pen.act(at_once, granted, version=2)
    pen.act(other, replace(granted, immediate=False), version=2)
    receipt = push(ledger, pen)
    assert [(r.subject_id, r.ruling, r.reason) for r in receipt.ruled] == [(other, "unauthorised", "RIGHT-ROLE")]
