"""An erased case leaves a chain that verifies, its numbers, and nothing of the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.bootstrap import open_workplace, places
from app.domain.refusal import Refusal
from app.usecases.erasing import erase_case
from tests.builders.acceptance_files import acceptance_file
from tests.integration.commands.conftest import PASSWORD

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk


@pytest.mark.law("PIPL-47")
def test_erased_case_leaves_numbers_and_a_whole_chain(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    _, kept = desk.accept(acceptance_file())
    workplace = open_workplace(places(desk.home), PASSWORD)
    try:
        with pytest.raises(Refusal):
            erase_case(workplace, answer["case_no"], "期限届满")
    finally:
        workplace.store.close()
    desk.act(answer["case_no"], "withdraw", reason="不办了", signed=True, on="2026-11-24")
    workplace = open_workplace(places(desk.home), PASSWORD)
    try:
        assert erase_case(workplace, answer["case_no"], "期限届满") > 0
    finally:
        workplace.store.close()
    assert desk.run("journal", "verify")[1]["broken"] == []
    assert desk.run("rebuild", "--check")[1]["differences"] == []
    assert [c["case_no"] for c in desk.run("case", "list")[1]["cases"]] == [kept["case_no"]]
    code, refused = desk.run("reprint", answer["documents"][0]["number"], "--out", desk.out)
    assert (code, refused["error"]["code"]) == (1, "STATE-ERASED")
    _, after = desk.accept(acceptance_file())
    assert after["documents"][0]["number"] not in {d["number"] for d in (*answer["documents"], *kept["documents"])}
