"""Pre-applications 网上预审 without a window: what waits, what can be done with one, how its checks are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from app.store.clock import CHINA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.desk.changes import HasChanged
    from app.usecases.application_work import Applications, TakenOver
    from app.usecases.applications import ApplicationRow, ApplicationView, PreCheck


class ApplicationDesk(Protocol):
    """What the page asks for. `waiting` and `view` belong on the store's thread, the others ask the server."""

    def waiting(self, words: str) -> Applications:
        """What waits."""
        ...

    def view(self, id: str) -> ApplicationView:
        """One of them."""
        ...

    def take(self, number: str) -> TakenOver:
        """Take one over."""
        ...

    def release(self, number: str) -> HasChanged:
        """Give one back."""
        ...

    def advise(self, number: str, text: str) -> HasChanged:
        """Tell the applicant what is still missing."""
        ...

    def file(self, digest: str) -> bytes:
        """An uploaded file."""
        ...


@dataclass(frozen=True)
class Choice:
    """One thing that can be done: its key, and its words."""

    key: str
    text: str


class ApplicationsPresenter:
    """Holds what was read."""

    def __init__(self) -> None:
        self.rows: tuple[ApplicationRow, ...] = ()
        self.wanted: frozenset[str] = frozenset()

    def take(self, found: Applications) -> None:
        """Take what was read; what this counter wants comes first."""
        self.wanted = found.wanted
        self.rows = tuple(sorted(found.rows, key=lambda row: (row.number not in found.wanted, elsewhere(row))))

    def waiting(self) -> int:
        """How many nobody has taken: the number at the rail."""
        return sum(row.state == "waiting" for row in self.rows)

    def place_of(self, row: ApplicationRow | None) -> int:
        """Where a row stands now that the list was read anew, else the first."""
        places = [n for n, r in enumerate(self.rows) if row is not None and r.id == row.id]
        return places[0] if places else 0

    def takeable(self) -> tuple[ApplicationRow, ...]:
        """Those that this counter wanted while there was no line, and that nobody else has taken."""
        return tuple(row for row in self.rows if row.number in self.wanted and not elsewhere(row))


def elsewhere(row: ApplicationRow) -> bool:
    """Whether another counter has it."""
    return row.state != "waiting" and not row.mine


def choices(row: ApplicationRow) -> tuple[Choice, ...]:
    """What can be done with one, the next right thing first."""
    take = Choice("take", QCoreApplication.translate("Applications", "接手办理"))
    advise = Choice("advise", QCoreApplication.translate("Applications", "提预审意见"))
    if elsewhere(row):
        return (advise,)
    if row.mine:
        again = Choice("take", QCoreApplication.translate("Applications", "接着办理"))
        return again, advise, Choice("release", QCoreApplication.translate("Applications", "放回，不由本窗办"))
    return take, advise


def clock(at: datetime) -> str:
    """A moment as lists show it."""
    return f"{at.astimezone(CHINA):%m-%d %H:%M}"


def state_words(row: ApplicationRow) -> str:
    """Who has it."""
    if row.mine:
        return QCoreApplication.translate("Applications", "本窗已接手")
    if elsewhere(row):
        words = QCoreApplication.translate("Applications", "{counter} 窗已接手")
        return words.format(counter=row.taken_by.removeprefix("C"))
    return QCoreApplication.translate("Applications", "等接手")


def state_note(row: ApplicationRow) -> str:
    """Below it: until when it is held, or that the applicant was advised."""
    if row.until is not None:
        return QCoreApplication.translate("Applications", "{at} 前没有受理即放回").format(at=clock(row.until)[6:])
    return QCoreApplication.translate("Applications", "已提意见，等补充") if row.advised else ""


def state_kind(row: ApplicationRow) -> str:
    """How the state is coloured."""
    return "good" if row.mine else "mute" if elsewhere(row) else "strong"


def facts(view: ApplicationView) -> tuple[tuple[str, str], ...]:
    """What is known of one, as pairs of names and values."""
    who, row = view.filing.applicant, view.row
    channel = (
        QCoreApplication.translate("Applications", "代网办（在大厅由人员代填）")
        if row.assisted
        else QCoreApplication.translate("Applications", "本人网上填报")
    )
    found = (
        (QCoreApplication.translate("Applications", "预审编号"), row.number),
        (QCoreApplication.translate("Applications", "申请人"), who.name),
        (QCoreApplication.translate("Applications", "联系电话"), who.phone or ""),
        (QCoreApplication.translate("Applications", "提交"), clock(row.filed_at)),
        (QCoreApplication.translate("Applications", "渠道"), channel),
    )
    return tuple((name, value) for name, value in found if value)


MARKS = {"pass": "✓", "fail": "×", "open": "·"}


def check_lines(checks: Sequence[PreCheck]) -> tuple[tuple[str, str], ...]:
    """The program's own checks: what fails first, with why."""
    order = {"fail": 0, "open": 1, "pass": 2}
    found = sorted(checks, key=lambda check: order[check.outcome])
    return tuple((f"{MARKS[check.outcome]} {check.text}", check.why or check.material_name) for check in found)


def check_summary(checks: Sequence[PreCheck]) -> str:
    """How the checks came out, in a line."""
    counts = {key: sum(check.outcome == key for check in checks) for key in MARKS}
    words = QCoreApplication.translate("Applications", "程序核对：{good} 条通过，{bad} 条有问题，{rest} 条要人看")
    return words.format(good=counts["pass"], bad=counts["fail"], rest=counts["open"])
