"""The server restored from yesterday's backup: desks push again what it lost, hand back what others wrote; nothing doubled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.central.ledger import head, new_epoch, rebase
from app.store.exchange import FeedEvent
from app.usecases.central.feed import lineage, page
from app.usecases.central.ingest import ingest
from app.usecases.central.rebuild import rebuild
from app.usecases.central.returned import Returned, returned
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
