"""One line that tells of something new about what is open, to be looked at when there is time 有更新."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desk.widgets.action_button import ActionButton

if TYPE_CHECKING:
    from app.desk.shortcuts import Shortcuts


class NewsLine(QFrame):
    """Hidden until `tell`. `wanted` when a person wants to see it; it never takes the focus.

    Without shortcuts there is nothing to be looked at: the line only says how it is.
    """

    wanted = Signal()

    def __init__(self, shortcuts: Shortcuts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("NewsLine")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 2, 8, 2)
        line.setSpacing(12)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self._text)
        if shortcuts is not None:
            look = ActionButton(self.tr("查看"), kind="quiet", shortcuts=shortcuts, shortcut="news")
            look.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            look.clicked.connect(self.wanted)
            line.addWidget(look)
        line.addStretch(1)
        self.hide()

    def tell(self, text: str) -> None:
        """Show the line; what was told before gives way."""
        self._text.setText(text)
        self.show()

    def text(self) -> str:
        """Return what is told, empty while hidden."""
        return "" if self.isHidden() else self._text.text()
