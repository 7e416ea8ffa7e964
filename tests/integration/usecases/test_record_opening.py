"""Each opening of a record is an event; looking again within ten minutes is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.audit import AUDIT, RecordOpened
from app.domain.refusal import Refusal
from app.store.event import Subject
from app.usecases.case_work import CaseWork
from app.usecases.record_opening import note_opened
from tests.builders.counters import counter_at

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = date(2026, 11, 23)


def test_each_opening_is_an_event_but_not_each_look(tmp_path: Path) -> None:
    counter = counter_at(tmp_path, MONDAY)
    workplace = counter.workplace
    state = counter.accepted(MONDAY).state
    assert CaseWork(workplace).opened(state.case_no).changed == frozenset()
    counter.clock.set(MONDAY, 9, 9)
    assert not note_opened(workplace, state.case_no)
    counter.clock.set(MONDAY, 9, 30)
    assert note_opened(workplace, state.case_no)
    bodies = [x.body for x in workplace.store.events_of(Subject(AUDIT, state.case_id))]
    assert bodies == [RecordOpened(state.case_id, workplace.store.account.id, "desk")] * 2
    assert workplace.find_case(state.case_no).seq == state.seq
    assert workplace.store.rebuild_check().differences == []
    workplace.store.account = replace(workplace.store.account, role="admin")
    with pytest.raises(Refusal) as refused:
        note_opened(workplace, state.case_no)
    assert refused.value.code == "RIGHT-LEAD"
    counter.close()
