"""Members of a package in the to-do: one key opens what can be filed, another lets go what the applicant does not want."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.desk.arguments import FileMember
from app.desk.screens.case.act_form import ActForm
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.todo.view import TodoScreen
from app.domain.case import commands as c
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from app.usecases.package import PackageFiling, accept_package
from app.usecases.package_queries import read_package
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import starting_catalogue
from tests.builders.package_files import complete_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.desk.context import Desk
    from app.usecases.package import PackageDone


@pytest.fixture
def counter(tmp_path: Any) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", date(2026, 11, 23))
    yield played
    played.close()


@pytest.fixture
def taken(counter: PlayedCounter) -> PackageDone:
    package = next(p for p in starting_catalogue().packages if p.key == "hair-salon")
    filing = complete_package(starting_catalogue(), package, {"sign": "no_sign"})
    return accept_package(counter.workplace, PackageFiling(package.key, filing))


def opened(desk: Desk, counter: PlayedCounter, shown: Callable, settled: Callable) -> TodoScreen:
    screen = TodoScreen(desk, CaseTools(CaseWork(counter.workplace)))
    screen.resize(1294, 724)
    shown(screen)
    screen.on_shown()
    settled()
    place = next(n for n, row in enumerate(screen.page.rows()) if row.of_package)
    screen.table.select_row(place)
    settled()
    return screen


def test_one_key_opens_the_member_whose_result_is_there(
    desk: Desk, counter: PlayedCounter, taken: PackageDone, shown: Callable, settled: Callable
) -> None:
    act(counter.workplace, taken.state.case_no, c.Grant("准予登记", "92500106MA600ABC3J"))
    screen = opened(desk, counter, shown, settled)
    screen.choose("file")
    assert desk.shell.went == [("acceptance", FileMember(taken.package.package_no, "WJ-01"))]  # type: ignore[attr-defined]  # the shell remembers


def test_what_the_applicant_does_not_want_is_let_go(
    desk: Desk, counter: PlayedCounter, taken: PackageDone, shown: Callable, settled: Callable
) -> None:
    act(counter.workplace, taken.state.case_no, c.Withdraw("不办了", True))
    screen = opened(desk, counter, shown, settled)
    screen.choose("drop")
    sheet = screen.acting.sheet
    assert isinstance(sheet, ActForm)
    sheet.take_up({"reason": "不办了"})
    sheet.try_it()
    settled()
    view = read_package(counter.workplace, taken.package.package_no)
    assert (view.status, {m.item_code: m.status for m in view.members}["WJ-01"]) == ("ended", "dropped")
