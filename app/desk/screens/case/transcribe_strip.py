"""The strip 复制下一字段: narrow, above other programs; hands the fields over one key each, takes the number back.

What was copied is cleared from the clipboard at the end, so that nothing of the applicant stays there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.text_edit import ENTER_KEYS, LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QMouseEvent

    from app.desk.theme import Theme
    from app.usecases.transcribe import CopyField, Transcript

WIDTH, HEIGHT = 640, 96


class TranscribeStrip(QFrame):
    """`taken(number)` when the number of the other system was entered. Space copies the next field, Left goes back."""

    taken = Signal(str)

    def __init__(self, theme: Theme, transcript: Transcript, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint
        super().__init__(parent, flags)
        self.setObjectName("TranscribeStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(self.tr("复制下一字段"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.transcript = transcript
        self.place = -1
        self._copied = ""
        self._grabbed_at = None
        self._build()
        self.resize(theme.scaled(WIDTH), theme.scaled(HEIGHT))
        self._say()
        self.setFocus()

    # ---- building ----

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(10)
        self.now = text_label("", "strong")
        self.now.setWordWrap(False)
        self.count = text_label("", "small")
        self.count.setWordWrap(False)
        first.addWidget(self.now, 1)
        first.addWidget(self.count)
        second = QHBoxLayout()
        second.setSpacing(8)
        self.next = ActionButton("", kind="plain", hint=self.tr("空格"))
        self.next.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.next.clicked.connect(self.copy_next)
        self.back = ActionButton(self.tr("上一个"), kind="quiet", hint="←")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back.clicked.connect(self.copy_previous)
        self.foreign = LineEdit(self.tr("办完后填部门系统的编号"))
        self.foreign.set_value(self.transcript.number)
        self.foreign.submitted.connect(self.finish_with_number)
        self.end = ActionButton(self.tr("完成"), kind="quiet", hint="Esc")
        self.end.clicked.connect(self.finish_with_number)
        second.addWidget(self.next)
        second.addWidget(self.back)
        second.addWidget(self.foreign, 1)
        second.addWidget(self.end)
        column.addLayout(first)
        column.addLayout(second)

    # ---- copying ----

    def copy_next(self) -> None:
        """Put the next field on the clipboard; after the last one the number of the other system is asked."""
        if self.place + 1 >= len(self.transcript.fields):
            self.foreign.setFocus()
            return
        self._copy(self.place + 1)

    def copy_previous(self) -> None:
        """Put the field before on the clipboard again."""
        if self.place > 0:
            self._copy(self.place - 1)

    def current(self) -> CopyField | None:
        """Return the field that was copied last."""
        return self.transcript.fields[self.place] if self.place >= 0 else None

    def finish_with_number(self) -> None:
        """Hand back the number, if one was entered, and end."""
        number = self.foreign.value()
        if number and number != self.transcript.number:
            self.taken.emit(number)
        self.finish()

    def finish(self) -> None:
        """End: the clipboard is cleared where it still holds what was copied here."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing on the clipboard, however the strip was closed."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        self._copied = ""
        super().closeEvent(event)

    def _copy(self, place: int) -> None:
        self.place = place
        self._copied = self.transcript.fields[place].value
        QGuiApplication.clipboard().setText(self._copied)
        self._say()

    def _say(self) -> None:
        fields, now = self.transcript.fields, self.current()
        if now is None:
            words = self.tr("{item} → {system}")
            self.now.setText(words.format(item=self.transcript.item_name, system=self.transcript.system))
        else:
            self.now.setText(self.tr("已复制 {label}：{value}").format(label=now.label, value=shortened(now.value)))
        self.count.setText(f"{self.place + 1} / {len(fields)}")
        following = fields[self.place + 1].label if self.place + 1 < len(fields) else ""
        self.next.set_text(self.tr("复制 {label}").format(label=following) if following else self.tr("填写对方编号"))
        self.back.setEnabled(self.place > 0)

    # ---- keys and mouse ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter or Right: next; Left: the one before; Esc: end."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Right, *ENTER_KEYS):
            self.copy_next()
        elif key == Qt.Key.Key_Left:
            self.copy_previous()
        elif key == Qt.Key.Key_Escape:
            self.finish_with_number()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The strip is moved by its ground."""
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()


def shortened(value: str, longest: int = 28) -> str:
    """A value as the strip shows it."""
    return value if len(value) <= longest else value[: longest - 1] + "…"
