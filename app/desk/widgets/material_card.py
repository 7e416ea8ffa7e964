"""One material 材料 of the list: a head that unfolds into its review points, with room for a scan beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.check_row import CheckRow, Mark, MarkLabel, PointRow
from app.desk.widgets.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


@dataclass(frozen=True)
class MaterialRow:
    """A material to show. `right` is its count (“2/4”), `action` a word for the button at its right (容缺)."""

    key: str
    title: str
    subtitle: str = ""
    mark: Mark = Mark.OPEN
    right: str = ""
    points: tuple[PointRow, ...] = ()
    action: str = ""
    action_hint: str = ""
    subtitle_kind: str = "mute"


class MaterialHead(QFrame):
    """Mark, title, second line, and the count or an action at the right."""

    clicked = Signal()
    mark_clicked = Signal()
    action_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("MaterialHead")
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 7, 14, 7)
        self._line.setSpacing(10)
        self._mark = MarkLabel()
        self._mark.clicked.connect(self.mark_clicked)
        self._line.addWidget(self._mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = QLabel()
        self._title.setObjectName("MaterialTitle")
        self._subtitle = QLabel()
        self._subtitle.setObjectName("RowDetail")
        for label in (self._title, self._subtitle):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            words.addWidget(label)
        self._line.addLayout(words, 1)
        self._right = QLabel()
        self._right.setObjectName("MaterialRight")
        self._line.addWidget(self._right)
        self._action: ActionButton | None = None

    def show_row(self, row: MaterialRow) -> None:
        """Show a material."""
        self._mark.set_mark(row.mark)
        self._title.setText(row.title)
        self._subtitle.setText(row.subtitle)
        self._subtitle.setVisible(bool(row.subtitle))
        restyle(self._subtitle, "kind", row.subtitle_kind)
        self._right.setText(row.right)
        self._right.setVisible(bool(row.right))
        self._show_action(row.action, row.action_hint)
        self.setAccessibleName(f"{row.title} {row.right}")

    def set_state(self, *, unfolded: bool, lit: bool) -> None:
        """Tint the head while unfolded or current; ring it while it is current and its list has the focus."""
        restyle(self, "lit", lit)
        restyle(self, "open", unfolded)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the head was pressed; all that lies before the words counts as the mark, which is small."""
        event.accept()
        if event.position().x() < self._title.x():
            self.mark_clicked.emit()
        else:
            self.clicked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was all: the release goes no further."""
        event.accept()

    def _show_action(self, words: str, hint: str) -> None:
        if self._action is None and words:
            self._action = ActionButton(words, kind="pill", hint=hint)
            self._action.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._action.clicked.connect(self.action_clicked)
            self._line.addWidget(self._action)
        if self._action is not None:
            self._action.set_text(words)
            self._action.setVisible(bool(words))


class MaterialCard(QWidget):
    """A head and, once unfolded, its points. Rows are made when they are first shown."""

    head_clicked = Signal(str)
    point_clicked = Signal(str, str)
    mark_clicked = Signal(str, str)
    action_clicked = Signal(str)

    def __init__(self, row: MaterialRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.unfolded = False
        self.point_rows: dict[str, CheckRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = MaterialHead()
        self.head.clicked.connect(lambda: self.head_clicked.emit(self.row.key))
        self.head.mark_clicked.connect(lambda: self.mark_clicked.emit(self.row.key, ""))
        self.head.action_clicked.connect(lambda: self.action_clicked.emit(self.row.key))
        column.addWidget(self.head)
        self._body = QFrame()
        self._body.setObjectName("MaterialBody")
        self._beside = QHBoxLayout(self._body)
        self._beside.setContentsMargins(0, 0, 0, 1)
        self._beside.setSpacing(0)
        self._points = QVBoxLayout()
        self._points.setSpacing(0)
        self._points.addStretch(1)
        self._beside.addLayout(self._points, 2)
        self._body.hide()
        column.addWidget(self._body)
        self.show_row(row)

    def show_row(self, row: MaterialRow) -> None:
        """Show a material; rows of points that stay are kept."""
        self.row = row
        self.head.show_row(row)
        if self.unfolded:
            self._show_points()

    def unfold(self, unfolded: bool) -> None:
        """Show or hide the points."""
        self.unfolded = unfolded
        if unfolded:
            self._show_points()
        self._body.setVisible(unfolded and bool(self.row.points or self._beside.count() > 1))

    def put_beside(self, widget: QWidget | None) -> None:
        """Set a widget (the scan) at the right of the points; None takes it away."""
        if widget is not None:
            self._beside.addWidget(widget, 1)
            widget.show()

    def put_under(self, point: str, widget: QWidget) -> None:
        """Set a widget (a question) below a row of points; an empty point is the head."""
        self._points.removeWidget(widget)
        place = self._points.indexOf(self.point_rows[point]) + 1 if point in self.point_rows else 0
        self._points.insertWidget(place, widget)
        self._body.setVisible(True)
        widget.show()

    def _show_points(self) -> None:
        wanted = {point.key for point in self.row.points}
        for key in [key for key in self.point_rows if key not in wanted]:
            gone = self.point_rows.pop(key)
            self._points.removeWidget(gone)
            gone.deleteLater()
        for place, point in enumerate(self.row.points):
            shown = self.point_rows.get(point.key)
            if shown is None:
                shown = self.point_rows[point.key] = self._make_point(point)
            else:
                shown.show_row(point)
            if self._points.indexOf(shown) != place:
                self._points.removeWidget(shown)
                self._points.insertWidget(place, shown)

    def _make_point(self, point: PointRow) -> CheckRow:
        row = CheckRow(point)
        row.clicked.connect(lambda key=point.key: self.point_clicked.emit(self.row.key, key))
        row.mark_clicked.connect(lambda key=point.key: self.mark_clicked.emit(self.row.key, key))
        return row
