"""The column of printers on the settings page: one for all documents, one for a kind where wanted, the ticket printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.background import Lane
from app.desk.error_words import error_words
from app.desk.widgets.card import text_label
from app.desk.widgets.choice import Choice
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.settings.presenter import PrinterTools

ALL_KINDS = "*"
TICKET = "ticket"


class PrinterColumn(Column):
    """Asks for the printers when it is first seen; each choice is kept at once."""

    def __init__(self, desk: Desk, tools: PrinterTools) -> None:
        super().__init__(SectionHeader(""))
        if self.header is not None:
            self.header.set_title(self.tr("打印机"))
        self._desk = desk
        self._tools = tools
        self._asked = False
        self.note = text_label(self.tr("正在查找系统里的打印机"), "small")
        self.body.addWidget(self.note)
        self.choices: dict[str, Choice] = {}
        for kind, title in ((ALL_KINDS, self.tr("全部文书")), *tools.kinds()):
            choice = Choice()
            choice.setEnabled(False)
            choice.chosen.connect(lambda kind=kind: self._choose(kind))
            self.choices[kind] = choice
            self.body.addWidget(Field(title, choice))
        self.ticket = LineEdit("tcp://10.0.0.5:9100")
        self.ticket.set_value(tools.chosen().get(TICKET, ""))
        self.ticket.submitted.connect(self._set_ticket)
        self._ticket_field = Field(self.tr("小票机地址"), self.ticket)
        self._ticket_field.set_note(self.tr("网络 tcp://，USB usb:04b8:0202，设备 file:/dev/usb/lp0；回车保存"))
        self.body.addWidget(self._ticket_field)

    def ask(self) -> None:
        """Ask the system once."""
        if not self._asked:
            self._asked = True
            self._desk.background.read(self, self._tools.names, self.show_names, lane=Lane.POOL, key="printers")

    def show_names(self, names: list[str]) -> None:
        """Offer the printers; one that has gone is still named."""
        kept = self._tools.chosen()
        for key, choice in self.choices.items():
            first = self.tr("系统默认打印机") if key == ALL_KINDS else self.tr("同“全部文书”")
            gone = [kept[key]] if kept.get(key) and kept[key] not in names else []
            absent = [(name, self.tr("{name}（现在找不到）").format(name=name)) for name in gone]
            choice.set_options([("", first), *((name, name) for name in names), *absent])
            choice.set_value(kept.get(key, ""))
            if not choice.value():
                choice.setCurrentIndex(0)
            choice.setEnabled(True)
        self.note.setText(self.tr("可以选 {n} 台打印机").format(n=len(names)))

    def _choose(self, kind: str) -> None:
        printer = self.choices[kind].value()
        self._desk.background.write(self, lambda: self._tools.choose(kind, printer))

    def _set_ticket(self) -> None:
        address = self.ticket.value()
        self._desk.background.write(
            self, lambda: self._tools.set_ticket(address), lambda _done: self._ticket_kept(), self._ticket_refused
        )

    def _ticket_kept(self) -> None:
        self._ticket_field.set_ok(self.tr("已保存"))

    def _ticket_refused(self, error: Exception) -> None:
        self._ticket_field.set_error(error_words(error))
