"""The sheets of the “办不成事” desk: register, answer, a step, the end that was confirmed with the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.desk.screens.case.act_form import ActForm
from app.desk.widgets.chips import Chip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.usecases.escalation_work import Beginning
    from app.usecases.escalations import EscalationRow

    Done = Callable[[dict[str, Any]], None]


def opening_form(page: QWidget, beginning: Beginning, text: str, done: Done) -> ActForm:
    """What could not be done, for whom, and who answers for it."""
    words = QCoreApplication.translate("Escalations", "不管能不能受理，都登记下来，由负责人在期限内答复。")
    if beginning.case_no:
        about = QCoreApplication.translate("Escalations", "关于 {case_no} {item}。")
        words = about.format(case_no=beginning.case_no, item=beginning.item_name) + words
    form = ActForm(
        page,
        QCoreApplication.translate("Escalations", "登记“办不成事”"),
        words,
        QCoreApplication.translate("Escalations", "登记并打印登记单"),
        done,
    )
    form.add_text("text", QCoreApplication.translate("Escalations", "什么事没有办成（照本人的话）"), lines=3)
    form.add_text("wanted", QCoreApplication.translate("Escalations", "希望怎样解决"), lines=2)
    form.add_text("name", QCoreApplication.translate("Escalations", "姓名"))
    form.add_text("phone", QCoreApplication.translate("Escalations", "联系电话"))
    owner = form.add_text("owner", QCoreApplication.translate("Escalations", "负责人"))
    owner.set_note(QCoreApplication.translate("Escalations", "首问负责：不改就由本人负责到底"))
    form.require("text", QCoreApplication.translate("Escalations", "请写明什么事没有办成"))
    form.require("phone", QCoreApplication.translate("Escalations", "要答复本人，请留联系电话"))
    heard = QCoreApplication.translate("Escalations", "窗口答复：{text}").format(text=text.rstrip("。")) if text else ""
    form.take_up({"text": heard, "name": beginning.name, "phone": beginning.phone, "owner": beginning.owner})
    return form


def answer_form(page: QWidget, row: EscalationRow, done: Done) -> ActForm:
    """What the person is told; another owner or another day only together with it."""
    form = ActForm(
        page,
        QCoreApplication.translate("Escalations", "答复本人"),
        QCoreApplication.translate("Escalations", "{number}，答应 {until} 前答复。").format(
            number=row.number, until=row.until
        ),
        QCoreApplication.translate("Escalations", "记下答复"),
        done,
    )
    form.add_text("answer", QCoreApplication.translate("Escalations", "答复了什么"), lines=3)
    form.add_text("owner", QCoreApplication.translate("Escalations", "换负责人（不换不填）"))
    form.add_day("until", QCoreApplication.translate("Escalations", "重新答应的日子（不改不填）"))
    form.require("answer", QCoreApplication.translate("Escalations", "请写明答复"))
    return form


def step_form(page: QWidget, row: EscalationRow, done: Done) -> ActForm:
    """Something was done about it."""
    form = ActForm(
        page,
        QCoreApplication.translate("Escalations", "记一步"),
        row.number,
        QCoreApplication.translate("Escalations", "记下"),
        done,
    )
    form.add_text("text", QCoreApplication.translate("Escalations", "做了什么、联系了谁"), lines=3)
    form.require("text", QCoreApplication.translate("Escalations", "请写明做了什么"))
    return form


def closing_form(page: QWidget, row: EscalationRow, name: str, done: Done) -> ActForm:
    """What became of it, and how that was confirmed with the person."""
    form = ActForm(
        page,
        QCoreApplication.translate("Escalations", "办结"),
        QCoreApplication.translate("Escalations", "{number}：和本人确认过结果才能办结。").format(number=row.number),
        QCoreApplication.translate("Escalations", "办结"),
        done,
    )
    form.add_chips(
        "solved",
        QCoreApplication.translate("Escalations", "结果"),
        [
            Chip("yes", QCoreApplication.translate("Escalations", "办成了")),
            Chip("no", QCoreApplication.translate("Escalations", "依法办不了，已说明")),
        ],
    )
    form.add_text("outcome", QCoreApplication.translate("Escalations", "怎样解决的，或者为什么办不了"), lines=3)
    form.add_text("with", QCoreApplication.translate("Escalations", "和谁确认的"))
    form.add_chips(
        "how",
        QCoreApplication.translate("Escalations", "怎样确认的"),
        [
            Chip("in-person", QCoreApplication.translate("Escalations", "当面")),
            Chip("telephone", QCoreApplication.translate("Escalations", "电话")),
            Chip("message", QCoreApplication.translate("Escalations", "短信或留言")),
            Chip("letter", QCoreApplication.translate("Escalations", "书面")),
        ],
    )
    form.require("solved", QCoreApplication.translate("Escalations", "请选择结果"))
    form.require("outcome", QCoreApplication.translate("Escalations", "请写明结果"))
    form.require("with", QCoreApplication.translate("Escalations", "请先和本人确认"))
    form.require("how", QCoreApplication.translate("Escalations", "请选择一种"))
    form.take_up({"with": name})
    return form
