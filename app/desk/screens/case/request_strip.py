"""What the applicant asked for online about the case in view: a line above it, with the act to be begun and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.desk.screens.case.request_words import strip_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.desk.context import Desk
    from app.usecases.case_view import CaseView
    from app.usecases.online_requests import RequestRow


class RequestStrip(QFrame):
    """Hidden where nothing is asked for. `wanted(row)`, `declined(row)`; it never takes the focus."""

    wanted = Signal(object)
    declined = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.setObjectName("RequestStrip")
        self._row: RequestRow | None = None
        self.text = text_label("")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        self.begin = ActionButton(self.tr("按网上申请办"), kind="pill", shortcuts=desk.shortcuts, shortcut="news")
        self.answer = ActionButton(self.tr("不办，答复"), kind="pill")
        for button, signal in ((self.begin, self.wanted), (self.answer, self.declined)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self._row))
            line.addWidget(button)
        desk.shortcuts.bind("news", page, lambda: self.wanted.emit(self._row), lambda: self._row is not None)
        self.hide()

    def show_case(self, view: CaseView | None) -> None:
        """Show the oldest open request of a case, and how many more there are."""
        views = view.requests if view is not None else ()
        self._row = views[0].row if views else None
        self.text.setText(strip_words(view) if view is not None else "")
        self.begin.setVisible(self._row is not None and not self._row.overtaken)
        self.setVisible(self._row is not None)
