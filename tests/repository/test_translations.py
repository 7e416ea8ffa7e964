"""The English of the interface is complete, fits its source, and no Chinese of the interface goes untranslated."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from scripts import translations

if TYPE_CHECKING:
    import pytest

if TYPE_CHECKING:
    from pathlib import Path
from typing import TYPE_CHECKING

CHINESE = re.compile(r"[\u3400-\u9fff]")
TRANSLATING = {"tr", "translate", "QT_TRANSLATE_NOOP", "compile"}
"""Calls whose strings are translated, or are patterns and not words."""
NAMES = {"一窗", "中文", "缺"}
"""Proper names and the mark of a missing material: the same in every language."""


def docstrings(tree: ast.AST) -> set[int]:
    """Lines of string statements: docstrings, of modules, classes, functions and constants."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def translated(tree: ast.AST) -> set[int]:
    """String nodes that stand inside a call that translates."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in TRANSLATING:
                inside |= {id(part) for argument in node.args for part in ast.walk(argument)}
    return inside


def untranslated(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = docstrings(tree) | translated(tree)
    return [
        f"{path.name}:{node.lineno} {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHINESE.search(node.value)
        and node.value not in NAMES
        and id(node) not in passed_over
    ]


def test_every_source_text_has_english() -> None:
    assert translations.missing() == []


def test_no_english_is_left_out_when_it_is_compiled() -> None:
    assert 'type="unfinished"' not in translations.TS.read_text("utf-8")


def test_no_english_without_source() -> None:
    assert translations.superfluous() == []


def test_english_has_the_places_of_its_source() -> None:
    assert translations.unlike_places() == []


def test_compiled_english_is_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = translations.QM.read_bytes()
    monkeypatch.setattr(translations, "QM", tmp_path / "fresh.qm")
    translations.build()
    assert (tmp_path / "fresh.qm").read_bytes() == kept


def test_no_chinese_of_the_interface_is_left_untranslated() -> None:
    found = [line for path in sorted(translations.DESK.rglob("*.py")) for line in untranslated(path)]
    assert found == []
