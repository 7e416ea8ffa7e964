"""The first column: who applies, who acts, how identity was seen, how the result is to reach him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.screens.acceptance.bound import BoundFields
from app.desk.screens.acceptance.identity_words import IdentityWords
from app.desk.screens.acceptance.key_button import key_button
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.card import Card
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.field import Field
from app.desk.widgets.identity_edit import IdentityEdit
from app.desk.widgets.key_hint import KeyHint
from app.desk.widgets.section import Column, SectionHeader
from app.desk.widgets.text_edit import LineEdit
from app.usecases import taking as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.context import Desk
    from app.desk.screens.acceptance.presenter import AcceptancePresenter

SELF = "self"


class ApplicantColumn(Column):
    """Shows and takes the applicant, the agent, identity and service."""

    card_wanted = Signal()
    visit_wanted = Signal()
    form_wanted = Signal()

    def __init__(self, desk: Desk, presenter: AcceptancePresenter, parent: QWidget | None = None) -> None:
        header = SectionHeader(self.tr("申请人"), 1)
        super().__init__(header, parent=parent)
        self._page = presenter
        self._desk = desk
        self.bound = BoundFields(presenter, self)
        self._says = IdentityWords(presenter)
        header.add_right(key_button(desk.shortcuts, "visit", self.tr("到窗"), self.visit_wanted.emit))
        header.add_right(key_button(desk.shortcuts, "card.read", self.tr("读卡"), self.card_wanted.emit))
        self.body.setSpacing(6)
        self._build_applicant()
        self._build_people()
        self._build_actor()
        self._build_agent()
        self._build_identity()
        self._build_service()
        self._build_earlier()

    # ---- building ----

    def _add(self, field: QWidget) -> QWidget:
        self.body.addWidget(field)
        return field

    def _build_applicant(self) -> None:
        kinds = (("person", self.tr("个人")), ("sole-trader", self.tr("个体工商户")), ("organisation", self.tr("单位")))
        self._add(self.bound.chips("applicant.kind", "", kinds, self._choose_kind))
        self._id_type = self._add(
            self.bound.choice("applicant.id_type", self.tr("证件类型"), self._says.person_types())
        )
        self._id_edit = IdentityEdit("citizen")
        self._id_field = self.bound.text("applicant.id_number", "", self._id_edit, self._says.applicant_number)
        self._other = self._quiet(self.tr("其他证件"), self._choose_paper)
        self._id_field.add_to_label(self._other)
        self._other_paper, self._as_person = False, True
        self._add(self._id_field)
        self._name_field = self.bound.text("applicant.name", "", read=self._says.name)
        self._add(self._name_field)

    @staticmethod
    def _quiet(text: str, slot: Callable[[], None]) -> ActionButton:
        """A small word to press beside a label; keys reach the same by other ways."""
        button = ActionButton(text, kind="label")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button

    def _build_people(self) -> None:
        self._humans: dict[str, QWidget] = {}
        for place, label in (
            ("applicant.operator", self.tr("经营者")),
            ("applicant.legal_representative", self.tr("法定代表人")),
        ):
            self._humans[place] = self._add(self._human(place, label))
        edit = LineEdit()
        edit.submitted.connect(self._phone_entered)
        phone = self.bound.text("applicant.phone", self.tr("手机（没有可填其他联系方式）"), edit, self._says.phone)
        self._no_phone = self._quiet(self.tr("没有"), self._ask_contact)
        phone.add_to_label(self._no_phone)
        self._contact_asked = False
        self._add(phone)
        self._contact = self._add(self.bound.text("applicant.contact", self.tr("其他联系方式（住址、亲属电话等）")))

    def _human(self, place: str, label: str) -> QWidget:
        """Name and number of a person side by side, the label once."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        name = self.bound.text(f"{place}.name", label, read=self._says.name)
        number = self.bound.text(
            f"{place}.id_number", self.tr("身份证"), IdentityEdit("citizen"), self._says.person_number(place)
        )
        self.bound.tint_only(f"{place}.name")
        line.addWidget(name, 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(number, 5, Qt.AlignmentFlag.AlignTop)
        return holder

    def _build_actor(self) -> None:
        self._actor = ChipGroup()
        self._actor.chosen.connect(self._choose_actor)
        self._actor_field = Field(self.tr("谁来办"), self._actor)
        self._actor_field.add_to_label(KeyHint(self._desk.shortcuts, "actor"))
        self._add(self._actor_field)

    def _build_agent(self) -> None:
        self._agent = QWidget()
        column = _column(self._agent)
        column.addWidget(self._human("agent.person", self.tr("代办人")))
        self._scope = self.bound.text("agent.scope", self.tr("委托事项（授权范围）"))
        self._until = self.bound.day("agent.valid_until", self.tr("委托到哪一天（写明的填）"))
        self._evidence = self.bound.text("agent.evidence", self.tr("凭什么材料"))
        for field in (self._scope, self._until, self._evidence):
            column.addWidget(field)
        blank = ActionButton(self.tr("打印授权委托书"), kind="pill")
        blank.clicked.connect(self.form_wanted)
        self._blank = QWidget()
        line = QHBoxLayout(self._blank)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(blank)
        line.addStretch(1)
        column.addWidget(self._blank)
        self._add(self._agent)

    def _build_identity(self) -> None:
        self._identity = ChipGroup(
            [
                Chip("face", self.tr("人证已比对")),
                Chip("seen", self.tr("证件遗失"), self.tr("证件遗失或者过期，看了什么代替")),
                Chip("thumb", self.tr("不能写字")),
            ],
            multi=True,
        )
        self._identity.chosen.connect(self._choose_identity)
        self._add(Field(self.tr("身份核验"), self._identity))
        self._seen = self.bound.text("identity.seen", self.tr("看了什么代替证件（临时身份证、户口簿等）"))
        self._witness = self.bound.text("identity.witness", self.tr("按手印，见证人姓名"))
        self._add(self._seen)
        self._add(self._witness)

    def _build_service(self) -> None:
        ways = (("counter", self.tr("窗口领取")), ("post", self.tr("邮寄")), ("electronic", self.tr("电子")))
        self._add(self.bound.chips("service", self.tr("送达方式"), ways))

    def _build_earlier(self) -> None:
        self._earlier = Card()
        self._earlier_lines = [self._earlier.add_line("") for _ in range(3)]
        line = QHBoxLayout()
        self._adopt = ActionButton(self.tr("采用"), kind="pill", shortcuts=self._desk.shortcuts, shortcut="adopt")
        self._adopt.clicked.connect(self._page.adopt)
        line.addWidget(self._adopt)
        line.addStretch(1)
        self._earlier.body.addLayout(line)
        self.body.addSpacing(6)
        self._add(self._earlier)

    # ---- what a person does ----

    def _choose_kind(self, key: str | None) -> None:
        if key:
            self._page.change(t.with_kind(self._page.taking, key))  # type: ignore[arg-type]  # one of the chips

    def _phone_entered(self) -> None:
        """Enter on an empty phone: another way to reach the person is asked for next."""
        if not self._page.taking.filing.applicant.phone:
            self._contact_asked = True
            self.show_state()

    def _ask_contact(self) -> None:
        self._phone_entered()
        editor = self.bound.editor("applicant.contact")
        if editor is not None:
            editor.setFocus()

    def _choose_paper(self) -> None:
        self._other_paper = True
        self.show_state()
        self._id_type.setFocus()

    def _choose_actor(self) -> None:
        key = self._actor.value()
        relation = None if key in (None, SELF) else key
        self._page.change(t.with_actor(self._page.taking, relation))  # type: ignore[arg-type]  # one of the chips

    def next_actor(self) -> None:
        """F4: the focus goes to who acts."""
        self.bring_into_view(self._actor_field)
        self._actor.setFocus()

    def _choose_identity(self) -> None:
        chosen = self._identity.values()
        taking = self._page.taking
        taking = t.with_value(taking, "identity.face", True if "face" in chosen else None)
        taking = t.with_value(taking, "identity.thumb_print", "thumb" in chosen)
        taking = t.with_value(taking, "identity.lost", "seen" in chosen)
        if "seen" not in chosen:
            taking = t.with_value(taking, "identity.seen", "")
        if "thumb" not in chosen:
            taking = t.with_value(taking, "identity.witness", "")
        self._page.change(taking)

    # ---- showing ----

    def clear(self) -> None:
        """A new person."""
        self.bound.clear()
        self._other_paper = self._contact_asked = False

    def show_state(self) -> None:
        """Show what the presenter holds."""
        who = self._page.taking.filing.applicant
        person = who.kind == "person"
        self._id_type.setVisible(person and (who.id_type != "citizen-id" or self._other_paper))
        self._other.setVisible(person and not self._id_type.isVisibleTo(self))
        self._id_field.set_label(self._says.number_label())
        if person != self._as_person:
            self._as_person = person
            self._id_edit.set_kind("citizen" if person else "uscc")
        self._name_field.set_label(self.tr("姓名") if person else self.tr("名称"))
        self._humans["applicant.operator"].setVisible(who.kind == "sole-trader")
        self._humans["applicant.legal_representative"].setVisible(who.kind == "organisation")
        asked = self._contact_asked or (self._page.check is not None and self._page.next_open() == "applicant.contact")
        self._contact.setVisible(bool(who.contact) or (asked and not who.phone))
        self._no_phone.setVisible(not who.phone and not self._contact.isVisibleTo(self))
        self._render_actor()
        self._render_identity()
        self.bound.show_state()
        self._render_earlier()

    def _render_actor(self) -> None:
        filing = self._page.taking.filing
        own = {
            "person": self.tr("本人"), "sole-trader": self.tr("经营者本人"), "organisation": self.tr("法定代表人本人"),
        }  # fmt: skip
        chips = [Chip(SELF, own[filing.applicant.kind]), Chip("entrusted", self.tr("受托人"))]
        if filing.applicant.kind == "person":
            chips.append(Chip("guardian", self.tr("监护人")))
        else:
            staff = self.tr("店员") if filing.applicant.kind == "sole-trader" else self.tr("工作人员")
            chips.append(Chip("staff", staff))
        self._actor.set_options(chips)
        agent = filing.agent
        self._actor.set_value(agent.relation if agent else SELF)
        kind, message = self._says.actor()
        if message:
            (self._actor_field.set_error if kind == "bad" else self._actor_field.set_note)(message)
        else:
            self._actor_field.clear_message()
        self._agent.setVisible(agent is not None)
        if agent is not None:
            self._scope.setVisible(agent.relation == "entrusted")
            self._until.setVisible(agent.relation == "entrusted")
            self._blank.setVisible(agent.relation == "entrusted")
            self._evidence.set_label(
                self.tr("监护关系证明（户口簿、出生医学证明等）")
                if agent.relation == "guardian"
                else self.tr("授权委托书、受托人证件等")
                if agent.relation == "entrusted"
                else self.tr("工作证明或介绍信")
            )

    def _render_identity(self) -> None:
        identity = self._page.taking.filing.identity
        seen = identity.lost or bool(identity.seen)
        thumb = identity.thumb_print or bool(identity.witness)
        chosen = {"face"} if identity.face else set()
        self._identity.set_values(chosen | ({"seen"} if seen else set()) | ({"thumb"} if thumb else set()))
        self._seen.setVisible(seen)
        self._witness.setVisible(thumb)

    def _render_earlier(self) -> None:
        earlier = self._page.earlier
        self._earlier.setVisible(earlier is not None)
        if earlier is None:
            return
        self._earlier.set_title(self.tr("来过 {n} 次").format(n=len(earlier.cases)))
        last = earlier.cases[0]
        words = f"{last.on} {last.item}（{last.status}）"
        self._earlier_lines[0].setText(words)
        names = "、".join(m.name for m in earlier.materials)
        self._earlier_lines[1].setText(self.tr("可沿用：{names}（已核验，有效）").format(names=names) if names else "")
        self._earlier_lines[1].setVisible(bool(names))
        self._earlier_lines[2].hide()
        self._adopt.setVisible(self._page.can_adopt)


def _column(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    return column
