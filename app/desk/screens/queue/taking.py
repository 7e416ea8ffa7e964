"""The columns beside the list: taking a number 取号, how this counter takes part, today's times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.screens.queue.words import PRIORITIES, counter_words, minutes_words, said, times_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.field import Field
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.text_edit import LineEdit

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.queue.control import QueueControl
    from app.domain.ticket.figures import CounterFigures, QueueFigures
    from app.usecases.queue import QueueView, Taken

NO_PRIORITY = "none"


class TakingColumn(Column):
    """Numbers are taken here; below, whose numbers this counter calls and which businesses it does."""

    def __init__(self, desk: Desk, control: QueueControl) -> None:
        super().__init__(SectionHeader(self.tr("取号")))
        self._control = control
        self.groups = ChipGroup([])
        self.priority = ChipGroup(
            [Chip(NO_PRIORITY, self.tr("普通")), *(Chip(key, said(PRIORITIES, key)) for key in PRIORITIES)]
        )
        self.priority.set_value(NO_PRIORITY)
        self.take_button = ActionButton(self.tr("取号"), kind="primary", shortcuts=desk.shortcuts, shortcut="next_step")
        self.take_button.clicked.connect(self.take)
        self.number = text_label("", "title")
        self.number.setObjectName("TicketNumber")
        self.ahead = text_label("", "mute")
        self.number.hide()
        self.ahead.hide()
        for widget in (
            text_label(self.tr("办什么"), "mute"), self.groups, text_label(self.tr("优先"), "mute"), self.priority,
            self.take_button, self.number, self.ahead,
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addSpacing(16)
        self._add_settings()
        self.body.addStretch(1)
        self._known: tuple[object, ...] = ()

    def _add_settings(self) -> None:
        self.source = ChipGroup(
            [
                Chip("off", self.tr("不叫号")),
                Chip("own", self.tr("本机取号叫号")),
                Chip("system", self.tr("大厅叫号系统")),
                Chip("simulated", self.tr("模拟叫号系统")),
            ]
        )
        self.serves = ChipGroup([], multi=True)
        self.address = LineEdit("http://10.0.0.9:8080/queue")
        self.address_field = Field(self.tr("叫号系统地址"), self.address)
        self.address_field.set_note(self.tr("HTTP 接口；回车保存"))
        self.body.addWidget(text_label(self.tr("本窗口叫谁的号"), "mute"))
        self.body.addWidget(self.source)
        self.body.addWidget(self.address_field)
        self.body.addWidget(text_label(self.tr("本窗口办哪些业务（不选就都办）"), "mute"))
        self.body.addWidget(self.serves)
        self.source.chosen.connect(self._source_chosen)
        self.serves.chosen.connect(self._serves_chosen)
        self.address.submitted.connect(self._address_given)

    def take(self) -> None:
        """Take a number of the chosen business."""
        group, priority = self.groups.value(), self.priority.value()
        if group and self.take_button.isEnabled():
            self._control.issue(group, "" if priority in (None, NO_PRIORITY) else priority)  # type: ignore[arg-type]  # a key of the table
            self.priority.set_value(NO_PRIORITY)

    def show_taken(self, taken: Taken) -> None:
        """The number that was just taken."""
        self.number.setText(taken.ticket.number)
        self.number.show()
        self.ahead.show()
        words = self.tr("{business} · 前面 {n} 人") if taken.ahead else self.tr("{business} · 下一位就是")
        self.ahead.setText(words.format(business=taken.name, n=taken.ahead))

    def show_view(self, view: QueueView) -> None:
        """Groups and settings as they are kept."""
        settings = view.settings
        own = settings.source == "own"
        self.take_button.setEnabled(own)
        self.address_field.setVisible(settings.source == "system" or self.source.value() == "system")
        known = (settings,)
        if known == self._known:
            return
        self._known = known
        chosen = self.groups.value()
        self.groups.set_options([Chip(one.letter, one.name) for one in settings.groups])
        letters = [one.letter for one in settings.groups]
        self.groups.set_value(chosen if chosen in letters else letters[0])
        self.serves.set_options([Chip(one.letter, one.name) for one in settings.groups])
        self.serves.set_values(frozenset(settings.serves))
        self.source.set_value(settings.source)
        self.address.set_value(settings.address)

    def _source_chosen(self) -> None:
        source = self.source.value() or "off"
        self.address_field.setVisible(source == "system")
        if source == "system" and not self.address.value():
            self.address.setFocus()
            return
        self._control.change(source=source)

    def _serves_chosen(self) -> None:
        self._control.change(serves=tuple(sorted(self.serves.values())))

    def _address_given(self) -> None:
        self._control.change(source="system", address=self.address.value().strip())


class TimesColumn(Column):
    """Today's waiting and service times, whole and by counter; what other counters do."""

    def __init__(self) -> None:
        super().__init__(SectionHeader(self.tr("今天")))
        self._shown: QueueFigures | None = None
        self.lines = QWidget()
        self._box = QVBoxLayout(self.lines)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)

    def show_figures(self, figures: QueueFigures) -> None:
        """Mean and p90; a dash where nothing was measured."""
        if figures == self._shown:
            return
        self._shown = figures
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        whole = figures.whole
        card = Card(self.tr("取号 {n} · 等候 {m} · 优先 {p}").format(
            n=figures.issued, m=figures.waiting_now, p=figures.priority
        ))  # fmt: skip
        card.add_line(self.tr("等候：{times}").format(times=times_words(whole.waiting)))
        card.add_line(self.tr("办理：{times}").format(times=times_words(whole.service)))
        self._box.addWidget(card)
        for one in figures.counters:
            self._box.addWidget(self._counter(one))

    def _counter(self, one: CounterFigures) -> Card:
        card = Card(counter_words(one.counter))
        card.add_line(
            self.tr("叫 {called} · 办 {served} · 过号 {missed} · 转出 {sent}").format(
                called=one.called, served=one.served, missed=one.missed, sent=one.transferred
            )
        )
        card.add_line(
            self.tr("平均等候 {wait} · 平均办理 {service}").format(
                wait=minutes_words(one.waiting.mean), service=minutes_words(one.service.mean)
            )
        )
        return card
