"""The law matrix is up to date, and no rule stands in the code without a test that names it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.law.citations import RULES_BY_ID, rule

if TYPE_CHECKING:
    from types import ModuleType


def _load() -> ModuleType:
    path = Path(__file__).with_name("law_matrix.py")
    spec = importlib.util.spec_from_file_location("law_matrix", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


law_matrix = _load()


@pytest.fixture(scope="module")
def code() -> dict[str, list[str]]:
    """Where the code names its rules."""
    found: dict[str, list[str]] = law_matrix.places(law_matrix.CODE_FOLDERS, tests=False)
    return found


@pytest.fixture(scope="module")
def proofs() -> dict[str, list[str]]:
    """Where tests name the rules that they prove."""
    found: dict[str, list[str]] = law_matrix.places(("tests",), tests=True)
    return found


def test_the_page_is_up_to_date() -> None:
    assert law_matrix.PAGE.read_text(encoding="utf-8") == law_matrix.current(), (
        "docs/law-matrix.md is out of date: run python tests/repository/law_matrix.py"
    )


def test_every_rule_in_the_code_is_registered(code: dict[str, list[str]]) -> None:
    assert {name: where for name, where in code.items() if name not in RULES_BY_ID} == {}


def test_every_mark_names_a_registered_rule(proofs: dict[str, list[str]]) -> None:
    assert {name: where for name, where in proofs.items() if name not in RULES_BY_ID} == {}


def test_every_rule_kept_in_the_code_is_proved_by_a_test(
    code: dict[str, list[str]], proofs: dict[str, list[str]]
) -> None:
    assert {name: where for name, where in code.items() if name not in proofs} == {}


def test_ids_are_read_from_docstrings() -> None:
    assert law_matrix.ids_in("Refuse. Rule: LAW-32-4. And LAW-45 is only spoken of.") == ["LAW-32-4"]
    assert law_matrix.ids_in("Rules: LAW-42-1, LAW-32-4 (deemed),\n    CC-201.") == ["LAW-42-1", "LAW-32-4", "CC-201"]
    assert law_matrix.ids_in("Rule: DEFER-LOCAL\n\nLater LAW-45") == ["DEFER-LOCAL"]
    assert law_matrix.ids_in("No rule at all: LAW-45") == []


SOURCE = '''"""Module. Rule: CC-201."""
RULES = ("CC-202", "CC-203")
FIVE: int = 5
"""Five days. Rule: LAW-32-4."""

class Clock:
    """Rule: LAW-45."""

    def due(self):
        """Due. Rule: LAW-82."""
        return "Rule: LAW-44"
'''


def test_code_is_scanned_with_the_name_of_what_keeps_the_rule() -> None:
    assert list(law_matrix.rules_in_code(SOURCE)) == [
        ("CC-201", ""),
        ("CC-202", ""),
        ("CC-203", ""),
        ("LAW-32-4", "FIVE"),
        ("LAW-45", "Clock"),
        ("LAW-82", "Clock.due"),
    ]


MARKED = """import pytest
pytestmark = [pytest.mark.law("LAW-30")]

@pytest.mark.law("LAW-32-4", "LAW-82")
def test_one(): ...

class TestClock:
    @pytest.mark.law("LAW-45")
    @pytest.mark.parametrize("n", [1])
    def test_two(self, n): ...
"""


def test_marks_are_scanned() -> None:
    assert list(law_matrix.rules_in_tests(MARKED)) == [
        ("LAW-30", ""),
        ("LAW-32-4", "test_one"),
        ("LAW-82", "test_one"),
        ("LAW-45", "TestClock.test_two"),
    ]


def test_folders_are_scanned_but_for_the_registry(tmp_path: Path) -> None:
    for name in ("app/clock.py", "app/domain/law/citations.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SOURCE, encoding="utf-8")
    found = law_matrix.places(("app",), tests=False, root=tmp_path)
    assert found["LAW-82"] == ["`app/clock.py` · Clock.due"]


def test_page_shows_what_is_missing() -> None:
    registry = {name: RULES_BY_ID[name] for name in ("LAW-45-1", "LAW-57")}
    page = law_matrix.render(registry, {"LAW-45-1": ["`app/x.py`"]}, {})
    assert "## LAW-45-1 《中华人民共和国行政许可法》第四十五条" in page
    assert "Proved by: nothing yet" in page
    assert "- LAW-57 《中华人民共和国行政许可法》第五十七条：" in page
    assert "1 rules kept, 1 registered for later." in page


def test_rules_are_cited_as_on_paper() -> None:
    assert rule("RECON-20").citation == "《中华人民共和国行政复议法》第二十条"
    assert rule("COMMIT-42").citation == "国办发〔2020〕42号"
    with pytest.raises(KeyError):
        rule("LAW-999")
    assert all(entry.id == name and entry.text_zh.endswith("。") for name, entry in RULES_BY_ID.items())
