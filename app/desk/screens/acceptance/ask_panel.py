"""The question under a row of the list: number keys for answers, a date, a few words, or the places of a sentence."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.screens.acceptance.checklist import Checklist, words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.date_edit import DateEdit
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from app.desk.screens.acceptance.asking import Ask
    from app.desk.screens.acceptance.presenter import AcceptancePresenter

_PLACE = re.compile(r"\{(\w+)\}")
PLACE_WIDTH = 120
OTHER_WIDTH = 220


class _Answer(LineEdit):
    """Enter gives the answer; where the focus goes then is the page's affair."""

    def leave_forward(self) -> None:
        """Stay: the answer decides where to go."""


class _DayAnswer(DateEdit):
    """As `_Answer`, for a date."""

    def leave_forward(self) -> None:
        """Stay: the answer decides where to go."""


class AskPanel(QFrame):
    """Shows `presenter.ask`; what is answered goes to the checklist. Esc puts the question off."""

    def __init__(self, presenter: AcceptancePresenter, checklist: Checklist, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("AskPanel")
        self._page = presenter
        self._checklist = checklist
        self._shown: Ask | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(46, 6, 12, 8)
        column.setSpacing(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._answers: tuple[str, ...] = ()
        self._title = text_label("", "strong")
        self._note = text_label("", "small")
        self._inner: QWidget | None = None
        self._first: QWidget | None = None
        for widget in (self._title, self._note):
            column.addWidget(widget)
        self._column = column
        self.hide()

    def show_state(self) -> bool:
        """Show the question asked now; True if it is a new one (it then takes the focus)."""
        ask = self._page.ask
        if ask is self._shown:
            return False
        self._shown = ask
        self._clear()
        if ask is None:
            self.hide()
            return False
        {
            "spot": self._show_answers, "way-out": self._show_answers, "unable": self._show_unable, "fixed": self._show_words,
            "override": self._show_words, "fill": self._show_sentence, "defer": self._show_day,
            "extra": self._show_extra, "second": self._show_words,
        }[ask.kind](ask)  # fmt: skip
        self.show()
        return True

    def take_focus(self) -> None:
        """Give the focus to what is to be answered."""
        target = self._first or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """While a question waits, its numbers are answers, not keys of the list around it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isprintable():
            control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if event.text() and not control:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number answers, Esc puts the question off; what was typed stays."""
        place = int(event.text()) if event.text().isdigit() else 0
        if event.key() == Qt.Key.Key_Escape:
            self._checklist.close()
            return
        if 1 <= place <= len(self._answers) and self.hasFocus():
            self._answered(self._answers[place - 1])
            return
        super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z belongs to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() == Qt.Key.Key_Z:
                event.ignore()
                return True
        return False

    # ---- kinds of questions ----

    def _show_answers(self, ask: Ask) -> None:
        self._say(words(ask.question), "")
        self._place_answers([(key, words(text)) for key, text in ask.answers])

    def _show_unable(self, ask: Ask) -> None:
        self._say(words(ask.question), "")
        line = self._line(self.tr("其他原因，写好按 Enter"))
        line.submitted.connect(lambda: self._checklist.answer_unable(line.value()))
        self._place_answers([(words(text), words(text)) for _key, text in ask.answers], line)

    def _place_answers(self, answers: list[tuple[str, str]], line: LineEdit | None = None) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        for number, (key, text) in enumerate(answers, start=1):
            button = ActionButton(text, kind="pill", hint=str(number))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._answered, key))
            flow.addWidget(button)
        if line is not None:
            line.setFixedWidth(OTHER_WIDTH)
            flow.addWidget(line)
        self._answers = tuple(key for key, _ in answers)
        self._set_inner(holder)

    def _show_words(self, ask: Ask) -> None:
        self._say(words(ask.question), ask.note)
        hint = self.tr("直接按 Enter：按要求改好") if ask.kind == "fixed" else ""
        line = self._line(hint)
        take = {
            "fixed": self._checklist.answer_fixed,
            "override": self._checklist.answer_override,
            "second": self._checklist.answer_second,
        }[ask.kind]
        line.submitted.connect(lambda: take(line.value()))
        self._place_inner([line])

    def _show_extra(self, ask: Ask) -> None:
        self._say(words(ask.question), "")
        name, reason = self._line(self.tr("材料名称"), last=False), self._line(self.tr("为什么需要"))
        reason.submitted.connect(lambda: self._checklist.answer_extra(name.value(), reason.value()))
        self._place_inner([name, reason])

    def _show_day(self, ask: Ask) -> None:
        latest, earliest = ask.latest or date.max, ask.earliest or date.min
        self._say(words(ask.question), self.tr("最迟 {latest}，早一天也可以").format(latest=latest))
        edit = _DayAnswer()
        edit.installEventFilter(self)
        edit.set_date(latest)
        edit.selectAll()

        def take() -> None:
            day = edit.date()
            if day is None or not earliest <= day <= latest:
                said = self.tr("请填 {a} 到 {b} 之间的日期").format(a=earliest, b=latest)
                self._note.setText(said)
                edit.setFocus()
                return
            self._checklist.answer_defer(day.isoformat())

        edit.submitted.connect(take)
        self._place_inner([edit])

    def _show_sentence(self, ask: Ask) -> None:
        """The correction with its places to fill in, where they stand in the sentence."""
        holder = QWidget()
        flow = FlowLayout(holder, spacing=3)
        line = self._page.check.line(ask.material) if self._page.check else None
        point = next((p for p in line.material.points if p.key == ask.point), None) if line else None
        fill = self._page.taking.filing.entry(ask.material).fill.get(ask.point, {})
        edits: list[LineEdit] = []
        pieces = _PLACE.split(point.correction) if point else []
        for number, piece in enumerate(pieces):
            if number % 2 == 0:
                for part in _chunks(piece):
                    flow.addWidget(QLabel(part))
                continue
            edit = self._line(piece, last=number == len(pieces) - 2)
            edit.setFixedWidth(max(PLACE_WIDTH, 18 * len(piece) + 24))
            edit.set_value(fill.get(piece, ""))
            edit.edited.connect(lambda value, name=piece: self._checklist.answer_fill(name, value))
            flow.addWidget(edit)
            edits.append(edit)
        if edits:
            edits[-1].submitted.connect(self._checklist.finish_fill)
            self._first = edits[0]
        self._set_inner(holder)

    # ---- parts ----

    def _say(self, question: str, note: str) -> None:
        self._title.setText(question)
        self._title.setVisible(bool(question))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _line(self, hint: str, *, last: bool = True) -> LineEdit:
        edit = _Answer(hint) if last else LineEdit(hint)
        edit.installEventFilter(self)
        return edit

    def _place_inner(self, edits: list[LineEdit]) -> None:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for edit in edits:
            line.addWidget(edit, 1)
        later = ActionButton(self.tr("以后再说"), kind="quiet", hint="Esc")
        later.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        later.clicked.connect(self._checklist.close)
        line.addWidget(later)
        self._first = edits[0]
        self._set_inner(holder)

    def _set_inner(self, holder: QWidget) -> None:
        self._inner = holder
        self._column.addWidget(holder)
        holder.show()

    def _clear(self) -> None:
        self._answers = ()
        self._say("", "")
        self._first = None
        if self._inner is not None:
            self._inner.hide()
            self._column.removeWidget(self._inner)
            self._inner.deleteLater()
            self._inner = None

    def _answered(self, key: str, _checked: bool = False) -> None:
        take = {"unable": self._checklist.answer_unable, "way-out": self._checklist.answer_way_out}
        if self._shown is not None:
            take.get(self._shown.kind, self._checklist.answer_spot)(key)


def _chunks(text: str) -> list[str]:
    """A sentence in pieces that may break at the end of a line."""
    return [part for part in re.split(r"(?<=[，。；、）])", text) if part]
