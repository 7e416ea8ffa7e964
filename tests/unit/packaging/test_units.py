"""The files of the server's package fit together: units, commands, variables, the files that the build names."""

from __future__ import annotations

import re
import shlex
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from app.cli.central import build_parser
from app.cli.central_opening import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[3]
CENTRAL = ROOT / "packaging" / "central"
UNITS = sorted([*CENTRAL.glob("*.service"), *CENTRAL.glob("*.timer")])
SCRIPTS = [CENTRAL / name for name in ("backup", "postinst", "prerm", "postrm", "yichuang-central.sh")]
PROGRAM = "/opt/yichuang-central/yichuang-central"
HARDENING = {
    "NoNewPrivileges": "yes", "ProtectHome": "yes", "PrivateTmp": "yes", "PrivateDevices": "yes", "RestrictSUIDSGID": "yes",
    "ProtectKernelModules": "yes", "SystemCallFilter": "@system-service", "User": "yichuang-central",
}  # fmt: skip


def unit(path: Path) -> RawConfigParser:
    """A unit file as systemd reads it: an option given twice would be a mistake here."""
    parser = RawConfigParser(strict=True, delimiters=("=",), comment_prefixes=("#", ";"))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # the names are case-sensitive
    parser.read_string(path.read_text("utf-8"))
    return parser


def code_of(path: Path) -> str:
    """A script without its comments."""
    return re.sub(r"^\s*#.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("path", UNITS, ids=lambda p: p.name)
def test_a_unit_can_be_read(path: Path):
    assert unit(path).get("Unit", "Description")


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".service"], ids=lambda p: p.name)
def test_what_a_unit_starts_is_there(path: Path):
    program, *words = shlex.split(unit(path).get("Service", "ExecStart"))
    if program == PROGRAM:
        assert callable(build_parser().parse_args(words).run)
    else:
        assert (CENTRAL / Path(program).name) in SCRIPTS
        assert not words


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".service"], ids=lambda p: p.name)
def test_a_service_gives_up_what_it_does_not_need(path: Path):
    service = dict(unit(path)["Service"])
    assert {name: service.get(name) for name in HARDENING} == HARDENING
    assert service["ProtectSystem"] in ("strict", "full")


def test_nothing_of_a_secret_stands_among_the_words_of_a_unit():
    words = " ".join(unit(p).get("Service", "ExecStart", fallback="") for p in UNITS)
    assert not re.search(r"password|database|\$", words, re.IGNORECASE)


def test_server_and_backup_work_on_the_same_folder():
    folder = "/var/lib/yichuang-central"
    words = shlex.split(unit(CENTRAL / "yichuang-central.service").get("Service", "ExecStart"))
    assert words[words.index("--home") + 1] == folder
    assert f"--home {folder} " in code_of(CENTRAL / "backup")
    assert f"home={folder}\n" in code_of(CENTRAL / "yichuang-central.sh")


def test_every_variable_of_the_settings_is_read_by_somebody():
    offered = set(re.findall(r"^#?(YICHUANG_[A-Z_]+)=", (CENTRAL / "central.env").read_text("utf-8"), re.MULTILINE))
    read = set(ENVIRONMENT.values()) | set(re.findall(r"\$\{(YICHUANG_[A-Z_]+)", code_of(CENTRAL / "backup")))
    assert offered == read


def test_variables_set_the_options_of_the_server(monkeypatch: pytest.MonkeyPatch):
    for name, value in (("DATABASE", "sqlite:///x"), ("HOST", "::"), ("PORT", "443"), ("TLS_KEY", "")):
        monkeypatch.setenv(f"YICHUANG_{name}", value)
    given = build_parser().parse_args(["serve", "--tls", "off"])
    assert (given.database, given.host, given.port, given.tls, given.tls_key) == ("sqlite:///x", "::", 443, "off", None)
    assert build_parser().parse_args(["doctor", "--database", "sqlite:///y"]).database == "sqlite:///y"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_a_script_of_the_package_is_a_script(path: Path):
    subprocess.run(["sh", "-n", str(path)], check=True)
    assert path.stat().st_mode & 0o111


@pytest.mark.parametrize("name", ["postinst", "prerm", "postrm"])
def test_no_script_of_the_package_deletes(name: str):
    assert not re.search(r"\b(rm|rmdir|deluser|userdel|dropdb|find)\b", code_of(CENTRAL / name))


def test_the_files_that_the_build_names_are_there():
    build = code_of(ROOT / "packaging" / "build.sh")
    named = re.findall(r"(?<![\w/])(?:packaging|docs|scripts)/[\w./*-]+", build)
    assert [n for n in named if not list(ROOT.glob(n))] == []
    for spec in (ROOT / "packaging").glob("*/*.spec"):
        entry = re.search(r'"packaging" / "(\w+)" / "(\w+\.py)"', spec.read_text("utf-8"))
        assert entry
        assert (ROOT / "packaging" / entry[1] / entry[2]).is_file()


def test_every_file_of_the_server_is_put_into_its_package():
    build = code_of(ROOT / "packaging" / "build.sh")
    beside = {
        p.name for p in CENTRAL.iterdir() if p.suffix not in (".spec", ".py", ".service", ".timer") and p.is_file()
    }
    assert [name for name in sorted(beside) if f"packaging/central/{name}" not in build] == []
