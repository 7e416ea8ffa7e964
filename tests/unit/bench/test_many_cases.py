"""The store of many cases that benchmarks search: its rows are those of this program's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import many_cases

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_rows_fit_the_table_and_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_cases, "HOME", tmp_path / "home")
    monkeypatch.setattr(many_cases, "COUNT", 6)
    monkeypatch.setattr(many_cases, "_CHUNK", 3)
    many_cases.open_many().store.close()
    made = (tmp_path / "home" / "store.db").stat().st_ino
    workplace = many_cases.open_many()
    with workplace.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 7
    workplace.store.close()
    assert (tmp_path / "home" / "store.db").stat().st_ino == made
