"""A case in short 办件摘要, beside a list: what is to be done, what can be done by one key, what happened so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desk.screens.case.story_list import StoryList
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.restyle import restyle
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.context import Desk
    from app.usecases.case_view import CaseView

KEYS = ("answer.1", "answer.2", "answer.3")


class ShortView(Column):
    """`chosen(key)` when one of the offered things is chosen by mouse; the keys are the list's affair."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        open_hint = KeyHint(desk.shortcuts, "open", self.tr("打开办件"))
        self.head.add_right(open_hint)
        self._hint = open_hint
        self.lead = text_label("", "lead")
        self.detail = text_label("", "mute")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.state = Card()
        self._state = self.state.add_line("", "strong")
        self._dates = self.state.add_line("")
        self.story_title = text_label(self.tr("经过"), "section")
        self.story = StoryList(brief=True)
        self.who = text_label("", "small")
        for widget in (self.lead, self.detail):
            self.body.addWidget(widget)
        self.body.addSpacing(4)
        self.body.addWidget(self._buttons)
        self.body.addSpacing(8)
        self.body.addWidget(self.state)
        self.state.body.insertWidget(1, self.who)
        self.body.addSpacing(12)
        self.body.addWidget(self.story_title)
        self.body.addWidget(self.story)
        self._keys: tuple[str, ...] = ()
        self.clear()

    def clear(self) -> None:
        """Show nothing of anybody."""
        self.head.set_title("")
        self._hint.hide()
        for label in (self.lead, self.detail):
            label.setText("")
            label.hide()
        self.offer(())
        self.state.hide()
        self.story_title.hide()
        self.story.show_story(())

    def say(self, title: str, lead: str, kind: str, detail: str) -> None:
        """Show what it is about and what is to be done."""
        self.head.set_title(title)
        self._hint.show()
        self.lead.setText(lead)
        restyle(self.lead, "kind", kind)
        self.lead.setVisible(bool(lead))
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer things to do, each with its number key."""
        self._keys = tuple(key for key, _ in choices)
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.deleteLater()
        for (key, text), shortcut in zip(choices, KEYS, strict=False):
            button = ActionButton(text, shortcuts=self.desk.shortcuts, shortcut=shortcut)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._flow.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(choices))

    def key_at(self, place: int) -> str:
        """Return what the number key after `place` would choose, empty where it is none."""
        return self._keys[place] if place < len(self._keys) else ""

    def show_case(self, view: CaseView) -> None:
        """Show the state, the dates and the story of a case."""
        self.state.set_kind(view.tone if view.tone in ("good", "caution") else "plain")
        self._state.setText(view.headline)
        self.who.setText(f"{view.applicant} · {view.case_no}")
        restyle(self._state, "kind", "" if view.tone == "plain" else view.tone)
        self._dates.setText(view.subline)
        self.state.show()
        self.story_title.show()
        self.story.show_story(view.story)
