"""A review point 审核要点 on a row: its mark, its words, what is found, what to say aloud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desk.widgets.restyle import restyle


class Mark(Enum):
    """What was found of a point or a material; never told by colour alone."""

    OPEN = "open"
    PASS = "pass"  # noqa: S105 - the name of a mark
    FAIL = "fail"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


_SIGNS = {Mark.OPEN: "•", Mark.PASS: "", Mark.FAIL: "", Mark.MISSING: "缺", Mark.NOT_APPLICABLE: "–"}
# ✓ and ✗ are drawn: the bundled font has no ✗, and the two are to look alike. Points in a square of side 1.
_STROKES = {
    Mark.PASS: (((0.28, 0.53), (0.44, 0.68), (0.73, 0.34)),),
    Mark.FAIL: (((0.33, 0.33), (0.67, 0.67)), ((0.67, 0.33), (0.33, 0.67))),
}


@dataclass(frozen=True)
class PointRow:
    """A row to show. `detail_kind` is mute, bad, caution or good; `say` is what to say to the applicant."""

    key: str
    text: str
    mark: Mark = Mark.OPEN
    detail: str = ""
    detail_kind: str = "mute"
    say: str = ""


def mark_words(mark: Mark) -> str:
    """Return a mark in words, for readers of the screen."""
    words = {
        Mark.OPEN: QCoreApplication.translate("Mark", "未核"),
        Mark.PASS: QCoreApplication.translate("Mark", "合格"),
        Mark.FAIL: QCoreApplication.translate("Mark", "不合格"),
        Mark.MISSING: QCoreApplication.translate("Mark", "未带"),
        Mark.NOT_APPLICABLE: QCoreApplication.translate("Mark", "不涉及"),
    }
    return words[mark]


class MarkLabel(QLabel):
    """The square that shows a mark; pressing it asks for another one."""

    clicked = Signal()

    def __init__(self, mark: Mark = Mark.OPEN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Mark")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.mark = mark
        self.set_mark(mark)

    def set_mark(self, mark: Mark) -> None:
        """Show `mark`."""
        self.mark = mark
        self.setText(_SIGNS[mark])
        self.setAccessibleName(mark_words(mark))
        self.setToolTip(mark_words(mark))
        restyle(self, "mark", mark.value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square, and the strokes of ✓ and ✗ in the colour of the words."""
        super().paintEvent(event)
        strokes = _STROKES.get(self.mark)
        if strokes is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(self.foregroundRole()), max(self.width() / 12, 1.6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in strokes:
            painter.drawPolyline([QPointF(x * self.width(), y * self.height()) for x, y in stroke])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the mark was pressed."""
        event.accept()
        self.clicked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was all: the release goes no further."""
        event.accept()


class CheckRow(QFrame):
    """A point with its mark at the left; the current one is tinted, and ringed while its list has the focus."""

    clicked = Signal()
    mark_clicked = Signal()

    def __init__(self, row: PointRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("CheckRow")
        line = QHBoxLayout(self)
        line.setContentsMargins(46, 5, 12, 5)
        line.setSpacing(10)
        self.mark_label = MarkLabel()
        self.mark_label.clicked.connect(self.clicked)
        self.mark_label.clicked.connect(self.mark_clicked)
        line.addWidget(self.mark_label, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._text = self._label("RowText")
        self._detail = self._label("RowDetail")
        self._say = self._label("RowSay")
        for label in (self._text, self._detail, self._say):
            words.addWidget(label)
        line.addLayout(words, 1)
        self.show_row(row)

    @staticmethod
    def _label(name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def show_row(self, row: PointRow) -> None:
        """Show a point."""
        self._text.setText(row.text)
        self._detail.setText(row.detail)
        self._detail.setVisible(bool(row.detail))
        restyle(self._detail, "kind", row.detail_kind)
        self._say.setText(row.say)
        self._say.setVisible(bool(row.say))
        self.mark_label.set_mark(row.mark)
        self.setAccessibleName(f"{mark_words(row.mark)} {row.text}")

    def set_current(self, current: bool, lit: bool = False) -> None:
        """Tint the row as the current one; `lit`: its list has the focus."""
        restyle(self, "lit", lit)
        restyle(self, "current", current)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell that the row was pressed; all that lies before the words counts as the mark, which is small."""
        event.accept()
        self.clicked.emit()
        if event.position().x() < self._text.x():
            self.mark_clicked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press was all: the release goes no further."""
        event.accept()
