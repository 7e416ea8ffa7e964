"""The settings page 设置页: how it looks, which keys, which printers, when it locks. Each change is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.preferences import LOCK_MINUTES
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.settings.presenter import FUNCTION_KEYS, DocumentKind, printers_after, settable
from app.desk.shortcuts import KeyConflict, Shortcut
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.choice import Choice
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.desk.context import Desk

DEFAULT_PRINTER = "*"


def system_printers() -> list[str]:
    """Return the names of the system's printers; asked off the interface's thread, it may take seconds."""
    from PySide6.QtPrintSupport import QPrinterInfo  # after the first paint

    return list(QPrinterInfo.availablePrinterNames())


class SettingsView(ScreenWidget):
    """Three columns: look and lock, keys, printers."""

    def __init__(
        self,
        desk: Desk,
        kinds: Sequence[DocumentKind] = (),
        printers: Callable[[], list[str]] = system_printers,
    ) -> None:
        super().__init__(desk)
        self.setObjectName("SettingsPage")
        self._kinds = tuple(kinds)
        self._ask_printers = printers
        self._printers: list[str] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for column in (self._build_look(), self._build_keys(), self._build_printers()):
            column.setMaximumWidth(desk.theme.scaled(480))
            line.addWidget(column, 2)
        line.addStretch(1)

    def on_shown(self, argument: object = None) -> None:
        """Ask for the printers when the page is first seen."""
        self.mode.setFocus()
        if self._printers is None:
            self.desk.background.read(self, self._ask_printers, self._show_printers, lane=Lane.POOL, key="printers")

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

    def _build_printers(self) -> Column:
        column = Column(SectionHeader(self.tr("打印机")))
        self._printer_note = text_label(self.tr("正在查找系统里的打印机"), "small")
        column.body.addWidget(self._printer_note)
        self.printers: dict[str, Choice] = {}
        self._printer_box = QWidget()
        box = QVBoxLayout(self._printer_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        kinds = (DocumentKind(DEFAULT_PRINTER, self.tr("全部文书")), *self._kinds)
        for kind in kinds:
            choice = Choice()
            choice.chosen.connect(lambda key=kind.key: self._set_printer(key))
            self.printers[kind.key] = choice
            box.addWidget(Field(kind.title, choice))
        self._printer_box.hide()
        column.body.addWidget(self._printer_box, 0, Qt.AlignmentFlag.AlignTop)
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

    def _show_printers(self, names: list[str]) -> None:
        self._printers = names
        kept = self.desk.preferences.now.printers
        for key, choice in self.printers.items():
            first = self.tr("系统默认打印机") if key == DEFAULT_PRINTER else self.tr("同“全部文书”")
            gone = [kept[key]] if kept.get(key) and kept[key] not in names else []
            absent = [(name, self.tr("{name}（现在找不到）").format(name=name)) for name in gone]
            choice.set_options([("", first), *((name, name) for name in names), *absent])
            choice.set_value(kept.get(key, ""))
            if not choice.value():
                choice.setCurrentIndex(0)
        none = self.tr("系统里没有打印机。文书照常生成并留在打印队列，可存成 PDF 到别处打印。")
        self._printer_note.setText(self.tr("系统里有 {n} 台打印机").format(n=len(names)) if names else none)
        self._printer_box.setVisible(bool(names) or bool(kept))

    def _set_printer(self, kind: str) -> None:
        kept = dict(self.desk.preferences.now.printers)
        self.desk.preferences.change(printers=printers_after(kept, kind, self.printers[kind].value()))


def settings_entry(kinds: Sequence[DocumentKind] = ()) -> ScreenEntry:
    """Return the workspace's entry; `kinds` are the documents that may have a printer of their own."""
    return ScreenEntry(
        "settings", QT_TRANSLATE_NOOP("Screens", "设置"), "settings", lambda desk: SettingsView(desk, kinds)
    )
