"""F1: every shortcut, from the table that binds them; what would act now is bright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from app.desk.shortcuts import Shortcuts


class HelpOverlay(QFrame):
    """Covers its page until a key or a press closes it; the focus goes back to where it was."""

    closed = Signal()

    def __init__(self, shortcuts: Shortcuts, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setObjectName("HelpOverlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._shortcuts = shortcuts
        self._before: QWidget | None = None
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(48, 40, 48, 40)
        sheet = QFrame()
        sheet.setObjectName("Sheet")
        self._inside = QVBoxLayout(sheet)
        self._inside.setContentsMargins(32, 24, 32, 24)
        self._inside.setSpacing(16)
        outer.addWidget(sheet)
        self._build_head()
        self._build_groups()
        shortcuts.keys_changed.connect(self._show_keys)
        self.hide()

    def open(self) -> None:
        """Show the overview; keys that would do nothing where the focus was are dim."""
        self._before = self._page.window().focusWidget()
        for id, (key, text) in self._rows.items():
            dim = not self._shortcuts.acts(id)
            restyle(key, "dim", dim)
            restyle(text, "kind", "mute" if dim else "")
        self.setGeometry(self._page.rect())
        self.show()
        self.raise_()
        self.setFocus()

    def close_help(self) -> None:
        """Hide the overview and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.closed.emit()

    def shown_ids(self) -> frozenset[str]:
        """Return the shortcuts listed."""
        return frozenset(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any plain key closes."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self.close_help()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press closes."""
        event.accept()
        self.close_help()

    def _build_head(self) -> None:
        head = QHBoxLayout()
        head.addWidget(text_label(self.tr("按键一览"), "title"), 1)
        close = ActionButton(self.tr("关闭"), hint="Esc")
        close.clicked.connect(self.close_help)
        head.addWidget(close)
        self._inside.addLayout(head)
        words = self.tr("颜色淡的键现在不起作用。输入法正在拼字时，所有快捷键都不起作用。功能键可在“设置”里换。")
        self._inside.addWidget(text_label(words, "mute"))

    def _build_groups(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(40)
        groups: dict[str, QGridLayout] = {}
        for row in self._shortcuts.rows():
            name = self._shortcuts.group(row.id)
            if name not in groups:
                groups[name] = self._build_group(columns, name)
            grid = groups[name]
            key = KeyHint.plain(self._shortcuts.shown_keys(row.id))
            text = QLabel(self._shortcuts.text(row.id))
            at = len(self._rows)
            grid.addWidget(key, at, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(text, at, 1)
            self._rows[row.id] = (key, text)
        self._inside.addLayout(columns)
        self._inside.addStretch(1)

    @staticmethod
    def _build_group(columns: QHBoxLayout, name: str) -> QGridLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        head = QLabel(name)
        head.setProperty("role", "section")
        column.addWidget(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        columns.addLayout(column, 1)
        return grid

    def _show_keys(self) -> None:
        for id, (key, _text) in self._rows.items():
            key.setText(self._shortcuts.shown_keys(id))
