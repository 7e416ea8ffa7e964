"""The page of a case 办件页: how it stands, what happened, its documents, every act on it confirmed in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.arguments import OpenResult
from app.desk.background import Lane
from app.desk.screens.case.acting import CaseActing
from app.desk.screens.case.facts_column import FactsColumn
from app.desk.screens.case.papers_column import PapersColumn
from app.desk.screens.case.request_strip import RequestStrip
from app.desk.screens.case.request_taking import RequestTaking
from app.desk.screens.case.scan_list import ScanList
from app.desk.screens.case.story_list import StoryList
from app.desk.screens.case.transcribe_strip import TranscribeStrip
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.news_line import NewsLine
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from app.desk.context import Desk
    from app.desk.screens.case.tools import CaseTools
    from app.usecases.case_view import CaseAction, CaseView, PaperLine
    from app.usecases.transcribe import Transcript

LEFT, RIGHT = 372, 456
MAIN: tuple[CaseAction, ...] = ("give-verdict", "complete-correction", "answer-return", "supply-deferred", "issue")
"""Acts that the one key does; of several that a case lets one do, the first."""


class CasePage(QWidget):
    """`left` when the person goes back to the list. Nothing of the case stays after `clear`."""

    left = Signal()

    def __init__(self, desk: Desk, tools: CaseTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tools = tools
        self.work = tools.work
        self.acting = CaseActing(desk, tools, self)
        self.view: CaseView | None = None
        self.strip: TranscribeStrip | None = None
        self.facts = FactsColumn(KeyHint(desk.shortcuts, "escalate", self.tr("办不成事")))
        self.papers = PapersColumn(desk)
        self.story = StoryList()
        self.scans = ScanList(desk, self.work.scan, self)
        self.requests = RequestStrip(desk, self)
        self.taking = RequestTaking(desk, self.work.requests, self, lambda row: self.begin_request(row.id))
        self._lay_out()
        self._held = False
        for sheets in (self.acting, self.taking):
            sheets.closed.connect(self._sheet_closed)
        self.requests.wanted.connect(self.taking.take)
        self.requests.declined.connect(self.taking.decline)
        self.papers.wanted.connect(self._paper_wanted)
        self.papers.shown.connect(self._show_sheet)
        keys = desk.shortcuts
        keys.bind("back", self, self.leave)
        keys.bind("next_step", self, self._next, lambda: bool(self._main()))
        keys.bind("print", self, self._print, lambda: self.papers.offers("print") or self.papers.offers("reprint"))
        keys.bind("copy.fields", self, self.transcribe, lambda: self._can("transcribe"))
        desk.theme.changed.connect(self._fit)
        self._fit()

    # ---- building ----

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self.notice = NewsLine()
        column.addWidget(self.notice)
        column.addWidget(self.requests)
        line = QHBoxLayout()
        line.setSpacing(0)
        middle = Column(SectionHeader(self.tr("经过")))
        middle.body.addWidget(self.story)
        self._left = QFrame()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.facts, 1)
        left.addWidget(self.scans)
        line.addWidget(self._left)
        line.addWidget(middle, 1)
        line.addWidget(self.papers)
        column.addLayout(line, 1)

    def _build_head(self) -> QWidget:
        head = QFrame()
        head.setObjectName("CaseHead")
        line = QHBoxLayout(head)
        line.setContentsMargins(14, 6, 14, 6)
        line.setSpacing(8)
        back = ActionButton(self.tr("返回"), kind="quiet", shortcuts=self.desk.shortcuts, shortcut="back")
        back.clicked.connect(self.leave)
        self.title = text_label("", "strong")
        self.title.setWordWrap(False)
        self.number = text_label("", "mute")
        self.number.setWordWrap(False)
        line.addWidget(back)
        line.addWidget(self.title)
        self.number.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self.number, 1)
        self.buttons: dict[CaseAction, ActionButton] = {}
        self._second: dict[CaseAction, ActionButton] = {}
        for action, words, _shortcut, slot in self._acts():
            if action in MAIN:  # where another act has the key, this one stands beside it without
                self._second[action] = self._button(line, ActionButton(words), slot)
        for action, words, shortcut, slot in self._acts():
            keys = self.desk.shortcuts
            made = ActionButton(words, kind="primary" if action in MAIN else "plain", shortcuts=keys, shortcut=shortcut)
            self.buttons[action] = self._button(line, made, slot)
        return head

    def _button(self, line: QHBoxLayout, button: ActionButton, slot: Callable[[], object]) -> ActionButton:
        button.clicked.connect(lambda: slot())
        button.hide()
        line.addWidget(button)
        return button

    def _acts(self) -> tuple[tuple[CaseAction, str, str, Callable[[], object]], ...]:
        return (
            ("correct-record", self.tr("更正或变更"), "", lambda: self._with(self.acting.correct_record)),
            ("return-originals", self.tr("退还原件"), "", lambda: self._with(self.acting.return_originals)),
            ("withdraw", self.tr("申请人撤回"), "", lambda: self._with(self.acting.withdraw)),
            ("transfer", self.tr("转办"), "", lambda: self._with(self.acting.transfer)),
            ("transcribe", self.tr("复制下一字段"), "copy.fields", self.transcribe),
            ("supply-deferred", self.tr("补交容缺材料"), "next_step", self.supply),
            ("answer-return", self.tr("答复退回"), "next_step", self.answer),
            ("issue", self.tr("去出件"), "next_step", self.issue),
            ("complete-correction", self.tr("收到补正"), "next_step", self.complete),
            ("give-verdict", self.tr("作出结论"), "next_step", self.verdict),
        )

    def _fit(self) -> None:
        scaled = self.desk.theme.scaled
        self._left.setFixedWidth(min(scaled(LEFT), self.width() * 30 // 100))
        self.papers.setFixedWidth(min(scaled(RIGHT), self.width() * 37 // 100))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._fit()
        self._say_number()

    # ---- showing ----

    def open(self, case_no: str, then: Callable[[], None] | None = None) -> None:
        """Read a case and show it, `then` once it is shown. That a person's record was opened is recorded."""

        def opened() -> None:
            if then is not None:
                then()
            self.desk.background.write(self, lambda: self.work.opened(case_no))

        self._read(case_no, opened)

    def _read(self, case_no: str, then: Callable[[], None] | None = None) -> None:
        def show(view: CaseView) -> None:
            self.show_case(view)
            if then is not None:
                then()

        if self.view is None or self.view.case_no != case_no:
            self.desk.background.write(self, lambda: self.work.opened(case_no))
        self.desk.background.read(self, lambda: self.work.view(case_no), show, key="case")

    def reload(self) -> None:
        """Read the case anew, after something was written or has arrived; not while a sheet above it is typed in."""
        self._held = self.acting.sheet is not None or self.taking.sheet is not None
        if self.view is not None and not self._held:
            self._read(self.view.case_no)

    def _sheet_closed(self) -> None:
        if self._held:
            self.reload()

    def show_case(self, view: CaseView) -> None:
        """Show what was read."""
        self.view = view
        self.acting.about(view.case_no)
        self.title.setText(view.item_name)
        self._say_number()
        main = self._main_action()
        for action, button in self.buttons.items():
            button.setVisible(action in view.actions and (action not in MAIN or action == main))
        for action, button in self._second.items():
            button.setVisible(action in view.actions and action != main)
        self.notice.tell(view.notice)
        self.notice.setVisible(bool(view.notice))
        self.facts.show_case(view)
        self.story.show_story(view.story)
        self.requests.show_case(view)
        self.scans.show_scans(view.scans)
        self.papers.show_case(view)
        self.desk.shortcuts.refresh()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.desk.background.drop(self)
        self.view = None
        for label in (self.title, self.number):
            label.setText("")
        self.facts.clear()
        self.story.show_story(())
        self.requests.show_case(None)
        self.scans.clear()
        self.papers.clear()
        self.acting.leave_person()
        self.taking.leave_person()
        if self.strip is not None:
            self.strip.finish()

    def _say_number(self) -> None:
        words = f"{self.view.applicant} · {self.view.case_no}" if self.view is not None else ""
        room = max(self.number.width(), 40)
        self.number.setText(self.number.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def take_focus(self) -> None:
        """The documents take the keys."""
        self.papers.table.setFocus()

    def leave(self) -> None:
        """Go back to the list."""
        self.left.emit()

    # ---- acts ----

    def verdict(self) -> None:
        """Give the verdict, or the notice of a deemed acceptance."""
        self._with(self.acting.give_verdict)

    def complete(self) -> None:
        """Corrected materials came: to the acceptance page, on what the notice named."""
        if self.view is not None:
            self.desk.shell.go("acceptance", self.view.case_no)

    def supply(self) -> None:
        """Take in the first deferred material that is still owed."""
        if self.view is not None and self.view.owed:
            self.acting.supply(self.view, self.view.owed[0])

    def begin_request(self, id: str) -> None:
        """Begin what an online request asks for, with what was sent in; it was taken up before."""
        view = self.view
        request = next((r for r in view.requests if r.row.id == id), None) if view is not None else None
        if view is None or request is None:
            return
        if request.row.kind == "correction":
            self.complete()
        elif request.row.kind == "withdraw":
            self.acting.withdraw(view)
        elif request.row.kind == "details":
            self.acting.change_details(view, request)
        else:
            keys = [material.key for material in request.materials]
            owed = next((one for one in view.owed if one.key in keys), None)
            if owed is not None:
                self.acting.supply(view, owed)

    def answer(self) -> None:
        """Answer what the department returned."""
        self._with(self.acting.answer_return)

    def issue(self) -> None:
        """To the page of results, on this case."""
        if self.view is not None:
            self.desk.shell.go("issuance", OpenResult(self.view.case_no))

    def transcribe(self) -> None:
        """Open the strip that copies the fields over."""
        view = self.view
        if view is not None:
            self.desk.background.read(self, lambda: self.work.transcript(view.case_no), self._open_strip, key="copy")

    def _open_strip(self, transcript: Transcript) -> None:
        if self.strip is not None:
            self.strip.finish()
        self.strip = TranscribeStrip(self.desk.theme, transcript)
        self.strip.taken.connect(lambda number: self._take_number(transcript.case_no, number))
        self.strip.show()

    def _take_number(self, case_no: str, number: str) -> None:
        said = self.tr("已记下部门系统编号")
        self.desk.background.write(
            self, lambda: self.work.take_number(case_no, number), lambda _d: self.desk.shell.toast(said),
            self.acting.refused,
        )  # fmt: skip

    def _with(self, act: Callable[[CaseView], None]) -> None:
        if self.view is not None:
            act(self.view)

    def _can(self, action: CaseAction) -> bool:
        return self.view is not None and action in self.view.actions

    def _main_action(self) -> str:
        """The act that the one key does: what the department waits for comes before what the applicant may still bring."""
        return next((action for action in MAIN if self._can(action)), "")

    def _main(self) -> Callable[[], None] | None:
        acts: dict[str, Callable[[], None]] = {
            "give-verdict": self.verdict, "complete-correction": self.complete, "answer-return": self.answer,
            "supply-deferred": self.supply, "issue": self.issue,
        }  # fmt: skip
        return acts.get(self._main_action())

    def _next(self) -> None:
        act = self._main()
        if act is not None:
            act()

    # ---- documents ----

    def _paper_wanted(self, action: str, paper: PaperLine) -> None:
        view = self.view
        if view is None:
            return
        if action in ("told", "void", "reissue"):
            {"told": self.acting.tell, "void": self.acting.void, "reissue": self.acting.reissue}[action](view, paper)
        elif action == "seal":
            self.acting.sealed(paper)
        else:
            self.desk.shell.go("prints", paper.number)

    def _print(self) -> None:
        self.papers.want("print" if self.papers.offers("print") else "reprint")

    def _show_sheet(self, paper: PaperLine) -> None:
        self.desk.background.read(
            self, lambda: self.work.pdf(paper.number), self.papers.preview.show_pdf, self._no_sheet, lane=Lane.STORE,
            key="sheet",
        )  # fmt: skip

    def _no_sheet(self, _error: Exception) -> None:
        self.papers.preview.clear()
