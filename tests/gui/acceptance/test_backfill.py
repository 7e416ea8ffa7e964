"""A blank receipt is entered on the acceptance page: its real time counts, its number is used up. Rule: LAW-32-4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.desk.arguments import EnterBlank
from app.usecases import blanks
from app.usecases.taking import fresh
from tests.builders.filings import complete_filing, item_of
from tests.gui.acceptance.conftest import PASSWORD
from tests.gui.acceptance.hands import Hands

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.domain.case.events import Backfill
    from app.usecases.workplace import Workplace


@pytest.fixture
def confirmed(workplace: Workplace) -> Backfill:
    number = blanks.lend(workplace, 1).papers[0].meant.number
    received = workplace.store.now().effective
    return blanks.confirm_blank(workplace, number, received, "停电", workplace.clerk, PASSWORD)


@pytest.mark.law("LAW-32-4")
def test_a_confirmed_blank_becomes_a_case_with_both_times(
    screen: AcceptanceScreen, workplace: Workplace, confirmed: Backfill, settled: Callable[[], None], desk: Any
) -> None:
    screen.on_shown(EnterBlank(confirmed))
    settled()
    assert confirmed.blank_number in desk.shell.ticket
    filing = complete_filing(item_of("GT-04"))
    screen.start_anew(replace(fresh(), filing=filing, backfill=confirmed))
    Hands(screen, settled).go_on().wait()
    done = screen.page.done
    assert done is not None
    assert (done.state.backfill, "backfilled" in done.state.remarks) == (confirmed, True)
    row = blanks.blanks(workplace)[0]
    assert (row.state, row.case_no) == ("used", done.state.case_no)


def test_the_top_bar_says_so_only_while_a_blank_is_entered(
    screen: AcceptanceScreen, confirmed: Backfill, settled: Callable[[], None], desk: Any
) -> None:
    screen.on_shown(EnterBlank(confirmed))
    settled()
    screen.start_anew()
    settled()
    assert desk.shell.ticket == ""


def test_a_parked_blank_is_taken_up_as_one(
    screen: AcceptanceScreen, confirmed: Backfill, settled: Callable[[], None]
) -> None:
    screen.on_shown(EnterBlank(confirmed))
    settled()
    work = screen.tools.work
    work.park(screen.page.taking, "补录")
    (draft,) = work.standing().drafts
    assert work.take_up(draft.id).taking.backfill == confirmed
