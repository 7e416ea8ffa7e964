"""The print page 打印页: the question about what was at a printer, the list, the chosen paper as it is printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.prints.presenter import (
    MISHAPS,
    PRINTED,
    QUEUE,
    STEP_WORDS,
    PrintDesk,
    PrintsPresenter,
    detail_text,
    question,
    said,
    state_text,
    step_of,
    what_text,
)
from app.desk.screens.prints.table_model import prints_model
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.preview import Preview
from app.desk.widgets.question_strip import QuestionStrip
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from app.desk.changes import HasChanged
    from app.desk.context import Desk
    from app.usecases.print_work import PrintList, PrintRow

RIGHT = 452


class PrintsScreen(ScreenWidget):
    """The badge counts what waits for a person. A document named in `on_shown` is looked for in both lists."""

    def __init__(self, desk: Desk, work: PrintDesk) -> None:
        super().__init__(desk)
        self.work = work
        self.page = PrintsPresenter()
        self._wanted = self._asked = ""
        self._shown_pdf: tuple[str, int] = ("", 0)
        self._printers: list[str] | None = None
        self.model = prints_model()
        self.table = Table(self.model, desk.theme, tall=True)
        self._lay_out()
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()
        self._say_empty()

    # ---- building ----

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.strip = QuestionStrip()
        column.addWidget(self._build_head())
        column.addWidget(self.strip)
        column.addWidget(self.table, 1)
        line.addWidget(left, 1)
        self._right = self._build_right()
        line.addWidget(self._right)

    def _build_head(self) -> QWidget:
        self.head = SectionHeader(self.tr("打印"))
        self.search = SearchEdit(self.tr("文号或办件编号的一部分"))
        self.search.setFixedWidth(200)
        self.search.hide()
        self.mode = ChipGroup([Chip(QUEUE, self.tr("队列")), Chip(PRINTED, self.tr("已出纸"))])
        self.mode.set_value(QUEUE)
        self.send_button = ActionButton(
            self.tr("全部打印"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="print"
        )
        for widget in (self.search, self.mode, self.send_button):
            self.head.add_right(widget)
        return self.head

    def _build_right(self) -> QFrame:
        right = QFrame()
        right.setObjectName("Column")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.title = SectionHeader("")
        column.addWidget(self.title)
        box = QWidget()
        inner = QVBoxLayout(box)
        inner.setContentsMargins(14, 10, 14, 10)
        inner.setSpacing(8)
        self.detail = text_label("", "small")
        inner.addWidget(self.detail)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        keys = self.desk.shortcuts
        self.step_button = ActionButton("", kind="primary", hint="Enter")
        self.other_button = ActionButton(self.tr("换打印机"), shortcuts=keys, shortcut="printer.other")
        self.drop_button = ActionButton(self.tr("不打了"), kind="quiet")
        self.ticket_button = ActionButton(self.tr("打小票"))
        for button in (self.step_button, self.other_button, self.ticket_button, self.drop_button):
            button.setMinimumHeight(32)
            buttons.addWidget(button)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        column.addWidget(box)
        self.preview = Preview(self.desk.background)
        column.addWidget(self.preview, 1)
        return right

    def _fit(self) -> None:
        """The paper takes a good third; with large type the list keeps its room."""
        self._right.setFixedWidth(max(min(self.desk.theme.scaled(RIGHT), int(self.width() * 0.38)), 300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        keys, view = self.desk.shortcuts, self.table.view
        self.mode.chosen.connect(self._mode_chosen)
        self.search.edited.connect(self._search)
        self.search.moved.connect(self.table.step)
        self.search.picked.connect(self.table.setFocus)
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.next_step())
        self.table.more_wanted.connect(self._more)
        self.strip.answered.connect(self.answer)
        self.step_button.clicked.connect(self.next_step)
        self.other_button.clicked.connect(self.choose_printer)
        self.drop_button.clicked.connect(self.drop)
        self.ticket_button.clicked.connect(self.ticket)
        self.send_button.clicked.connect(self.send)
        keys.bind("open", view, self.next_step, lambda: bool(step_of(self.current())))
        keys.bind("print", self, self.send, self._may_send)
        keys.bind("printer.other", self, self.choose_printer, lambda: self._may_move(self.current()))
        keys.bind("find", self, self.find_printed)
        for place in range(3):
            keys.bind(f"answer.{place + 1}", view, partial(self._answer_at, place), partial(self._has_answer, place))

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read the queue; a document given by its number becomes the current row."""
        self._asked = argument if isinstance(argument, str) else ""
        if self._asked:
            self._wanted = self._asked
            self._set_mode(QUEUE)
        self.reload()
        (self.strip if self.strip.isVisible() else self.table).setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced: the badge must be right even while another page is in front."""
        if "prints" in changed:
            self.reload()

    def on_leaving_person(self) -> None:
        """No paper of the person stays in view."""
        self._forget_preview()
        self._asked = ""
        self.search.set_value("")
        self.page.words = ""
        self._set_mode(QUEUE)
        self.reload()

    # ---- reading ----

    def reload(self) -> None:
        """Read the list that is shown."""
        page = self.page
        if page.mode == QUEUE:
            asked = self._asked
            self.desk.background.read(self, lambda: self.work.queue(asked), self.take, key="list")
        else:
            words, most = page.words, page.most
            self.desk.background.read(self, lambda: self.work.printed(words, most), self.take, key="list")

    def take(self, found: PrintList) -> None:
        """Show what was read; the row that was chosen stays chosen where it is still there."""
        before = self.current()
        self.page.take(found)
        if self.page.mode == QUEUE:
            self.badge_changed.emit(self.page.badge)
        self.head.set_note(self.page.note())
        self.model.set_rows(found.rows)
        self.table.set_total(found.total)
        self._select(before)
        self._ask()
        self.desk.shortcuts.refresh()

    def _select(self, before: PrintRow | None) -> None:
        wanted = self._wanted or (before.number if before else "")
        place = self.page.place_of(wanted) if wanted else -1
        if self._wanted and place < 0 and self.page.mode == QUEUE:
            self._set_mode(PRINTED)
            self.page.words = self._wanted
            self.search.set_value(self._wanted)
            self.reload()
            return
        self._wanted = ""
        self.table.select_row(max(place, 0))
        self._show_current()

    def current(self) -> PrintRow | None:
        """Return the chosen row."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def find_printed(self) -> None:
        """Look for a document that came out."""
        self._set_mode(PRINTED)
        self.search.setFocus()
        self.search.selectAll()
        self.reload()

    def _search(self, words: str) -> None:
        self.page.words, self.page.most = words, 200
        self.reload()

    def _more(self) -> None:
        self.page.most += 500
        self.reload()

    def _mode_chosen(self) -> None:
        self._set_mode(self.mode.value() or QUEUE)
        self.reload()

    def _set_mode(self, mode: str) -> None:
        self.page.mode = mode
        self.mode.set_value(mode)
        self.search.setVisible(mode == PRINTED)
        self.send_button.setVisible(mode == QUEUE)
        self._say_empty()

    def _say_empty(self) -> None:
        if self.page.mode == QUEUE:
            self.table.set_empty(self.tr("打印队列已清空"), self.tr("要再打一份，按 Ctrl+F 查找已出纸的文书补打"))
        else:
            self.table.set_empty(self.tr("没有找到文书"), self.tr("请核对文号或办件编号"))

    # ---- the chosen row ----

    def _show_current(self) -> None:
        row = self.current()
        self.title.set_title(row.number if row else "")
        step = step_of(row)
        self.step_button.setVisible(bool(step))
        self.other_button.setVisible(self._may_move(row))
        self.drop_button.setVisible(row is not None and bool(row.job) and (row.void or bool(row.reprint)))
        self.ticket_button.setVisible(row is not None and bool(row.case_no) and self.work.has_ticket_printer())
        if row is None:
            self.detail.setText("")
            self._forget_preview()
            return
        self.step_button.set_text(said(STEP_WORDS[step]) if step else "")
        parts = [what_text(row), state_text(row), detail_text(row)]
        self.detail.setText(" · ".join(part for part in parts if part))
        self._preview(row)
        self.desk.shortcuts.refresh()

    def _preview(self, row: PrintRow) -> None:
        wanted = (row.number, row.reprint)
        if wanted == self._shown_pdf:
            return
        self._shown_pdf = wanted
        number, reprint = wanted
        self.desk.background.read(
            self,
            lambda: self.work.preview(number, reprint),
            self.preview.show_pdf,
            lambda _error: self.preview.clear(),
            lane=Lane.POOL,
            key="preview",
        )

    def _forget_preview(self) -> None:
        self._shown_pdf = ("", 0)
        self.preview.clear()

    @staticmethod
    def _may_move(row: PrintRow | None) -> bool:
        return row is not None and row.state in ("failed", "waiting")

    def _may_send(self) -> bool:
        rows = self.page.list.rows if self.page.list else ()
        return self.page.mode == QUEUE and any(row.state == "waiting" for row in rows)

    # ---- the question ----

    def _ask(self) -> None:
        row = self.page.asking
        if row is None or self.page.mode != QUEUE:
            self.strip.clear()
            return
        had_focus = self.strip.hasFocus()
        asked = self.tr("哪里没有打好") if self.page.mishap else question(row)
        self.strip.ask(asked, self.page.answers(), take_focus=had_focus)

    def _has_answer(self, place: int) -> bool:
        return self.page.asking is not None and place < len(self.page.answers())

    def _answer_at(self, place: int) -> None:
        self.answer(self.page.answers()[place][0])

    def answer(self, key: str) -> None:
        """Take the answer to 出纸了吗, or to what went wrong."""
        row = self.page.asking
        if row is None:
            return
        if key == "no":
            self.page.mishap = True
            self._ask()
            return
        everything = tuple(one.job for one in self.page.list.unanswered) if self.page.list else ()
        self.page.answered()
        if key == "all":
            self._write(lambda: self.work.all_out(everything), lane=Lane.STORE)
        elif key == "yes":
            self._write(lambda: self.work.came_out(row.job), lane=Lane.STORE)
        else:
            mishap = next(m for m in MISHAPS if m.key == key)
            spoiled = None if mishap.sheets else 0
            self._write(lambda: self.work.not_out(row.job, mishap.text, spoiled))
            self.desk.shell.toast(self.tr("按原号重新打印"))

    # ---- doing ----

    def next_step(self) -> None:
        """Do what is next for the chosen row."""
        row = self.current()
        step = step_of(row)
        if row is None:
            return
        if step == "answer":
            self.page.ask_about(row)
            self._ask()
            self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == "again":
            self._write(lambda: self.work.print_again(row.job))
        elif step == "send":
            self.send()
        elif step == "queue":
            self._write(lambda: self.work.print_unqueued(row.number))
        elif step == "reprint":
            self._reprint(row)

    def send(self) -> None:
        """Give everything that waits to its printers."""
        self._write(self.work.send)

    def drop(self) -> None:
        """Take a copy that nobody wants any more out of the queue."""
        row = self.current()
        if row is not None and row.job:
            self._write(lambda: self.work.drop(row.job), lane=Lane.STORE)

    def ticket(self) -> None:
        """Print the ticket of the chosen document's case."""
        row = self.current()
        if row is not None and row.case_no:
            self._write(lambda: self.work.ticket(row.case_no))

    def _reprint(self, row: PrintRow) -> None:
        from app.desk.widgets.dialog import question as ask

        text = self.tr("{number} 再打一份，纸上注明“补打第 {n} 次”。").format(number=row.number, n=row.reprints + 1)
        dialog = ask(self, self.tr("补打"), text, self.tr("补打一份"), self.tr("不打"))
        dialog.finished.connect(lambda _code: self._reprint_decided(row, dialog))
        dialog.open()

    def _reprint_decided(self, row: PrintRow, dialog: Dialog) -> None:
        if dialog.result_key == "yes":
            self._set_mode(QUEUE)
            self._wanted = row.number
            self._write(lambda: self.work.reprint(row.number))

    def choose_printer(self) -> None:
        """Ask for the printers and offer them for the chosen row."""
        row = self.current()
        if row is None or not self._may_move(row):
            return
        self.desk.background.read(
            self, self.work.printer_names, partial(self._offer_printers, row), lane=Lane.POOL, key="printers"
        )

    def _offer_printers(self, row: PrintRow, names: list[str]) -> None:
        dialog = Dialog(self, self.tr("换一台打印机"), row.number)
        group = ChipGroup([Chip(name, name) for name in names])
        group.set_value(row.printer if row.printer in names else names[0])
        dialog.body.addWidget(group)
        dialog.add_button("later", self.tr("以后再说"))
        button = dialog.add_button("print", self.tr("在这台打印"), "primary")
        dialog.finished.connect(lambda _code: self._moved(row, dialog, group.value() or ""))
        dialog.open()
        button.setFocus()

    def _moved(self, row: PrintRow, dialog: Dialog, name: str) -> None:
        if dialog.result_key == "print" and name:
            self._write(lambda: self.work.print_again(row.job, name))

    def _write(self, work: Callable[[], HasChanged], *, lane: Lane = Lane.POOL) -> None:
        self.desk.background.write(self, work, lane=lane)


def prints_entry(work: PrintDesk) -> ScreenEntry:
    """The workspace 打印."""
    title = QT_TRANSLATE_NOOP("Screens", "打印")
    return ScreenEntry("prints", title, "printer", lambda desk: PrintsScreen(desk, work))
