"""Trusted time, by the rules of DESIGN: within a boot, after a reboot, with a server, with a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.store.clock import Anchor, Clock, ClockReading, boot_id, monotonic_seconds, wall_time

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)

if TYPE_CHECKING:
    from pathlib import Path


def clock(wall: datetime = NOW, seconds: float = 500.0, boot: str = "b") -> Clock:
    return Clock(wall=lambda: wall, monotonic=lambda: seconds, boot=lambda: boot)


def test_within_a_boot_the_monotonic_clock_counts() -> None:
    anchor = Anchor(NOW - DAY, "b", 440.0)
    trusted = NOW - DAY + timedelta(seconds=60)
    assert clock().read(anchor, NOW - DAY) == ClockReading(NOW, trusted, "astray", NOW - trusted)


@pytest.mark.parametrize(("off", "state"), [(0, "ok"), (119, "ok"), (120, "ok"), (121, "astray"), (-121, "astray")])
def test_more_than_two_minutes_off_is_shown(off: int, state: str) -> None:
    anchor = Anchor(NOW - timedelta(seconds=off), "b", 500.0)
    assert clock().read(anchor, None).state == state


@pytest.mark.parametrize(
    ("since", "state"),
    [
        (timedelta(0), "ok"),
        (timedelta(days=10), "ok"),
        (timedelta(days=10, seconds=1), "needs-confirmation"),
        (timedelta(seconds=-119), "ok"),
        (timedelta(seconds=-121), "needs-confirmation"),
        (-DAY, "needs-confirmation"),
    ],
)
def test_after_a_reboot_the_wall_counts_near_the_last_event(since: timedelta, state: str) -> None:
    assert clock(boot="other").read(Anchor(NOW, "b", 0.0), NOW - since).state == state


def test_a_wall_a_little_behind_never_goes_before_the_last_event() -> None:
    last = NOW + timedelta(seconds=30)
    assert clock().read(None, last).effective == last


def test_a_new_store_takes_the_wall() -> None:
    assert clock().read(None, None) == ClockReading(NOW, NOW, "ok", timedelta(0))


def test_an_anchor_is_where_the_clocks_stand() -> None:
    assert clock().anchor(NOW + DAY) == Anchor(NOW + DAY, "b", 500.0)


def test_today_is_the_day_in_china() -> None:
    late = clock(wall=datetime(2026, 11, 23, 16, 0, tzinfo=UTC)).read(None, None)
    early = clock(wall=datetime(2026, 11, 23, 15, 59, tzinfo=UTC)).read(None, None)
    assert (early.today, late.today) == (date(2026, 11, 23), date(2026, 11, 24))


def test_evaluation_takes_nine_o_clock_of_any_day() -> None:
    reading = clock().read_evaluation(NOW + DAY, date(2026, 1, 5))
    assert reading.effective == datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    assert (reading.today, reading.state) == (date(2026, 1, 5), "ok")


def test_evaluation_without_a_day_takes_the_later_of_wall_and_last() -> None:
    assert clock().read_evaluation(NOW + 30 * DAY, None).effective == NOW + 30 * DAY
    assert clock().read_evaluation(NOW - DAY, None).effective == NOW
    assert clock().read_evaluation(None, None).effective == NOW


def test_the_machines_clocks_can_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pathlib import Path

    assert boot_id() == boot_id() != ""
    assert monotonic_seconds() <= monotonic_seconds()
    assert wall_time().tzinfo is UTC
    monkeypatch.setattr("app.store.clock._BOOT_ID", Path(tmp_path / "none"))
    assert ":" in boot_id()
