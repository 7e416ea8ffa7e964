"""The scans that come with a material, as a field of a form: how many, a key to add one, a key to look at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.desk.background import Lane
from app.desk.scanning import take_scans
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.scan_viewer import Scan, ScanSheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.desk.context import Desk
    from app.desk.scanning import Scanning


class ScanField(QFrame):
    """`changed` when a scan was added or taken away. A scan alone does not say that the paper was brought."""

    changed = Signal()

    def __init__(
        self, desk: Desk, scanning: Scanning, title: str, source: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("ScanField")
        self._desk = desk
        self._scanning = scanning
        self._title = title
        self._source = source
        self._scans: tuple[str, ...] = ()
        self._given: tuple[str, ...] = ()
        self.sheet = ScanSheet(self, desk.background, scanning.read)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._count = text_label("")
        self._count.setWordWrap(False)
        line.addWidget(self._count)
        line.addStretch(1)
        self.look = self._button(line, self.tr("查看"), "enlarge", self.enlarge)
        self.undo = self._button(line, self.tr("去掉最后一份"), "", self.take_back)
        self.add = self._button(line, self.tr("扫描"), "scan", self.scan)
        self.setFocusProxy(self.add)
        self._say()

    def bind(self, form: QWidget) -> None:
        """Let the keys act anywhere on the form; the scans of one material only have them."""
        self._desk.shortcuts.bind("scan", form, self.scan)
        self._desk.shortcuts.bind("enlarge", form, self.enlarge, lambda: bool(self._scans))
        self._desk.shortcuts.refresh()

    def value(self) -> tuple[str, ...]:
        """Return the digests."""
        return self._scans

    def set_value(self, scans: Sequence[str]) -> None:
        """Show these scans, behind those that were sent in."""
        self._scans = tuple(dict.fromkeys((*self._given, *scans)))
        self._say()

    def give(self, scans: Sequence[str]) -> None:
        """Begin with scans that were sent in; they stay. Those that are not here are fetched meanwhile, if there is a line."""
        self._given = tuple(scans)
        self.set_value(self._scans)
        read, wanted = self._scanning.read, self._given

        def fetch() -> None:
            for digest in wanted:  # one after the other: without a line the first that fails ends it
                read(digest)

        self._desk.background.read(self, fetch, lambda _none: None, lambda _error: None, lane=Lane.POOL)

    def scan(self) -> None:
        """Add a scan: from the camera, or files that are chosen."""
        take_scans(self._desk, self, self._scanning, self.take)

    def take(self, digest: str) -> None:
        """Add a scan that is kept."""
        if digest not in self._scans:
            self._scans = (*self._scans, digest)
            self._say()
            self.changed.emit()

    def take_back(self) -> None:
        """Take the last scan away that was added here; its file goes by itself."""
        own = [digest for digest in self._scans if digest not in self._given]
        if own:
            self._scans = tuple(digest for digest in self._scans if digest != own[-1])
            self._say()
            self.changed.emit()

    def enlarge(self) -> None:
        """Look at the scans, the newest first."""
        self.sheet.show_scans([self._leaf(digest) for digest in reversed(self._scans)])

    def _leaf(self, digest: str) -> Scan:
        return Scan(digest, self._title, self._source if digest in self._given else "")

    def _button(self, line: QHBoxLayout, text: str, shortcut: str, slot: object) -> ActionButton:
        keys = self._desk.shortcuts if shortcut else None
        button = ActionButton(text, kind="pill", shortcuts=keys, shortcut=shortcut)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        line.addWidget(button)
        return button

    def _say(self) -> None:
        count, given = len(self._scans), len(self._given)
        words = self.tr("{n} 份扫描件").format(n=count) if count else self.tr("没有扫描件")
        if given:
            words = self.tr("{n} 份扫描件，其中{source} {given} 份").format(n=count, source=self._source, given=given)
        self._count.setText(words)
        self.look.setVisible(count > 0)
        self.undo.setVisible(count > given)
        self._desk.shortcuts.refresh()
