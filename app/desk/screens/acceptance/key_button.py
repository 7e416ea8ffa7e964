"""A key's badge that can be pressed with the mouse too: everything a key does, a hand on the mouse can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.desk.widgets.action_button import ActionButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.shortcuts import Shortcuts


def key_button(shortcuts: Shortcuts, id: str, text: str, slot: Callable[[], object]) -> ActionButton:
    """A badge “F2 读卡” that does what the key does; it takes no focus."""
    button = ActionButton("", kind="label", shortcuts=shortcuts, shortcut=id, hint=text)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda: slot())
    return button
