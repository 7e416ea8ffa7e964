"""The catalogue browser: an answer at each key, the guide as the applicant sees it, packages with what they save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.catalog.search_cache import load_index
from app.desk.arguments import OpenItem
from app.desk.screens.catalog.view import CatalogueScreen, CatalogueTools
from app.usecases.catalogue_work import CatalogueWork
from tests.builders.counters import PlayedCounter, counter_at
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Printed:
    changed: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def counter(tmp_path_factory: Any) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path_factory.mktemp("counter") / "home", date(2026, 11, 23))
    yield played
    played.close()


@pytest.fixture(scope="module")
def work(counter: PlayedCounter, tmp_path_factory: Any) -> CatalogueWork:
    cache = tmp_path_factory.mktemp("cache") / "index.bin"
    return CatalogueWork(counter.workplace, load_index(counter.workplace.catalogue, cache))


@pytest.fixture
def sheets() -> list[Any]:
    return []


@pytest.fixture
def screen(desk: Any, work: CatalogueWork, sheets: list[Any], shown: Callable, settled: Callable) -> CatalogueScreen:
    def print_sheet(sheet: Any) -> Printed:
        sheets.append(sheet)
        return Printed()

    made = CatalogueScreen(desk, CatalogueTools(work, print_sheet))
    made.resize(1294, 724)
    shown(made)
    made.on_shown()
    settled()
    return made


def words(screen: CatalogueScreen) -> str:
    return "\n".join(label.text() for label in screen.guide.findChildren(QLabel))


def test_everything_is_listed_and_the_shares_are_computed(screen, work):
    catalogue = work.catalogue
    assert screen.model.rowCount() == len(catalogue.items) + len(catalogue.packages)
    immediate = sum(item.immediate for item in catalogue.items)
    assert f"立等可取 {immediate * 100 / len(catalogue.items):.1f} %" in screen.shares.text()


def test_everyday_words_and_initials_find_an_item(screen, settled, picture):
    type_text(screen.box, "spjyxk")
    settled()
    assert screen.model.row(0).name == "食品经营许可（新办）"
    text = words(screen)
    assert "营业执照" in text
    assert "待部门确认" in text
    assert "20个工作日" in text or "10个工作日" in text
    picture(screen, "catalog")
    screen.box.set_value("")
    type_text(screen.box, "开饭店")
    settled()
    assert "食品经营许可" in " ".join(row.name for row in screen.model.rows())


def test_answers_change_the_materials_and_are_forgotten_with_the_person(screen, settled, work):
    item = next(i for i in work.catalogue.items if any("answers." in m.when for m in i.materials) and not i.stopped)
    screen.on_shown(OpenItem(item.code))
    settled()
    question = next(iter(screen.guide.questions))
    option = item.situations[0].options[-1].key
    screen.guide.questions[question].toggle(option)
    settled()
    assert screen.page.answers == {question: option}
    screen.on_leaving_person()
    assert screen.page.answers == {}


def test_guide_sheet_is_printed_by_one_key(screen, settled, sheets, desk):
    screen.on_shown(OpenItem("GT-04"))
    settled()
    QTest.keyClick(screen, Qt.Key.Key_F8)
    settled()
    assert ([s.item.name for s in sheets], desk.shell.toasts) == (["食品经营许可（新办）"], ["办事指南已送打印"])


def test_package_shows_what_it_saves(screen, settled, work):
    package = next(p for p in work.catalogue.packages if p.key == "restaurant")
    type_text(screen.box, "开餐馆")
    settled()
    place = [row.code for row in screen.model.rows()].index(package.key)
    screen.table.select_row(place)
    settled()
    guide = work.package(package.key, {})
    before, after = guide.savings[0][1:]
    assert after < before
    assert f"{before} → {after}" in words(screen)
    assert not screen.take.isVisible()


def test_item_is_taken_to_the_acceptance_page(screen, settled, desk):
    screen.on_shown(OpenItem("GT-04"))
    settled()
    QTest.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.shell.went == [("acceptance", "GT-04")]


def test_nothing_found_says_what_to_try(screen, settled):
    type_text(screen.box, "zzzzqqqq")
    settled()
    assert (screen.model.rowCount(), screen.page.row) == (0, None)
