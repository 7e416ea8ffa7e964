"""While the desk is locked, dialogs that are open stay open, covered; nothing typed in them is lost."""

from __future__ import annotations

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QFrame, QToolTip, QWidget


def cover_others(window: QWidget) -> list[QFrame]:
    """Cover every visible window but `window`, close drop-downs and tool tips; return the covers.

    A `public` one (the hall's screen, the applicant's) shows nothing that is a secret, and clears itself.
    """
    QToolTip.hideText()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    others = [
        other
        for other in QApplication.topLevelWidgets()
        if other is not window and other.isVisible() and not other.property("public")
    ]
    return [_cover(other) for other in others]


def close_others(window: QWidget) -> None:
    """Close every window but `window`: another clerk will sit here. Nothing stays on the clipboard either."""
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()
    clipboard = QApplication.clipboard()
    clipboard.clear()
    if clipboard.supportsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def _cover(other: QWidget) -> QFrame:
    cover = QFrame(other)
    cover.setObjectName("LockScreen")
    cover.setGeometry(other.rect())
    cover.show()
    cover.raise_()
    return cover
