"""What waits at a desk: whole groups in batches, files one by one, and what is told of them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.crypto.sign import verify
from app.domain.case import commands as c
from app.store.codec import decode_header
from app.store.event import Subject
from app.store.exchange import Receipt
from app.store.outbox import (
    batches,
    next_batch,
    note_failure,
    note_file_confirmed,
    note_file_failed,
    note_file_sent,
    retry_files,
    unsent,
    waiting_files,
)
from app.store.replica import acknowledge, begin_epoch, cursor, go_on_in_new_journal
from app.usecases.central.ingest import ingest
from db.journal import checkpoints
from tests.builders.hall import Hall
from tests.builders.pens import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders.hall import Desk


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server without desks."""
    made = Hall(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(hall: Hall) -> Desk:
    """A desk with three cases."""
    made = hall.desk("C03")
    for _ in range(3):
        made.take()
    return made


def attach(desk: Desk, content: bytes) -> str:
    with desk.store.write() as uow:
        digest = desk.store.attach(uow, Subject("case", "c"), io.BytesIO(content), "image/png")
        uow.commit()
    return digest


def test_what_waits_is_counted_with_the_oldest(desk: Desk) -> None:
    with desk.store.read() as connection:
        found = unsent(connection)
    opened = desk.store.events_of(Subject("journal", desk.store.journal.id))[0]
    assert (found.events, found.oldest) == (2 + 3 * 5, opened.at)
    assert [(j.mark, j.waiting) for j in found.journals] == [("A", found.events)]
    desk.push()
    with desk.store.read() as connection:
        found = unsent(connection)
    assert (found.events, found.oldest) == (0, None)


def test_a_batch_holds_whole_groups_and_one_signature(desk: Desk) -> None:
    sizes = []
    for batch in batches(desk.store, max_bytes=1):
        first, last = (decode_header(batch.events[at].header) for at in (0, -1))
        assert (first.group.first, last.seq) == (batch.first, first.group.first + first.group.of - 1)
        assert verify(batch.signer, batch.statement, batch.signature)
        sizes.append(len(batch.events))
    assert sizes == [1, 1, 5, 5, 5]
    assert [len(batch.events) for batch in batches(desk.store)] == [17]


def test_after_what_was_sent_comes_the_next(desk: Desk) -> None:
    first = next_batch(desk.store, 1)
    assert first is not None
    second = next_batch(desk.store, 1, {first.journal: 1})
    assert second is not None
    assert (first.first, second.first) == (1, 2)
    assert next_batch(desk.store, 1, {first.journal: 17}) is None


def test_attempts_in_vain_are_told_until_one_succeeds(desk: Desk) -> None:
    for _ in range(2):
        note_failure(desk.store, desk.store.journal.id, "连不上服务器。")
    with desk.store.read() as connection:
        (own,) = unsent(connection).journals
    assert (own.attempts, own.last_error, own.acked) == (2, "连不上服务器。", 0)
    desk.push()
    with desk.store.read() as connection:
        (own,) = unsent(connection).journals
    assert (own.attempts, own.last_error, own.acked) == (0, "", 17)


def test_a_stopped_journal_does_not_hold_up_the_next(desk: Desk) -> None:
    with desk.store.read() as connection:
        epoch = cursor(connection).epoch
    stopped = Receipt(epoch, desk.store.journal.id, 0, "", "stopped", reason="CHAIN-HASH")
    acknowledge(desk.store, stopped)
    assert next_batch(desk.store) is None
    go_on_in_new_journal(desk.store, "B", "stopped")
    batch = next_batch(desk.store)
    assert batch is not None
    assert batch.journal == desk.store.journal.id
    with desk.store.read() as connection:
        assert next((j.state, j.reason) for j in unsent(connection).journals) == ("stopped", "CHAIN-HASH")


def test_what_is_held_in_quarantine_is_not_sent_again(desk: Desk) -> None:
    desk.device = replace(desk.device, state="suspended")
    batch = next_batch(desk.store)
    assert batch is not None
    receipt = ingest(desk.hall.ledger, batch, desk.device, NOW)
    acknowledge(desk.store, receipt, batch=batch)
    assert (receipt.state, receipt.held) == ("quarantined", 17)
    with desk.store.read() as connection:
        found = unsent(connection)
    assert (found.events, found.held) == (0, 17)
    assert next_batch(desk.store) is None
    number = desk.take()
    assert next_batch(desk.store) is not None
    assert desk.state(number).phase == "accepted"
    assert desk.problems() == []


def test_files_wait_apart_and_a_bad_one_holds_up_none(desk: Desk) -> None:
    small, large = attach(desk, b"a"), attach(desk, b"b" * 5000)
    with desk.store.read() as connection:
        assert (unsent(connection).attachments, unsent(connection).attachment_bytes) == (2, 5001)
    note_file_failed(desk.store, small, "文件读不出来。")
    with desk.store.read() as connection:
        assert [(f.digest, f.attempts, f.last_error) for f in waiting_files(connection)] == [
            (large, 0, ""),
            (small, 1, "文件读不出来。"),
        ]
    note_file_sent(desk.store, large, 4096)
    note_file_confirmed(desk.store, large)
    retry_files(desk.store, small)
    with desk.store.read() as connection:
        assert [(f.digest, f.attempts, f.sent) for f in waiting_files(connection)] == [(small, 0, 0)]
        assert unsent(connection).attachments == 1
    begin_epoch(desk.store, "another")
    with desk.store.read() as connection:
        assert unsent(connection).attachments == 2


def test_closing_signs_the_head_where_much_has_happened(desk: Desk) -> None:
    number = desk.take()
    for digit in range(100):
        desk.act(number, c.CorrectRecord("applicant.phone", f"139000000{digit:02}", "录入有误"))
    desk.reopen()
    with desk.store.read() as connection:
        assert len(connection.execute(select(checkpoints.c.to_seq)).all()) == 1
    desk.store.tidy()
    assert desk.problems() == []
