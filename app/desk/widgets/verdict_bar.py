"""The verdict 结论 at the bottom: always in view, with its basis, its numbered reasons and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent

    from app.desk.shortcuts import Shortcuts

SHOWN_REASONS = 2
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Reason:
    """Why the verdict is what it is; `place` is where a press on it leads."""

    place: str
    text: str


def numbered(place: int, text: str) -> str:
    """Return `text` behind its number (from 0) in a circle."""
    sign = _CIRCLED[place] if place < len(_CIRCLED) else f"({place + 1})"
    return f"{sign} {text}"


class ReasonLink(QPushButton):
    """One reason; too long a text ends in … and stands whole in the tool tip and in the unfolded list."""

    def __init__(self, number: int, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Reason")
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.whole = numbered(number, reason.text)
        self.setText(self.whole)
        self.setToolTip(self.whole)
        self.setAccessibleName(self.whole)
        self.setMinimumWidth(60)

    def sizeHint(self) -> QSize:
        """Return the size of the whole text, even while it is shown shortened."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 10, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what does not fit."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, self.width() - 6))


class VerdictBar(QFrame):
    """Kinds: good, caution, bad, plain. `reason_clicked(place)` when a person presses a reason."""

    reason_clicked = Signal(str)

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("VerdictBar")
        self._reasons: tuple[Reason, ...] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(16)
        line.addLayout(self._build_words())
        line.addLayout(self._build_reasons(shortcuts), 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(16)
        line.addLayout(self._buttons)
        self.primary = ActionButton("", kind="primary", shortcuts=shortcuts, shortcut="next_step")
        line.addWidget(self.primary)
        self._sheet = QFrame(self)
        self._sheet.setObjectName("ReasonSheet")
        self._sheet.hide()

    def show_verdict(self, kind: str, title: str, basis: str = "") -> None:
        """Show the verdict and the law it rests on."""
        restyle(self, "kind", kind)
        restyle(self._title, "kind", kind)
        self._title.setText(title)
        self._basis.setText(basis)
        self._basis.setVisible(bool(basis))

    def title(self) -> str:
        """Return the verdict shown."""
        return self._title.text()

    def set_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show the first reasons and, where there are more, how many."""
        if tuple(reasons) == self._reasons:
            return
        self._reasons = tuple(reasons)
        _empty(self._links)
        for number, reason in enumerate(self._reasons[:SHOWN_REASONS]):
            self._links.addWidget(self._make_link(number, reason))
        self._more.setVisible(bool(self._reasons))
        self._more.set_text(self._more_words())
        if self._sheet.isVisible():
            self._fill_sheet()

    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons shown, folded ones too."""
        return self._reasons

    def set_primary(self, text: str, *, enabled: bool = True) -> None:
        """Say what the one key does now."""
        self.primary.set_text(text)
        self.primary.setEnabled(enabled)

    def add_button(self, button: ActionButton) -> None:
        """Add a button left of the primary one."""
        button.setMinimumHeight(self.primary.sizeHint().height())
        self._buttons.addWidget(button)

    def unfold_reasons(self) -> None:
        """Open all reasons upward, or close them."""
        if self._sheet.isVisible() or not self._reasons:
            self.fold_reasons()
            return
        self._fill_sheet()
        self._more.set_text(self._more_words(unfolded=True))

    def fold_reasons(self) -> None:
        """Close the list of all reasons."""
        self._sheet.hide()
        self._more.set_text(self._more_words())

    def hideEvent(self, event: QHideEvent) -> None:
        """The list of all reasons lies above the page: it goes with the bar."""
        super().hideEvent(event)
        self.fold_reasons()

    def _build_words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        self._title = QLabel()
        self._title.setObjectName("VerdictTitle")
        self._basis = QLabel()
        self._basis.setObjectName("VerdictBasis")
        for label in (self._title, self._basis):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        return column

    def _build_reasons(self, shortcuts: Shortcuts) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        line.addLayout(self._links)
        self._more = ActionButton("", kind="quiet", shortcuts=shortcuts, shortcut="reasons")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self.unfold_reasons)
        self._more.hide()
        line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        return line

    def _more_words(self, *, unfolded: bool = False) -> str:
        if unfolded:
            return self.tr("收起")
        return self.tr("全部 {n} 条").format(n=len(self._reasons))

    def _make_link(self, number: int, reason: Reason) -> ReasonLink:
        link = ReasonLink(number, reason)
        link.clicked.connect(lambda: self._jump(reason.place))
        return link

    def _jump(self, place: str) -> None:
        self.fold_reasons()
        self.reason_clicked.emit(place)

    def _fill_sheet(self) -> None:
        # The sheet lies above the page, outside the bar, so that it opens upward.
        self._sheet.setParent(self.window())
        if self._sheet.layout() is None:
            column = QVBoxLayout(self._sheet)
            column.setContentsMargins(8, 8, 8, 8)
            column.setSpacing(0)
        layout = self._sheet.layout()
        if isinstance(layout, QVBoxLayout):
            _empty(layout)
            for number, reason in enumerate(self._reasons):
                layout.addWidget(self._make_link(number, reason))
        self._sheet.ensurePolished()
        size = self._sheet.sizeHint()
        corner = self.mapTo(self.window(), QPoint(0, 0))
        left = corner.x() + self._links.geometry().x() - 8
        width = min(max(size.width(), 420), self.window().width() - left - 16)
        height = min(size.height(), corner.y() - 16)
        self._sheet.setGeometry(left, corner.y() - height - 4, width, height)
        self._sheet.show()
        self._sheet.raise_()


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
