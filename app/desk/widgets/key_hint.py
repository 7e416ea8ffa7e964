"""The small badge that names a key beside what it does; dim when the key would do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from app.desk.shortcuts import Shortcuts


class KeyHint(QLabel):
    """Shows the key of a shortcut, and a word beside it where given (`source` is Chinese text of context KeyHint).

    What every key may change is looked at only where it is in view: the hints of other pages wait until they are shown.
    """

    def __init__(self, shortcuts: Shortcuts, id: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("KeyHint")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shortcuts = shortcuts
        self._id = id
        self._text = text
        shortcuts.refreshed.connect(self._refreshed)
        shortcuts.keys_changed.connect(self._show)
        self._show()
        self._dim()

    @staticmethod
    def plain(text: str) -> QLabel:
        """Return a badge with a fixed text."""
        label = QLabel(text)
        label.setObjectName("KeyHint")
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def _show(self) -> None:
        keys = self._shortcuts.shown_keys(self._id)
        self.setText(f"{keys} {self._text}" if self._text else keys)
        self.setAccessibleName(QCoreApplication.translate("KeyHint", "按键 {keys}").format(keys=keys))

    def showEvent(self, event: QShowEvent) -> None:
        """Coming into view: be dim or not as things stand now."""
        super().showEvent(event)
        self._dim()

    def _refreshed(self) -> None:
        if self.isVisible():
            self._dim()

    def _dim(self) -> None:
        restyle(self, "dim", not self._shortcuts.acts(self._id))
