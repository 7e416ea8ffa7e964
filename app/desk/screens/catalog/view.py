"""The catalogue page 事项库页: search at the left, the guide at the right, the guide sheet by one key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.desk.arguments import OpenItem
from app.desk.background import Lane
from app.desk.changes import HasChanged
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.catalog.guide_column import GuideColumn
from app.desk.screens.catalog.presenter import CataloguePresenter, share_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.table import Column, RowsModel, Table
from app.desk.words import QT_TRANSLATE_NOOP
from app.usecases.catalogue_work import CatalogueWork

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.usecases.catalogue_work import CatalogueRow, ItemGuide, PackageGuide

LEFT = 460


@dataclass(frozen=True)
class CatalogueTools:
    """The use cases, and how a paper without a number is printed; None leaves the key dim."""

    work: CatalogueWork
    print_sheet: Callable[[Any], HasChanged] | None = None


class CatalogueScreen(ScreenWidget):
    """An answer at every key; the guide of the chosen row beside it."""

    def __init__(self, desk: Desk, tools: CatalogueTools) -> None:
        super().__init__(desk)
        self.tools = tools
        self.work = tools.work
        self.page = CataloguePresenter()
        self.model: RowsModel[CatalogueRow] = RowsModel(
            [
                Column(self.tr("事项"), lambda r: r.name, lambda r: f"{r.code} · {r.second}"),
                Column("", lambda r: r.mark, None, lambda r: r.tone, align="right", width=112),
            ]
        )
        self._build()
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()
        self.search()

    # ---- building ----

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self._left = QFrame()
        self._left.setObjectName("Column")
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("SearchHead")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(14, 10, 14, 10)
        bar.setSpacing(8)
        self.box = SearchEdit(self.tr("事项名称、拼音首字母、编码、日常说法"))
        bar.addWidget(self.box, 1)
        bar.addWidget(KeyHint(self.desk.shortcuts, "find"))
        self.table = Table(self.model, self.desk.theme, tall=True)
        self.table.set_empty(self.tr("没有找到事项"), self.tr("换个说法试试，例如“开饭店”“spjy”"))
        self.shares = text_label("", "small")
        self.shares.setContentsMargins(14, 6, 14, 6)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.shares)
        self.guide = GuideColumn()
        self.take = ActionButton(
            self.tr("办理这个事项"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="next_step"
        )
        self.print = ActionButton(
            self.tr("打印办事指南"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="guide.print"
        )
        for button in (self.print, self.take):
            self.guide.head.add_right(button)
        line.addWidget(self._left)
        line.addWidget(self.guide, 1)

    def _connect(self) -> None:
        self.box.edited.connect(lambda _text: self.search())
        self.box.moved.connect(self.table.step)
        self.box.picked.connect(self.table.setFocus)
        self.table.moved.connect(lambda _row: self._moved())
        self.guide.answered.connect(self._answered)
        self.take.clicked.connect(self.take_item)
        self.print.clicked.connect(self.print_guide)
        keys = self.desk.shortcuts
        keys.bind("find", self, self.look)
        keys.bind("guide.print", self, self.print_guide, self._can_print)
        keys.bind("next_step", self, self.take_item, lambda: self.page.row is not None and not self.page.row.package)

    def _fit(self) -> None:
        self._left.setFixedWidth(min(self.desk.theme.scaled(LEFT), self.width() * 40 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Show the item that is asked for; the box takes the focus."""
        self.shares.setText(share_words(self.work.shares(), self.work.release_words()))
        if isinstance(argument, OpenItem):
            self.box.set_value(argument.code)
            self.search()
        self.look()

    def on_changed(self, changed: frozenset[str]) -> None:
        """Another release is in force: read anew."""
        if "catalog" in changed:
            self.page.forget()
            self.search()

    def on_leaving_person(self) -> None:
        """The answers were of the person who asked."""
        self.page.forget()
        self.box.set_value("")
        self.search()

    # ---- the list ----

    def look(self) -> None:
        """Go to the box."""
        self.box.setFocus()
        self.box.selectAll()

    def search(self) -> None:
        """Answer what stands in the box; memory only."""
        before = self.page.row
        rows = self.work.search(self.box.value())
        self.model.set_rows(rows)
        places = [n for n, row in enumerate(rows) if row == before]
        self.table.select_row(places[0] if places else 0)
        self._moved()

    def _moved(self) -> None:
        place = self.table.current_row()
        self.page.open(self.model.row(place) if 0 <= place < self.model.rowCount() else None)
        row = self.page.row
        self.take.setVisible(row is not None and not row.package)
        self.print.setVisible(row is not None and not row.package)
        if row is None:
            self.guide.clear()
        else:
            self._read()
        self.desk.shortcuts.refresh()

    def _answered(self, key: str, option: str) -> None:
        self.page.answer(key, option)
        self._read()

    def _read(self) -> None:
        row, answers = self.page.row, self.page.answers
        if row is None:
            return
        code = row.code
        if row.package:
            self._ask(lambda: self.work.package(code, answers), self._show_package)
        else:
            self._ask(lambda: self.work.item(code, answers), self._show_item)

    def _ask(self, work: Callable[[], Any], show: Callable[[Any], None]) -> None:
        self.desk.background.read(self, work, show, lane=Lane.STORE, key="guide")

    def _show_item(self, guide: ItemGuide) -> None:
        self.guide.show_item(guide)

    def _show_package(self, guide: PackageGuide) -> None:
        self.guide.show_package(guide)

    # ---- doing ----

    def _can_print(self) -> bool:
        row = self.page.row
        return row is not None and not row.package and self.tools.print_sheet is not None

    def print_guide(self) -> None:
        """Print the guide sheet for the answers given."""
        row, answers, print_sheet = self.page.row, self.page.answers, self.tools.print_sheet
        if row is None or print_sheet is None:
            return
        code, said = row.code, self.tr("办事指南已送打印")
        self.desk.background.write(
            self, lambda: print_sheet(self.work.guide_sheet(code, answers)), lambda _d: self.desk.shell.toast(said)
        )

    def take_item(self) -> None:
        """Go to the acceptance page with this item."""
        row = self.page.row
        if row is not None and not row.package:
            self.desk.shell.go("acceptance", row.code)


def catalog_entry(tools: CatalogueTools) -> ScreenEntry:
    """The workspace 事项库."""
    title = QT_TRANSLATE_NOOP("Screens", "事项库")
    return ScreenEntry("catalog", title, "book-open", lambda desk: CatalogueScreen(desk, tools))
