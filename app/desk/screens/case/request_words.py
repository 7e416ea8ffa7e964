"""How an online request 网上申请 is shown: what it asks for, who looks at it, old and new side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desk.widgets.card import text_label
from app.desk.words import QT_TRANSLATE_NOOP
from app.store.clock import CHINA

if TYPE_CHECKING:
    from datetime import datetime

    from app.usecases.case_view import CaseView
    from app.usecases.online_requests import RequestRow, RequestView


_KINDS: dict[str, str] = {
    "correction": QT_TRANSLATE_NOOP("Requests", "补正材料"),
    "deferred": QT_TRANSLATE_NOOP("Requests", "补交容缺材料"),
    "withdraw": QT_TRANSLATE_NOOP("Requests", "撤回申请"),
    "details": QT_TRANSLATE_NOOP("Requests", "变更联系方式"),
}


def kind_words(row: RequestRow) -> str:
    """What is asked for, in the language of the interface."""
    return QCoreApplication.translate("Requests", _KINDS[row.kind])


def moment(at: datetime) -> str:
    """A moment as lists show it."""
    return f"{at.astimezone(CHINA):%m-%d %H:%M}"


def asked_for(view: CaseView, kind: str) -> RequestView | None:
    """The open request of this kind about a case, if there is one that can still be done."""
    return next((r for r in view.requests if r.row.kind == kind and not r.row.overtaken), None)


def sent_in(view: CaseView, kind: str, material: str) -> dict[str, int]:
    """The pages of the files that the applicant sent in for a material, by digest."""
    request = asked_for(view, kind)
    materials = request.materials if request is not None else ()
    return {one.digest: one.pages for m in materials if m.key == material for one in m.files}


def state_words(row: RequestRow) -> str:
    """Who looks at it."""
    if row.state in ("done", "declined"):
        return QCoreApplication.translate("Requests", "已答复")
    if row.mine:
        return QCoreApplication.translate("Requests", "本窗正在办")
    if row.taken_by:
        return QCoreApplication.translate("Requests", "{counter} 窗正在办").format(
            counter=row.taken_by.removeprefix("C")
        )
    if row.overtaken:
        return QCoreApplication.translate("Requests", "办不了了，等答复")
    return QCoreApplication.translate("Requests", "等办理")


def state_note(row: RequestRow) -> str:
    """Below it: who it is and since when."""
    if row.taken_at is None:
        return ""
    return QCoreApplication.translate("Requests", "{name} {at} 起").format(name=row.taken_name, at=moment(row.taken_at))


def state_kind(row: RequestRow) -> str:
    """How it is coloured."""
    if row.overtaken:
        return "caution"
    return "good" if row.mine else "mute" if row.taken_by else "strong"


def taken_words(row: RequestRow) -> str:
    """What the second of two counters is told."""
    words = QCoreApplication.translate(
        "Requests", "{counter} 窗{name} {at} 起正在办这份网上申请，本窗没有接手；答复以后它会从这里消失"
    )
    at = moment(row.taken_at) if row.taken_at is not None else ""
    return words.format(counter=row.taken_by.removeprefix("C"), name=row.taken_name, at=at)


def strip_words(view: CaseView) -> str:
    """The open requests of a case in a line; empty where there are none."""
    if not view.requests:
        return ""
    row = view.requests[0].row
    words = QCoreApplication.translate("Requests", "{at} 申请人在网上提出{kind}：{summary}")
    parts = [words.format(at=moment(row.filed_at), kind=kind_words(row), summary=row.summary)]
    if row.overtaken:
        parts.append(row.overtaken)
    elif row.taken_by and not row.mine:
        parts.append(state_words(row))
    if len(view.requests) > 1:
        parts.append(QCoreApplication.translate("Requests", "另有 {n} 份").format(n=len(view.requests) - 1))
    return " · ".join(parts)


def changes_table(request: RequestView) -> QWidget:
    """Each field as it is registered, and as the applicant wants it."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    heads = ("", QCoreApplication.translate("Requests", "现在登记的"), QCoreApplication.translate("Requests", "要改成"))
    for column, words in enumerate(heads):
        grid.addWidget(text_label(words, "small"), 0, column)
    for row, change in enumerate(request.changes, 1):
        for column, words in enumerate((change.label, change.old or "—", change.new)):
            role = ("small", "mute", "strong")[column]
            grid.addWidget(text_label(words, role), row, column, Qt.AlignmentFlag.AlignTop)
    return box
