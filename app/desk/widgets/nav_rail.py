"""The rail of workspaces at the left, with a number where something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.icons import Icons


HEIGHT, BUTTON = 712, 58
"""What the smallest screen (768 lines) leaves for the rail, and what a button takes at normal type."""


class NavButton(QPushButton):
    """Icon above the word, a badge at the upper right."""

    def __init__(self, icons: Icons, icon: str, text: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("NavButton")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self._icons = icons
        self._icon = icon
        column = self._inner = QVBoxLayout(self)
        self._image = QLabel()
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(text)
        self._text.setObjectName("NavText")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._image)
        column.addWidget(self._text)
        self._badge = QLabel(self)
        self._badge.setObjectName("NavBadge")
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.hide()
        for label in (self._image, self._text, self._badge):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self.tint)
        self.tint()

    def tint(self) -> None:
        """Draw icon and word in the colour of the state."""
        role = "primary" if self.isChecked() else "mute"
        self._image.setPixmap(self._icons.pixmap(self._icon, role, 20, self.devicePixelRatioF()))
        restyle(self._text, "on", self.isChecked())

    def pack(self, *, dense: bool) -> None:
        """Take less room, or as much as is good to look at."""
        self._inner.setContentsMargins(0, 3 if dense else 8, 3, 2 if dense else 6)
        self._inner.setSpacing(0 if dense else 2)
        restyle(self, "dense", dense)

    def set_badge(self, number: int) -> None:
        """Show a number; 0 hides it."""
        self._badge.setText(str(number) if number < 100 else "99+")
        self._badge.setVisible(number > 0)
        self._place_badge()

    def badge(self) -> str:
        """Return what the badge says, empty while hidden."""
        return self._badge.text() if not self._badge.isHidden() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the badge at its corner."""
        super().resizeEvent(event)
        self._place_badge()

    def _place_badge(self) -> None:
        self._badge.ensurePolished()
        hint = self._badge.sizeHint()
        width = max(hint.width(), hint.height())
        self._badge.setGeometry(self.width() // 2 + 7, 6, width, hint.height())


class NavRail(QFrame):
    """The workspaces, top down. `chosen(id)` when a person picks one."""

    chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("NavRail")
        self._icons = icons
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._pressed)
        self._buttons: dict[str, NavButton] = {}

    def add(self, id: str, icon: str, text: str, tip: str = "") -> None:
        """Add a workspace at the end."""
        button = NavButton(self._icons, icon, text, tip)
        self._buttons[id] = button
        self._group.addButton(button)
        self._column.insertWidget(self._column.count() - 1, button)
        self._pack()

    def _pack(self) -> None:
        """Many workspaces stand closer, so that all are in view at 768 lines, in large type too."""
        button = round(BUTTON * QApplication.font().pixelSize() / 14)
        dense = len(self._buttons) * button > HEIGHT
        edge = 2 if dense else 8
        self._column.setContentsMargins(0, edge, 1, edge)
        for made in self._buttons.values():
            made.pack(dense=dense)

    def choose(self, id: str) -> None:
        """Show workspace `id` as the one in front; one that has no place in the rail lights none."""
        if id in self._buttons:
            self._buttons[id].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def set_badge(self, id: str, number: int) -> None:
        """Show how many things wait in workspace `id`."""
        if id in self._buttons:
            self._buttons[id].set_badge(number)

    def badge(self, id: str) -> str:
        """Return what the badge of workspace `id` says."""
        return self._buttons[id].badge()

    def retint(self) -> None:
        """Draw the icons anew, in the colours of the theme, at its size."""
        self._pack()
        for button in self._buttons.values():
            button.tint()

    def clear(self) -> None:
        """Take all workspaces away."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = {}

    def _pressed(self, pressed: QAbstractButton) -> None:
        for id, button in self._buttons.items():
            if button is pressed:
                self.chosen.emit(id)
