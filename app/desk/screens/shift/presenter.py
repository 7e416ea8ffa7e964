"""The shift page without a window: what is next, what is said, what was typed."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.desk.changes import HasChanged
    from app.domain.case.events import Backfill
    from app.store.keyring import Role
    from app.usecases.day_end import DayStatement
    from app.usecases.hall_papers import OfficeDone
    from app.usecases.numbering import NumberedPaper
    from app.usecases.shift_work import ShiftView

Tab = Literal["day", "blanks", "originals", "clerks"]
Next = Literal["open", "close", ""]
_SPLIT = re.compile(r"[、,，;；\s]+")
_CLOCK = re.compile(r"(\d{1,2})[:：.时]?(\d{2})分?")


class ShiftDesk(Protocol):
    """The use cases of this page."""

    def view(self) -> ShiftView: ...  # noqa: D102 - told where they are made

    def preview(self, found: DayStatement) -> bytes: ...  # noqa: D102

    def open(self, seals: Sequence[str]) -> OfficeDone: ...  # noqa: D102

    def hand_over(self, taker: str, seals: Sequence[str], note: str) -> OfficeDone: ...  # noqa: D102

    def close(self, explanation: str) -> OfficeDone: ...  # noqa: D102

    def lend(self, count: int) -> OfficeDone: ...  # noqa: D102

    def confirm_blank(  # noqa: D102
        self, number: str, received_at: datetime, reason: str, lead: str, password: str
    ) -> Backfill: ...

    def void_blank(self, number: str, reason: str) -> OfficeDone: ...  # noqa: D102

    def give_back(self, case_no: str, materials: tuple[str, ...]) -> HasChanged: ...  # noqa: D102

    def add_clerk(self, name: str, password: str, role: Role) -> HasChanged: ...  # noqa: D102

    def remove_clerk(self, name: str, reason: str) -> HasChanged: ...  # noqa: D102

    def reset_password(self, name: str, password: str) -> HasChanged: ...  # noqa: D102

    def change_password(self, old: str, new: str) -> HasChanged: ...  # noqa: D102


class Printing(Protocol):
    """Printing as this page sees it; called off the interface's thread."""

    def start(self, papers: Sequence[NumberedPaper]) -> HasChanged:
        """Give papers that are durable already to the printer; what fails stays in the print queue."""
        ...


def seals_of(text: str) -> tuple[str, ...]:
    """The seals typed into one field, divided by 、 or a comma."""
    return tuple(dict.fromkeys(part for part in _SPLIT.split(text) if part))


def read_clock(text: str) -> time | None:
    """Read 0950, 9:50 or 9时50分; None where no such time exists."""
    match = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2))
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment_of(day: date | None, clock: time | None) -> datetime | None:
    """The moment on the hall's clock; None while a part is missing."""
    return None if day is None or clock is None else datetime.combine(day, clock)


class ShiftPresenter:
    """What the page shows, in words."""

    def __init__(self) -> None:
        self.view: ShiftView | None = None
        self.tab: Tab = "day"

    def next_step(self) -> Next:
        """What the one key does: open the shift while nobody has it, else close the day."""
        if self.view is None:
            return ""
        now = self.view.now
        if not now.state.open and self.view.statement.closed_at is None:
            return "open"
        return "close" if now.mine or not now.state.open else ""

    def may_hand_over(self) -> bool:
        """Whether the clerk at work may hand the shift over, his own or (a lead) another's."""
        view = self.view
        if view is None or not view.takers:
            return False
        return view.now.mine or not view.now.state.open or view.lead

    def holder_text(self) -> str:
        """Who holds the shift, and since when."""
        translate = QCoreApplication.translate
        if self.view is None:
            return ""
        now = self.view.now
        if not now.state.open:
            if self.view.statement.closed_at is not None:
                words = translate("Shift", "今天已日结（{at}）")
                return words.format(at=f"{self.view.statement.closed_at:%H:%M}")
            return translate("Shift", "还没有开班")
        if now.state.since != now.today.isoformat():
            return translate("Shift", "{name} · {since} 开班，未日结").format(name=now.holder, since=now.state.since)
        return translate("Shift", "{name} · 今天开班").format(name=now.holder)

    def holder_kind(self) -> str:
        """Plain for one's own shift of today, caution for another's or an older one."""
        if self.view is None or not self.view.now.state.open:
            return "mute"
        now = self.view.now
        return "good" if now.mine and now.state.since == now.today.isoformat() else "caution"

    def balance_text(self) -> str:
        """Whether the day's sums come out."""
        translate = QCoreApplication.translate
        if self.view is None:
            return ""
        differences = self.view.statement.sums.differences
        if not differences:
            return translate("Shift", "编号、份数核对一致")
        return translate("Shift", "有 {n} 处差额，日结前要写明情况").format(n=len(differences))

    @property
    def badge(self) -> int:
        """A shift of an earlier day that was never closed asks for attention."""
        if self.view is None:
            return 0
        state = self.view.now.state
        return int(state.open and state.since < self.view.now.today.isoformat())
