"""Shows a PDF or a picture page by page; PDFs are drawn by pypdfium2 off the interface's thread."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.desk.background import Background, Lane
from app.desk.widgets.action_button import ActionButton

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
MARGIN = 24
MOST_PIXELS = 4000


@dataclass(frozen=True)
class PageImage:
    """A drawn page: how many pages there are, and the picture."""

    pages: int
    image: QImage


def draw_page(pdf: bytes, page: int, width: int) -> PageImage:
    """Draw page `page` (from 0) of a PDF, `width` pixels wide. ValueError where the bytes are no PDF."""
    import pypdfium2  # slow to import, and only needed once something is shown

    try:
        document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    except pypdfium2.PdfiumError as error:
        raise ValueError("not a readable PDF") from error
    try:
        document.init_forms()  # what an applicant filled into the fields of a form is seen too
        leaf = document[min(page, len(document) - 1)]
        bitmap = leaf.render(scale=min(width, MOST_PIXELS) / leaf.get_width(), rev_byteorder=True, prefer_bgrx=True)
        whole = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
        return PageImage(len(document), whole.copy())
    finally:
        document.close()


class Preview(QFrame):
    """Fits the width at first; PgUp/PgDn turn pages, Ctrl with + − 0 or the wheel zooms."""

    page_shown = Signal(int, int)

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._background = background
        self._pdf = b""
        self._picture = QImage()
        self._page = 0
        self._pages = 0
        self._zoom = 1.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Always there, or a page that just fits would change its width as the bar comes and goes.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheet = QLabel()
        self._sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._sheet.setMargin(MARGIN // 2)
        self._scroll.setWidget(self._sheet)
        self._scroll.viewport().installEventFilter(self)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_bar())
        self._say_page()

    def show_pdf(self, pdf: bytes) -> None:
        """Show the first page of a PDF."""
        self._pdf, self._picture, self._page = pdf, QImage(), 0
        self._draw()

    def show_image(self, data: bytes) -> None:
        """Show a picture (PNG, JPEG)."""
        self.show_picture(QImage.fromData(data))

    def show_picture(self, picture: QImage) -> None:
        """Show a picture that was read already; one that could not be is said."""
        self._pdf, self._picture, self._page, self._pages = b"", picture, 0, 1
        if picture.isNull():
            self._unreadable(ValueError("not a readable picture"))
        else:
            self._draw()

    def clear(self) -> None:
        """Show nothing, and forget what was shown."""
        self._background.drop(self)
        self._pdf, self._picture, self._page, self._pages = b"", QImage(), 0, 0
        self._sheet.clear()
        self._say_page()

    def page(self) -> int:
        """Return the page shown, from 0."""
        return self._page

    def zoom(self) -> float:
        """Return the zoom; 1.0 fits the width."""
        return self._zoom

    def pixmap(self) -> QPixmap:
        """Return the picture shown."""
        return self._sheet.pixmap()

    def turn(self, step: int) -> None:
        """Turn pages; past the ends nothing happens."""
        wanted = min(max(self._page + step, 0), max(self._pages - 1, 0))
        if wanted != self._page:
            self._page = wanted
            self._draw()
            self._scroll.verticalScrollBar().setValue(0)

    def zoom_by(self, step: int) -> None:
        """Zoom one step in or out; 0 fits the width again."""
        place = ZOOMS.index(self._zoom) + step
        wanted = 1.0 if step == 0 else ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
        if wanted != self._zoom:
            self._zoom = wanted
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn and zoom by keys."""
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        key = Qt.Key(event.key())
        if key in turns:
            self.turn(turns[key])
        elif key in zooms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(zooms[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel zoom."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()

    def _build_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("PreviewBar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 2, 12, 2)
        line.setSpacing(8)
        self._page_label = QLabel()
        self._page_label.setProperty("role", "small")
        line.addWidget(self._page_label)
        line.addStretch(1)
        self._turners = []
        for words, hint, step in ((self.tr("上一页"), "PgUp", -1), (self.tr("下一页"), "PgDn", 1)):
            button = ActionButton(words, kind="quiet", hint=hint)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, step=step: self.turn(step))
            self._turners.append(button)
            line.addWidget(button)
        for words, step in (("−", -1), ("+", 1)):
            button = ActionButton(words, kind="quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(self.tr("放大") if step > 0 else self.tr("缩小"))
            button.clicked.connect(lambda _checked=False, step=step: self.zoom_by(step))
            line.addWidget(button)
        return bar

    def _say_page(self) -> None:
        words = self.tr("第 {page} 页，共 {pages} 页").format(page=self._page + 1, pages=self._pages)
        self._page_label.setText(words if self._pages else self.tr("没有可看的文件"))
        for button in self._turners:
            button.setVisible(self._pages > 1)

    def _target_width(self) -> int:
        ratio = self.devicePixelRatioF()
        return max(int((self._scroll.viewport().width() - MARGIN) * self._zoom * ratio), 80)

    def _draw(self) -> None:
        if not self._picture.isNull():
            self._show(PageImage(1, self._picture))
        elif self._pdf:
            pdf, page, width = self._pdf, self._page, self._target_width()
            self._background.read(
                self, lambda: draw_page(pdf, page, width), self._show, self._unreadable, lane=Lane.POOL, key="page"
            )

    def _show(self, drawn: PageImage) -> None:
        self._pages = drawn.pages
        ratio = self.devicePixelRatioF()
        mode = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(drawn.image)
        if pixmap.width() != self._target_width():
            pixmap = pixmap.scaledToWidth(self._target_width(), mode)
        pixmap.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(pixmap)
        self._say_page()
        self.page_shown.emit(self._page, self._pages)

    def _unreadable(self, _error: Exception) -> None:
        self._sheet.clear()
        self._pages = 0
        self._page_label.setText(self.tr("这个文件打不开，原件仍在；可以重新扫描或重新打印"))
