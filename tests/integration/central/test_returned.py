"""The server restored from yesterday's backup: desks push again what it lost, hand back what others wrote; nothing doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.central.ledger import head, new_epoch, rebase
from app.store.exchange import FeedEvent
from app.usecases.central.cases import search_cases
from app.usecases.central.feed import lineage, page
from app.usecases.central.ingest import ingest
from app.usecases.central.rebuild import rebuild
from app.usecases.central.returned import Returned, returned, take_returned
from app.usecases.central.tasks import open_tasks
from app.usecases.central.verify import verify_chains
from tests.builders.pens import AREA, HALL, NOW, Pen, make_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.central.ledger import Ledger


@pytest.fixture
def lost(tmp_path: Path, ledger: Ledger) -> tuple[Ledger, Pen, list[FeedEvent], int, str]:
    """A server that was restored without the second case; the desk that wrote it, and what another desk has of it."""
    whole = make_ledger(f"sqlite:///{tmp_path / 'lost.db'}", tmp_path)
    pen = Pen().open()
    pen.case()
    for one in (whole, ledger):
        ingest(one, pen.batch(), pen.device, NOW)
    pen.case()
    ingest(whole, pen.batch(), pen.device, NOW)
    own = [x for x in page(whole, HALL, "", 0, NOW).entries if isinstance(x, FeedEvent)]
    before = head(ledger)
    with ledger.store.write() as connection:
        new_epoch(connection, AREA, NOW)
    last = head(whole).position
    whole.store.close()
    return ledger, pen, own, last, before.epoch


def test_the_desk_that_wrote_it_pushes_again_and_nothing_is_doubled(
    lost: tuple[Ledger, Pen, list[FeedEvent], int, str],
) -> None:
    ledger, pen, _, last, epoch = lost
    with ledger.store.read() as connection:
        assert rebase(connection, AREA, epoch, last) == 4
    receipt = ingest(ledger, pen.batch(), pen.device, NOW)
    assert receipt.acked == pen.last
    assert head(ledger).position == pen.last
    assert ingest(ledger, pen.batch(), pen.device, NOW) == receipt
    assert verify_chains(ledger).broken == []


def test_what_goes_on_from_the_chain_is_taken_in_from_another_desk(
    lost: tuple[Ledger, Pen, list[FeedEvent], int, str],
) -> None:
    ledger, pen, own, _, _ = lost
    other = Pen("C04")
    assert returned(ledger, own, other.device, NOW) == Returned(taken=3, known=3, waiting=0, refused=0)
    assert returned(ledger, own, other.device, NOW) == Returned(taken=0, known=6, waiting=0, refused=0)
    assert ingest(ledger, pen.batch(), pen.device, NOW).acked == pen.last
    assert head(ledger).position == pen.last
    assert verify_chains(ledger).broken == []
    assert rebuild(ledger, check=True).differences == []


def test_what_does_not_go_on_waits_for_a_person_until_its_own_desk_sends_it(
    lost: tuple[Ledger, Pen, list[FeedEvent], int, str],
) -> None:
    ledger, pen, own, _, _ = lost
    parts = [x for x in own if b'"subject":{"kind":"case"' in x.header]
    other = Pen("C04")
    assert returned(ledger, parts, other.device, NOW) == Returned(taken=0, known=2, waiting=2, refused=0)
    assert [task.kind for task in open_tasks(ledger)] == ["returned"]
    ingest(ledger, pen.batch(), pen.device, NOW)
    assert open_tasks(ledger) == []
    assert lineage(ledger, "C03", pen.id, 0, 100, NOW).position == pen.last


def test_a_server_that_was_never_restored_takes_nothing_back(ledger: Ledger) -> None:
    with pytest.raises(Refusal) as refused:
        returned(ledger, [], Pen().device, NOW)
    assert refused.value.code == "STATE-RESTORED"


def test_garbage_is_counted_and_nothing_else(lost: tuple[Ledger, Pen, list[FeedEvent], int, str]) -> None:
    ledger = lost[0]
    bad = FeedEvent(9, b"\xff", b"h", None, None, "stands")
    assert returned(ledger, [bad], Pen("C04").device, NOW) == Returned(refused=1)


def test_what_was_handed_back_of_a_desk_that_is_gone_is_taken_in_on_a_persons_word(
    lost: tuple[Ledger, Pen, list[FeedEvent], int, str],
) -> None:
    ledger, pen, own, _, _ = lost
    parts = [x for x in own if b'"subject":{"kind":"case"' in x.header][2:]
    returned(ledger, parts, Pen("C04").device, NOW)
    before = head(ledger).position
    assert take_returned(ledger, pen.id, "admin", NOW) == 2
    assert open_tasks(ledger) == []
    assert len(search_cases(ledger, id_number="50010619780704018X")) == 2
    told = [x for x in page(ledger, HALL, "", before, NOW).entries if isinstance(x, FeedEvent)]
    assert [(x.header, x.branch, x.ruling) for x in told[:2]] == [(x.header, "", "stands") for x in parts]
    assert verify_chains(ledger).broken == []
    assert rebuild(ledger, check=True).differences == []
    with pytest.raises(Refusal) as refused:
        take_returned(ledger, pen.id, "admin", NOW)
    assert refused.value.code == "STATE-HELD"
    assert returned(ledger, parts, Pen("C05").device, NOW) == Returned(known=2)
    receipt = ingest(ledger, pen.batch(), pen.device, NOW)
    assert (receipt.acked, [r.reason for r in receipt.ruled]) == (pen.last, ["STATE-TAKEN"])
