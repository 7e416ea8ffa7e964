"""The feed: whole groups in the order of positions, a case's whole history when it comes into scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.domain.area import AREA as AREA_KIND
from app.domain.area import AccountChanged
from app.domain.case import events as e
from app.domain.refusal import Refusal
from app.store.central.ledger import head, new_epoch, rebase
from app.store.event import NewEvent, Seen, Subject
from app.store.exchange import Entered, FeedEvent, Left
from app.usecases.central.feed import Placed, lineage, page
from app.usecases.central.ingest import ingest
from app.usecases.central.own_journal import append_own
from app.usecases.central.rebuild import rebuild
from app.usecases.central.receipts import receipt_of
from tests.builders.pens import AREA, DAY, HALL, LEAD, NOW, OTHER_HALL, Pen, withdrawn

if TYPE_CHECKING:
    from app.store.central.ledger import Ledger
    from app.store.exchange import Page


def whole(ledger: Ledger, hall: str = HALL, **limits: Any) -> list[object]:
    found: list[object] = []
    after = 0
    while True:
        one = page(ledger, hall, "", after, NOW, **limits)
        found += one.entries
        assert one.position >= after
        if one.position == one.head:
            return found
        assert one.position > after
        after = one.position


def test_a_case_comes_to_the_desks_of_its_hall_with_the_bytes_that_were_sent(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    entries = whole(ledger)
    assert [x.position for x in entries if isinstance(x, FeedEvent)] == [2, 3, 4]
    assert [(x.header, x.salt, x.body) for x in entries if isinstance(x, FeedEvent)] == [
        (s.header, s.salt, s.body) for s in pen.sent[1:]
    ]
    assert whole(ledger, OTHER_HALL) == []


def test_pages_end_after_whole_groups_and_give_everything_once(ledger: Ledger) -> None:
    pen = Pen().open()
    for _ in range(6):
        pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    one = page(ledger, HALL, "", 0, NOW, max_entries=4)
    assert len(one.entries) == 6
    assert one.position < one.head
    assert whole(ledger, max_entries=1) == whole(ledger, max_bytes=1) == whole(ledger)


def test_what_a_desk_wrote_and_was_told_of_is_not_sent_back(ledger: Ledger) -> None:
    pen, other = Pen().open(), Pen("C04", "B").open()
    case = pen.case()
    pen.actor = "approver-1"
    pen.act(case, withdrawn(), version=2)
    other.case()
    for one in (pen, other):
        ingest(ledger, one.batch(), one.device, NOW)
    everything = page(ledger, HALL, "", 0, NOW)
    told = page(ledger, HALL, "", 0, NOW, own=Placed(pen.id, pen.last))
    assert told.position == everything.position == told.head
    own = [x for x in everything.entries if isinstance(x, FeedEvent) and pen.id.encode() in x.header]
    assert {x.ruling for x in own} == {"stands", "unauthorised"}
    stands = [x for x in own if x.ruling == "stands"]
    assert told.entries == [x for x in everything.entries if x not in stands]
    nothing_known = page(ledger, HALL, "", 0, NOW, own=Placed(pen.id, 1))
    assert nothing_known.entries == everything.entries


def test_a_closed_case_leaves_with_its_line_for_the_register(ledger: Ledger) -> None:
    pen = Pen().open()
    case = pen.case()
    pen.act(case, withdrawn(), version=2)
    receipt = ingest(ledger, pen.batch(), pen.device, NOW)
    pen.case()
    last = ingest(ledger, pen.batch(), pen.device, NOW)
    left = [x for x in whole(ledger) if isinstance(x, Left)]
    assert [(x.subject_id, x.why) for x in left] == [(case, "closed")]
    line = left[0].register
    assert line is not None
    assert (line.status, line.hall, line.counter, line.ended_on) == ("withdrawn", HALL, "C03", DAY.isoformat())
    assert line.masked_name.endswith("*")
    assert left[0].position == receipt.taken[-1].position + receipt.taken[-1].last - receipt.taken[-1].first + 1
    assert [t.first for t in last.taken] == [1, pen.last - 2]


def transferred(hall: str = OTHER_HALL, before: str = "") -> e.CaseTransferred:
    return e.CaseTransferred(hall, before, "户籍在那边", DAY.isoformat())


def test_a_case_transferred_after_both_halls_have_synced_arrives_with_its_whole_history(ledger: Ledger) -> None:
    pen, there = Pen().open(), Pen("D01", hall=OTHER_HALL).open()
    case = pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    ingest(ledger, there.batch(), there.device, NOW)
    seen = head(ledger).position
    pen.act(case, transferred(), version=2, actor=LEAD)
    ingest(ledger, pen.batch(), pen.device, NOW)
    here = page(ledger, HALL, "", seen, NOW).entries
    assert [type(x).__name__ for x in here] == ["FeedEvent", "Left"]
    assert [x.why for x in here if isinstance(x, Left)] == ["transferred"]
    (entered,) = page(ledger, OTHER_HALL, "", seen, NOW).entries
    assert isinstance(entered, Entered)
    assert [x.header for x in entered.events] == [s.header for s in [*pen.sent[2:4], pen.sent[-1]]]


def test_who_acts_on_a_case_that_was_given_away_meanwhile_is_contested_and_who_knew_is_unauthorised(
    ledger: Ledger,
) -> None:
    pen, other = Pen().open(), Pen("C04").open()
    case = pen.case()
    pen.act(case, transferred(), version=2, actor=LEAD)
    ingest(ledger, pen.batch(), pen.device, NOW)
    other.act(case, withdrawn(), version=2)
    other.act(case, withdrawn(), version=3)
    receipt = ingest(ledger, other.batch(), other.device, NOW)
    assert [(r.ruling, r.reason) for r in receipt.ruled] == [
        ("contested", "STATE-ELSEWHERE"),
        ("unauthorised", "RIGHT-HALL"),
    ]


def test_what_concerns_the_area_reaches_every_desk(ledger: Ledger) -> None:
    body = AccountChanged("a1", "clerk", "", HALL, disabled=False, what="added")
    with ledger.store.write() as connection:
        position = append_own(ledger, connection, [NewEvent(Subject(AREA_KIND, "server"), body)], "admin", NOW)
    for hall in (HALL, OTHER_HALL):
        (entry,) = whole(ledger, hall)
        assert isinstance(entry, FeedEvent)
        assert entry.position == position == head(ledger).position


def test_another_epoch_is_refused_with_the_present_one(ledger: Ledger) -> None:
    before = head(ledger)
    with ledger.store.write() as connection:
        epoch = new_epoch(connection, AREA, NOW)
    with pytest.raises(Refusal) as refused:
        page(ledger, HALL, before.epoch, 0, NOW)
    assert (refused.value.code, refused.value.place) == ("SYNC-EPOCH", epoch)


def test_a_cursor_of_an_older_epoch_goes_on_where_both_are_the_same(ledger: Ledger) -> None:
    pen = Pen().open()
    ingest(ledger, pen.batch(), pen.device, NOW)
    first = head(ledger)
    with ledger.store.write() as connection:
        second = new_epoch(connection, AREA, NOW)
    pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    with ledger.store.read() as connection:
        found = [rebase(connection, AREA, epoch, 99) for epoch in (first.epoch, second, "unknown")] + [
            rebase(connection, AREA, first.epoch, 0)
        ]
    assert found == [1, 99, 0, 0]


def test_a_counter_gets_its_own_journals_back_and_no_others(ledger: Ledger) -> None:
    pen = Pen().open()
    pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    found: Page = lineage(ledger, "C03", pen.id, 1, 2, NOW)
    assert [x.header for x in found.entries if isinstance(x, FeedEvent)] == [s.header for s in pen.sent[1:3]]
    assert found.position == 3
    assert lineage(ledger, "C03", pen.id, pen.last, 10, NOW).entries == []
    with pytest.raises(Refusal) as refused:
        lineage(ledger, "C04", pen.id, 0, 10, NOW)
    assert refused.value.code == "RIGHT-JOURNAL"


def test_an_act_is_judged_by_what_its_device_had_seen(ledger: Ledger) -> None:
    from tests.builders.pens import CLERK, stand

    pen = Pen().open()
    pen.case()
    ingest(ledger, pen.batch(), pen.device, NOW)
    at = head(ledger)
    with ledger.store.write() as connection:
        stand(connection, CLERK, "clerk", at.position, disabled=True)
    pen.seen = Seen(at.epoch, at.position - 1)
    pen.case()
    pen.seen = Seen(at.epoch, at.position)
    late = pen.case()
    receipt = ingest(ledger, pen.batch(), pen.device, NOW)
    assert {(r.ruling, r.reason) for r in receipt.ruled} == {("unauthorised", "RIGHT-ROLE")}
    assert {r.subject_id for r in receipt.ruled if r.subject_kind == "case"} == {late}
    assert receipt_of(ledger, pen.id).acked == pen.last


def test_what_was_ruled_before_a_case_came_in_is_told_with_its_history(ledger: Ledger) -> None:
    pen, other = Pen().open(), Pen("C04").open()
    case = pen.case()
    other.act(case, withdrawn(), version=2)
    assert [r.reason for r in ingest(ledger, other.batch(), other.device, NOW).ruled] == ["STATE-ABSENT"]
    assert whole(ledger) == []
    ingest(ledger, pen.batch(), pen.device, NOW)
    (entered,) = [x for x in whole(ledger) if isinstance(x, Entered)]
    assert [x.ruling for x in entered.events] == ["contested", "stands", "stands"]
    assert rebuild(ledger, check=True).differences == []


def test_what_a_hall_works_on_together_reaches_every_desk_of_it(ledger: Ledger) -> None:
    pen = Pen().open()
    ticket = Subject("ticket", "t1")
    pen.write((ticket, e.DocumentVoided("A001", "过号"), 0))
    ingest(ledger, pen.batch(), pen.device, NOW)
    assert [x.position for x in whole(ledger) if isinstance(x, FeedEvent)] == [2]
    assert whole(ledger, OTHER_HALL) == []
    with ledger.store.write() as connection:
        said = AccountChanged("a1", "clerk", "", OTHER_HALL, disabled=False, what="added")
        append_own(ledger, connection, [NewEvent(Subject("pre-application", "p1"), said)], "admin", NOW)
        append_own(ledger, connection, [NewEvent(ticket, e.DocumentVoided("A002", "过号"))], "admin", NOW)
    assert len(whole(ledger)) == 1
    assert len(whole(ledger, OTHER_HALL)) == 1
    assert rebuild(ledger, check=True).differences == []
