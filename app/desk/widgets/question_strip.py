"""A question in a line with numbered answers: 出纸了吗  1 是  2 否."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desk.widgets.action_button import ActionButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class QuestionStrip(QFrame):
    """Answered by its number key while it has the focus, or by a press. `answered(key)`."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("QuestionStrip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        self._question = QLabel()
        self._question.setObjectName("QuestionText")
        self._question.setWordWrap(True)
        line.addWidget(self._question, 1)
        self._line = line
        self._answers: list[tuple[str, ActionButton]] = []
        self.hide()

    def ask(self, question: str, answers: Sequence[tuple[str, str]], *, take_focus: bool = True) -> None:
        """Show a question with answers (key, words), numbered from 1."""
        self.clear()
        self._question.setText(question)
        for place, (key, words) in enumerate(answers, start=1):
            button = ActionButton(words, hint=str(place))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, key=key: self.answered.emit(key))
            self._answers.append((key, button))
            self._line.addWidget(button)
        self.show()
        if take_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def question(self) -> str:
        """Return the question shown."""
        return self._question.text()

    def clear(self) -> None:
        """Take the question away."""
        for _key, button in self._answers:
            self._line.removeWidget(button)
            button.deleteLater()
        self._answers = []
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number gives the answer at that place."""
        place = int(event.text()) if event.text().isdigit() else 0
        if 1 <= place <= len(self._answers):
            self.answered.emit(self._answers[place - 1][0])
            return
        super().keyPressEvent(event)
