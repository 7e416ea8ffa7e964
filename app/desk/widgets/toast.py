"""A short word that something is done; it goes by itself and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

SHOWN_MS = 3500
_SIGNS = {"good": "✓", "caution": "!", "bad": "×", "plain": "·"}


class Toast(QFrame):
    """Stands at the lower middle of its page."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("Toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(8)
        self._mark = QLabel()
        self._mark.setObjectName("ToastMark")
        self._text = QLabel()
        self._text.setObjectName("ToastText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self._mark)
        line.addWidget(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, kind: str = "good", bottom: int = 96) -> None:
        """Show `text`, `bottom` pixels above the lower edge; long texts stay longer."""
        self._mark.setText(_SIGNS.get(kind, "·"))
        parent = self._page
        widest = parent.width() - 160
        self._text.setWordWrap(False)
        if self._text.fontMetrics().horizontalAdvance(text) > widest:
            self._text.setWordWrap(True)
            self._text.setFixedWidth(widest)
        else:
            self._text.setMinimumWidth(0)
            self._text.setMaximumWidth(widest)
        self._text.setText(text)
        self.ensurePolished()
        self.adjustSize()
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - bottom)
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS + 60 * len(text))

    def go(self) -> None:
        """Go at once."""
        self._timer.stop()
        self.hide()

    def text(self) -> str:
        """Return the words shown last."""
        return self._text.text()
