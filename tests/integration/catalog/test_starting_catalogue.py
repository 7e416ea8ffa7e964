"""The starting catalogue as it ships: without fault, found by its everyday words, equal after a round through Excel."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.catalog.answers import package_json, resolved_json
from app.catalog.expressions import CelEvaluator
from app.catalog.generate import generate
from app.catalog.load import load, read_folder
from app.catalog.search import SearchIndex, index_entries
from app.catalog.workbook import export_workbook, import_workbook
from app.catalog.yaml_text import write_catalogue
from app.domain.catalog.service_item import UNCONFIRMED_BASIS
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from app.domain.catalog.catalogue import Catalogue

FOLDER = Path(__file__).parents[3] / "resources" / "catalog"
TODAY = date(2026, 11, 23)
CEL = CelEvaluator()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(FOLDER)
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    return loaded.catalogue


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(index_entries(catalogue))


def test_every_item_has_six_points_of_the_counter(catalogue: Catalogue) -> None:
    few = {
        i.code: sum(p.stage == "counter" for m in i.materials for p in m.points)
        for i in catalogue.items
        if sum(p.stage == "counter" for m in i.materials for p in m.points) < 6
    }
    assert few == {}


def test_no_basis_is_confirmed_and_every_named_one_has_a_source(catalogue: Catalogue) -> None:
    points = [p for i in catalogue.items for m in i.materials for p in m.points]
    assert [p.key for p in points if p.confirmed] == []
    assert [p.key for p in points if p.basis != UNCONFIRMED_BASIS and not p.source] == []


def test_every_item_resolves_without_any_answer(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        shown = resolved_json(catalogue, item, {}, CEL, TODAY)
        assert shown["materials"], item.code
        assert all(f["example"] != "" for f in shown["form"]), item.code


def test_every_option_can_be_answered(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for situation in item.situations:
            for option in situation.options:
                shown = resolved_json(catalogue, item, {situation.key: option.key}, CEL, TODAY)
                assert shown["materials"], (item.code, situation.key, option.key)


def test_every_package_merges_and_saves(catalogue: Catalogue) -> None:
    for package in catalogue.packages:
        first = {s.key: s.options[0].key for s in package.situations}
        shown = package_json(catalogue, package.key, first, CEL, TODAY)
        assert len(shown["items"]) >= 2, package.key
        assert shown["savings"]["materials"] > 0, package.key


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("spjyxk", "GT-04"),
        ("开饭店", "GT-04"),
        ("shipinjingying", "GT-04"),
        ("GT-04", "GT-04"),
        ("食品经营许可", "GT-04"),
    ],
)
def test_the_food_licence_is_found_first(index: SearchIndex, words: str, code: str) -> None:
    assert index.search(words)[0].code == code


def test_every_item_is_found_by_name_initials_code_and_aliases(catalogue: Catalogue, index: SearchIndex) -> None:
    by_code = {e.code: e for e in index.entries}
    for item in catalogue.items:
        entry = by_code[item.code]
        for words in (item.code, item.name, entry.initials, entry.full, *item.aliases):
            assert item.code in [h.code for h in index.search(words)], (item.code, words)


def test_a_round_through_excel_changes_no_file(tmp_path: Path) -> None:
    assert export_workbook(FOLDER, tmp_path / "book.xlsx").problems == ()
    assert import_workbook(tmp_path / "book.xlsx", tmp_path / "out").problems == ()
    one, two = read_folder(FOLDER), read_folder(tmp_path / "out")
    assert [r.value for r in one.items] == [r.value for r in two.items]
    assert [r.value for r in one.packages] == [r.value for r in two.packages]
    assert [d for d, _, _ in one.departments] == [d for d, _, _ in two.departments]
    assert one.release == two.release


def test_files_are_written_as_the_program_writes_them(tmp_path: Path) -> None:
    loaded = load(FOLDER)
    assert loaded.catalogue is not None
    write_catalogue(loaded.catalogue, tmp_path, loaded.title)
    written = {f.relative_to(tmp_path).as_posix(): f.read_text(encoding="utf-8") for f in tmp_path.rglob("*.yaml")}
    kept = {f.relative_to(FOLDER).as_posix(): f.read_text(encoding="utf-8") for f in FOLDER.rglob("*.yaml")}
    assert sorted(name for name in written if written[name] != kept.get(name)) == []


def test_a_catalogue_generated_from_it_passes_the_check(catalogue: Catalogue, tmp_path: Path) -> None:
    made = generate(catalogue, len(catalogue.items) + 20, 34, 20)
    write_catalogue(made, tmp_path, "生成")
    assert load(tmp_path).errors == ()


@pytest.mark.parametrize(
    "words", ["GT-04", "gt-04", "ＧＴ－０４", "食品经营许可（新办）", "食品经营许可(新办)", "食品经营许可"]
)
def test_an_item_is_found_as_people_write_it(catalogue: Catalogue, words: str) -> None:
    assert catalogue.find(words).code == "GT-04"


@pytest.mark.parametrize("words", ["", "（", "食品", "GT"])
def test_an_item_is_never_guessed_from_a_part(catalogue: Catalogue, words: str) -> None:
    with pytest.raises(Refusal):
        catalogue.find(words)
