"""The list under the search field: parked work, recent items or what was found, chosen by arrows, Enter or a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.theme import Theme

Index = QModelIndex | QPersistentModelIndex
MOST_SHOWN_NUMBERS = 9


@dataclass(frozen=True)
class HitRow:
    """A row: `kind` draft, item, package or case, and its key; `number` is the key that picks it, 0 for none."""

    kind: str
    key: str
    title: str
    detail: str = ""
    number: int = 0


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[HitRow, ...] = ()

    def show(self, rows: Sequence[HitRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}\n{row.detail}" if row.detail else row.title
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: _Hits) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        tall = bool(self._model.rows[index.row()].detail)
        return QSize(100, self._theme.scaled(46 if tall else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, tokens, rect = self._model.rows[index.row()], self._theme.tokens, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, tokens.primary_tint if chosen else tokens.surface)
        left = rect.left() + 10
        small = QFont(option.font)
        small.setPixelSize(self._theme.scaled(12))
        if row.number:
            painter.setPen(tokens.primary if chosen else tokens.mute)
            painter.setFont(small)
            box = QRect(left, rect.top(), self._theme.scaled(16), rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(row.number))
        left += self._theme.scaled(20)
        width = rect.right() - left - 10
        self._words(painter, row, QRect(left, rect.top(), width, rect.height()), option.font, small)
        painter.setPen(tokens.line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _words(self, painter: QPainter, row: HitRow, rect: QRect, font: QFont, small: QFont) -> None:
        tokens, flags = self._theme.tokens, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        half = rect.height() // 2
        title = rect if not row.detail else QRect(rect.left(), rect.top() + 3, rect.width(), half)
        painter.setPen(tokens.ink)
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(title, flags, shown)
        if row.detail:
            painter.setPen(tokens.mute)
            painter.setFont(small)
            shown = painter.fontMetrics().elidedText(row.detail, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(QRect(rect.left(), rect.top() + half, rect.width(), half - 3), flags, shown)


class HitList(QListView):
    """`picked(row)` for Enter, a number or a press of the mouse."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = _Hits()
        self.setModel(self._hits)
        self._painter = _Painter(theme, self._hits)
        self.setItemDelegate(self._painter)
        self.setObjectName("HitList")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.picked.emit(self._hits.rows[index.row()]))

    def show_rows(self, rows: Sequence[HitRow], *, choose_first: bool) -> None:
        """Show rows; the first is chosen where Enter is to take it at once."""
        if tuple(rows) == self._hits.rows:
            return
        # Rows of one height: the view asks for the first one's and places the others without asking.
        self.setUniformItemSizes(len({bool(row.detail) for row in rows}) < 2)
        self._hits.show(rows)
        if rows and choose_first:
            self.setCurrentIndex(self._hits.index(0))

    def rows(self) -> tuple[HitRow, ...]:
        """The rows shown."""
        return self._hits.rows

    def move_by(self, step: int) -> None:
        """Move the choice."""
        count = len(self._hits.rows)
        if count:
            now = self.currentIndex().row()
            wanted = min(max(now + step, 0), count - 1) if now >= 0 else 0
            self.setCurrentIndex(self._hits.index(wanted))

    def pick_current(self) -> None:
        """Pick what is chosen."""
        row = self.currentIndex().row()
        if 0 <= row < len(self._hits.rows):
            self.picked.emit(self._hits.rows[row])

    def pick_number(self, number: int) -> bool:
        """Pick the row that bears this number."""
        found = next((row for row in self._hits.rows if row.number == number), None)
        if found is not None:
            self.picked.emit(found)
        return found is not None
