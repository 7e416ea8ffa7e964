"""A contested case 两个窗口的记录不一致, laid out for a decision: both versions side by side, then what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desk.screens.case.short_view import KEYS
from app.desk.screens.case.story_list import StoryList
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.section import Column, SectionHeader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.context import Desk
    from app.usecases.settling import ContestedView, VersionShown
    from app.usecases.story import StoryLine

NARROW = 380
"""Below this width the versions stand one below the other."""


class ContestedPanel(Column):
    """`chosen(key)` when the lead presses one of the answers; the number keys are the list's affair."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.head = SectionHeader("")
        super().__init__(self.head, parent=parent)
        self.desk = desk
        self.head.add_right(KeyHint(desk.shortcuts, "open", self.tr("打开办件")))
        self.lead = text_label("", "lead", "bad")
        self._versions = QWidget()
        self._grid = QGridLayout(self._versions)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self.rule = text_label("", "mute")
        self.why_not = text_label("", "", "caution")
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=8)
        self.story = StoryList(brief=True)
        for widget in (self.lead, self._versions, self.rule, self._buttons, self.why_not):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(text_label(self.tr("经过"), "section"))
        self.body.addWidget(self.story)
        self._view: ContestedView | None = None
        self._keys: tuple[str, ...] = ()
        self._wide: bool | None = None

    def show_view(self, view: ContestedView, story: Sequence[StoryLine]) -> None:
        """Show the versions of a case, the standing one first, and what happened."""
        self.story.show_story(story)
        if view == self._view:
            return
        self._view = view
        self.head.set_title(" · ".join(part for part in (view.item_name, view.applicant) if part))
        self.lead.setText(view.headline)
        self.rule.setText(f"{view.note}{view.ask}")
        self.why_not.setText(view.refusal)
        self.why_not.setVisible(bool(view.refusal))
        self._lay_versions()
        self._offer()

    def view(self) -> ContestedView | None:
        """Return what is shown."""
        return self._view

    def case_no(self) -> str:
        """Return the number of the case that is shown, empty where none is."""
        return self._view.case_no if self._view is not None else ""

    def clear(self) -> None:
        """Show nothing of anybody."""
        self._view, self._keys = None, ()
        for label in (self.lead, self.rule, self.why_not):
            label.setText("")
        self.head.set_title("")
        self.story.show_story(())
        self._empty_versions()
        self._empty_buttons()

    def key_at(self, place: int) -> str:
        """Return what the number key after `place` would choose, empty where it is none."""
        return self._keys[place] if place < len(self._keys) else ""

    def fit(self, *, wide: bool) -> None:
        """Put the versions side by side, or one below the other where there is little room."""
        if wide != self._wide:
            self._wide = wide
            self._lay_versions()

    def _lay_versions(self) -> None:
        self._empty_versions()
        for place, version in enumerate(self._view.versions if self._view is not None else ()):
            row, column = (place // 2, place % 2) if self._wide is not False else (place, 0)
            self._grid.addWidget(_card(version), row, column)
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnStretch(1, 1 if self._wide is not False else 0)

    def _offer(self) -> None:
        self._empty_buttons()
        view = self._view
        choices = answers(view) if view is not None and view.may_settle else []
        self._keys = tuple(id for id, _ in choices)
        for (id, text), shortcut in zip(choices, KEYS, strict=False):
            button = ActionButton(text, shortcuts=self.desk.shortcuts, shortcut=shortcut)
            button.clicked.connect(lambda _checked=False, key=id: self.chosen.emit(key))
            self._flow.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(choices))

    def _empty_versions(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _empty_buttons(self) -> None:
        while self._flow.count():
            taken = self._flow.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def answers(view: ContestedView) -> list[tuple[str, str]]:
    """What a lead may choose, in the order in which it was done: the version that holds, and the words on the button."""
    inorder = sorted(view.versions, key=lambda version: version.at)
    if len(inorder) == 2:
        first = QCoreApplication.translate("Todo", "以先交的为准")
        second = QCoreApplication.translate("Todo", "以后交的为准")
        asked = QCoreApplication.translate("Todo", "申请人说：以先交的为准")
        return [(inorder[0].id, asked if view.ask else first), (inorder[1].id, second)]
    words = QCoreApplication.translate("Todo", "以 {counter} 窗 {at} 的为准")
    return [(v.id, words.format(counter=v.counter, at=f"{v.at:%H:%M}")) for v in inorder]


def _card(version: VersionShown) -> Card:
    card = Card(kind="good" if version.stands else "bad")
    card.add_line(version.head, "small")
    card.add_line(version.title, "strong")
    if version.detail:
        card.add_line(version.detail, "small")
    for paper in version.papers:
        card.add_line(f"{paper.title} {paper.number}，{paper.standing}", "small")
    card.body.addStretch(1)
    card.setAccessibleName(version.head)
    return card
