"""A sheet that shows scans: pictures and the pages of PDFs, one after the other. What is not here is fetched meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from app.desk.background import Lane
from app.desk.error_words import error_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.empty_state import EmptyState
from app.desk.widgets.preview import Preview
from app.desk.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from app.desk.background import Background

LEAST = QSize(560, 420)
SHARE = 0.86
"""Of the window above which the sheet stands."""


@dataclass(frozen=True)
class Scan:
    """A scan to look at: its digest, what it is a scan of, and what is to be added."""

    digest: str
    title: str
    note: str = ""


class ScanViewer(Dialog):
    """← → go to another scan, PgUp PgDn to another page, Esc closes. `fetch` is called on the pool."""

    def __init__(
        self, parent: QWidget, background: Background, scans: Sequence[Scan], fetch: Callable[[str], bytes], at: int = 0
    ) -> None:
        super().__init__(parent, self.tr("扫描件"))
        self._background = background
        self._scans = tuple(scans)
        self._fetch = fetch
        self._at = min(max(at, 0), len(self._scans) - 1)
        self.preview = Preview(background)
        self._words = EmptyState("")
        self._said = ""
        self._busy = ProgressLine()
        self._lay_out(parent)
        self._load()

    def _lay_out(self, parent: QWidget) -> None:
        line = QHBoxLayout()
        self.title = text_label("", "strong")
        self.title.setWordWrap(False)
        self.note = text_label("", "small")
        self.note.setWordWrap(False)
        line.addWidget(self.title)
        line.addWidget(self.note)
        line.addStretch(1)
        for words, hint, step in ((self.tr("上一份"), "←", -1), (self.tr("下一份"), "→", 1)):
            button = ActionButton(words, kind="quiet", hint=hint)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, step=step: self.step(step))
            button.setVisible(len(self._scans) > 1)
            line.addWidget(button)
        self.body.addLayout(line)
        self.body.addWidget(self._busy)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        for page in (self.preview, self._words):
            self._stack.addWidget(page)
        self.body.addWidget(holder, 1)
        self.add_button("close", self.tr("关闭"), "primary", hint="Esc")
        self.resize((parent.window().size() * SHARE).expandedTo(LEAST))
        self.preview.setFocus()

    def step(self, step: int) -> None:
        """Go to the next scan, or the one before; past the ends nothing happens."""
        wanted = min(max(self._at + step, 0), len(self._scans) - 1)
        if wanted != self._at:
            self._at = wanted
            self._load()

    def words(self) -> str:
        """Return what is said in place of a scan, empty while one is shown."""
        return self._said

    def done(self, result: int) -> None:
        """Close, and forget what was shown."""
        self._background.drop(self)
        self.preview.clear()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from scan to scan."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def _load(self) -> None:
        scan, count = self._scans[self._at], len(self._scans)
        place = self.tr("第 {n} 份，共 {count} 份").format(n=self._at + 1, count=count) if count > 1 else ""
        self.title.setText(scan.title)
        self.note.setText(" · ".join(part for part in (scan.note, place) if part))
        self.preview.clear()
        self._said = ""
        self._stack.setCurrentWidget(self.preview)
        self._busy.set_busy(True)
        fetch = self._fetch
        self._background.read(
            self, lambda: _opened(fetch(scan.digest)), self._loaded, self._missing, lane=Lane.POOL, key="scan"
        )

    def _loaded(self, opened: bytes | QImage) -> None:
        self._busy.set_busy(False)
        if isinstance(opened, bytes):
            self.preview.show_pdf(opened)
        else:
            self.preview.show_picture(opened)
        self.preview.setFocus()

    def _missing(self, error: Exception) -> None:
        self._busy.set_busy(False)
        self._said = error_words(error)
        self._words.say(self._said)
        self._stack.setCurrentWidget(self._words)
        self.setFocus()


def _opened(data: bytes) -> bytes | QImage:
    """A PDF as it is, a picture read: large ones take longer than the interface may wait."""
    return data if data.startswith(b"%PDF") else QImage.fromData(data)


class ScanSheet(QObject):
    """The viewer of one page: one at a time, gone with the page or when the person leaves."""

    def __init__(self, page: QWidget, background: Background, fetch: Callable[[str], bytes]) -> None:
        super().__init__(page)
        self._page = page
        self._background = background
        self._fetch = fetch
        self.viewer: ScanViewer | None = None

    def show_scans(self, scans: Sequence[Scan], at: int = 0) -> None:
        """Open the viewer on these scans; nothing happens where there are none."""
        if not scans:
            return
        self.close()
        self.viewer = viewer = ScanViewer(self._page, self._background, scans, self._fetch, at)
        viewer.finished.connect(lambda _code: self._gone(viewer))
        viewer.open()

    def close(self) -> None:
        """Close the viewer, if it is open."""
        if self.viewer is not None:
            self.viewer.reject()

    def _gone(self, viewer: ScanViewer) -> None:
        if self.viewer is viewer:
            self.viewer = None
        viewer.deleteLater()
