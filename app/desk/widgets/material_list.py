"""The checklist 材料清单: materials that unfold into their points, walked with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.desk.widgets.material_card import MaterialCard, MaterialRow
from app.desk.widgets.text_edit import ENTER_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

Place = tuple[str, str]
"""A place in the list: material and point; an empty point is the material's head."""


class MaterialList(QScrollArea):
    """One material is unfolded at a time. Marks are set by whoever listens: the list holds no answer.

    It takes no input method, so that one-letter keys act in it (bind them to it with scope LIST).
    """

    moved = Signal(str, str)
    activated = Signal(str, str)
    action_clicked = Signal(str)
    mark_clicked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.setWidget(inner)
        self._cards: dict[str, MaterialCard] = {}
        self._order: list[str] = []
        self._current: Place | None = None
        self._side: QWidget | None = None
        self._under: QWidget | None = None

    def set_materials(self, rows: Sequence[MaterialRow]) -> None:
        """Show these materials in this order; what stays keeps its place, its unfolding and the current row."""
        wanted = {row.key for row in rows}
        for key in [key for key in self._cards if key not in wanted]:
            self._remove(key)
        self._order = [row.key for row in rows]
        for place, row in enumerate(rows):
            card = self._cards.get(row.key)
            if card is None:
                card = self._cards[row.key] = self._make_card(row)
            elif card.row != row:
                card.show_row(row)
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
        if self._current is not None and self._current not in self._places():
            material = self._current[0]
            self._current = (material, "") if material in self._cards else None
        self._show_current()

    def update_material(self, row: MaterialRow) -> None:
        """Show one material anew."""
        if self._cards[row.key].row != row:
            self._cards[row.key].show_row(row)
            self._show_current()

    def set_side(self, widget: QWidget) -> None:
        """Give the widget that stands beside the points of the unfolded material (its scan)."""
        self._side = widget
        widget.hide()
        self._place_side()

    def put_under(self, place: Place, widget: QWidget) -> None:
        """Set a widget (a question) below a row, unfolding its material; hide the widget to take it away."""
        material, point = place
        if material in self._cards:
            if not self._cards[material].unfolded:
                self.fold(material, unfolded=True)
            self._under = widget
            self._cards[material].put_under(point, widget)
            QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget, 0, 8))

    def current(self) -> Place | None:
        """Return (material, point) of the current row; the point is empty on a material's head."""
        return self._current

    def unfolded(self) -> str | None:
        """Return the key of the unfolded material."""
        return next((key for key in self._order if self._cards[key].unfolded), None)

    def go_to(self, material: str, point: str = "") -> None:
        """Make a place current, unfold its material, bring it into view and take the focus."""
        if material in self._cards:
            self.fold(material, unfolded=True)
            self._move((material, point))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self, material: str, *, unfolded: bool) -> None:
        """Unfold a material (and fold the others), or fold it."""
        for key, card in self._cards.items():
            wanted = unfolded and key == material
            if card.unfolded != wanted:
                card.unfold(wanted)
        if not unfolded and self._current is not None and self._current[0] == material:
            self._current = (material, "")
        self._place_side()
        self._show_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk, Right unfolds, Left folds, Enter activates, Home and End go to the ends."""
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            event.ignore()
            return
        key = event.key()
        places = self._places()
        if not places:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(places[0 if key == Qt.Key.Key_Home else -1])
        elif self._current is not None and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.fold(self._current[0], unfolded=key == Qt.Key.Key_Right)
            self._move(self._current)
        elif self._current is not None and key in ENTER_KEYS:
            self._activate(self._current)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first row where none is current."""
        super().focusInEvent(event)
        if self._current is None and self._order:
            self._move((self._order[0], ""))
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._show_current()

    def _places(self) -> list[Place]:
        places: list[Place] = []
        for key in self._order:
            card = self._cards[key]
            places.append((key, ""))
            if card.unfolded:
                places.extend((key, point.key) for point in card.row.points)
        return places

    def _step(self, step: int) -> None:
        places = self._places()
        if self._current is None or self._current not in places:
            self._move(places[0])
            return
        self._move(places[min(max(places.index(self._current) + step, 0), len(places) - 1)])

    def _move(self, place: Place) -> None:
        self._current = place
        self._show_current()
        QTimer.singleShot(0, self, self._bring_into_view)
        self.moved.emit(*place)

    def _activate(self, place: Place) -> None:
        material, point = place
        if not point:
            self.fold(material, unfolded=not self._cards[material].unfolded)
        self.activated.emit(material, point)

    def _press(self, place: Place) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        again = self._current == place and not place[1]
        if not place[1]:
            self.fold(place[0], unfolded=not (again and self._cards[place[0]].unfolded))
        self._move(place)

    def _bring_into_view(self) -> None:
        widget = self._row_widget(self._current)
        if widget is not None:
            self.ensureWidgetVisible(widget, 0, 8)

    def _row_widget(self, place: Place | None) -> QWidget | None:
        if place is None or place[0] not in self._cards:
            return None
        card = self._cards[place[0]]
        return card.point_rows.get(place[1]) if place[1] else card.head

    def _show_current(self) -> None:
        focused = self.hasFocus()
        for key, card in self._cards.items():
            at_head = self._current == (key, "")
            card.head.set_state(unfolded=card.unfolded or at_head, lit=at_head and focused)
            for point, row in card.point_rows.items():
                here = self._current == (key, point)
                row.set_current(here, lit=here and focused)

    def _place_side(self) -> None:
        unfolded = self.unfolded()
        if self._side is not None and unfolded is not None:
            self._cards[unfolded].put_beside(self._side)

    def _make_card(self, row: MaterialRow) -> MaterialCard:
        card = MaterialCard(row)
        card.head_clicked.connect(lambda key: self._press((key, "")))
        card.point_clicked.connect(lambda key, point: self._press((key, point)))
        card.mark_clicked.connect(self.mark_clicked)
        card.action_clicked.connect(self.action_clicked)
        return card

    def _remove(self, key: str) -> None:
        card = self._cards.pop(key)
        for guest in (self._side, self._under):
            if guest is not None and card.isAncestorOf(guest):
                guest.hide()
                guest.setParent(self)
        self._column.removeWidget(card)
        card.deleteLater()
