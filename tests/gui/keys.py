"""Types into widgets as a person does; Chinese comes as an input method sends it."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(widget: QWidget, text: str) -> None:
    """Type `text`: ASCII by keys, anything else as an input method's commit (a key click with it aborts Qt)."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            commit(widget, character)


def compose(widget: QWidget, preedit: str) -> None:
    """Let an input method show `preedit` in `widget`, not yet committed."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    """Let an input method commit `text` and end its composition."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
