"""The exchange page 传输页: the connection at the left, every parcel that waits, a key to try again, the way by stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.exchange.overview import Overview
from app.desk.screens.exchange.presenter import ExchangePresenter
from app.desk.screens.exchange.table_model import parcels_model
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.desk.changes import HasChanged
    from app.desk.context import Desk
    from app.desk.link import Link
    from app.desk.screens.exchange.presenter import Carried, ExchangeView, ExchangeWork, Parcel

LEFT = 392
SUFFIX = ".yichuang"


class ExchangeScreen(ScreenWidget):
    """Read anew while it is in front, whenever the exchange has done something."""

    def __init__(self, desk: Desk, work: ExchangeWork) -> None:
        super().__init__(desk)
        self.work = work
        self.page = ExchangePresenter()
        self.model = parcels_model(self.page.now)
        self.table = Table(self.model, desk.theme, tall=True)
        self.overview = Overview()
        self._lay_out()
        self.table.picked.connect(lambda _row: self.retry_current())
        keys = desk.shortcuts
        keys.bind("next_step", self, self.retry_all, lambda: self.page.link.joined)
        keys.bind("carry", self, self.carry, lambda: self.page.link.joined)
        keys.bind("open", self.table.view, self.retry_current, lambda: self.current() is not None)
        desk.theme.changed.connect(self._fit)
        self._fit()
        self._render()

    # ---- building ----

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.overview)
        right = QFrame()
        right.setObjectName("Column")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self.table, 1)
        line.addWidget(right, 1)

    def _build_head(self) -> QWidget:
        self.head = SectionHeader(self.tr("待上传"))
        keys = self.desk.shortcuts
        self.carry_button = ActionButton(self.tr("导出到 U 盘"), kind="pill", shortcuts=keys, shortcut="carry")
        self.carry_button.setToolTip(self.tr("断网几天时，把没有上传的加密写进 U 盘，交给中心导入"))
        self.retry_button = ActionButton(self.tr("现在再传"), kind="pill", shortcuts=keys, shortcut="next_step")
        self.carry_button.clicked.connect(self.carry)
        self.retry_button.clicked.connect(self.retry_all)
        self.head.add_right(self.carry_button)
        self.head.add_right(self.retry_button)
        return self.head

    def _fit(self) -> None:
        self.overview.setFixedWidth(min(self.desk.theme.scaled(LEFT), self.width() * 36 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read anew; the list takes the focus."""
        self.reload()
        self.table.setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """Something was written, sent or received."""
        if self.isVisible():
            self.reload()

    def on_link(self, link: Link) -> None:
        """Show how the connection stands; what waits is read anew where its number changed."""
        before, self.page.link = self.page.link, link
        if not self.isVisible():
            return
        self._render()
        if (before.events, before.files, before.error, before.alarm) != (
            link.events,
            link.files,
            link.error,
            link.alarm,
        ):
            self.reload()

    # ---- reading ----

    def reload(self) -> None:
        """Read anew what waits."""
        self.desk.background.read(self, self.work.read, self.take, key="exchange")

    def take(self, view: ExchangeView) -> None:
        """Show what was read; the chosen parcel stays chosen where it is still there."""
        before = self.current()
        self.page.take(view)
        self.model.set_rows(view.parcels)
        places = [n for n, parcel in enumerate(view.parcels) if before is not None and parcel.key == before.key]
        self.table.select_row(places[0] if places else 0)
        self._render()

    def current(self) -> Parcel | None:
        """Return the chosen parcel."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _render(self) -> None:
        joined = self.page.link.joined
        self.head.set_note(self.page.note())
        self.overview.show_link(self.page)
        self.overview.show_page(self.page)
        for button in (self.retry_button, self.carry_button):
            button.setEnabled(joined)
        if joined:
            self.table.set_empty(self.tr("没有待上传"), self.tr("写下的都已由中心确认；新的会自动上传"))
        else:
            self.table.set_empty(self.tr("单机运行"), self.tr("没有加入服务器，办件只存在本机"))
        self.desk.shortcuts.refresh()

    # ---- what a person can do ----

    def retry_all(self) -> None:
        """Try everything again at once."""
        if self.page.link.joined:
            self._retry("")

    def retry_current(self) -> None:
        """Try the chosen parcel again at once."""
        parcel = self.current()
        if parcel is not None:
            self._retry(parcel.key)

    def _retry(self, key: str) -> None:
        work, words = self.work, self.tr("正在再传；成不成会写在这里")

        def done(_changed: HasChanged) -> None:
            self.desk.shell.toast(words, "plain")
            self.reload()

        self.desk.background.write(self, lambda: work.retry(key), done)

    def carry(self) -> None:
        """Ask where to, then write what the server lacks into a file on the stick."""
        if not self.page.link.joined:
            return
        name = self.tr("待上传") + SUFFIX
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("导出到 U 盘"), name, f"*{SUFFIX}")
        if chosen:
            self.carry_to(Path(chosen))

    def carry_to(self, path: Path) -> None:
        """Write what the server lacks into `path`."""
        work = self.work
        self.desk.background.write(self, lambda: work.carry(path), self._carried, lane=Lane.STORE)

    def _carried(self, carried: Carried) -> None:
        words = self.tr(
            "已写好：{n} 条、{m} 个附件，只有中心能打开。请把文件交给管理员导入；网络恢复后照常上传，不会重复。"
        )
        self.desk.shell.banner(words.format(n=carried.events, m=carried.files), "good")


def exchange_entry(work: ExchangeWork) -> ScreenEntry:
    """The workspace 传输; it is opened from the top bar and has no place in the rail."""
    title = QT_TRANSLATE_NOOP("Screens", "传输")
    return ScreenEntry("exchange", title, "rotate-cw", lambda desk: ExchangeScreen(desk, work), railed=False)
