"""The head of a column and the column itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class SectionHeader(QFrame):
    """A numbered title, a note behind it, keys or buttons at the right."""

    def __init__(self, title: str, number: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SectionHeader")
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(8)
        if number is not None:
            circle = QLabel(str(number))
            circle.setObjectName("SectionNumber")
            circle.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.addWidget(circle)
        self._title = QLabel(title)
        self._title.setObjectName("SectionTitle")
        self._note = QLabel()
        self._note.setObjectName("SectionNote")
        # In a narrow column the note is cut, not the keys.
        self._note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._note.setMinimumWidth(1)
        line.addWidget(self._title)
        line.addWidget(self._note)
        line.addStretch(1)
        self._line = line

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_note(self, text: str) -> None:
        """Say something small behind the title."""
        self._note.setText(text)

    def add_left(self, widget: QWidget) -> None:
        """Put a widget behind the title and its note."""
        self._line.insertWidget(self._line.indexOf(self._note) + 1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class Column(QFrame):
    """A column: its header, and `body`, a layout that scrolls when it is too long."""

    def __init__(self, header: SectionHeader | None = None, *, margin: int = 14, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Column")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = header
        if header is not None:
            column.addWidget(header)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._outer = QVBoxLayout(inner)
        self._outer.setContentsMargins(margin, 12 if margin else 0, margin, 12 if margin else 0)
        self._outer.setSpacing(0)
        self.body = QVBoxLayout()
        self.body.setSpacing(7)
        self._outer.addLayout(self.body)
        self._outer.addStretch(1)
        self.scroll_area.setWidget(inner)
        column.addWidget(self.scroll_area, 1)
        self._whole = column

    def add_foot(self, *widgets: QWidget) -> None:
        """Put widgets below what scrolls, always in view."""
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(6)
        for widget in widgets:
            foot.addWidget(widget)
        self._whole.addLayout(foot)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll so that `widget` is seen."""
        self.scroll_area.ensureWidgetVisible(widget, 0, 24)


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setObjectName("Rule")
    return line
