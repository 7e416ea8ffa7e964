"""Shifts on a real store: what a clerk had passes on record only, with its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from app.domain.refusal import Refusal
from app.domain.shift import ShiftHandedOver
from app.store.event import Subject
from app.store.shift_projection import open_cases_of
from app.usecases import shift as s
from app.usecases.drafts import own_drafts, save_draft
from app.usecases.printing import sheet
from app.usecases.taking import fresh, next_item
from db.desk.projections import keepers
from tests.builders.filings import item_of
from tests.builders.office import CLERK, LEAD, SECOND_LEAD, open_copy, taken

if TYPE_CHECKING:
    from pathlib import Path

    from app.usecases.workplace import Workplace

SEALS = ("收件专用章", "沙坪坝区市场监督管理局行政审批专用章")


def draft(workplace: Workplace) -> str:
    from dataclasses import replace

    from tests.builders.office import filing

    taking = replace(fresh(), filing=filing())
    return save_draft(workplace, next_item(taking, "", item_of()), "张记小面馆").id


def test_a_shift_is_opened_once(workplace: Workplace) -> None:
    s.open_shift_here(workplace, SEALS)
    now = s.shift_now(workplace)
    assert (now.holder, now.mine, now.state.seals) == (LEAD, True, SEALS)
    with pytest.raises(Refusal) as refused:
        s.open_shift_here(workplace, SEALS)
    assert refused.value.code == "STATE-SHIFT-OPEN"


def test_a_hand_over_moves_drafts_cases_and_names_what_lies_there(
    workplace: Workplace, office_template: Path, tmp_path: Path
) -> None:
    s.open_shift_here(workplace, SEALS)
    kept = draft(workplace)
    done = taken(workplace)
    over = s.hand_over(workplace, CLERK, note="印泥将用完")
    number = over.papers[0].meant.number
    found: Any = sheet(workplace, number)
    assert (found.kind, found.copies, found.filed) == ("handover", 2, 1)
    assert done.state.case_no in {row[0] for row in found.data.ledgers[0].rows}
    (originals,) = found.data.ledgers[1].rows
    assert (originals[0], originals[2]) == (done.state.case_no, str(len(done.state.filing.materials) - 1))
    assert own_drafts(workplace) == []
    taker = open_copy(office_template, tmp_path / "home", CLERK)
    try:
        assert [d.id for d in own_drafts(taker)] == [kept]
        assert s.shift_now(taker).mine
        with taker.store.read() as connection:
            assert [row[0] for row in open_cases_of(connection, taker.store.account.id)] == [done.state.case_no]
            assert open_cases_of(connection, workplace.store.account.id) == []
            assert connection.execute(select(keepers.c.clerk)).scalars().all() == [taker.store.account.id]
    finally:
        taker.store.close()


def test_a_hand_over_is_one_group_of_events(workplace: Workplace) -> None:
    s.open_shift_here(workplace)
    over = s.hand_over(workplace, SECOND_LEAD)
    subject = Subject("shift", over.papers[0].draw.subject_id)
    stored = workplace.store.events_of(subject)
    assert [event.kind for event in stored] == ["shift.handed-over", "document.meant"]
    assert len({event.header.group for event in stored}) == 1
    assert isinstance(stored[0].body, ShiftHandedOver)


def test_a_clerk_who_left_is_handed_over_by_a_lead_only(clerks_place: Workplace) -> None:
    with pytest.raises(Refusal) as refused:
        s.hand_over(clerks_place, CLERK, giver_name=LEAD)
    assert refused.value.code == "RIGHT-LEAD"


def test_a_lead_hands_over_for_another_and_the_paper_says_so(
    clerks_place: Workplace, office_template: Path, tmp_path: Path
) -> None:
    s.open_shift_here(clerks_place, SEALS)
    lead = open_copy(office_template, tmp_path / "home", LEAD)
    try:
        over: Any = s.hand_over(lead, SECOND_LEAD, giver_name=CLERK, note="赵强病假")
        assert over.papers[0].data.remark == f"赵强病假（由 {LEAD} 代交）"
        assert s.shift_now(lead).holder == SECOND_LEAD
    finally:
        lead.store.close()


@pytest.mark.parametrize(("taker", "code"), [(LEAD, "STATE-SAME-CLERK"), ("没有此人", "STATE-CLERK")])
def test_a_hand_over_to_nobody_is_refused(workplace: Workplace, taker: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        s.hand_over(workplace, taker)
    assert refused.value.code == code


def test_the_projection_is_made_again_equal(workplace: Workplace) -> None:
    s.open_shift_here(workplace, SEALS)
    taken(workplace)
    s.hand_over(workplace, CLERK)
    assert workplace.store.rebuild_check().differences == []
