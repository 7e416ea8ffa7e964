"""`yichuang settings` on a real store: shown, changed by a lead, refused whole where one value does not fit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.cli.desk import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "窗口-settings-1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("settings") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YICHUANG_PASSWORD", PASSWORD)
        assert main(["init", "--home", str(folder), "--clerk", "王芳", "--evaluation"]) == 0
        yield folder


def settings(
    home: Path, capsys: pytest.CaptureFixture[str], *changes: str, clerk: str = "王芳"
) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    code = main(["settings", "--home", str(home), "--clerk", clerk, "--json", *changes])
    return code, json.loads(capsys.readouterr().out)


def test_changes_are_kept(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings(home, capsys, "court=渝中区人民法院", "stop_free_mb=300")[0] == 0
    code, kept = settings(home, capsys)
    assert (code, kept["court"], kept["stop_free_mb"]) == (0, "渝中区人民法院", 300)


def test_what_does_not_fit_changes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = settings(home, capsys)
    wrong = [
        "court=",
        "draft_days=0",
        "stop_free_mb=-1",
        "stop_free_mb=many",
        "nothing=1",
        "printers=x",
        "court",
    ]
    answers = [settings(home, capsys, "hall_phone=023-00000000", word) for word in wrong]
    assert [(code, list(answer)) for code, answer in answers] == [(2, ["error"])] * len(wrong)
    assert settings(home, capsys) == before


def test_only_a_lead_changes_settings(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    password = tmp_path / "password.txt"
    password.write_text(PASSWORD, encoding="utf-8")
    add = ["clerk", "add", "李强", "--home", str(home), "--clerk", "王芳", "--new-password-file", str(password)]
    assert main(add) == 0
    code, answer = settings(home, capsys, "court=渝中区人民法院", clerk="李强")
    message = "这一步由组长、管理员办理，请换有权限的账号登录。"
    assert (code, answer) == (1, {"error": {"code": "RIGHT-LEAD", "message": message, "place": ""}})
