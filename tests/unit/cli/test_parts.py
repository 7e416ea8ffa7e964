"""A packaged program takes `-m MODULE` for its own parts, and for nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from app.cli.parts import PARTS, give_back_libraries, part_of
from app.domain.refusal import InputProblem
from app.usecases.central.upload_apart import check_apart
from app.usecases.central.uploads import check_upload
from tests.builders.online import small_pdf

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("program", ["central/yichuang_central.py", "desk/yichuang.py"])
def test_an_upload_is_looked_at_by_the_packaged_program_itself(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    packed = tmp_path / "packed"
    packed.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/packaging/{program}" "$@"\n')
    packed.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(packed))
    assert check_apart(small_pdf()) == check_upload(small_pdf())
    with pytest.raises(InputProblem) as refused:
        check_apart(b"<html>")
    assert refused.value.code == "UPLOAD-TYPE"


def started_modules() -> set[str]:
    """The modules of ours that stand in a module that starts processes."""
    texts = [path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py")]
    nodes = [node for text in texts if "sys.executable" in text for node in ast.walk(ast.parse(text))]
    return {str(n.value) for n in nodes if isinstance(n, ast.Constant) and str(n.value).startswith("app.")}


def test_every_module_that_the_program_starts_of_itself_is_a_part():
    assert started_modules()
    assert started_modules() - set(PARTS) == set()


def test_parts_run_as_main():
    for part in started_modules():
        path = ROOT / f"{part.replace('.', '/')}.py"
        assert 'if __name__ == "__main__":' in path.read_text("utf-8")


@pytest.mark.parametrize("words", [[], ["-m"], ["-m", "app.cli.desk"], ["serve", "-m", PARTS[0]], ["-m", "os"]])
def test_other_words_are_a_command(words: list[str]):
    assert part_of(["program", *words]) is None


def test_programs_of_the_system_find_their_own_libraries(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    ours, before = {"LD_LIBRARY_PATH": "/opt/x"}, {"LD_LIBRARY_PATH": "/opt/x", "LD_LIBRARY_PATH_ORIG": "/usr/own"}
    give_back_libraries(ours)
    give_back_libraries(before)
    assert (ours, before) == ({}, {"LD_LIBRARY_PATH": "/usr/own"})
