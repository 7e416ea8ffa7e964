"""The third column: the checklist with its keys, the question under a row, the scan beside the points."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.acceptance.ask_panel import AskPanel
from app.desk.screens.acceptance.checklist import WAYS, Checklist
from app.desk.screens.acceptance.key_button import key_button
from app.desk.screens.acceptance.scan_side import ScanSide
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.check_row import Mark, PointRow
from app.desk.widgets.empty_state import EmptyState
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.material_card import MaterialRow
from app.desk.widgets.material_list import MaterialList
from app.desk.widgets.section import SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.usecases.checklist_lines import MaterialLine, PointLine

_MARKS = {
    "ok": Mark.PASS, "failed": Mark.FAIL, "open": Mark.OPEN, "untouched": Mark.OPEN, "missing": Mark.MISSING,
    "deferred": Mark.MISSING, "committed": Mark.MISSING, "optional": Mark.NOT_APPLICABLE,
}  # fmt: skip
_POINT_MARKS = {
    "pass": Mark.PASS, "fixed": Mark.PASS, "fail": Mark.FAIL, "n/a": Mark.NOT_APPLICABLE, "open": Mark.OPEN,
}  # fmt: skip
NARROW = 560
"""Below this width (of normal type) the head says the count in short."""
_FOLDED = ("missing", "deferred", "committed", "optional")


class MaterialsColumn(QFrame):
    """The list of materials. `scan_wanted(material)`."""

    scan_wanted = Signal(str)

    def __init__(self, desk: Desk, presenter: AcceptancePresenter, checklist: Checklist, samples: Path | None) -> None:
        super().__init__()
        self.setObjectName("Column")
        self._desk = desk
        self._page = presenter
        self.checklist = checklist
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = SectionHeader(self.tr("材料审核"), 3)
        for key, text, slot in (
            ("point.pass", self.tr("合格"), partial(self._on_row, checklist.press_pass)),
            ("point.fail", self.tr("不合格"), partial(self._on_row, checklist.press_fail)),
            ("point.missing", self.tr("缺"), partial(self._on_material, checklist.press_missing)),
            ("scan", self.tr("扫描"), lambda: self.scan_wanted.emit(self._material())),
        ):
            self.header.add_right(key_button(desk.shortcuts, key, text, slot))
        column.addWidget(self.header)
        self._empty = EmptyState(
            self.tr("选好事项，材料清单就在这里"), self.tr("每份材料展开是审核要点：空格合格，X 不合格，Q 未带")
        )
        column.addWidget(self._empty, 1)
        self.list = MaterialList()
        column.addWidget(self.list, 1)
        self.side = ScanSide(desk, presenter, samples)
        self.side.scan_wanted.connect(lambda: self.scan_wanted.emit(self._material()))
        self.list.set_side(self.side)
        self.panel = AskPanel(presenter, checklist)
        self.panel.setParent(self)
        column.addWidget(self._build_foot())
        self.list.moved.connect(self._moved)
        self.list.activated.connect(self._activated)
        self.list.mark_clicked.connect(checklist.press_mark)
        self.list.action_clicked.connect(checklist.press_defer)
        self._bind()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scan has its share, the points the rest."""
        super().resizeEvent(event)
        wide = self.width() > self._desk.theme.scaled(800)
        self.side.setFixedWidth(self._desk.theme.scaled(320) if wide else min(206, self.width() // 3))

    def _build_foot(self) -> QWidget:
        self._foot = QFrame()
        self._foot.setObjectName("MaterialsFoot")
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(14, 4, 14, 4)
        line.setSpacing(8)
        self._extra = text_label("", "small", "caution")
        words = (self.tr("留原件"), self.tr("验原件"), self.tr("复印件"), self.tr("电子证照"), self.tr("共享"))
        self._ways: list[ActionButton] = []
        ways = QWidget()
        flow = FlowLayout(ways, spacing=8)  # large type on a small screen needs a second row
        for number, text in enumerate(words):
            button = key_button(self._desk.shortcuts, f"provided.{number + 1}", text, partial(self._way, number))
            self._ways.append(button)
            flow.addWidget(button)
        line.addWidget(ways, 1)
        line.addWidget(self._extra, 0)
        self._more = ActionButton(self.tr("清单外材料"), kind="quiet")
        self._more.clicked.connect(self.checklist.ask_extra)
        line.addWidget(self._more)
        return self._foot

    def _bind(self) -> None:
        keys, checklist = self._desk.shortcuts, self.checklist

        def on_point() -> bool:
            place = self.list.current()
            return self._page.editable and place is not None and bool(place[1])

        def on_row() -> bool:
            return self._page.editable and self.list.current() is not None

        keys.bind("point.pass", self.list, partial(self._on_row, checklist.press_pass), on_row)
        keys.bind("point.fail", self.list, partial(self._on_row, checklist.press_fail), on_point)
        keys.bind("point.na", self.list, partial(self._on_row, checklist.press_not_applicable), on_point)
        keys.bind("point.redo", self.list, partial(self._on_row, checklist.press_fixed), on_point)
        keys.bind("point.missing", self.list, partial(self._on_material, checklist.press_missing), on_row)
        keys.bind("point.defer", self.list, partial(self._on_material, checklist.press_defer), self._can_defer)
        for place in range(len(WAYS)):
            keys.bind(f"provided.{place + 1}", self.list, partial(self._way, place), on_row)

    def _on_row(self, act: Callable[[str, str], None]) -> None:
        place = self.list.current()
        if place is not None:
            act(*place)

    def _on_material(self, act: Callable[[str], None]) -> None:
        if self._material():
            act(self._material())

    def _way(self, place: int) -> None:
        current = self.list.current()
        if current is not None:
            self.checklist.press_way(current[0], place)

    def _can_defer(self) -> bool:
        line = self._line()
        return self._page.editable and line is not None and (line.material.deferrable or line.material.committable)

    # ---- where the list stands ----

    def _material(self) -> str:
        place = self.list.current()
        return place[0] if place else ""

    def _line(self) -> MaterialLine | None:
        return self._page.check.line(self._material()) if self._page.check else None

    def _moved(self, material: str, point: str) -> None:
        line = self._page.check.line(material) if self._page.check else None
        self.side.show_line(line, line.point(point) if line and point else None)
        self._show_ways(line)
        self._desk.shortcuts.refresh()

    def _activated(self, material: str, point: str) -> None:
        if point:
            self.checklist.ask_again(material, point)

    def go_to(self, material: str, point: str = "") -> None:
        """Go to a place of the list, and open the question it still has."""
        self.list.go_to(material, point)
        if point:
            self.checklist.ask_again(material, point)

    # ---- showing ----

    def clear(self) -> None:
        """Nothing of the person is left here."""
        self.side.clear()
        self.panel.hide()
        self.list.set_materials([])

    def show_state(self) -> None:
        """Show what the presenter holds."""
        check = self._page.check
        lines = check.materials if check else ()
        listed = check is not None and bool(check.materials)
        self._empty.setVisible(not listed)
        self.list.setVisible(listed)
        self._foot.setVisible(listed)
        if check is not None and listed:
            roomy = self.width() >= self._desk.theme.scaled(NARROW)
            told = self.tr("{n} 个要点已核 {m} 个") if roomy else self.tr("已核 {m}/{n}")
            told = told.format(n=check.points_total, m=check.points_answered)
            self.header.set_note(told)
        else:
            self.header.set_note("")
        self.list.set_materials([row_of(line) for line in lines])
        extra = self._page.taking.filing.extra
        self._extra.setText(self.tr("清单外 {n} 份，已标记").format(n=len(extra)) if extra else "")
        self._extra.setVisible(bool(extra))
        self._render_ask()
        place = self.list.current()
        if place is not None:
            line = check.line(place[0]) if check else None
            self.side.show_line(line, line.point(place[1]) if line and place[1] else None)
            self._show_ways(line)
        else:
            self._show_ways(None)

    def _render_ask(self) -> None:
        new = self.panel.show_state()
        ask = self._page.ask
        cursor, self.checklist.cursor = self.checklist.cursor, None
        if ask is not None and new:
            self.list.go_to(ask.material, ask.point)
            self.list.put_under((ask.material, ask.point), self.panel)
            self.panel.take_focus()
        elif cursor is not None and ask is None:
            self.list.go_to(*cursor)

    def _show_ways(self, line: MaterialLine | None) -> None:
        """Which ways the material in hand was brought: ticked on their buttons."""
        self._more.setEnabled(self._page.editable)
        provided = self._page.taking.filing.entry(line.key).provided if line is not None else ()
        for way, button in zip(WAYS, self._ways, strict=True):
            button.setVisible(line is not None)
            button.set_text("✓" if way in provided else "")


def row_of(line: MaterialLine) -> MaterialRow:
    """A line of the check as the list shows it."""
    missing = line.state == "missing"
    action = _action(line) if missing else ""
    folded = line.state in _FOLDED
    right = "" if folded or not line.points else f"{line.answered}/{len(line.points)}"
    if right and line.machine:
        right = f"{right} {QCoreApplication.translate('Acceptance', '自动')}"
    return MaterialRow(
        key=line.key,
        title=line.title,
        subtitle=line.subtitle,
        mark=_MARKS[line.state],
        right="" if action else right,
        points=() if folded else tuple(_point_row(p) for p in line.points),
        action=action,
        action_hint="R" if action else "",
        subtitle_kind=line.subtitle_kind,
    )


def _action(line: MaterialLine) -> str:
    """What the button at the right of a missing material offers."""
    if line.material.deferrable:
        return QCoreApplication.translate("Acceptance", "容缺")
    return QCoreApplication.translate("Acceptance", "承诺") if line.material.committable else ""


def _point_row(point: PointLine) -> PointRow:
    return PointRow(
        key=point.key,
        text=point.text,
        mark=_POINT_MARKS[point.state],
        detail=point.detail,
        detail_kind=point.detail_kind,
        say=point.say,
    )
