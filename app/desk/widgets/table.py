"""A table of frozen rows with sane defaults: rows tall enough to read, and never silently cut short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.empty_state import EmptyState
from app.desk.widgets.restyle import restyle
from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from app.desk.theme import Theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
SECOND_LINE = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its title, its text, a second line (tall tables), and the kind that colours it.

    Kinds: bad, caution, good, mute, primary, strong. `width` in pixels at normal type, 0 for a share of the rest.
    """

    title: str
    text: Callable[[R], str]
    second: Callable[[R], str] | None = None
    kind: Callable[[R], str] | None = None
    align: str = "left"
    width: int = 0


class Cell(NamedTuple):
    """All that is painted of a cell, asked for at once: a question through Qt costs more than its answer."""

    text: str
    second: str
    kind: str
    align: Qt.AlignmentFlag


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows a sequence of frozen rows through columns."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Replace all rows; nothing happens where they are equal."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rows(self) -> tuple[R, ...]:
        """Return all rows."""
        return self._rows

    def row(self, place: int) -> R:
        """Return the row at `place`."""
        return self._rows[place]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, index: Index) -> Cell:
        """Return what is painted of a cell."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        second = column.second(row) if column.second else ""
        kind = column.kind(row) if column.kind else ""
        return Cell(column.text(row), second, kind, _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            second = column.second(row) if column.second else ""
            return f"{column.text(row)}\n{second}".strip()
        if role == SECOND_LINE:
            return column.second(row) if column.second else ""
        if role == KIND:
            return column.kind(row) if column.kind else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None


class RowPainter(QStyledItemDelegate):
    """Paints a cell: first line, second line small, a thin rule below; colours from the theme."""

    def __init__(self, theme: Theme, *, tall: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tall = tall

    def row_height(self) -> int:
        """Return the height of a row in pixels."""
        return self._theme.scaled(54 if self._tall else 33)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = self._theme.tokens
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(tokens.primary_tint if selected else tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text, second, kind, align = cast("RowsModel[Any]", index.model()).cell(index)
        second = second if self._tall else ""
        colours = {"bad": tokens.bad, "caution": tokens.caution, "good": tokens.good, "mute": tokens.mute,
                   "primary": tokens.primary}  # fmt: skip
        font = QFont(option.font)
        font.setBold(kind in ("strong", "bad"))
        inner = rect.adjusted(12, 0, -12, -1)
        first_box = inner.adjusted(0, self._theme.scaled(6), 0, -inner.height() // 2) if second else inner
        self._line(painter, first_box, align, font, colours.get(kind, tokens.ink), text)
        if second:
            font.setBold(False)
            font.setPixelSize(self._theme.scaled(12))
            below = inner.adjusted(0, inner.height() // 2 + 1, 0, -self._theme.scaled(5))
            self._line(painter, below, align, font, tokens.mute, second)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, align: Qt.AlignmentFlag, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        if not 0 < len(text) * font.pixelSize() <= box.width():  # no character is wider than the font is high
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align, text)


class _View(QTableView):
    focus_changed = Signal()
    entered_row = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and self.currentIndex().isValid() and event.modifiers() in _PLAIN:
            self.entered_row.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, they do not jump."""

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_changed.emit()
        return super().event(event)


class Table(QFrame):
    """The view, the foot with the count, and what is shown where nothing is.

    `picked(row)` for Enter or a double press, `moved(row)` when the current row changes (-1: none),
    `more_wanted` when a person asks for the rest of a list that `set_total` said is longer.
    """

    picked = Signal(int)
    moved = Signal(int)
    more_wanted = Signal()

    def __init__(
        self,
        model: RowsModel[Any],
        theme: Theme,
        *,
        tall: bool = False,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TableFrame")
        self.model = model
        self._theme = theme
        self._total: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.view = self._build_view(tall)
        self._stack = QStackedLayout()
        column.addLayout(
            self._stack, 1
        )  # before it holds anything: a stack without a parent shows its first as a window
        self._stack.addWidget(self.view)
        self._empty = empty or EmptyState(self.tr("这里还没有内容"))
        self._stack.addWidget(self._empty)
        column.addWidget(self._build_foot())
        model.modelReset.connect(self._refresh)
        model.modelReset.connect(self._share_width)
        theme.changed.connect(self._fit)
        self._fit()
        self._refresh()

    def current_row(self) -> int:
        """Return the place of the current row, -1 where there is none."""
        return self.view.currentIndex().row() if self.view.currentIndex().isValid() else -1

    def select_row(self, place: int) -> None:
        """Make a row current and bring it into view; past the ends takes the nearest."""
        count = self.model.rowCount()
        if count:
            self.view.selectRow(min(max(place, 0), count - 1))

    def step(self, step: int) -> None:
        """Move the current row, as the arrow keys do (for a search field above the list)."""
        self.select_row(self.current_row() + step)

    def set_total(self, total: int | None) -> None:
        """Say how many there are in all, where the rows shown are only the first of them."""
        self._total = total
        self._refresh()

    def count_text(self) -> str:
        """Return the count shown below the table."""
        return self._count.text()

    def set_empty(self, title: str, hint: str = "") -> None:
        """Say what it means that there is nothing."""
        self._empty.say(title, hint)

    def _build_view(self, tall: bool) -> _View:
        view = _View()
        view.setModel(self.model)
        self._painter = RowPainter(self._theme, tall=tall, parent=view)
        view.setItemDelegate(self._painter)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setWordWrap(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.doubleClicked.connect(lambda index: self.picked.emit(index.row()))
        view.entered_row.connect(self.picked)
        view.selectionModel().currentRowChanged.connect(lambda index, _old: self.moved.emit(index.row()))
        view.focus_changed.connect(self._light)
        view.viewport().installEventFilter(self)
        return view

    def _build_foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("TableFoot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 2, 12, 2)
        self._count = QLabel()
        self._count.setObjectName("TableCount")
        self._more = ActionButton(self.tr("再显示一些"), kind="quiet")
        self._more.clicked.connect(self.more_wanted)
        line.addWidget(self._count)
        line.addWidget(self._more)
        line.addStretch(1)
        return foot

    def _light(self) -> None:
        restyle(self, "lit", self.view.hasFocus())

    def _refresh(self) -> None:
        shown = self.model.rowCount()
        total = shown if self._total is None else max(self._total, shown)
        self._bring_forward(self.view if shown else self._empty)
        if shown < total:
            self._count.setText(self.tr("显示前 {n} 条，共 {total} 条").format(n=shown, total=f"{total:,}"))
        else:
            self._count.setText(self.tr("共 {total} 条").format(total=f"{total:,}"))
        self._more.setVisible(shown < total)

    def _bring_forward(self, page: QWidget) -> None:
        """Show the rows or the words in their stead; a list that has the focus keeps it when the first rows come."""
        before = self._stack.currentWidget()
        if before is page and self.focusProxy() is page:
            return
        focused = before is not None and before.hasFocus()
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        if focused:
            page.setFocus()

    def _fit(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(self._painter.row_height())
        self._share_width()

    def _share_width(self) -> None:
        columns = self.model.columns
        fixed = [self._theme.scaled(column.width) if column.width else 0 for column in columns]
        free = [place for place, width in enumerate(fixed) if not width]
        rest = max(self.view.viewport().width() - sum(fixed), 80 * len(free))
        for place, width in enumerate(fixed):
            self.view.setColumnWidth(place, width or rest // max(len(free), 1))
        if free:
            spare = self.view.viewport().width() - sum(self.view.columnWidth(at) for at in range(len(columns)))
            self.view.setColumnWidth(free[-1], self.view.columnWidth(free[-1]) + max(spare, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width anew when the view is resized."""
        if event.type() == QEvent.Type.Resize:
            self._share_width()
        return super().eventFilter(watched, event)
