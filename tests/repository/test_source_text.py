"""What every source file keeps: a docstring, a size one can read, no path of a machine, nothing unfinished."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FUNCTION = 60
LONGEST_MODULE = 500
TEXT = {".py", ".md", ".toml", ".sh", ".yaml", ".yml", ".json", ".ts", ".qss", ".spec", ".txt", ".svg", ".cfg", ""}
# Written in two parts so that this file does not name what it looks for.
MACHINE_PATHS = re.compile(
    "|".join(
        [
            "/" + "work/",
            "/" + "home/[a-z]",
            "/" + "Users/",
            "/" + "root/",
            "/tmp/" + r"[a-z]*venv",
            "[A-Z]:" + r"\\\\Users",
        ]
    )
)
UNFINISHED = re.compile(
    "|".join([r"\bTO" + "DO\\b", "FIX" + "ME", "NotImplemented" + "Error", r"# *type: *ignore(?!\[)", r"# *noqa(?!:)"])
)


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git keeps and that are still there (a moved file may not be committed yet)."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def modules() -> dict[str, ast.Module]:
    """Parsed Python files by path."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix == ".py"
    }


def is_code(name: str) -> bool:
    return name.startswith(("app/", "db/", "bench/", "scripts/"))


def test_there_is_something_to_look_at() -> None:
    assert len(modules()) > 100


def test_every_module_has_a_docstring() -> None:
    assert [name for name, tree in modules().items() if not ast.get_docstring(tree)] == []


def test_no_module_is_longer_than_one_can_read() -> None:
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in modules()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in TEXT and path.name not in {"LICENSE", "uv.lock"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []


def test_nothing_unfinished_is_hidden_in_the_code() -> None:
    found = [
        f"{name}:{number}"
        for name in modules()
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_drawer_for_odds_and_ends() -> None:
    names = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
    assert [name for name in modules() if is_code(name) and set(Path(name).with_suffix("").parts) & names] == []


def test_nothing_is_imported_by_star() -> None:
    starred = [
        name
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert starred == []


def test_no_test_waits_by_sleeping() -> None:
    sleeping = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if name.startswith("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"time.sleep", "sleep", "QTest.qWait", "QTest.qSleep"}
    ]
    assert sleeping == []


def test_packaging_folder_does_not_shadow_the_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
