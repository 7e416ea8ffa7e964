"""The acceptance page itself: three columns, the verdict bar, and the keys that go through them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.arguments import EnterBlank, FileMember, Stuck, TakeApplication
from app.desk.background import Lane
from app.desk.scanning import Scanning, keep_data, take_scans
from app.desk.screen import ScreenWidget
from app.desk.screens.acceptance.applicant import ApplicantColumn
from app.desk.screens.acceptance.checklist import Checklist
from app.desk.screens.acceptance.deciding import Deciding
from app.desk.screens.acceptance.materials import MaterialsColumn
from app.desk.screens.acceptance.matter import MatterColumn
from app.desk.screens.acceptance.news import CaseNews
from app.desk.screens.acceptance.packages import PackageKeys
from app.desk.screens.acceptance.prefilling import Prefilling
from app.desk.screens.acceptance.presenter import AcceptancePresenter
from app.desk.screens.acceptance.scanner import ScannerWatch
from app.desk.screens.acceptance.sitting import SittingKeys
from app.desk.screens.acceptance.verdict import VerdictWiring
from app.desk.widgets.question_strip import QuestionStrip
from app.devices.wedge import parse_scanned
from app.usecases import taking as t
from app.usecases.taking_over import SENT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.acceptance.hit_list import HitRow
    from app.desk.screens.acceptance.services import AcceptanceTools
    from app.devices.ports import IdCard
    from app.domain.case.events import Backfill
    from app.usecases.counter_work import Standing, TakenUp
    from app.usecases.earlier import Earlier
    from app.usecases.taking import Taking

AUTOSAVE_MS = 400
FIRST, SECOND = 300, 380
FIRST_MOST, SECOND_MOST = 0.285, 0.32


class AcceptanceScreen(ScreenWidget):
    """Who → what → materials. Entries live in the presenter; this shows them and hands keys on."""

    def __init__(self, desk: Desk, tools: AcceptanceTools) -> None:
        super().__init__(desk)
        self.tools = tools
        self.page = AcceptancePresenter(tools.work)
        self.checklist = Checklist(self.page)
        self.strip = QuestionStrip()
        self._answer: Callable[[str], None] = lambda _key: None
        self.strip.answered.connect(lambda key: self._answer(key))
        self.applicant = ApplicantColumn(desk, self.page)
        self.matter = MatterColumn(desk, self.page)
        self.materials = MaterialsColumn(desk, self.page, self.checklist, tools.samples)
        self.verdict = VerdictWiring(desk, self.page, self.go_to)
        self.deciding = Deciding(self)
        self.sitting = SittingKeys(self)
        self.packages = PackageKeys(self)
        self.news = CaseNews(self)
        self.prefilling = Prefilling(self)
        self._earlier_for = ""
        self._rendering = False
        self._first_time = True
        self._lay_out()
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.setInterval(AUTOSAVE_MS)
        self._autosave.timeout.connect(self.save)
        self._bind()
        self._connect()
        self.page.listener = self.render_page
        self._scanner = ScannerWatch(self, self.prefilling.scanned)
        desk.theme.changed.connect(self._resize_columns)
        desk.background.read(self, tools.work.warm, lambda _none: None, lane=Lane.POOL)
        self.render_page()

    # ---- building ----

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.news.line)
        column.addWidget(self.strip)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self.applicant)
        line.addWidget(self.matter)
        line.addWidget(self.materials, 1)
        column.addLayout(line, 1)
        column.addWidget(self.verdict.bar)
        self._resize_columns()

    def _resize_columns(self) -> None:
        width, scaled = self.width(), self.desk.theme.scaled
        wide = width > scaled(1700)
        # Large type on a small screen: the materials keep their share, the other two give way.
        self.applicant.setFixedWidth(min(scaled(380 if wide else FIRST), int(width * FIRST_MOST)))
        self.matter.setFixedWidth(min(scaled(520 if wide else SECOND), int(width * SECOND_MOST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider columns where there is room."""
        super().resizeEvent(event)
        self._resize_columns()

    def _bind(self) -> None:
        keys, page = self.desk.shortcuts, self.page

        def has_item() -> bool:
            return page.single

        def editable() -> bool:
            return page.editable

        keys.bind("next_step", self, self.go_on, lambda: page.can_go_on)
        keys.bind("at_once", self, self.deciding.on_the_spot.begin, lambda: page.spot is not None)
        keys.bind("undo", self, self.undo, lambda: page.can_undo)
        keys.bind("park", self, self.sitting.park, lambda: editable() and not page.taking.empty)
        keys.bind("next_person", self, self.sitting.next_person)
        keys.bind("intake", self, self.deciding.receive, lambda: page.can_receive)
        keys.bind("item.search", self, self.look_for_item, lambda: page.can_change_item)
        keys.bind("actor", self, self.applicant.next_actor, editable)
        keys.bind("adopt", self, self.adopt, lambda: page.can_adopt)
        keys.bind("reasons", self, self.verdict.bar.unfold_reasons, lambda: bool(self.verdict.bar.reasons()))
        keys.bind("card.read", self, self.read_card, lambda: editable() and self.tools.reader is not None)
        keys.bind("scan", self, self.scan, lambda: editable() and bool(self.materials.list.current()))
        keys.bind("enlarge", self, self.materials.side.enlarge, lambda: self.materials.side.has_scan)
        keys.bind("guide.print", self, self.sitting.print_guide, has_item)
        keys.bind("application.print", self, self.sitting.print_application, lambda: page.item is not None)
        keys.bind("sign", self, self.sitting.ask_signature, lambda: bool(page.cases_of_sitting()))
        keys.bind("visit", self, self.sitting.ask_visit, lambda: page.phase != "deciding")

    def _connect(self) -> None:
        self.matter.picked.connect(self._picked)
        self.matter.search_wanted.connect(self.look_for_item)
        self.matter.undo_wanted.connect(self.undo)
        self.applicant.card_wanted.connect(self.read_card)
        self.applicant.visit_wanted.connect(self.sitting.ask_visit)
        self.applicant.form_wanted.connect(self.sitting.print_power_of_attorney)
        self.matter.guide_wanted.connect(self.sitting.print_guide)
        self.matter.application_wanted.connect(self.sitting.print_application)
        self.materials.scan_wanted.connect(lambda _material: self.scan())
        self.verdict.let_act(self.go_on, self.sitting, self.deciding, self.look_for_item)
        self.checklist.second_given = self.deciding.decide

    # ---- what the shell tells ----

    def on_shown(self, argument: object = None) -> None:
        """Look how things stand; `argument` may be a number of a case in correction, or an item's code."""
        self.look_around()
        if isinstance(argument, str) and argument:
            scanned = parse_scanned(argument)
            if scanned.kind == "unknown":
                self.choose_item(argument)
            else:
                self.open_correction(argument)
        elif isinstance(argument, FileMember):
            self.packages.file_member(argument.package_no, argument.item_code)
        elif isinstance(argument, EnterBlank):
            self.enter_blank(argument.backfill)
        elif isinstance(argument, TakeApplication):
            self.prefilling.take_over(argument)
        elif self.page.taking.empty and self.page.phase == "taking":
            self.focus_first()

    def on_changed(self, changed: frozenset[str]) -> None:
        """Another write concerns this page where drafts or the catalogue changed."""
        if "cases" in changed:
            self.news.ask()
        if "catalog" in changed:
            self.news.release_changed()
        if changed & {"drafts", "catalog", "settings", "shift"} and self.isVisible():
            self.look_around()

    def on_leaving_person(self) -> None:
        """Keep what was entered, and leave nothing of the person in view."""
        self.deciding.on_the_spot.leave_person()
        self.save()
        self.start_anew()

    def stuck(self) -> Stuck:
        """The case that is corrected here or was just taken, else the person who was entered."""
        done, who = self.page.done, self.page.taking.filing.applicant
        case_no = done.state.case_no if done is not None else self.page.taking.correcting
        return Stuck(case_no, name=who.name, phone=who.phone or "")

    def flush(self) -> None:
        """Hand over what is not yet written."""
        self.save()

    def keep(self) -> object:
        """The taking, for a page built anew in another language."""
        self.save()
        return self.page.taking if self.page.phase == "taking" else None

    def restore(self, kept: object) -> None:
        """Go on with what `keep` returned."""
        if isinstance(kept, t.Taking):
            self.page.start(kept)

    # ---- showing ----

    def render_page(self) -> None:
        """Show what the presenter holds; called after every change of it."""
        if self._rendering:
            return
        self._rendering = True
        try:
            taking, open_page = self.page.taking, self.page.phase == "taking"
            self.applicant.setEnabled(open_page and not taking.correcting)
            self.matter.setEnabled(open_page and (not taking.correcting or taking.received == "first"))
            self.materials.list.setEnabled(self.page.phase == "taking")
            self.applicant.show_state()
            self.matter.show_state()
            self.materials.show_state()
            self.verdict.show_state()
        finally:
            self._rendering = False
        self.desk.shortcuts.refresh()
        self._after_change()

    def _after_change(self) -> None:
        if self.page.dirty and not self._autosave.isActive():
            self._autosave.start()
        if self.tools.audience is not None:
            self.tools.audience.show(self.page.taking, self.page.item)
        self.news.watch(self.page.taking.correcting)
        number = self.page.wanted_number()
        if number != self._earlier_for:
            self._earlier_for = number
            self._look_for_earlier(number)

    def _look_for_earlier(self, number: str) -> None:
        if not number:
            self.page.show_earlier(None)
            return
        work = self.tools.work
        self.desk.background.read(self, lambda: work.earlier(number), self._show_earlier, key="earlier")

    def _show_earlier(self, earlier: Earlier | None) -> None:
        if earlier is None or earlier.id_number == self._earlier_for:
            self.page.show_earlier(earlier)

    def ask(self, question: str, answers: Sequence[tuple[str, str]], answer: Callable[[str], None]) -> None:
        """Ask something about the whole page; the strip is cleared before `answer` is called."""

        def take(key: str) -> None:
            self.strip.clear()
            answer(key)

        self._answer = take
        self.strip.ask(question, answers)

    # ---- keys ----

    def go_on(self) -> None:
        """Ctrl+Enter: to what is open, else decide and print. Within one decision a second press does nothing."""
        place = self.page.next_open()
        if not self.page.can_go_on:
            return
        if place:
            self.go_to(place)
            return
        stopped = self.page.standing.stopped if self.page.standing else ""
        if stopped:
            self.desk.shell.banner(stopped, "bad")
            return
        self.deciding.decide()

    def undo(self) -> None:
        """Ctrl+Z: take the last entry back."""
        self.page.undo()

    def adopt(self) -> None:
        """Alt+U: take over what an earlier case tells."""
        self.page.adopt()

    def go_to(self, place: str) -> None:
        """Bring a place to the front: a field, a question, a material, a point."""
        head, _, rest = place.partition(".")
        if head == "materials":
            material, _, point = rest.partition(".points.")
            self.materials.go_to(material, point)
        elif head == "defer":
            self.materials.go_to(rest)
        elif self.matter.go_to(place):
            return
        else:
            self._go_to_applicant(place)

    def _go_to_applicant(self, place: str) -> None:
        for wanted in (place, f"{place}.name", f"{place}.person.name", f"{place}.id_number"):
            editor = self.applicant.bound.editor(wanted)
            if editor is not None and editor.isVisibleTo(self):
                self.applicant.bring_into_view(editor)
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.applicant.next_actor()

    def look_for_item(self) -> None:
        """Ctrl+K: look for an item; after a decision, the next item of the same person. A case keeps its item."""
        if not self.page.can_change_item:
            return
        if self.page.phase == "done":
            self.strip.clear()
            self._earlier_for = ""
            self.page.start_next_item()
            self.matter.open_search()
            return
        self.matter.open_search()

    def choose_item(self, code: str) -> None:
        """Take this item; where a case is open on the page, it is kept and an empty page takes its place."""
        if self.page.phase == "taking" and self.page.taking.correcting:
            self.save()
            self.start_anew()
        self.page.choose_item(code)
        self.matter.close_search()
        self.render_page()
        if self.page.item is not None:
            first = next((s.situation.key for s in self.page.check.situations), "") if self.page.check else ""
            if not (first and self.matter.go_to(f"answers.{first}")):
                self.focusNextChild()

    def _picked(self, row: HitRow) -> None:
        if row.kind == "draft":
            self.sitting.take_up(row.key)
        elif row.kind == "case":
            self.open_correction(row.key)
        elif row.kind == "package":
            self.packages.begin(row.key)
        else:
            self.choose_item(row.key)

    def open_correction(self, number: str) -> None:
        """A notice's code or number: straight to what is missing."""
        work, ticket = self.tools.work, self.page.taking.ticket
        self.save()
        self.desk.background.read(self, lambda: work.correction(number, ticket), self._correct)

    def _correct(self, taken: TakenUp) -> None:
        self.start_anew(taken.taking, resumed=taken.resumed)
        self._fetch_scans(taken.taking)
        first = self.page.check.materials[0].key if self.page.check and self.page.check.materials else ""
        if first:
            self.materials.go_to(first)

    def _fetch_scans(self, taking: Taking) -> None:
        """What the applicant sent in online, and another counter's scans, come while the points are looked at."""
        if SENT_IN in taking.sources.values():
            self.desk.shell.toast(
                self.tr("申请人网上交来的文件已带入：对照材料逐项核对，扫描件不等于材料已收到"), "plain"
            )
        if any(entry.scans for entry in taking.filing.materials.values()):
            work = self.tools.work
            self.desk.background.read(self, lambda: work.fetch_scans(taking), lambda _missing: None, lane=Lane.POOL)

    def enter_blank(self, backfill: Backfill) -> None:
        """A blank receipt 补录: an empty page that knows its number and when the papers were really received."""
        self.save()
        self.start_anew(replace(t.fresh(), backfill=backfill))
        self.focus_first()

    def _say_blank(self) -> None:
        """The top bar tells, as long as it is so, that a blank is being entered, or a pre-application."""
        backfill = self.page.taking.backfill
        words = ""
        if backfill is not None:
            at = backfill.received_at[:16].replace("T", " ")
            words = self.tr("补录 {number} · 实际收件 {at}").format(number=backfill.blank_number, at=at)
        elif self.page.taking.pre_application:
            words = self.tr("网上预审件")
        self.desk.shell.set_ticket(words)

    def read_card(self) -> None:
        """F2: the card on the reader."""
        reader = self.tools.reader
        if reader is not None and self.page.editable:
            self.desk.background.read(self, reader.read, self._take_card, lane=Lane.POOL, key="card")

    def _take_card(self, card: IdCard) -> None:
        reader = self.tools.reader
        self.page.change(t.with_card(self.page.taking, card.name, card.number, reader.name if reader else ""))

    def scan(self) -> None:
        """F3: a picture of the material in hand: from the camera, or a file."""
        place = self.materials.list.current()
        if place is not None:
            take_scans(self.desk, self, self._scanning(), partial(self._attach, place[0]))

    def take_scan(self, material: str, data: bytes) -> None:
        """Keep a scan, encrypted, and attach it to a material."""
        keep_data(self.desk, self, self._scanning(), partial(self._attach, material), data)

    def _scanning(self) -> Scanning:
        return Scanning(self.tools.work.keep_scan, self.tools.work.scan, self.tools.camera)

    def _attach(self, material: str, digest: str) -> None:
        self.page.change(t.with_scan(self.page.taking, material, digest, 1))

    # ---- drafts ----

    def save(self) -> None:
        """Keep what was entered, if it is not in the store yet."""
        self._autosave.stop()
        page = self.page
        if not page.dirty:
            return
        taking, title = page.taking, page.title()
        page.saved = taking
        work = self.tools.work
        self.desk.background.write(self, lambda: work.save(taking, title), None, self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        self.page.saved = t.fresh()
        self.desk.shell.failed(error)

    def look_around(self) -> None:
        """Day, drafts, and what would spoil a case later."""
        self.desk.background.read(self, self.tools.work.standing, self._show_standing, key="standing")

    def _show_standing(self, standing: Standing) -> None:
        self.page.standing = standing
        if standing.concerns:
            first = standing.concerns[0]
            self.desk.shell.banner(first.text, "bad" if first.stops else "caution")
        self.page.refresh()
        if self._first_time:
            self._first_time = False
            self.sitting.offer_unfinished()

    def start_anew(self, taking: Taking | None = None, *, resumed: bool = True) -> None:
        """An empty page, or one that goes on with a taking. Nothing of the person before is left."""
        self._autosave.stop()
        self.strip.clear()
        self._earlier_for = ""
        self.sitting.leaving.forget()
        self.news.forget()
        self.page.start(taking, resumed=resumed)
        self._say_blank()
        self.applicant.clear()
        self.matter.clear()
        self.materials.clear()
        self.render_page()
        if taking is None:
            self.look_around()
            self.focus_first()

    def focus_first(self) -> None:
        """The first field of the page."""
        editor = self.applicant.bound.editor("applicant.id_number")
        if editor is not None:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes what lies above and loses nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.verdict.bar.fold_reasons()
            if self.page.ask is not None:
                self.checklist.close()
            self.matter.close_search()
            return
        super().keyPressEvent(event)

    def columns(self) -> tuple[QWidget, QWidget, QWidget]:
        """The three columns, for pictures and tests."""
        return self.applicant, self.matter, self.materials
