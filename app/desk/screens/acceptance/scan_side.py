"""Beside the points of a material: its scan, the keys for it, and the sample pictures of the point in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.preview import Preview, draw_page

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
        self._data = b""
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
        return bool(self._data)

    def clear(self) -> None:
        """Forget what was shown."""
        self._desk.background.drop(self)
        self._scans, self._data, self._picture, self._point = (), b"", QPixmap(), None
        self._sample = ""
        self._image.clear()
        self._say()

    def enlarge(self) -> None:
        """Alt+→: the scan in a window of its own."""
        if self._data:
            self._open(self.tr("扫描件"), self._data)

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

    def _open(self, title: str, data: bytes) -> None:
        dialog = Dialog(self.window(), title)
        preview = Preview(self._desk.background)
        preview.setMinimumSize(900, 600)
        dialog.body.addWidget(preview)
        if data.startswith(b"%PDF"):
            preview.show_pdf(data)
        else:
            preview.show_image(data)
        dialog.add_button("close", self.tr("关闭"), "primary")
        dialog.ask()

    def _load(self) -> None:
        self._picture, self._data, self._sample = QPixmap(), b"", ""
        self._image.clear()
        if self._scans:
            digest, work = self._scans[-1], self._page.work
            self._desk.background.read(self, lambda: work.scan(digest), self._loaded, key="scan")

    def _loaded(self, data: bytes) -> None:
        self._data = data
        if data.startswith(b"%PDF"):
            self._picture = QPixmap.fromImage(draw_page(data, 0, THUMB).image)
        else:
            self._picture.loadFromData(data)
        self._fit()
        self._say()
        self._desk.shortcuts.refresh()

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
        self._caption.setText(self.tr("扫描 {n} 份").format(n=n) if n else sample)
