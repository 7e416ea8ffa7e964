"""A line across the page: what is the matter, what is kept, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from collections.abc import Callable


class Banner(QFrame):
    """Hidden until `say`. Kinds: good, caution, bad, plain."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Banner")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 8, 4)
        line.setSpacing(12)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._button = ActionButton("", kind="pill")
        self._button.clicked.connect(self._act)
        self._close = ActionButton(self.tr("知道了"), kind="quiet")
        self._close.clicked.connect(self.hide)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        self._on_action: Callable[[], None] | None = None
        self.hide()

    def say(
        self, text: str, kind: str = "caution", action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show `text`, with a button that does `on_action` where one is given."""
        restyle(self, "kind", kind)
        restyle(self._text, "kind", "" if kind == "plain" else kind)
        self._text.setText(text)
        self._button.set_text(action)
        self._button.setVisible(bool(action))
        self._on_action = on_action
        self.show()

    def text(self) -> str:
        """Return the words shown."""
        return self._text.text()

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()
