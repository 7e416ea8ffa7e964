"""A second start shows the first window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.first_instance import FirstInstance, show_first

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_second_start_shows_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstInstance(tmp_path)
    assert not show_first(tmp_path)
    assert first.listen()
    with qtbot.waitSignal(first.wanted, timeout=2000):
        assert show_first(tmp_path)


def test_other_home_is_another_desk(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstInstance(tmp_path / "a")
    assert first.listen()
    assert not show_first(tmp_path / "b")
