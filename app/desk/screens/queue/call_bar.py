"""The call bar 叫号条 above every workspace: who waits, the next, again, passed over, sent on, pause. Each has its key."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.desk.screen import ScreenWidget
from app.desk.screens.queue.words import PAUSES, counter_words, said, seconds_between, ticket_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import text_label
from app.desk.widgets.question_strip import QuestionStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.context import Desk
    from app.desk.screens.queue.control import QueueControl
    from app.desk.second_screen.audience import Audience

ANYWHERE = "any"
MOST_COUNTERS = 7
TICK_MS = 1000


class CallBar(ScreenWidget):
    """Shown only where this counter calls numbers. F5 on a page ends the sitting and calls the next."""

    def __init__(
        self,
        desk: Desk,
        control: QueueControl,
        cases: Callable[[], tuple[str, ...]] = tuple,
        audience: Audience | None = None,
    ) -> None:
        super().__init__(desk)
        self.setObjectName("CallBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.control = control
        self._cases = cases
        self._audience = audience
        self._answer: Callable[[str], None] = lambda _key: None
        self._read_at = time.monotonic()
        self._lay_out()
        self._bind()
        control.shown.connect(self._show)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.hide()
        control.refresh()

    # ---- building ----

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QFrame()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 3, 16, 3)
        line.setSpacing(8)
        self.waiting = text_label("", "strong")
        self.note = text_label("", "small")
        for label in (self.waiting, self.note):
            label.setWordWrap(False)
        line.addWidget(self.waiting)
        line.addWidget(self.note, 1)
        self.buttons = {name: self._button(*row) for name, row in self._rows().items()}
        for button in self.buttons.values():
            line.addWidget(button)
        self.strip = QuestionStrip()
        self.strip.answered.connect(lambda key: self._answer(key))
        column.addWidget(row)
        column.addWidget(self.strip)

    def _rows(self) -> dict[str, tuple[str, str, Callable[[], None]]]:
        control = self.control
        return {
            "relieve": (self.tr("接着办"), "", control.relieve),
            "serve": (self.tr("到窗"), "queue.serve", control.serve),
            "next": (self.tr("叫号"), "queue.next", control.call_next),
            "recall": (self.tr("重呼"), "queue.recall", control.recall),
            "missed": (self.tr("过号"), "queue.missed", control.missed),
            "transfer": (self.tr("转窗口"), "queue.transfer", self.ask_transfer),
            "pause": (self.tr("暂停"), "queue.pause", self.pause_or_resume),
        }

    def _button(self, words: str, shortcut: str, act: Callable[[], None]) -> ActionButton:
        button = ActionButton(words, kind="pill", shortcuts=self.desk.shortcuts, shortcut=shortcut)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        return button

    def _bind(self) -> None:
        keys, control = self.desk.shortcuts, self.control

        def called() -> bool:
            return control.phase == "called"

        keys.bind("queue.next", self, control.call_next, lambda: control.on and not control.phase)
        keys.bind("queue.recall", self, control.recall, called)
        keys.bind("queue.missed", self, control.missed, called)
        keys.bind("queue.serve", self, control.serve, called)
        keys.bind("queue.transfer", self, self.ask_transfer, lambda: bool(control.phase))
        keys.bind("queue.pause", self, self.pause_or_resume, lambda: control.on)

    # ---- what the shell tells ----

    def on_changed(self, changed: frozenset[str]) -> None:
        """The queue, or the settings, were written."""
        if changed & {"queue", "settings"}:
            self.control.refresh()

    def on_leaving_person(self) -> None:
        """F5: the sitting is over; the next is called. One in which no case was taken (advice, say) is rated too."""
        self.strip.clear()
        self._ask_rating_of_advice()
        self.control.next_person()

    def _ask_rating_of_advice(self) -> None:
        view, audience = self.control.view, self._audience
        if audience is None or view is None or view.here is None or audience.served_case:
            return
        if self.control.phase == "serving":
            audience.serve(ticket=view.here.id)

    # ---- showing ----

    def _show(self) -> None:
        view, control = self.control.view, self.control
        if view is None:
            return
        self.setVisible(view.settings.on)
        self._read_at = time.monotonic()
        self.waiting.setText(self._waiting_words())
        self.note.setText(self._note())
        self.note.setProperty("kind", "caution" if view.taken_elsewhere else "")
        self.note.style().polish(self.note)
        for name, shown in {
            "relieve": view.other_clerk, "serve": control.phase == "called", "next": not control.phase,
            "recall": control.phase == "called", "missed": control.phase == "called", "transfer": bool(control.phase),
        }.items():  # fmt: skip
            self.buttons[name].setVisible(shown)
        self.buttons["pause"].set_text(self.tr("恢复叫号") if control.paused else self.tr("暂停"))
        self.buttons["next"].setEnabled(not control.paused)
        if view.here is None:
            self._timer.stop()
            self.desk.shell.set_ticket("")
        else:
            self._timer.start()
            self._tick()
        self.desk.shortcuts.refresh()

    def _waiting_words(self) -> str:
        view = self.control.view
        if view is None:
            return ""
        if view.settings.source in ("system", "simulated"):
            return self.tr("由叫号系统排队") if view.settings.source == "system" else self.tr("模拟叫号系统")
        if len(view.waiting) == view.others:
            return self.tr("等候 {n} 人").format(n=view.others)
        return self.tr("本窗等候 {n} 人 · 大厅 {all} 人").format(n=len(view.waiting), all=view.others)

    def _note(self) -> str:
        view = self.control.view
        if view is None:
            return ""
        if view.taken_elsewhere:
            return view.taken_elsewhere
        if view.paused:
            return self.tr("{reason}，不叫新号；办理中的接着办").format(reason=said(PAUSES, view.paused))
        if view.other_clerk:
            return self.tr("上一位经办人叫来的人还在窗口")
        here = view.here
        if here is not None and here.cases:
            return self.tr("带来办件 {cases}").format(cases="、".join(here.cases))
        following = view.waiting[0] if view.waiting else None
        return self.tr("下一位 {number}").format(number=following.number) if following is not None else ""

    def _tick(self) -> None:
        """Only the words of the pill change; nothing is read."""
        view = self.control.view
        if view is None or view.here is None:
            return
        since = view.here.served_at or view.here.called_at
        seconds = seconds_between(since, view.now) + int(time.monotonic() - self._read_at)
        self.desk.shell.set_ticket(ticket_words(view.here, seconds))

    # ---- questions ----

    def ask_transfer(self) -> None:
        """Which counter; by its place in the list, or any counter of the hall."""
        view = self.control.view
        if view is None or view.here is None:
            return
        others = [counter for counter in view.counters if counter != view.counter][:MOST_COUNTERS]
        answers = [(counter, counter_words(counter)) for counter in others]
        answers += [(ANYWHERE, self.tr("任意窗口")), ("", self.tr("不转了"))]

        def transfer(key: str) -> None:
            if key:
                self.control.transfer("" if key == ANYWHERE else key, self._cases())

        question = self.tr("{number} 号转到哪里；已收的办件一起转").format(number=view.here.number)
        self._ask(question, answers, transfer)

    def pause_or_resume(self) -> None:
        """Pause with its reason, or call again."""
        if self.control.paused:
            self.control.resume()
            return
        answers = [(key, said(PAUSES, key)) for key in PAUSES]

        def pause(key: str) -> None:
            if key:
                self.control.pause(key)  # type: ignore[arg-type]  # one of the reasons

        self._ask(self.tr("暂停叫号；办理中的接着办"), [*answers, ("", self.tr("不暂停"))], pause)

    def _ask(self, question: str, answers: list[tuple[str, str]], answer: Callable[[str], None]) -> None:
        def take(key: str) -> None:
            self.strip.clear()
            answer(key)

        self._answer = take
        self.strip.ask(question, answers)
