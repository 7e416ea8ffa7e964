"""The sheet before a result is handed out: whose paper was seen, by which authorisation, in which manner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.case.act_form import ActForm, Values
from app.desk.screens.issuance.presenter import role_words
from app.desk.widgets.chips import Chip, ChipGroup
from app.domain.checklist.filing import Agent, Person
from app.usecases.issuing import Handing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.usecases.issuing import Collector, ResultView

SEEN = "seen"


def handing_form(
    page: QWidget, view: ResultView, way: str, card: str, done: Callable[[Handing], None]
) -> tuple[ActForm, str]:
    """Make the sheet for one way; `card` is the number that the card reader read. Returns it with the words of its act."""
    if way == "post":
        return _posting(page, view, done)
    known = next((one for one in view.collectors if one.key == way), None)
    return _other(page, view, done) if known is None else _known(page, view, known, card, done)


def _known(
    page: QWidget, view: ResultView, who: Collector, card: str, done: Callable[[Handing], None]
) -> tuple[ActForm, str]:
    """The applicant himself, or the agent on file: only his paper is to be looked at."""
    read = card == who.id_number and bool(card)
    words = QCoreApplication.translate("Issuance", "{title}，交给{role} {name}（{number}）。")
    text = words.format(title=view.row.title, role=role_words(who), name=who.name, number=who.shown)

    def give(values: Values) -> None:
        agent = None
        if who.key == "agent" and values["evidence"]:
            agent = _agent(who, values["evidence"])
        done(Handing(who.key, "counter", agent, "", card if read or who.key == "self" else ""))

    form = _form(page, text, give)
    waiting = "、".join(paper.title for paper in view.papers if not paper.printed)
    if waiting:
        words = QCoreApplication.translate("Issuance", "{titles}还没有打印，请先打印再交付")
        form.add_note(words.format(titles=waiting), "caution")
    if read:
        form.add_hidden("seen", frozenset({SEEN}))
        form.add_note(QCoreApplication.translate("Issuance", "✓ 读到的身份证就是领取人的"), "good")
    else:
        _ask_seen(form)
    if who.key == "agent":
        if who.evidence:
            form.add_note(
                QCoreApplication.translate("Issuance", "受理时的委托：{text}").format(text=who.evidence), "mute"
            )
        if who.caution:
            form.add_note(who.caution, "caution")
        form.add_text("evidence", QCoreApplication.translate("Issuance", "领取凭什么委托（与受理时不同才填）"))
        if who.caution:
            form.require("evidence", QCoreApplication.translate("Issuance", "请写明新的委托证明"))
    return form, QCoreApplication.translate("Issuance", "已发放，请领取人签字")


def _agent(who: Collector, evidence: str) -> Agent:
    return Agent("entrusted", Person(who.id_type, who.id_number, who.name), evidence=evidence)


def _posting(page: QWidget, view: ResultView, done: Callable[[Handing], None]) -> tuple[ActForm, str]:
    words = QCoreApplication.translate("Issuance", "{title}，邮寄给 {name}。交给邮政后登记运单号。")
    form = _form(
        page,
        words.format(title=view.row.title, name=view.row.applicant),
        lambda values: done(Handing("self", "post", None, values["waybill"].strip())),
    )
    form.add_text("waybill", QCoreApplication.translate("Issuance", "运单号"))
    form.require("waybill", QCoreApplication.translate("Issuance", "邮寄须写明运单号"))
    return form, QCoreApplication.translate("Issuance", "已登记邮寄")


def _other(page: QWidget, view: ResultView, done: Callable[[Handing], None]) -> tuple[ActForm, str]:
    """Every way: somebody else with an authorisation, by post, or electronically."""
    text = QCoreApplication.translate("Issuance", "{title}，申请人 {name}。")

    def give(values: Values) -> None:
        manner = values["manner"]
        if manner == "other":
            person = Person("citizen-id", values["number"].replace(" ", "").upper(), values["name"].strip())
            agent = Agent("entrusted", person, scope=values["scope"].strip(), evidence=values["evidence"].strip())
            done(Handing("other", "counter", agent))
        else:
            done(Handing("self", manner, None, values["waybill"].strip() if manner == "post" else ""))

    form = _form(page, text.format(title=view.row.title, name=view.row.applicant), give)
    manner = form.add_chips(
        "manner",
        QCoreApplication.translate("Issuance", "怎样领取"),
        [
            Chip("other", QCoreApplication.translate("Issuance", "代领人来领")),
            Chip("post", QCoreApplication.translate("Issuance", "邮寄")),
            Chip("electronic", QCoreApplication.translate("Issuance", "电子送达")),
        ],
    )
    manner.set_value("other")
    form.add_text("name", QCoreApplication.translate("Issuance", "代领人姓名"))
    form.add_identity("number", QCoreApplication.translate("Issuance", "代领人身份证"))
    form.add_text("scope", QCoreApplication.translate("Issuance", "委托事项"))
    form.add_text("evidence", QCoreApplication.translate("Issuance", "凭什么材料（授权委托书、证件复印件等）"))
    _ask_seen(form)
    form.add_text("waybill", QCoreApplication.translate("Issuance", "运单号"))
    _require_of_other(form, manner)
    return form, QCoreApplication.translate("Issuance", "已登记发放")


def _require_of_other(form: ActForm, manner: ChipGroup) -> None:
    """What is asked depends on the manner; what is not asked takes no room."""

    def in_person() -> bool:
        return manner.value() == "other"

    form.require("name", QCoreApplication.translate("Issuance", "请填写代领人姓名"), in_person)
    form.require("number", QCoreApplication.translate("Issuance", "请填写代领人的身份证号码"), in_person)
    form.require("evidence", QCoreApplication.translate("Issuance", "代领须有委托证明"), in_person)
    form.require("seen", QCoreApplication.translate("Issuance", "请先核对领取人的证件"), in_person)
    form.require(
        "waybill", QCoreApplication.translate("Issuance", "邮寄须写明运单号"), lambda: manner.value() == "post"
    )

    def fit() -> None:
        for key in ("name", "number", "scope", "evidence", "seen"):
            form.field(key).setVisible(in_person())
        form.field("waybill").setVisible(manner.value() == "post")

    manner.chosen.connect(fit)
    fit()


def witness_form(page: QWidget, done: Callable[[str], None]) -> ActForm:
    """Who saw that the person would not sign; that the result was handed over stands all the same."""
    form = ActForm(
        page,
        QCoreApplication.translate("Issuance", "拒绝签字"),
        QCoreApplication.translate("Issuance", "请写明见证人；结果已交付的事实照样成立。"),
        QCoreApplication.translate("Issuance", "登记"),
        lambda values: done(values["witness"].strip()),
    )
    form.add_text("witness", QCoreApplication.translate("Issuance", "见证人姓名"))
    form.require("witness", QCoreApplication.translate("Issuance", "拒绝签收须写明见证人"))
    return form


def _ask_seen(form: ActForm) -> None:
    chip = Chip(SEEN, QCoreApplication.translate("Issuance", "已看过证件，人证一致"))
    form.add_chips("seen", QCoreApplication.translate("Issuance", "核对领取人"), [chip], multi=True)
    form.require("seen", QCoreApplication.translate("Issuance", "请先核对领取人的证件"))


def _form(page: QWidget, text: str, done: Callable[[Values], None]) -> ActForm:
    title = QCoreApplication.translate("Issuance", "发放结果")
    return ActForm(page, title, text, QCoreApplication.translate("Issuance", "登记发放并打印送达回证"), done)
