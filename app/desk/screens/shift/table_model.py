"""The columns of the shift page's lists: blank receipts, originals in hand, clerks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.widgets.table import Column, RowsModel
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from app.usecases.day_facts import BlankRow, OriginalInHand
    from app.usecases.shift_work import ClerkRow

BLANK_STATES = {
    "lent": QT_TRANSLATE_NOOP("Shift", "未用"),
    "used": QT_TRANSLATE_NOOP("Shift", "已补录"),
    "void": QT_TRANSLATE_NOOP("Shift", "作废"),
}

ROLES = {
    "lead": QT_TRANSLATE_NOOP("Shift", "组长"),
    "clerk": QT_TRANSLATE_NOOP("Shift", "窗口人员"),
    "approver": QT_TRANSLATE_NOOP("Shift", "审批人员"),
    "issuer": QT_TRANSLATE_NOOP("Shift", "出件人员"),
}
"""Roles that work at a desk."""


def blanks_model() -> RowsModel[BlankRow]:
    """An empty model of blank receipts."""
    translate = QCoreApplication.translate
    return RowsModel(
        [
            Column(translate("Shift", "编号"), lambda b: b.number, width=230),
            Column(
                translate("Shift", "状态"),
                lambda b: translate("Shift", BLANK_STATES[b.state]),
                None,
                lambda b: "primary" if b.state == "lent" else "mute",
                width=90,
            ),
            Column(translate("Shift", "领用日期"), lambda b: b.lent_on, width=120),
            Column(translate("Shift", "办件或理由"), lambda b: b.case_no or b.reason, None, lambda _b: "mute"),
        ]
    )


def originals_model() -> RowsModel[OriginalInHand]:
    """An empty model of originals that lie at the counter."""
    translate = QCoreApplication.translate
    return RowsModel(
        [
            Column(translate("Shift", "材料"), lambda o: o.name),
            Column(translate("Shift", "办件编号"), lambda o: o.case_no, width=250),
            Column(translate("Shift", "收存日期"), lambda o: o.kept_on, width=120),
        ]
    )


def clerks_model() -> RowsModel[ClerkRow]:
    """An empty model of the accounts of this desk."""
    translate = QCoreApplication.translate
    return RowsModel(
        [
            Column(translate("Shift", "登录名"), _name, None, lambda c: "strong" if c.me else ""),
            Column(translate("Shift", "身份"), _role, width=120),
            Column(translate("Shift", "开通日期"), lambda c: c.since, width=130),
            Column(
                translate("Shift", "密码"), _password, None, lambda c: "caution" if c.must_change else "mute", width=220
            ),
        ]
    )


def _name(clerk: ClerkRow) -> str:
    return QCoreApplication.translate("Shift", "{name}（本人）").format(name=clerk.name) if clerk.me else clerk.name


def _role(clerk: ClerkRow) -> str:
    return QCoreApplication.translate("Shift", ROLES.get(clerk.role, clerk.role))


def _password(clerk: ClerkRow) -> str:
    translate = QCoreApplication.translate
    return translate("Shift", "一次性，登录后要改") if clerk.must_change else translate("Shift", "已自设")
