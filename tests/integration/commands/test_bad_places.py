"""A disk that is full, a folder that cannot be written, a book that cannot be read: told before anything is numbered."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.builders.acceptance_files import acceptance_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.commands.conftest import Desk


class Room(NamedTuple):
    """What is left on a disk."""

    free: int


def test_folder_without_room_stops_before_anything_is_numbered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Room(1_000))
    code, answer = desk.accept(acceptance_file())
    assert (code, answer["error"]["code"]) == (2, "INPUT-OUT")
    assert desk.run("case", "list")[1] == {"cases": []}


def test_folder_that_is_a_file_is_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    desk.out = tmp_path / "taken"
    path = tmp_path / "case.json"
    path.write_text("{}")
    code, answer = desk.run("accept", path, "--out", desk.out)
    assert code == 2
    assert set(answer["error"]) == {"code", "message", "place"}


def test_paper_that_cannot_be_written_leaves_its_case_and_says_so(desk: Desk) -> None:
    (desk.out / "沙市监受_2026_C03A-1号.pdf").mkdir()
    code, answer = desk.accept(acceptance_file())
    assert (code, answer["error"]["code"]) == (2, "PRINT-OUT")
    assert "沙市监受〔2026〕C03A-1 号" in answer["error"]["message"]
    [case] = desk.run("case", "list")[1]["cases"]
    [document] = desk.run("case", "show", case["case_no"])[1]["documents"]
    assert (case["status"], document["printed"]) == ("accepted", 0)
    assert [p.name for p in desk.out.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("words", [("import", "none.xlsx", "made"), ("export", "none", "made.xlsx")])
def test_unreadable_catalogue_is_an_error_with_its_place(desk: Desk, words: tuple[str, ...]) -> None:
    given: list[Any] = [words[0], *(desk.out / w for w in words[1:])]
    code, answer = desk.run("catalog", *given, home=False)
    assert (code, answer["error"]["code"]) == (2, "INPUT-CATALOGUE")
    assert words[1] in answer["error"]["place"]
    assert answer["errors"]


@pytest.mark.parametrize(
    "words", [("catalog", "search", "spjyxk"), ("catalog", "show", "GT-04"), ("law", "workday", "2026-11-23")]
)
def test_commands_without_a_store_need_no_folder_of_their_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (desk.out / "taken").write_text("x")
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(desk.out / "taken" / name))
    assert desk.run(*words, home=False)[0] == 0
