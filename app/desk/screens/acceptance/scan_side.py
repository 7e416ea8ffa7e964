"""Beside the points of a material: its scan, the keys for it, and the sample pictures of the point in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.error_words import error_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.preview import draw_page
from app.desk.widgets.scan_viewer import Scan, ScanSheet

if TYPE_CHECKING:
    from pathlib import Path

    from app.desk.context import Desk
    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.usecases.checklist_lines import MaterialLine, PointLine

TALLEST = 176
THUMB = 400


class ScanSide(QFrame):
    """`scan_wanted` when a person wants to add a scan."""

    scan_wanted = Signal()

    def __init__(
        self, desk: Desk, presenter: AcceptancePresenter, samples: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("MaterialSide")
        self._desk = desk
        self._page = presenter
        self._samples = samples
        self._scans: tuple[str, ...] = ()
        self._title = ""
        self._why = ""
        self.sheet = ScanSheet(self, desk.background, lambda digest: presenter.work.scan(digest))
        self._sample = ""
        self._picture = QPixmap()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self._image = QLabel()
        self._image.setObjectName("ScanImage")
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._image.setMinimumHeight(60)
        column.addWidget(self._image)
        self._caption = text_label("", "small")
        column.addWidget(self._caption)
        self._enlarge = self._button(self.tr("放大"), "enlarge", self.enlarge)
        self._scan = self._button(self.tr("扫描"), "scan", self.scan_wanted.emit)
        self._samples_button = self._button(self.tr("看正误样图"), "", self.show_samples)
        for button in (self._enlarge, self._scan, self._samples_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._point: PointLine | None = None

    def _button(self, text: str, shortcut: str, slot: object) -> ActionButton:
        keys = self._desk.shortcuts if shortcut else None
        button = ActionButton(text, kind="quiet", shortcuts=keys, shortcut=shortcut)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button

    def show_line(self, line: MaterialLine | None, point: PointLine | None) -> None:
        """Show the scan of a material, and offer the samples of a point."""
        self._point = point
        has_samples = point is not None and bool(point.good or point.bad) and self._samples is not None
        self._samples_button.setVisible(has_samples)
        scans = line.scans if line is not None else ()
        self._title = line.title if line is not None else ""
        if scans != self._scans:
            self._scans = scans
            self._load()
        if not scans:
            self._show_sample(point)
        self._say()

    def _show_sample(self, point: PointLine | None) -> None:
        """Without a scan, the sample of how it should look stands here."""
        name = point.good if point is not None and self._samples is not None else ""
        if name == self._sample:
            return
        self._sample = name
        self._picture = QPixmap(str(self._samples / name)) if name and self._samples is not None else QPixmap()
        if self._picture.isNull():
            self._image.clear()
        self._fit()

    @property
    def has_scan(self) -> bool:
        """A scan is shown."""
        return bool(self._scans)

    def clear(self) -> None:
        """Forget what was shown."""
        self._desk.background.drop(self)
        self.sheet.close()
        self._scans, self._picture, self._point = (), QPixmap(), None
        self._sample = self._title = self._why = ""
        self._image.clear()
        self._say()

    def enlarge(self) -> None:
        """Alt+→: the scans of the material on a sheet of their own, the newest first."""
        if self._scans:
            scans = [Scan(digest, self._title) for digest in reversed(self._scans)]
            self.sheet.show_scans(scans)

    def show_samples(self) -> None:
        """How it should look, and how it should not."""
        if self._point is None or self._samples is None:
            return
        dialog = Dialog(self.window(), self.tr("正误样图"), self._point.text)
        for name, words in ((self._point.good, self.tr("✓ 这样可以")), (self._point.bad, self.tr("✗ 这样要补正"))):
            if name and (self._samples / name).is_file():
                dialog.body.addWidget(text_label(words, "strong", "good" if words.startswith("✓") else "bad"))
                picture = QLabel()
                pixmap = QPixmap(str(self._samples / name))
                picture.setPixmap(pixmap.scaledToHeight(220, Qt.TransformationMode.SmoothTransformation))
                dialog.body.addWidget(picture)
        dialog.add_button("close", self.tr("知道了"), "primary")
        dialog.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture."""
        super().resizeEvent(event)
        self._fit()

    def _load(self) -> None:
        self._picture, self._sample, self._why = QPixmap(), "", ""
        self._image.clear()
        if self._scans:
            digest, work = self._scans[-1], self._page.work
            self._desk.background.read(
                self, lambda: _thumbnail(work.scan(digest)), self._loaded, self._missing, lane=Lane.POOL, key="scan"
            )

    def _loaded(self, picture: QImage) -> None:
        self._picture = QPixmap.fromImage(picture)
        self._fit()
        self._say()
        self._desk.shortcuts.refresh()

    def _missing(self, error: Exception) -> None:
        """Another counter's scan, and no line to fetch it by; the work goes on without it."""
        self._why = error_words(error)
        self._say()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        width, height = max(self._image.width() - 2, 60), TALLEST
        mode = Qt.TransformationMode.SmoothTransformation
        self._image.setPixmap(self._picture.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, mode))

    def _say(self) -> None:
        n = len(self._scans)
        self._image.setVisible(not self._picture.isNull())
        self._enlarge.setVisible(n > 0)
        sample = self.tr("样图：✓ 这样可以") if self._sample and not self._picture.isNull() else self.tr("没有扫描件")
        self._caption.setText(self._why or (self.tr("扫描 {n} 份").format(n=n) if n else sample))


def _thumbnail(data: bytes) -> QImage:
    """The picture, or the first page of a PDF, small; drawn off the interface's thread."""
    if data.startswith(b"%PDF"):
        return draw_page(data, 0, THUMB).image
    picture = QImage.fromData(data)
    wide = picture.width() > THUMB
    return picture.scaledToWidth(THUMB, Qt.TransformationMode.SmoothTransformation) if wide else picture
