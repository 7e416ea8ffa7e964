"""The server's scripts run: the daily backup keeps so many, the command reads the settings as the service does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.central_program import Wanted, central_home, create_server

ROOT = Path(__file__).resolve().parents[3]
PROGRAM, HOME = "/opt/yichuang-central/yichuang-central", "/var/lib/yichuang-central"
OLD = ("center-20260101-023000.ycb", "center-20260102-023000.ycb", "center-20260103-023000.ycb")
OTHERS = ("center-by-hand.ycb", "other.txt")


def placed(name: str, folder: Path, instead: dict[str, str]) -> Path:
    """A script of the package that works on other places."""
    text = (ROOT / "packaging" / "central" / name).read_text("utf-8")
    for before, after in instead.items():
        assert before in text
        text = text.replace(before, after)
    copy = folder / name
    copy.write_text(text, "utf-8")
    copy.chmod(0o755)
    return copy


def run(script: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script beside the source tree."""
    surroundings = {**{k: v for k, v in os.environ.items() if not k.startswith("YICHUANG_")}, **variables}
    return subprocess.run([script, *words], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """The daily backup of a server that was just made, with earlier backups and other files in its folder."""
    home = tmp_path / "home"
    create_server(central_home(home), Wanted(password="long-enough-7")).server.close()
    (tmp_path / "backups").mkdir()
    for name in (*OLD, *OTHERS):
        (tmp_path / "backups" / name).touch()
    (tmp_path / "passphrase").write_text("a passphrase of some length\n")
    return placed("backup", tmp_path, {PROGRAM: f"{sys.executable} -m app.cli.central", HOME: str(home)})


def test_the_daily_backup_keeps_the_newest(backup: Path):
    folder = backup.parent / "backups"
    variables = {"YICHUANG_BACKUPS": str(folder), "YICHUANG_BACKUPS_KEPT": "2"}
    done = run(backup, **variables, YICHUANG_BACKUP_PASSWORD_FILE=str(backup.parent / "passphrase"))
    assert done.returncode == 0, done.stderr
    assert "没有密钥" not in done.stdout
    (new,) = {p.name for p in folder.iterdir()} - {*OLD, *OTHERS}
    assert re.fullmatch(r"center-\d{8}-\d{6}\.ycb", new)
    assert (folder / new).stat().st_mode & 0o777 == 0o600
    assert {p.name for p in folder.iterdir()} == {new, OLD[-1], *OTHERS}


@pytest.mark.parametrize("wrong", [{"YICHUANG_BACKUPS_KEPT": "0"}, {"YICHUANG_BACKUP_PASSWORD_FILE": "/nowhere"}])
def test_where_no_backup_was_made_nothing_is_deleted(backup: Path, wrong: dict[str, str]):
    folder = backup.parent / "backups"
    done = run(backup, **{"YICHUANG_BACKUPS": str(folder), "YICHUANG_BACKUPS_KEPT": "1", **wrong})
    assert done.returncode == 2
    assert {p.name for p in folder.iterdir()} == {*OLD, *OTHERS}


def test_the_command_reads_the_settings_and_runs_nothing_of_them(tmp_path: Path):
    settings = tmp_path / "central.env"
    settings.write_text(
        "# a comment with YICHUANG_TLS=no\nYICHUANG_DATABASE=postgresql+psycopg://a:b$(touch x)@/c?host=/run&k=v==\n"
        "PATH=/nowhere\nYICHUANG_HOST=::"
    )
    shown = tmp_path / "shown"
    shown.write_text('#!/bin/sh\nenv | grep ^YICHUANG_ | sort\nprintf "%s|" "$@"\n')
    shown.chmod(0o755)
    account = 'exec setpriv --reuid="$account" --regid="$account" --init-groups -- '
    instead = {
        PROGRAM: str(shown),
        "/etc/yichuang/central.env": str(settings),
        account: "exec ",
        '"$(id -u)" -ne 0': "1 = 0",
    }
    done = run(placed("yichuang-central.sh", tmp_path, instead), "user", "add", "李 强")
    assert done.stdout.splitlines() == [
        "YICHUANG_DATABASE=postgresql+psycopg://a:b$(touch x)@/c?host=/run&k=v==",
        "YICHUANG_HOST=::",
        f"--home|{HOME}|user|add|李 强|",
    ]
    assert not (ROOT / "x").exists()


def test_without_rights_the_command_says_what_to_do(tmp_path: Path):
    script = placed("yichuang-central.sh", tmp_path, {'"$(id -u)" -ne 0': "1 = 1"})
    done = run(script, "doctor")
    assert (done.returncode, done.stdout) == (2, "")
    assert "sudo" in done.stderr
