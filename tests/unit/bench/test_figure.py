"""The arithmetic of the benchmark's figures; nothing is timed here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bench import __main__ as bench
from bench.figure import Figure, limited, p95, percentile

if TYPE_CHECKING:
    from pathlib import Path


def figure(values: list[float], floors: list[float], goal: float = 2.5) -> Figure:
    return Figure("something", "ms", values, floors, "the least there is", goal)


def test_ratio_is_median_over_median() -> None:
    made = figure([9.0, 3.0, 4.0], [2.0, 1.0, 8.0])
    assert (made.value, made.floor, made.ratio, made.ratio_min) == (4.0, 2.0, 2.0, 3.0)


@pytest.mark.parametrize(("value", "met"), [(4.9, True), (5.0, True), (5.1, False)])
def test_goal_is_met_up_to_its_ratio(value: float, met: bool) -> None:
    assert figure([value], [2.0]).met is met


def test_limit_is_a_floor_with_goal_one() -> None:
    inside, outside = limited("a", "ms", [16.0], 16.7, "a frame"), limited("a", "ms", [16.8], 16.7, "a frame")
    assert (inside.met, outside.met, outside.floor, outside.goal) == (True, False, 16.7, 1)


def test_row_has_the_keys_of_the_command() -> None:
    row = figure([6.0], [2.0]).row()
    wanted = {"name": "something", "value": 6.0, "unit": "ms", "floor": 2.0, "floor_of": "the least there is"}
    assert {**row, **wanted, "ratio": 3.0, "goal": "≤ 2.5 × floor", "goal_ratio": 2.5, "met": False} == row


def test_p95_is_passed_by_one_of_twenty() -> None:
    assert p95(range(1, 101)) == 96
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_a_missed_goal_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    bench.show([figure([6.0], [2.0]).row(), figure([4.0], [2.0]).row()])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["NO", "yes"]


def test_rows_of_other_groups_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {**figure([4.0], [2.0]).row(), "group": "receipt"}
    (tmp_path / "results.json").write_text(json.dumps([kept]), encoding="utf-8")
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    assert bench.main(["no-such-group"]) == 2
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == [kept]
