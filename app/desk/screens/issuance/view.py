"""The issuance page 出件页: one box for a number, a scanned code or a card; results by their last day; one key each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.arguments import OpenCase, OpenResult, Stuck
from app.desk.background import Lane
from app.desk.error_words import error_kind
from app.desk.screen import ScreenEntry, ScreenWidget
from app.desk.screens.acceptance.services import Printing
from app.desk.screens.case.acting import refusal_words
from app.desk.screens.case.short_view import KEYS
from app.desk.screens.issuance.handing_form import handing_form, witness_form
from app.desk.screens.issuance.panel import ResultPanel
from app.desk.screens.issuance.presenter import ALL, Delivery, IssuancePresenter, Step
from app.desk.screens.issuance.table_model import issuance_model
from app.desk.second_screen.audience import Audience
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.question_strip import QuestionStrip
from app.desk.widgets.search_edit import SearchEdit
from app.desk.widgets.section import SectionHeader
from app.desk.widgets.table import Table
from app.desk.words import QT_TRANSLATE_NOOP
from app.devices.ports import IdCardReader
from app.usecases.issuing import IssuingWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.case.act_form import ActForm
    from app.devices.ports import IdCard
    from app.usecases.accept import Done
    from app.usecases.issuing import Handing, ResultRow, Results, ResultView

RIGHT = 474
LATER_MS = 1500


@dataclass(frozen=True)
class IssuanceTools:
    """What the page is given besides the desk. Without a reader its key is dim. `audience` is the applicant's screen."""

    work: IssuingWork
    printing: Printing
    reader: IdCardReader | None = None
    audience: Audience | None = None


class IssuanceScreen(ScreenWidget):
    """The badge counts results that have reached their last days; what is typed or scanned narrows the list."""

    def __init__(self, desk: Desk, tools: IssuanceTools) -> None:
        super().__init__(desk)
        self.tools = tools
        self.work = tools.work
        self.page = IssuancePresenter()
        self.model = issuance_model()
        self.table = Table(self.model, desk.theme, tall=True)
        self.panel = ResultPanel(desk)
        self.strip = QuestionStrip()
        self.sheet: ActForm | None = None
        self._delivery: Delivery | None = None
        self._looked_at = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self.reload)
        self._lay_out()
        self._connect()
        desk.theme.changed.connect(self._fit)
        self._fit()

    # ---- building ----

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        line = QHBoxLayout()
        line.setSpacing(0)
        left = QFrame()
        left.setObjectName("Column")
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._build_box())
        inner.addWidget(self._build_head())
        inner.addWidget(self.table, 1)
        line.addWidget(left, 1)
        line.addWidget(self.panel)
        column.addLayout(line, 1)

    def _build_box(self) -> QWidget:
        box = QFrame()
        box.setObjectName("SearchHead")
        line = QHBoxLayout(box)
        line.setContentsMargins(14, 10, 14, 10)
        line.setSpacing(8)
        self.box = SearchEdit(self.tr("扫回执二维码、读身份证，或者输编号尾号、姓名、证件号"))
        line.addWidget(self.box, 1)
        line.addWidget(KeyHint(self.desk.shortcuts, "find"))
        self.read_button = ActionButton(
            self.tr("读卡"), kind="pill", shortcuts=self.desk.shortcuts, shortcut="card.read"
        )
        self.read_button.clicked.connect(self.read_card)
        self.read_button.setVisible(self.tools.reader is not None)
        line.addWidget(self.read_button)
        return box

    def _build_head(self) -> QWidget:
        self.head = SectionHeader(self.tr("等领取"))
        self.filter = ChipGroup([Chip(ALL, self.tr("全部"))])
        self.filter.set_value(ALL)
        self.head.add_right(self.filter)
        return self.head

    def _connect(self) -> None:
        self.box.edited.connect(self._typed)
        self.box.moved.connect(self.table.step)
        self.box.picked.connect(self._picked)
        self.filter.chosen.connect(self._filter_chosen)
        self.table.moved.connect(lambda _row: self._show_current())
        self.table.picked.connect(lambda _row: self.open_case())
        self.panel.chosen.connect(self.hand_out)
        self.panel.print_button.clicked.connect(self._print_paper)
        self.strip.answered.connect(self._answered)
        keys, view = self.desk.shortcuts, self.table.view
        view.installEventFilter(self)
        keys.bind("find", self, self.look)
        keys.bind("card.read", self, self.read_card, lambda: self.tools.reader is not None)
        keys.bind("next_person", self, self.next_person)
        keys.bind("next_step", self, lambda: self.hand_out(self.panel.key_at(0)), lambda: bool(self.panel.key_at(0)))
        keys.bind("print", self, self._print_paper, lambda: bool(self._unprinted()))
        keys.bind("open", view, self.open_case, lambda: self.current() is not None)
        for place, key in enumerate(KEYS):
            keys.bind(key, view, partial(self._choose_at, place), partial(self._offers, place))

    def _choose_at(self, place: int) -> None:
        self.hand_out(self.panel.key_at(place))

    def _offers(self, place: int) -> bool:
        return bool(self.panel.key_at(place))

    def _fit(self) -> None:
        self.panel.setFixedWidth(min(self.desk.theme.scaled(RIGHT), self.width() * 36 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a scanner (or a hand) types while the list has the focus belongs into the box; the number keys do not."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _is_typed(event):
            self.box.set_value("")
            self.box.setFocus()
            QApplication.sendEvent(self.box, event)
            return True
        return super().eventFilter(watched, event)

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Read anew; a case that is asked for is looked for."""
        self._later.stop()
        if isinstance(argument, OpenResult):
            self.box.set_value(argument.case_no)
            self.page.ask(argument.case_no)
        self.reload()
        self.box.setFocus()

    def on_changed(self, changed: frozenset[str]) -> None:
        """A write was announced, or a decision has arrived: the badge must be right, another page may be in front."""
        if not changed & {"cases", "prints", "packages"}:
            return
        if self.isVisible():
            self.reload()
        else:
            self._later.start()

    def on_leaving_person(self) -> None:
        """Leave nothing of the present applicant in view."""
        if self.sheet is not None:
            self.sheet.reject()
        self._delivery = None
        self.strip.clear()
        self.box.set_value("")
        self.page.ask("")
        self.model.set_rows(())
        self.panel.clear()

    def stuck(self) -> Stuck:
        """The case of the chosen result."""
        row = self.current()
        return Stuck(row.case_no if row is not None else "")

    # ---- reading ----

    def look(self) -> None:
        """Go to the box."""
        self.box.setFocus()
        self.box.selectAll()

    def read_card(self) -> None:
        """F2: the card on the reader tells whose results are looked for."""
        reader = self.tools.reader
        if reader is not None:
            self.desk.background.read(self, reader.read, self._take_card, lane=Lane.POOL, key="card")

    def _take_card(self, card: IdCard) -> None:
        self.box.set_value(card.number)
        self.page.ask(card.number, card.number)
        self.reload()
        self.table.setFocus()

    def _typed(self, words: str) -> None:
        """Each key is answered; a code that a scanner types is whole at its Enter."""
        if "://" not in words:
            self.page.ask(words)
            self.reload()

    def reload(self) -> None:
        """Read what waits anew, for the words that stand in the box."""
        words, work = self.page.words, self.work
        self.desk.background.read(self, lambda: work.ready(words), self.take, self._no_results, key="ready")

    def _no_results(self, error: Exception) -> None:
        self.model.set_rows(())
        self.panel.clear()
        self.desk.shell.banner(refusal_words(error), error_kind(error))

    def take(self, found: Results) -> None:
        """Show what was found; the result that was chosen stays chosen where it is still there."""
        before = self.current() if self._looked_at else None
        self._looked_at = self._looked_at or self.isVisible()
        if not self.page.take(found):
            return
        if "://" in found.words and found.rows:
            self.box.set_value(self.page.ask(found.rows[0].case_no))
        if not found.words:
            self.badge_changed.emit(self.page.pressing())
        self._render(before)

    def current(self) -> ResultRow | None:
        """Return the chosen result."""
        place = self.table.current_row()
        return self.model.row(place) if 0 <= place < self.model.rowCount() else None

    def _render(self, before: ResultRow | None) -> None:
        self.filter.set_options([Chip(key, text) for key, text in self.page.chips()])
        self.filter.set_value(self.page.filter or ALL)
        self.table.set_empty(*self.page.nothing())
        self.model.set_rows(self.page.rows())
        self.table.select_row(self.page.place_of(before))
        self._show_current()

    def _filter_chosen(self) -> None:
        self.page.choose(self.filter.value())
        self._render(self.current())

    def _show_current(self) -> None:
        row, work = self.current(), self.work
        if row is None:
            self.panel.clear()
            self.desk.shortcuts.refresh()
            return
        self.panel.say(row)
        self.desk.background.read(self, lambda: work.view(row.case_no), self._take_view, lambda _e: None, key="result")

    def _take_view(self, view: ResultView) -> None:
        row = self.current()
        if row is not None and row.case_no == view.row.case_no:
            self.panel.show_view(view)
            self.desk.shortcuts.refresh()

    def _picked(self) -> None:
        """Enter in the box: what was found takes the keys; a case that has no result is opened."""
        words = self.box.value()
        if "://" in words and words != self.page.words:
            self.page.ask(words)
            self.reload()
            self.table.setFocus()
        elif self.page.found.aside_case:
            self.desk.shell.go("search", OpenCase(self.page.found.aside_case))
        elif self.model.rowCount():
            self.table.setFocus()

    def open_case(self) -> None:
        """Go to the page of the case."""
        row = self.current()
        if row is not None:
            self.desk.shell.go("search", OpenCase(row.case_no))

    def _unprinted(self) -> str:
        view = self.panel.view
        return next((p.number for p in view.papers if not p.printed), "") if view is not None else ""

    def _print_paper(self) -> None:
        self.desk.shell.go("prints", self._unprinted())

    # ---- handing out ----

    def hand_out(self, way: str) -> None:
        """Ask whose paper was seen, then record that the result was handed out."""
        view = self.panel.view
        if view is None or not way or self.sheet is not None:
            return

        def done(handing: Handing) -> None:
            self._record(view.row.case_no, handing, said)

        form, said = handing_form(self, view, way, self.page.card, done)
        self._show(form)

    def _show(self, form: ActForm) -> None:
        self.sheet = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()
        form.focus_first()

    def _closed(self, form: ActForm) -> None:
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()

    def _record(self, case_no: str, handing: Handing, said: str) -> None:
        work = self.work

        def done(result: Done) -> None:
            self.desk.shell.toast(said)
            self._delivery = Delivery(result, in_person=handing.manner == "counter")
            if self.tools.audience is not None and handing.manner == "counter":
                self.tools.audience.serve(case_no)
            printing = self.tools.printing
            self.desk.background.write(self, lambda: printing.start(result.papers), self._sent)
            self._ask()

        def refused(error: Exception) -> None:
            self.desk.shell.refused(refusal_words(error), error_kind(error), case_no)

        self.desk.background.write(self, lambda: work.hand_out(case_no, handing), done, refused)

    def _sent(self, sent: Any) -> None:
        if sent.failed:
            self.desk.shell.banner("；".join(sent.failed), "caution")

    def _ask(self) -> None:
        asked = self._delivery.question() if self._delivery is not None else None
        if asked is None:
            self.strip.clear()
            self.table.setFocus()
            return
        self.strip.ask(*asked)
        audience, delivery = self.tools.audience, self._delivery
        if audience is not None and audience.watched and delivery is not None and delivery.signing:
            audience.ask_signature(delivery.case_no, "service", self._signed_on_screen)

    def _signed_on_screen(self) -> None:
        """The person signed on his own screen: that answers the question."""
        if self._delivery is not None and self._delivery.signing:
            self._answered("signed")

    def _answered(self, key: str) -> None:
        if self._delivery is None:
            return
        step = self._delivery.answer(key)
        if step is not None:
            self._do(step)
        self._ask()

    def _do(self, step: Step) -> None:
        printing = self.tools.printing
        for number in step.numbers:
            if step.kind in ("came-out", "again"):
                self._write(partial(printing.came_out, number, step.kind == "came-out"))
            elif step.kind == "signed":
                self._write(partial(printing.handed_over, number, "handed-over"))
        if step.kind == "refused-to-sign":
            self._ask_witness(step.numbers)

    def _ask_witness(self, numbers: tuple[str, ...]) -> None:
        """He would not sign: who saw that."""
        printing = self.tools.printing

        def done(witness: str) -> None:
            for number in numbers:
                self._write(partial(printing.handed_over, number, "refused-to-sign", witness))

        self._show(witness_form(self, done))

    def _write(self, work: Callable[[], Any]) -> None:
        self.desk.background.write(self, work, self._sent)

    def next_person(self) -> None:
        """F5: nothing of the person is left on any page."""
        self.desk.shell.leave_person()
        self.reload()
        self.box.setFocus()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key stands for a character, not for a move or an act."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and bool(event.text().strip()) and event.text().isprintable()


def issuance_entry(tools: IssuanceTools) -> ScreenEntry:
    """The workspace 出件."""
    title = QT_TRANSLATE_NOOP("Screens", "出件")
    return ScreenEntry(
        "issuance", title, "package-check", lambda desk: IssuanceScreen(desk, tools), counts=frozenset({"cases"})
    )
