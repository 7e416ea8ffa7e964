"""The commands of yichuang-central as an administrator types them: words, exit codes, one JSON document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.builders.catalog_folder import changed, write_folder
from tests.integration.central_access.test_history import ROWS, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.central_access.conftest import Command


def test_init_makes_a_server_once(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    assert set(set_up) == {"home", "fingerprint", "admin", "evaluation", "one_time_password"}
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{52}", set_up["fingerprint"])
    assert re.fullmatch(r"([0-9A-Z]{4}-){2}[0-9A-Z]{4}", set_up["one_time_password"])
    assert (tmp_path / "server" / "keys.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "server").stat().st_mode & 0o777 == 0o700
    code, again = command("init")
    assert (code, again["error"]["code"]) == (2, "STORE-NONE")


def test_commands_without_a_server_say_what_to_do(command: Command) -> None:
    for words in (("enrol", "C03"), ("user", "list"), ("backup", "b.ycb"), ("indicators",)):
        code, data = command(*words)
        assert (code, data["error"]["code"]) == (2, "INPUT-HOME")


def test_doctor_without_a_server_is_a_no(command: Command) -> None:
    code, data = command("doctor")
    assert (code, [one["check"] for one in data]) == (1, ["home"])


def test_doctor_of_a_fresh_server(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    code, data = command("doctor")
    assert code == 0
    assert all(set(one) == {"check", "ok", "detail", "advice"} for one in data)
    found = {one["check"]: one["ok"] for one in data}
    assert set(found) == {
        "keys", "disk", "database", "journals", "attachments", "backup", "authority", "admins", "tasks", "devices",
    }  # fmt: skip
    assert not found["backup"]
    command("backup", str(tmp_path / "b.ycb"))
    assert {one["check"]: one["ok"] for one in command("doctor")[1]}["backup"]


def test_enrol_prints_a_code_that_carries_the_fingerprint(command: Command, set_up: dict[str, Any]) -> None:
    code, data = command("enrol", "C03")
    assert code == 0
    assert {"code", "expires_at"} <= set(data)
    assert data["code"].replace("-", "")[10:] == set_up["fingerprint"][:15]
    assert command("enrol", "三号")[1]["error"]["code"] == "INPUT-COUNTER"


def test_settings_are_changed_all_or_none(command: Command, set_up: dict[str, Any]) -> None:
    code, before = command("settings")
    assert (code, before["court"], before["hall_phone"]) == (0, "有管辖权的人民法院", "")
    for words in (("court=",), ("hall_phone=023-65000000", "court="), ("printers=x",), ("court",)):
        code, data = command("settings", *words)
        assert (code, data["error"]["code"]) == (2, "INPUT-SETTING")
    assert command("settings")[1] == before
    after = command("settings", "hall_phone=023-65000000", "court=重庆市沙坪坝区人民法院")[1]
    assert (after["hall_phone"], after["court"]) == ("023-65000000", "重庆市沙坪坝区人民法院")
    assert command("settings")[1] == after


def test_users_and_tokens(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    assert command("user", "add", "王芳", "--role", "clerk")[1].keys() == {"name", "role", "one_time_password"}
    (tmp_path / "p").write_text("窗口-密码-01\n", encoding="utf-8")
    assert command("user", "add", "李娜", "--role", "lead", "--new-password-file", str(tmp_path / "p")) == (
        0,
        {"name": "李娜", "role": "lead"},
    )
    assert command("user", "add", "李娜", "--role", "lead")[0] == 1
    assert command("user", "disable", "王芳") == (0, {"name": "王芳", "role": "clerk", "disabled": True})
    assert command("user", "disable", "李娜", "--role", "clerk")[1]["error"]["code"] == "ACCESS-ROLE"
    assert command("user", "reset", "王芳", "--role", "lead")[1]["role"] == "lead"
    assert command("user", "disable", "赵六")[1]["error"]["code"] == "ACCESS-UNKNOWN"
    assert command("user", "add", "赵六", "--role", "boss")[0] == 2
    assert [one["name"] for one in command("user", "list")[1]["users"]] == ["管理甲", "王芳", "李娜"]
    assert command("token", "add", "市监局", "--role", "approver")[1]["token"].startswith("yct_")
    assert command("token", "revoke", "市监局")[0] == 0
    assert command("token", "revoke", "市监局")[0] == 1


def test_publish_tells_the_errors_of_a_folder(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    code, data = command("catalog", "publish", str(write_folder(tmp_path / "good")))
    assert (code, data["number"], data["published"], data["items"]) == (0, 1, True, 2)
    bad = write_folder(tmp_path / "bad", T_01=changed("kind: licence", "kind: permit"))
    code, data = command("catalog", "publish", str(bad))
    assert (code, data["error"]["code"]) == (1, "INPUT-CATALOGUE")
    assert data["errors"][0]["field"] == "kind"
    assert command("catalog", "publish", str(tmp_path / "none"))[0] == 2
    later = write_folder(tmp_path / "later", T_01=changed("测试许可", "测试许可乙"))
    assert command("catalog", "publish", str(later), "--start", "someday")[1]["error"]["code"] == "INPUT-DATE"
    assert command("catalog", "publish", str(later), "--start", "2026-12-01")[1]["start"].startswith("2026-12-01T00:00")
    assert [one["number"] for one in command("catalog", "list")[1]["releases"]] == [1, 2]


def test_backup_and_restore(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "p").write_text("备份-口令-01\n", encoding="utf-8")
    given = ("--password-file", str(tmp_path / "p"))
    code, data = command("backup", str(tmp_path / "b.ycb"), *given)
    assert (code, data["keys"]) == (0, True)
    command("user", "add", "王芳", "--role", "clerk")
    code, data = command("restore", str(tmp_path / "b.ycb"), *given)
    assert code == 0
    assert len(data["set_aside"]) == 1
    assert [one["name"] for one in command("user", "list")[1]["users"]] == ["管理甲"]
    assert command("restore", str(tmp_path / "b.ycb"))[1]["error"]["code"] == "STORE-KEY"
    assert command("restore", str(tmp_path / "none.ycb"))[1]["error"]["code"] == "INPUT-FILE"
    assert command("journal", "verify")[1]["broken"] == []
    assert command("rebuild", "--check")[1]["differences"] == []
    assert command("rebuild")[0] == 0


def test_import_and_indicators(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    path = write(tmp_path / "h.csv", *ROWS, "A9,,,,,,,,,,,")
    code, data = command("cases", "import", str(path))
    assert (code, data["added"], [one["line"] for one in data["refused"]]) == (1, 4, [6])
    code, data = command("indicators", "--by", "month", "--from", "2026-02-01")
    assert (code, data["total"]["received"], [one["key"] for one in data["groups"]]) == (0, 2, ["2026-02"])
    assert command("indicators", "--from", "2026-02-30")[0] == 2


def test_devices_that_are_not_there(command: Command, set_up: dict[str, Any]) -> None:
    assert command("device", "list") == (0, {"devices": []})
    assert command("device", "suspend", "C03", "--reason", "送修")[1]["error"]["code"] == "STATE-DEVICE"
    assert command("counter", "add", "C03", "--hall", "二号大厅")[1]["hall"] == "二号大厅"
    assert command("counter", "list")[1]["counters"] == [{"counter": "C03", "hall": "二号大厅", "name": ""}]


def test_authority_is_succeeded_after_it_was_announced(command: Command, set_up: dict[str, Any]) -> None:
    assert command("ca", "switch")[1]["error"]["code"] == "STATE-AUTHORITY"
    code, announced = command("ca", "announce")
    assert code == 0
    assert command("ca", "announce")[1] == announced
    assert command("ca", "show")[1]["successor"] == announced["successor"]
    assert command("ca", "switch")[1]["fingerprint"] == announced["successor"]
    shown = command("ca", "show")[1]
    assert (shown["fingerprint"], shown["successor"]) == (announced["successor"], "")


def test_wrong_words_are_wrong_usage(command: Command) -> None:
    for words in (("nothing",), ("user",), ("user", "add"), ("enrol",), ("indicators", "--by", "moon")):
        code, data = command(*words)
        assert (code, data["error"]["code"]) == (2, "USAGE")


def test_a_stick_that_is_none_is_refused(command: Command, set_up: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "stick").write_bytes(b"YCCARRY\x01 nothing")
    assert command("journal", "import", str(tmp_path / "stick"))[1]["error"]["code"] == "CARRY-FILE"
    assert command("journal", "import", str(tmp_path / "none"))[1]["error"]["code"] == "INPUT-FILE"


def test_quarantine_is_empty(command: Command, set_up: dict[str, Any]) -> None:
    assert command("quarantine", "list") == (0, {"groups": [], "returned": []})
    assert command("quarantine", "admit", "nowhere")[1]["error"]["code"] == "INPUT-GROUP"
    assert command("quarantine", "take-back", "nowhere")[1]["error"]["code"] == "STATE-HELD"
