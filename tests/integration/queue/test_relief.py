"""Relief at noon: another clerk goes on with the person who sits there; what was entered for him passes, nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.usecases import taking as t
from app.usecases.drafts import own_drafts, save_draft
from app.usecases.queue import QueueWork
from tests.builders.filings import complete_filing, item_of
from tests.builders.office import CLERK, LEAD, make_template, open_copy
from tests.builders.there import there

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sitting_goes_on_with_another_clerk(tmp_path: Path) -> None:
    make_template(tmp_path / "home")
    first = open_copy(tmp_path, tmp_path / "home", LEAD)
    work = QueueWork(first)
    work.change(source="own")
    work.issue("A")
    filing = complete_filing(item_of("GT-04"))
    save_draft(first, replace(t.fresh(), filing=filing), "另一位", parked=True)
    work.call_next()
    served = there(work.serve().ticket)
    now = replace(t.fresh(), filing=filing)
    save_draft(first, now, "在办的")
    giver = first.store.account.id
    with pytest.raises(Refusal):
        work.relieve()
    first.store.close()

    second = open_copy(tmp_path, tmp_path / "home", CLERK)
    relief = QueueWork(second)
    assert relief.view().other_clerk
    assert own_drafts(second) == []
    done = relief.relieve()
    assert done.changed == {"queue", "drafts"}
    assert [draft.id for draft in own_drafts(second)] == [now.id]
    here = there(relief.view().here)
    assert (here.phase, here.served_at, here.clerk) == ("serving", served.served_at, second.store.account.id)
    assert here.clerk != giver
    assert not relief.view().other_clerk
    assert not second.store.rebuild_check().differences
    second.store.close()
    back = open_copy(tmp_path, tmp_path / "home", LEAD)
    assert [draft.title for draft in own_drafts(back)] == ["另一位"]
    back.store.close()
