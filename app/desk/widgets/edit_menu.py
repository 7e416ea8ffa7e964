"""The menu of a text field for people who work with the mouse: cut, copy, paste, all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.desk.widgets.text_area import TextArea
    from app.desk.widgets.text_edit import LineEdit


def edit_menu(field: LineEdit | TextArea, *, selected: bool, secret: bool = False) -> QMenu:
    """Return the menu for `field`; what is `secret` is neither cut nor copied."""
    menu = QMenu(field)
    readable = selected and not secret
    clipboard = bool(QGuiApplication.clipboard().text())
    for words, act, enabled in (
        (QCoreApplication.translate("EditMenu", "剪切"), field.cut, readable and not field.isReadOnly()),
        (QCoreApplication.translate("EditMenu", "复制"), field.copy, readable),
        (QCoreApplication.translate("EditMenu", "粘贴"), field.paste, clipboard and not field.isReadOnly()),
        (QCoreApplication.translate("EditMenu", "全选"), field.selectAll, True),
    ):
        action = menu.addAction(words)
        action.triggered.connect(act)
        action.setEnabled(enabled)
    return menu
