"""A store made once, copied for each test.

The program's own commands are called as an administrator's script calls them.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.desk import main

PASSWORD = "Contract-1窗-密码-9f3"


@dataclass
class Desk:
    """A home folder and the commands that work on it."""

    home: Path
    out: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *words: object, home: bool = True) -> tuple[int, Any]:
        """Exit code and JSON of a command."""
        place = ["--home", str(self.home)] if home else []
        self.capture.readouterr()
        try:
            code = main([*map(str, words), *place, "--json"])
        except SystemExit as left:
            code = int(left.code or 0)
        said = self.capture.readouterr()
        assert "Traceback" not in said.err
        return code, json.loads(said.out)

    def accept(self, document: dict[str, Any]) -> tuple[int, Any]:
        """Exit code and JSON of `accept`."""
        return self.run("accept", self._file(document), "--out", self.out)

    def act(self, case_no: str, act: str, **fields: Any) -> tuple[int, Any]:
        """Exit code and JSON of `act`."""
        return self.run("act", case_no, self._file({"act": act, **fields}), "--out", self.out)

    def _file(self, document: dict[str, Any]) -> Path:
        path = self.out / "input.json"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return path


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder as `init` leaves it."""
    home = tmp_path_factory.mktemp("made") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YICHUANG_PASSWORD", PASSWORD)
        assert main(["init", "--clerk", "王芳", "--counter", "C03", "--evaluation", "--home", str(home)]) == 0
    return home


@pytest.fixture
def desk(made_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk of its own for one test."""
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    home = tmp_path / "home"
    shutil.copytree(made_home, home)
    out = tmp_path / "out"
    out.mkdir()
    return Desk(home, out, capsys)
