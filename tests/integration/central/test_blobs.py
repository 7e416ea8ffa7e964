"""Attachments: resumed from where they broke off, checked by their digest, encrypted on the disk, gone with an erasure."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.exchange_admission import BlobState
from app.usecases.central.blobs import announce, append_blob, missing_blobs, read_blob, sweep_blobs
from app.usecases.central.cases import search_cases
from app.usecases.central.erasing import Why, erase_case
from app.usecases.central.ingest import ingest
from app.usecases.central.numbers import numbers
from tests.builders.pens import HALL, NOW, OTHER_HALL, Pen, withdrawn

if TYPE_CHECKING:
    from app.store.central.ledger import Ledger

CONTENT = os.urandom(100_000) + "身份证复印件".encode() * 100
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def told(ledger: Ledger, case: str, size: int = len(CONTENT)) -> BlobState:
    return announce(ledger, DIGEST, size, "image/jpeg", "case", case, NOW)


def sent(ledger: Ledger, case: str, step: int = 33_333) -> None:
    told(ledger, case)
    for offset in range(0, len(CONTENT), step):
        append_blob(ledger, DIGEST, offset, CONTENT[offset : offset + step], NOW)


def test_an_attachment_goes_on_from_any_byte_where_it_broke_off(ledger: Ledger) -> None:
    assert told(ledger, "c1") == BlobState(0, complete=False)
    append_blob(ledger, DIGEST, 0, CONTENT[:777], NOW)
    assert told(ledger, "c1") == BlobState(777, complete=False)
    with pytest.raises(Refusal) as refused:
        append_blob(ledger, DIGEST, 0, CONTENT[:777], NOW)
    assert (refused.value.code, refused.value.place) == ("SYNC-OFFSET", "777")
    assert missing_blobs(ledger) == [(DIGEST, len(CONTENT), 777)]
    assert append_blob(ledger, DIGEST, 777, CONTENT[777:], NOW) == BlobState(len(CONTENT), complete=True)
    assert append_blob(ledger, DIGEST, 0, CONTENT[:10], NOW) == BlobState(len(CONTENT), complete=True)
    assert missing_blobs(ledger) == []


def test_bytes_that_a_crash_left_behind_are_written_over(ledger: Ledger) -> None:
    told(ledger, "c1")
    append_blob(ledger, DIGEST, 0, CONTENT[:1000], NOW)
    (path,) = ledger.blobs.glob("??/*")
    with path.open("ab") as file:
        file.write(b"half a chunk")
    append_blob(ledger, DIGEST, 1000, CONTENT[1000:], NOW)
    part = read_blob(ledger, DIGEST, 0, len(CONTENT))
    assert part is not None
    assert part.data == CONTENT


def test_only_a_hall_that_has_the_case_reads_it_and_from_any_offset(ledger: Ledger) -> None:
    pen = Pen().open()
    case = pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    told(ledger, case)
    assert read_blob(ledger, DIGEST, 0, hall=HALL) is None
    sent(ledger, case)
    part = read_blob(ledger, DIGEST, 50_001, 20, hall=HALL)
    assert part is not None
    assert (part.data, part.size, part.media_type) == (CONTENT[50_001:50_021], len(CONTENT), "image/jpeg")
    assert read_blob(ledger, DIGEST, 0, hall=OTHER_HALL) is None
    assert read_blob(ledger, "0" * 64, 0) is None


def test_other_bytes_than_were_announced_are_dropped_and_sent_again(ledger: Ledger) -> None:
    told(ledger, "c1")
    with pytest.raises(Refusal) as refused:
        append_blob(ledger, DIGEST, 0, bytes(len(CONTENT)), NOW)
    assert refused.value.code == "SYNC-HASH"
    assert told(ledger, "c1") == BlobState(0, complete=False)
    sent(ledger, "c1")
    assert missing_blobs(ledger) == []
    assert sweep_blobs(ledger) == 0


def test_what_was_not_announced_or_has_another_size_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refusal) as unknown:
        append_blob(ledger, DIGEST, 0, b"x", NOW)
    assert unknown.value.code == "UNKNOWN"
    told(ledger, "c1")
    with pytest.raises(Refusal) as size:
        told(ledger, "c1", 5)
    assert size.value.code == "SYNC-SIZE"
    with pytest.raises(Refusal) as longer:
        append_blob(ledger, DIGEST, 0, CONTENT + b"x", NOW)
    assert longer.value.code == "SYNC-OFFSET"


def test_an_empty_attachment_is_whole_at_once(ledger: Ledger) -> None:
    digest = hashlib.sha256(b"").hexdigest()
    assert announce(ledger, digest, 0, "text/plain", "case", "c1", NOW) == BlobState(0, complete=True)


def test_the_file_shows_nothing_of_its_content(ledger: Ledger) -> None:
    sent(ledger, "c1")
    (path,) = ledger.blobs.glob("??/*")
    stored = path.read_bytes()
    assert len(stored) == len(CONTENT)
    assert "身份证".encode() not in stored
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_erasure_takes_the_attachments_of_the_case_with_it(ledger: Ledger) -> None:
    pen = Pen().open()
    case = pen.case()
    pen.act(case, withdrawn(), version=2)
    ingest(ledger, pen.batch(), pen.device, NOW)
    sent(ledger, case)
    (line,) = search_cases(ledger, id_number="50010619780704018X")
    erase_case(ledger, line.case_no, Why("PIPL-47"), "admin", NOW)
    assert list(ledger.blobs.glob("??/*")) == []
    assert numbers(ledger).blobs == 0
    with pytest.raises(Refusal) as refused:
        told(ledger, case)
    assert refused.value.code == "STATE-ERASED"
