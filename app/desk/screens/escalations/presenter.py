"""The “办不成事” desk without a window: which matters are shown, what can be done with one, and the words for its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP
from app.store.clock import CHINA
from app.usecases.story import StoryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.changes import HasChanged
    from app.domain.escalation.events import ConfirmedHow
    from app.usecases.escalation_work import Beginning, Registered
    from app.usecases.escalations import EscalationRow, EscalationView

Filter = Literal["open", "mine", "closed"]
_FILTERS: tuple[tuple[Filter, str], ...] = (
    ("open", QT_TRANSLATE_NOOP("Escalations", "没办结")),
    ("mine", QT_TRANSLATE_NOOP("Escalations", "本人负责")),
    ("closed", QT_TRANSLATE_NOOP("Escalations", "已办结")),
)


class EscalationDesk(Protocol):
    """What the page asks for; every method belongs on the store's thread."""

    def rows(self, words: str) -> Sequence[EscalationRow]:
        """All matters of the hall, those overdue first."""
        ...

    def view(self, number: str) -> EscalationView:
        """One matter with its time line."""
        ...

    def beginning(self, case_no: str) -> Beginning:
        """Whom and what a matter about this case starts with."""
        ...

    def open(self, text: str, wanted: str, name: str, phone: str, owner: str, case_no: str) -> Registered:
        """Register a matter."""
        ...

    def answer(self, number: str, answer: str, owner: str, until: str) -> HasChanged:
        """Tell the person how it stands; another owner or day only with it."""
        ...

    def step(self, number: str, text: str) -> HasChanged:
        """Something was done about it."""
        ...

    def close(self, number: str, outcome: str, confirmed_with: str, how: ConfirmedHow, *, solved: bool) -> HasChanged:
        """End it with what became of it, confirmed with the person."""
        ...


@dataclass(frozen=True)
class Choice:
    """One thing that can be done: its key, and its words."""

    key: str
    text: str


class EscalationsPresenter:
    """Holds what was read and what is shown of it."""

    def __init__(self) -> None:
        self.words = ""
        self.filter: Filter = "open"
        self._rows: tuple[EscalationRow, ...] = ()

    def take(self, rows: Sequence[EscalationRow]) -> None:
        """Take what was read."""
        self._rows = tuple(rows)

    def choose(self, key: str | None) -> None:
        """Choose a filter by its key."""
        self.filter = next((known for known, _ in _FILTERS if known == key), "open")

    def rows(self) -> tuple[EscalationRow, ...]:
        """The rows of the filter."""
        return tuple(row for row in self._rows if _in(self.filter, row))

    def chips(self) -> list[tuple[str, str]]:
        """The filters with their counts."""
        return [
            (key, f"{QCoreApplication.translate('Escalations', text)} {sum(_in(key, row) for row in self._rows)}")
            for key, text in _FILTERS
        ]

    def pressing(self) -> int:
        """How many are overdue or due today: the number at the rail."""
        return sum(row.overdue or row.due_today for row in self._rows if not row.closed_on)

    def place_of(self, row: EscalationRow | None) -> int:
        """Where a row stands now that the list was read anew, else the first."""
        places = [n for n, r in enumerate(self.rows()) if row is not None and r.id == row.id]
        return places[0] if places else 0

    def place_of_number(self, number: str) -> int | None:
        """Where the matter with this number stands."""
        return next((n for n, r in enumerate(self.rows()) if r.number == number), None)


def _in(wanted: Filter, row: EscalationRow) -> bool:
    if wanted == "closed":
        return bool(row.closed_on)
    return not row.closed_on and (wanted == "open" or row.mine)


def choices(row: EscalationRow) -> tuple[Choice, ...]:
    """What can be done with a matter, the next right thing first."""
    if row.closed_on:
        return ()
    answer = Choice("answer", QCoreApplication.translate("Escalations", "答复本人"))
    step = Choice("step", QCoreApplication.translate("Escalations", "记一步"))
    close = Choice("close", QCoreApplication.translate("Escalations", "办结"))
    return (close, step, answer) if row.answered else (answer, step, close)


def day_words(row: EscalationRow) -> str:
    """The first column: 今天答复, 11-26 前答复, 11-20 已过."""
    if row.closed_on:
        return QCoreApplication.translate("Escalations", "{day} 办结").format(day=row.closed_on[5:])
    if row.due_today:
        return QCoreApplication.translate("Escalations", "今天")
    words = (
        QCoreApplication.translate("Escalations", "{day} 已过")
        if row.overdue
        else QCoreApplication.translate("Escalations", "{day} 前")
    )
    return words.format(day=row.until[5:])


def day_note(row: EscalationRow) -> str:
    """Below it: whether the person was answered, and what became of it."""
    if row.closed_on:
        return (
            QCoreApplication.translate("Escalations", "办成了")
            if row.solved
            else QCoreApplication.translate("Escalations", "没有办成，已说明")
        )
    return (
        QCoreApplication.translate("Escalations", "已答复，等办结")
        if row.answered
        else QCoreApplication.translate("Escalations", "还没有答复")
    )


def day_kind(row: EscalationRow) -> str:
    """How the day is coloured: red is for overdue only."""
    if row.closed_on:
        return "mute"
    return "bad" if row.overdue else "caution" if row.due_today else ""


def story(view: EscalationView) -> tuple[StoryLine, ...]:
    """The time line as the lists show it."""
    return tuple(
        StoryLine(entry.at.astimezone(CHINA), entry.who, entry.text, "", (), readable=True) for entry in view.entries
    )


def facts(view: EscalationView) -> tuple[tuple[str, str], ...]:
    """What is known of a matter, as pairs of names and values."""
    state = view.state
    found = (
        (QCoreApplication.translate("Escalations", "反映人"), " ".join(p for p in (state.name, state.phone) if p)),
        (QCoreApplication.translate("Escalations", "没办成的事"), state.text),
        (QCoreApplication.translate("Escalations", "希望怎样"), state.wanted),
        (QCoreApplication.translate("Escalations", "办件"), f"{state.item_name} {state.case_no}".strip()),
        (QCoreApplication.translate("Escalations", "负责人"), state.owner),
        (QCoreApplication.translate("Escalations", "登记"), state.opened_on),
    )
    return tuple((name, value) for name, value in found if value)
