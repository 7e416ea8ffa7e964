"""The clock of the demo: it stands where the script puts it, so that the day is the same every time it is played."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from app.store.clock import CHINA, Clock

DAY = date(2026, 11, 23)
"""The Monday that is played; the calendar of its year is published."""
EARLIER = date(2026, 11, 18)
"""The Wednesday before, when the desk was set up and a first set of papers came in."""
OPENING = time(8, 50)


class DayClock:
    """Shows the minute that the script has set. The store never lets it run back behind the last event."""

    def __init__(self, day: date = EARLIER, at: time = OPENING) -> None:
        self._now = _moment(day, at)

    def set(self, at: str, day: date = DAY) -> None:
        """Put the hands to `at`, such as `09:12`."""
        self._now = _moment(day, time.fromisoformat(at))

    @property
    def shown(self) -> str:
        """The time as the hall's clock shows it."""
        return f"{self._now.astimezone(CHINA):%H:%M}"

    def clock(self) -> Clock:
        """What the store reads."""
        return Clock(wall=lambda: self._now)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, CHINA).astimezone(UTC)
