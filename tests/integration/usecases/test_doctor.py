"""The doctor says no exactly where an acceptance would fail."""

from __future__ import annotations

import contextlib
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from app.store.failures import CorruptStore
from app.usecases.accept import accept
from app.usecases.doctor import Finding, examine_desk
from tests.builders.filings import complete_filing, item_of
from tests.integration.usecases.test_clock import Machine, workplace_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from app.usecases.workplace import Workplace


class Usage(NamedTuple):
    """What the system says of a disk."""

    free: int


def examined(home: Path, machine: Machine) -> dict[str, Finding]:
    """Findings by their check."""

    @contextlib.contextmanager
    def opened() -> Iterator[Workplace]:
        workplace = workplace_at(home, machine)
        try:
            yield workplace
        finally:
            workplace.store.close()

    return {f.check: f for f in examine_desk(home, opened)}


def test_a_healthy_desk_has_advice_only(tmp_path: Path) -> None:
    found = examined(tmp_path, Machine())
    assert [f.check for f in found.values() if f.fatal] == []
    assert {"fonts", "disk", "store", "clock", "calendar", "catalogue", "printers", "devices", "server"} == set(found)


def test_a_clock_that_nobody_knows_is_fatal_as_it_is_for_an_acceptance(tmp_path: Path) -> None:
    machine = Machine()
    workplace = workplace_at(tmp_path, machine)
    accept(workplace, complete_filing(item_of("GT-04")))
    workplace.store.close()
    machine.wall -= timedelta(days=3)
    found = examined(tmp_path, machine)["clock"]
    assert (found.ok, found.fatal) == (False, True)
    assert "确认" in found.advice


@pytest.mark.parametrize(
    ("free", "ok", "fatal"), [(10**9, True, False), (50 * 10**6, False, False), (10**6, False, True)]
)
def test_little_room_is_advice_until_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, ok: bool, fatal: bool
) -> None:
    machine = Machine()
    workplace_at(tmp_path, machine).store.close()
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(free))
    found = examined(tmp_path, machine)["disk"]
    assert (found.ok, found.fatal) == (ok, fatal)


def test_a_store_that_does_not_open_is_fatal(tmp_path: Path) -> None:
    def opened() -> AbstractContextManager[Workplace]:
        raise CorruptStore("本机数据库文件已损坏。")

    assert {f.check: f.fatal for f in examine_desk(tmp_path, opened)}["store"] is True
