"""The second column: the search, the item with its questions, whose affair it is, the form."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.screens.acceptance.bound import BoundFields
from app.desk.screens.acceptance.form_fields import FormFields
from app.desk.screens.acceptance.key_button import key_button
from app.desk.screens.acceptance.packages import PackageHead
from app.desk.screens.acceptance.search import ItemSearch
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card, text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.field import Field
from app.desk.widgets.flow_layout import FlowLayout
from app.desk.widgets.section import Column, SectionHeader, rule
from app.domain.catalog.service_item import KIND_ZH
from app.domain.checklist.filing import OtherAuthority

if TYPE_CHECKING:
    from app.desk.context import Desk
    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.domain.catalog.resolve import AskedSituation
    from app.domain.catalog.service_item import ServiceItem


class MatterColumn(Column):
    """Shows the search while no item is chosen, else the item. `picked(HitRow)` when something was chosen."""

    picked = Signal(object)
    guide_wanted = Signal()
    application_wanted = Signal()
    search_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, desk: Desk, presenter: AcceptancePresenter, parent: QWidget | None = None) -> None:
        header = SectionHeader(self.tr("办什么"), 2)
        super().__init__(header, parent=parent)
        self._page = presenter
        self._desk = desk
        header.add_right(key_button(desk.shortcuts, "undo", self.tr("撤销"), self.undo_wanted.emit))
        header.add_right(key_button(desk.shortcuts, "item.search", self.tr("换事项"), self.search_wanted.emit))
        self.body.setSpacing(8)
        self.search = ItemSearch(desk, presenter)
        self.search.picked.connect(self.picked)
        self.body.addWidget(self.search)
        self._searching = False
        self._matter = QWidget()
        self._column = QVBoxLayout(self._matter)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._matter)
        self._build_head()
        self._build_questions()
        self.form = FormFields(presenter)
        self._column.addWidget(self.form)
        self._build_jurisdiction()
        self._build_buttons()

    # ---- building ----

    def _build_head(self) -> None:
        self._head = Card()
        self._head.body.setContentsMargins(8, 6, 8, 6)
        line = QHBoxLayout()
        self._name = QLabel()
        self._name.setObjectName("ItemName")
        self._name.setWordWrap(True)
        self._department = QLabel()
        self._department.setObjectName("ItemDepartment")
        line.addWidget(self._name, 1)
        line.addWidget(self._department, 0, Qt.AlignmentFlag.AlignTop)
        self._head.body.addLayout(line)
        self._column.addWidget(self._head)
        self._facts = text_label("", "small")
        self._column.addWidget(self._facts)
        self._package = PackageHead()
        self._column.addWidget(self._package)

    def _build_questions(self) -> None:
        holder = QWidget()
        self._questions_column = QVBoxLayout(holder)
        self._questions_column.setContentsMargins(0, 0, 0, 0)
        self._questions_column.setSpacing(8)
        self._questions: dict[str, tuple[Field, ChipGroup]] = {}
        self._asked: tuple[str, ...] = ()
        self._rearranged = False
        self._column.addWidget(holder)

    def _build_jurisdiction(self) -> None:
        self.bound = BoundFields(self._page, self)
        self._jurisdiction = ChipGroup(
            [
                Chip("ours", self.tr("归本机关")),
                Chip("other", self.tr("不属于本机关")),
                Chip("not-required", self.tr("不需要许可")),
            ]
        )
        self._jurisdiction.chosen.connect(self._choose_jurisdiction)
        self._jurisdiction_field = Field(self.tr("职权"), self._jurisdiction)
        self._column.addWidget(self._jurisdiction_field)
        self._authority = self.bound.text("jurisdiction.authority", self.tr("有权办理的机关（会印在决定书上）"))
        self._address = self.bound.text("jurisdiction.address", self.tr("该机关的地址"))
        self._column.addWidget(self._authority)
        self._column.addWidget(self._address)

    def _build_buttons(self) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(rule())
        self._column.addSpacing(4)
        papers = QWidget()
        line = FlowLayout(papers, spacing=12)
        keys = self._desk.shortcuts
        application = ActionButton(
            self.tr("打印申请书供签字"), kind="pill", shortcuts=keys, shortcut="application.print"
        )
        application.clicked.connect(self.application_wanted)
        self._guide = guide = ActionButton(self.tr("办事指南"), kind="pill", shortcuts=keys, shortcut="guide.print")
        guide.clicked.connect(self.guide_wanted)
        line.addWidget(application)
        line.addWidget(guide)
        self._column.addWidget(papers)

    # ---- what a person does ----

    def open_search(self) -> None:
        """Ctrl+K: look for another item; what was entered stays until one is chosen."""
        self._searching = True
        self.show_state()
        self.search.open()

    def close_search(self) -> bool:
        """Back to the item; False where there is none to go back to."""
        if self._page.item is None or not self._searching:
            return False
        self._searching = False
        self.show_state()
        return True

    def _choose_jurisdiction(self) -> None:
        key = self._jurisdiction.value()
        value = OtherAuthority("") if key == "other" else key
        self._page.edit("jurisdiction", value)
        if key == "other":
            self._authority.setFocus()

    def _choose_answer(self, key: str) -> None:
        _field, group = self._questions[key]
        before = self._page.package
        self._page.edit(f"answers.{key}", group.value())
        after = self._page.package
        if before is not None and after is not None and before.sheet.unanswered:
            asked = after.sheet.unanswered  # one after another, until it is known who belongs
            self.go_to(f"answers.{asked[0].key}" if asked else self._page.next_open())

    # ---- showing ----

    def clear(self) -> None:
        """A new matter."""
        self._searching = False
        self.search.clear()
        self.form.clear()
        self._render_questions(())
        self.bound.clear()
        self.bound.show_state()

    def show_state(self) -> None:
        """Show what the presenter holds."""
        item = self._page.item
        self.search.setVisible(item is None or self._searching)
        self._matter.setVisible(item is not None and not self._searching)
        if self.search.isVisibleTo(self):
            self.search.show_state()
        if item is None or self._searching:
            return
        self._render_head(item)
        check = self._page.check
        self._render_questions(check.situations if check else ())
        self.form.show_state()
        if self.form.rearranged or self._rearranged:
            self._order_stops()
        chosen = self._page.taking.filing.jurisdiction
        other = isinstance(chosen, OtherAuthority)
        self._jurisdiction.set_value("other" if other else str(chosen))
        self._authority.setVisible(other)
        self._address.setVisible(other)
        self.bound.show_state()

    def _render_head(self, item: ServiceItem) -> None:
        self._name.setText(item.name)
        package = self._page.package
        self._package.show_package(package)
        self._facts.setVisible(package is None)
        self._guide.setVisible(package is None)
        self._jurisdiction_field.setVisible(package is None)
        if package is not None:
            self._department.setText(self.tr("主题套餐"))
            return
        self._department.setText(self._page.work.department(item))
        powers = item.authorisation.powers
        all_powers = (("accept", self.tr("受理")), ("correct", self.tr("补正")), ("decide", self.tr("当场办结")))
        may = [text for key, text in all_powers if key in powers]
        here = self.tr("本窗可{may}").format(may="、".join(may)) if may else self.tr("本窗只收件")
        if item.authority_for:
            here = self.tr("代{authority}收件").format(authority=item.authority_for)
        self._facts.setText(f"{KIND_ZH[item.kind]} · {_limits(item)} · {here}")
        number = self._page.taking.member_of
        if number:
            member = self.tr("套餐 {number} 的事项，前项结果已出").format(number=number)
            self._facts.setText(f"{self._facts.text()}\n{member}")

    def _render_questions(self, asked: tuple[AskedSituation, ...]) -> None:
        keys = tuple(a.situation.key for a in asked)
        if keys != self._asked:
            self._asked, self._rearranged = keys, True
            for key in [k for k in self._questions if k not in keys]:
                field, _ = self._questions.pop(key)
                self._questions_column.removeWidget(field)
                field.deleteLater()
            for place, a in enumerate(asked):
                key = a.situation.key
                if key not in self._questions:
                    self._questions[key] = self._make_question(a)
                self._questions_column.insertWidget(place, self._questions[key][0])
        for a in asked:
            self._questions[a.situation.key][1].set_value(a.answered)

    def _order_stops(self) -> None:
        """Tab and Enter go down the page, also through what an answer has just brought."""
        self.form.rearranged = self._rearranged = False
        chain: list[QWidget] = [self.search.edit]
        for key in self._asked:
            chain += self._questions[key][1].stops()
        chain += [*self.form.stops(), *self._jurisdiction.stops(), self._authority.editor, self._address.editor]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _make_question(self, asked: AskedSituation) -> tuple[Field, ChipGroup]:
        situation = asked.situation
        group = ChipGroup([Chip(o.key, o.text) for o in situation.options])
        group.chosen.connect(lambda key=situation.key: self._choose_answer(key))
        return Field(situation.question, group), group

    def go_to(self, place: str) -> bool:
        """Bring a place of this column to the front and give it the focus; False where it is not here."""
        head, _, key = place.partition(".")
        target: QWidget | None = None
        if head == "answers":
            found = self._questions.get(key.partition(".")[0]) or next(iter(self._questions.values()), None)
            target = found[1] if found else None
        elif head == "form":
            target = self.form.editor(key)
        elif head == "jurisdiction":
            target = self._authority.editor if self._authority.isVisible() else self._jurisdiction
        elif head == "item":
            self.open_search()
            return True
        if target is None:
            return False
        self.close_search()
        self.bring_into_view(target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


def _limits(item: ServiceItem) -> str:
    """法定 10 · 承诺 5 个工作日, each with its own unit where they differ."""
    legal, promised = item.legal, item.promised
    if promised.n == 0 and not legal.n:
        return QCoreApplication.translate("Acceptance", "当场办结")
    if promised.n == 0:
        return QCoreApplication.translate("Acceptance", "法定 {legal} · 当场办结").format(legal=legal.text)
    words = QCoreApplication.translate("Acceptance", "法定 {legal} · 承诺 {promised}")
    if legal.unit == promised.unit:
        spaced = f"{promised.n} {promised.text.removeprefix(str(promised.n))}"
        return words.format(legal=legal.n, promised=spaced)
    return words.format(legal=legal.text, promised=promised.text)
