"""The scans of a case 扫描件 by material: when each came, through whom, whether it is here. Enter opens the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.scan_viewer import Scan, ScanSheet
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from app.desk.context import Desk
    from app.usecases.scans import ScanLine

MOST = 4
"""Rows in view; the others are scrolled to."""


def when_words(line: ScanLine) -> str:
    """When a scan came, through whom, and from where if not from a counter."""
    return " · ".join(part for part in (f"{line.at:%m-%d %H:%M} {line.who}", line.source) if part)


def place_words(line: ScanLine) -> str:
    """Whether it is here, or belongs to what was replaced."""
    if line.replaced:
        return QCoreApplication.translate("ScanList", "以前的")
    return "" if line.here else QCoreApplication.translate("ScanList", "在中心")


class ScanList(QFrame):
    """Takes no room where a case has no scans. `fetch` is called on the pool; it may ask the server."""

    def __init__(self, desk: Desk, fetch: Callable[[str], bytes], page: QWidget) -> None:
        super().__init__()
        self.setObjectName("ScanList")
        self.desk = desk
        self.model: RowsModel[ScanLine] = RowsModel(
            [
                Column(self.tr("材料"), lambda line: line.name, when_words, _kind),
                Column(self.tr("在哪里"), place_words, kind=lambda _line: "mute", width=92),
            ]
        )
        self.head = SectionHeader(self.tr("扫描件"))
        self.head.add_right(KeyHint(desk.shortcuts, "enlarge", self.tr("查看")))
        self.table = Table(self.model, desk.theme, tall=True)
        self.table.view.horizontalHeader().hide()
        self.sheet = ScanSheet(page, desk.background, fetch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.table)
        self.table.picked.connect(lambda _row: self.look())
        desk.shortcuts.bind("enlarge", page, self.look, self.has_scans)
        desk.shortcuts.bind("open", self.table.view, self.look, self.has_scans)
        desk.theme.changed.connect(self._fit)
        self.hide()

    def has_scans(self) -> bool:
        """Tell whether the case has any."""
        return self.model.rowCount() > 0

    def show_scans(self, lines: Sequence[ScanLine]) -> None:
        """Show the scans of a case; the chosen one stays chosen."""
        before = self.table.current_row()
        self.model.set_rows(lines)
        self.setVisible(bool(lines))
        self.table.select_row(max(before, 0))
        self._fit()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.sheet.close()
        self.show_scans(())

    def look(self) -> None:
        """Open the viewer on the chosen scan; the arrows go on to the others."""
        scans = [Scan(line.digest, line.name, _note(line)) for line in self.model.rows()]
        self.sheet.show_scans(scans, max(self.table.current_row(), 0))

    def _fit(self) -> None:
        rows = min(self.model.rowCount(), MOST)
        height = self.table.view.verticalHeader().defaultSectionSize() * rows
        foot = self.table.sizeHint().height() - self.table.view.sizeHint().height()
        self.table.setFixedHeight(height + max(foot, self.desk.theme.scaled(28)) + 2)


def _note(line: ScanLine) -> str:
    return " · ".join(part for part in (when_words(line), place_words(line) if line.replaced else "") if part)


def _kind(line: ScanLine) -> str:
    return "mute" if line.replaced else ""
