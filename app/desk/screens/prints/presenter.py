"""The print page without a window: which row, which question, which step is next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.changes import HasChanged
    from app.usecases.print_work import PrintList, PrintRow

Step = Literal["answer", "again", "send", "queue", "reprint", ""]
QUEUE, PRINTED = "queue", "printed"
_CONTEXT = "Prints"
STATES: dict[str, str] = {
    "spooled": QT_TRANSLATE_NOOP("Prints", "待确认出纸"),
    "failed": QT_TRANSLATE_NOOP("Prints", "没有打出"),
    "waiting": QT_TRANSLATE_NOOP("Prints", "待打印"),
    "unqueued": QT_TRANSLATE_NOOP("Prints", "还没有打印"),
    "printed": QT_TRANSLATE_NOOP("Prints", "已出纸"),
}
KINDS = {"spooled": "caution", "failed": "bad", "waiting": "primary", "unqueued": "caution", "printed": "mute"}
STEPS: dict[str, Step] = {
    "spooled": "answer",
    "failed": "again",
    "waiting": "send",
    "unqueued": "queue",
    "printed": "reprint",
}
STEP_WORDS: dict[Step, str] = {
    "answer": QT_TRANSLATE_NOOP("Prints", "回答出纸了吗"),
    "again": QT_TRANSLATE_NOOP("Prints", "重新打印"),
    "send": QT_TRANSLATE_NOOP("Prints", "现在打印"),
    "queue": QT_TRANSLATE_NOOP("Prints", "现在打印"),
    "reprint": QT_TRANSLATE_NOOP("Prints", "补打一份"),
}


@dataclass(frozen=True)
class Mishap:
    """What may have gone wrong at the printer; the source text is kept with the document, `sheets` says that paper was lost."""

    key: str
    text: str
    sheets: bool


MISHAPS = (
    Mishap("jam", QT_TRANSLATE_NOOP("Prints", "卡纸"), True),
    Mishap("blank", QT_TRANSLATE_NOOP("Prints", "打成白纸或字迹不清"), True),
    Mishap("none", QT_TRANSLATE_NOOP("Prints", "没有纸出来"), False),
)


class PrintDesk(Protocol):
    """The use cases of this page."""

    def queue(self, asked: str = "") -> PrintList: ...  # noqa: D102 - told where it is made

    def printed(self, words: str = "", most: int = 200) -> PrintList: ...  # noqa: D102

    def printer_names(self) -> list[str]: ...  # noqa: D102

    def preview(self, number: str, reprint: int = 0) -> bytes: ...  # noqa: D102

    def send(self) -> HasChanged: ...  # noqa: D102

    def print_unqueued(self, number: str) -> HasChanged: ...  # noqa: D102

    def print_again(self, job: str, printer: str | None = None) -> HasChanged: ...  # noqa: D102

    def reprint(self, number: str) -> HasChanged: ...  # noqa: D102

    def drop(self, job: str) -> HasChanged: ...  # noqa: D102

    def came_out(self, job: str) -> HasChanged: ...  # noqa: D102

    def all_out(self, jobs: Sequence[str]) -> HasChanged: ...  # noqa: D102

    def has_ticket_printer(self) -> bool: ...  # noqa: D102

    def ticket(self, case_no: str) -> HasChanged: ...  # noqa: D102

    def not_out(self, job: str, reason: str, spoiled: int | None) -> HasChanged: ...  # noqa: D102


def said(text: str) -> str:
    """A text of this page in the language of the interface."""
    return QCoreApplication.translate(_CONTEXT, text)


def state_text(row: PrintRow) -> str:
    """How a row stands: the state, and why where it failed."""
    if row.void:
        return QCoreApplication.translate("Prints", "已作废")
    return said(STATES[row.state])


def what_text(row: PrintRow) -> str:
    """What the row is: the document, and which reprint."""
    if row.reprint:
        return QCoreApplication.translate("Prints", "{title} · 补打第 {n} 次").format(title=row.title, n=row.reprint)
    return row.title


def detail_text(row: PrintRow) -> str:
    """The second line: why it failed, or where it is."""
    if row.error:
        return row.error
    if row.printer:
        return row.printer
    if row.reprints:
        return QCoreApplication.translate("Prints", "补打过 {n} 次").format(n=row.reprints)
    return ""


def step_of(row: PrintRow | None) -> Step:
    """What Enter does with a row."""
    if row is None or (row.void and not row.job):
        return ""
    return STEPS[row.state]


def question(row: PrintRow) -> str:
    """The question about what was at a printer."""
    words = QCoreApplication.translate("Prints", "{number}（{title}，{n} 份）出纸了吗")
    return words.format(number=row.number, title=what_text(row), n=row.copies)


class PrintsPresenter:
    """Which list is shown, which row is chosen, which question is open."""

    def __init__(self) -> None:
        self.mode = QUEUE
        self.words = ""
        self.list: PrintList | None = None
        self.asking: PrintRow | None = None
        self.mishap = False
        self.most = 200

    def take(self, found: PrintList) -> None:
        """Take a list; an open question stays where its job is still unanswered."""
        self.list = found
        if self.mode != QUEUE:
            return
        open_jobs = {row.job: row for row in found.unanswered}
        if self.asking is None or self.asking.job not in open_jobs:
            self.asking = found.unanswered[0] if found.unanswered else None
            self.mishap = False

    def ask_about(self, row: PrintRow) -> None:
        """Ask about this row first."""
        if row.state == "spooled" and row != self.asking:
            self.asking, self.mishap = row, False

    def answered(self) -> None:
        """The question is answered: the same sheets may come to be asked about again."""
        self.asking, self.mishap = None, False

    def answers(self) -> list[tuple[str, str]]:
        """The answers to the open question, in the order of their keys."""
        if self.mishap:
            return [(one.key, said(one.text)) for one in MISHAPS]
        translate = QCoreApplication.translate
        answers = [("yes", translate("Prints", "是")), ("no", translate("Prints", "否"))]
        count = len(self.list.unanswered) if self.list else 0
        if count > 1:
            answers.append(("all", translate("Prints", "这 {n} 项都出纸了").format(n=count)))
        return answers

    def place_of(self, number: str) -> int:
        """The place of a document in the list, -1 where it is not there."""
        rows = self.list.rows if self.list else ()
        return next((place for place, row in enumerate(rows) if row.number == number), -1)

    def note(self) -> str:
        """What stands behind the title of the queue."""
        if self.list is None or self.mode != QUEUE:
            return ""
        counts = {key: sum(row.state == key for row in self.list.rows) for key in STATES}
        parts = [f"{said(STATES[key])} {number}" for key, number in counts.items() if number]
        return " · ".join(parts)

    @property
    def badge(self) -> int:
        """How many rows of the queue wait for a person."""
        return len(self.list.rows) if self.list and self.mode == QUEUE else 0
