"""The gates are wired: CI calls make, make calls every tool, the contracts of the layers are there and hold."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GATES = (ROOT / "scripts" / "gates.sh").read_text(encoding="utf-8")


def test_ci_calls_make_test() -> None:
    assert "make --no-print-directory test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "tool",
    [
        'ruff" check',
        'ruff" format --check',
        "mypy",
        "lint-imports",
        'coverage" run --source=app/domain -m pytest',
        "--fail-under=95",
    ],
)
def test_make_test_runs(tool: str) -> None:
    assert tool in GATES


def test_make_alone_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony is not None
    explained = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    assert sorted(explained) == sorted(phony[1].split())


def test_layers_name_every_package_of_the_program() -> None:
    layers = next(
        contract for contract in SETTINGS["tool"]["importlinter"]["contracts"] if contract["type"] == "layers"
    )
    named = set(re.findall(r"app\.[a-z]+", " ".join(layers["layers"])))
    packages = {f"app.{path.parent.name}" for path in (ROOT / "app").glob("*/__init__.py")}
    assert packages - named == set()


def test_starting_a_command_imports_no_heavy_library() -> None:
    heavy = ["sqlalchemy", "reportlab", "cel", "openpyxl", "pypinyin", "PySide6"]
    code = f"import sys, app.cli.desk; print([name for name in {heavy!r} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


def test_dependencies_are_locked() -> None:
    locked = (ROOT / "uv.lock").read_text(encoding="utf-8")
    wanted = SETTINGS["project"]["dependencies"] + SETTINGS["dependency-groups"]["dev"]
    names = {re.split(r"[<>=\[ ]", requirement)[0].lower() for requirement in wanted}
    assert {name for name in names if f'\nname = "{name}"\n' not in locked} == set()


def test_qt_stays_below_the_release_that_crashes() -> None:
    pinned = [requirement for requirement in SETTINGS["project"]["dependencies"] if requirement.startswith("pyside6")]
    assert pinned == ["pyside6-essentials>=6.11,<6.12"]
