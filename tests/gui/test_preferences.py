"""The preferences file: defaults, damage, a folder that cannot be written."""

from __future__ import annotations

import pytest

from app.desk.preferences import PreferenceKeeper, Preferences, from_json, read_preferences, write_preferences


def test_absent_file_means_the_defaults(tmp_path):
    assert read_preferences(tmp_path / "desk.json") == Preferences()


def test_what_is_written_is_read_again(tmp_path):
    wanted = Preferences("dark", 16, "en", {"scan": "F10"}, 10, "王芳")
    write_preferences(tmp_path / "a" / "desk.json", wanted)
    assert read_preferences(tmp_path / "a" / "desk.json") == wanted


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "\ufffd", '{"mode": "pink", "size": true, "keys": 7, "lock_minutes": 0}']
)
def test_damaged_file_means_the_defaults(tmp_path, text):
    (tmp_path / "desk.json").write_text(text, encoding="utf-8")
    assert read_preferences(tmp_path / "desk.json") == Preferences()


def test_unknown_names_are_passed_over():
    assert from_json({"mode": "dark", "newer": 1}) == Preferences(mode="dark")


def test_change_is_told_and_kept_once(tmp_path, qtbot):
    path = tmp_path / "desk.json"
    keeper = PreferenceKeeper(path, Preferences())
    with qtbot.waitSignal(keeper.changed) as told:
        keeper.change(mode="dark")
    assert (told.args, read_preferences(path).mode) == ([Preferences()], "dark")
    with qtbot.assertNotEmitted(keeper.changed):
        keeper.change(mode="dark")


def test_folder_that_cannot_be_written_is_said_and_the_change_holds(tmp_path, qtbot):
    (tmp_path / "file").write_text("")
    keeper = PreferenceKeeper(tmp_path / "file" / "desk.json", Preferences())
    with qtbot.waitSignal(keeper.not_kept):
        keeper.change(size=18)
    assert keeper.now.size == 18
