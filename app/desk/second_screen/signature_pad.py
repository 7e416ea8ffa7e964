"""A field to sign in, by pen, finger or mouse; what was written is a picture, nothing else is kept of it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QTabletEvent

INK = QColor(20, 24, 32)
FRAME = QColor(150, 160, 172)
WIDTH = 3.0
INK_MARGIN = 12.0
LEAST = 40.0
"""Pixels of line below which nothing was written: a tap is no signature."""
PICTURE = QSize(720, 240)


class SignaturePad(QWidget):
    """`changed` after each stroke."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SignaturePad")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(480, 160)
        self._strokes: list[list[QPointF]] = []
        self._drawing = False
        self._canvas = QPixmap()

    def clear(self) -> None:
        """Take everything away."""
        self._strokes, self._drawing = [], False
        self._redraw()
        self.changed.emit()

    def signed(self) -> bool:
        """Tell whether something was written."""
        return self._length() >= LEAST

    def png(self) -> bytes:
        """Return what was written as a PNG on white, cropped to the ink and fitted into 720 × 240; empty where nothing was."""
        if not self.signed():
            return b""
        ink = self._ink()
        image = QImage(PICTURE, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        scale = min(PICTURE.width() / ink.width(), PICTURE.height() / ink.height())
        painter.scale(scale, scale)
        painter.translate(-ink.topLeft())
        self._draw(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub lacks the overload for a device
        return bytes(buffer.data().data())

    # ---- pen, finger, mouse ----

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins; a finger comes as a mouse too."""
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke ends."""
        self._go_on(event.position())
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen: its own events are finer than the mouse's made of them."""
        kind = event.type()
        if kind == event.Type.TabletPress:
            self._begin(event.position())
        elif kind == event.Type.TabletMove:
            self._go_on(event.position())
        elif kind == event.Type.TabletRelease:
            self._go_on(event.position())
            self._end()
        event.accept()

    def _begin(self, at: QPointF) -> None:
        self._drawing = True
        self._strokes.append([at])

    def _go_on(self, at: QPointF) -> None:
        if not self._drawing or self._strokes[-1][-1] == at:
            return
        before = self._strokes[-1][-1]
        self._strokes[-1].append(at)
        if self._canvas.isNull():
            self._redraw()
            return
        painter = QPainter(self._canvas)
        _prepare(painter)
        painter.drawLine(before, at)
        painter.end()
        self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.changed.emit()

    # ---- painting ----

    def _redraw(self) -> None:
        self._canvas = QPixmap(self.size())
        self._canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._canvas)
        self._draw(painter)
        painter.end()
        self.update()

    def _draw(self, painter: QPainter) -> None:
        _prepare(painter)
        for stroke in self._strokes:
            if len(stroke) > 1:
                painter.drawPolyline(stroke)

    def _ink(self) -> QRectF:
        """Where something was written, with a margin."""
        points = [point for stroke in self._strokes for point in stroke]
        left, right = min(p.x() for p in points), max(p.x() for p in points)
        top, bottom = min(p.y() for p in points), max(p.y() for p in points)
        return QRectF(left, top, right - left, bottom - top).adjusted(-INK_MARGIN, -INK_MARGIN, INK_MARGIN, INK_MARGIN)

    def _length(self) -> float:
        pairs = ((a, b) for stroke in self._strokes for a, b in itertools.pairwise(stroke))
        return sum(abs(b.x() - a.x()) + abs(b.y() - a.y()) for a, b in pairs)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what was written."""
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show what was written."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(QPen(FRAME, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(QPen(FRAME, 1, Qt.PenStyle.DashLine))
        line = self.height() * 3 // 4
        painter.drawLine(24, line, self.width() - 24, line)
        painter.drawPixmap(0, 0, self._canvas)
        painter.end()


def _prepare(painter: QPainter) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(INK, WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
