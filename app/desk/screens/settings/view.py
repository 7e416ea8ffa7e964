"""The settings page 设置页: how it looks, which keys, which printers, when it locks; and the hall's, for a lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from app.desk.preferences import LOCK_MINUTES
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.settings.hall import HallColumn
from app.desk.screens.settings.presenter import FUNCTION_KEYS, settable
from app.desk.screens.settings.printers import PrinterColumn
from app.desk.screens.settings.scan_folder import ScanFolderChoice
from app.desk.shortcuts import KeyConflict, Shortcut
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.choice import Choice
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.settings.presenter import HallTools, PrinterTools


class SettingsView(ScreenWidget):
    """Columns: look and lock, keys, printers, the hall. All but the hall's are kept at once."""

    def __init__(self, desk: Desk, printers: PrinterTools | None = None, hall: HallTools | None = None) -> None:
        super().__init__(desk)
        self.setObjectName("SettingsPage")
        self.printers = PrinterColumn(desk, printers) if printers is not None else None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.hall = HallColumn(desk, hall) if hall is not None else None
        columns = (self._build_look(), self._build_keys(), self.printers, self.hall)
        for column in filter(None, columns):
            column.setMaximumWidth(desk.theme.scaled(480))
            line.addWidget(column, 2)
        line.addStretch()

    def on_shown(self, argument: object = None) -> None:
        """Ask for the printers when the page is first seen."""
        self.mode.setFocus()
        if self.printers is not None:
            self.printers.ask()

    def _build_look(self) -> Column:
        now = self.desk.preferences.now
        column = Column(SectionHeader(self.tr("外观与锁屏")))
        self.mode = ChipGroup([Chip("light", self.tr("浅色")), Chip("dark", self.tr("深色"))])
        self.type_size = ChipGroup(
            [Chip("14", self.tr("正常")), Chip("16", self.tr("大")), Chip("18", self.tr("更大"))]
        )
        self.language = ChipGroup([Chip("zh_CN", "中文"), Chip("en", "English")])
        minutes = [Chip(str(number), self.tr("{n} 分钟").format(n=number)) for number in LOCK_MINUTES]
        self.lock_minutes = ChipGroup(minutes)
        for group, value in (
            (self.mode, now.mode), (self.type_size, str(now.size)), (self.language, now.language),
            (self.lock_minutes, str(now.lock_minutes)),
        ):  # fmt: skip
            group.set_value(value)
        change = self.desk.preferences.change
        self.mode.chosen.connect(lambda: change(mode=self.mode.value() or "light"))
        self.type_size.chosen.connect(lambda: change(size=int(self.type_size.value() or 14)))
        self.language.chosen.connect(lambda: change(language=self.language.value() or "zh_CN"))
        self.lock_minutes.chosen.connect(lambda: change(lock_minutes=int(self.lock_minutes.value() or 5)))
        for label, group in (
            (self.tr("颜色"), self.mode),
            (self.tr("字号"), self.type_size),
            (self.tr("界面语言"), self.language),
            (self.tr("无人操作多久后锁屏"), self.lock_minutes),
        ):
            column.body.addWidget(Field(label, group))
            column.body.addSpacing(8)
        self.scan_folder = ScanFolderChoice(self.desk)
        column.body.addWidget(Field(self.tr("扫描仪把文件存在"), self.scan_folder))
        column.body.addSpacing(8)
        column.body.addWidget(text_label(self.tr("改动马上生效，只影响这台机器。打印的文书总是中文。"), "small"))
        return column

    def _build_keys(self) -> Column:
        shortcuts = self.desk.shortcuts
        column = Column(SectionHeader(self.tr("功能键")))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(0, 1)
        self.keys: dict[str, Choice] = {}
        for place, row in enumerate(settable(shortcuts.rows())):
            choice = Choice([(key, key) for key in FUNCTION_KEYS])
            choice.set_value(shortcuts.keys(row.id))
            choice.setAccessibleName(shortcuts.text(row.id))
            choice.chosen.connect(lambda row=row: self._set_key(row))
            grid.addWidget(QLabel(shortcuts.text(row.id)), place, 0)
            grid.addWidget(choice, place, 1)
            self.keys[row.id] = choice
        column.body.addLayout(grid)
        self.key_message = text_label("", "small")
        column.body.addWidget(self.key_message)
        return column

    def _set_key(self, row: Shortcut) -> None:
        choice = self.keys[row.id]
        try:
            self.desk.shortcuts.set_keys(row.id, choice.value())
        except KeyConflict as conflict:
            self.key_message.setText(str(conflict))
            choice.set_value(self.desk.shortcuts.keys(row.id))
        else:
            words = self.tr("{text}：{keys}，已生效")
            self.key_message.setText(words.format(text=self.desk.shortcuts.text(row.id), keys=choice.value()))


def settings_entry(printers: PrinterTools | None = None, hall: HallTools | None = None) -> ScreenEntry:
    """Return the workspace's entry; a column whose tools are not given is left out."""
    title = QT_TRANSLATE_NOOP("Screens", "设置")
    return ScreenEntry("settings", title, "settings", lambda desk: SettingsView(desk, printers, hall))
