"""The columns of the search: state, item and applicant, when it runs out, the case number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.todo.table_model import number_head, number_tail
from app.desk.widgets.table import Column, RowsModel
from app.store.clock import CHINA

if TYPE_CHECKING:
    from app.usecases.queries import CaseRow

_KIND = {"accepted": "good", "correction": "caution", "deemed-accepted": "bad", "received": "strong"}


def search_columns() -> list[Column[CaseRow]]:
    """The columns in their order."""
    state = QCoreApplication.translate("Search", "状态")
    what = QCoreApplication.translate("Search", "事项 · 申请人")
    taken = QCoreApplication.translate("Search", "收到")
    number = QCoreApplication.translate("Search", "办件编号")
    return [
        Column(state, lambda r: r.status_text, due_words, status_kind, width=158),
        Column(what, lambda r: r.item_name, lambda r: r.applicant),
        Column(taken, lambda r: f"{r.opened_at.astimezone(CHINA):%m-%d %H:%M}", width=124),
        Column(number, lambda r: number_tail(r.case_no), lambda r: number_head(r.case_no), width=132),
    ]


def status_kind(row: CaseRow) -> str:
    """How the state is coloured."""
    return "bad" if row.overdue else _KIND.get(row.status, "mute")


def due_words(row: CaseRow) -> str:
    """The date that runs: 承诺 11-30 办结, 11-25 前答复; 预计 where it is provisional."""
    mark = QCoreApplication.translate("Search", "（预计）") if row.provisional else ""
    if row.promised:
        words = QCoreApplication.translate("Search", "承诺 {day} 办结{mark}")
        return words.format(day=row.promised[5:], mark=mark)
    if row.answer:
        return QCoreApplication.translate("Search", "{day} 前答复{mark}").format(day=row.answer[5:], mark=mark)
    return ""


def search_model() -> RowsModel[CaseRow]:
    """An empty model."""
    return RowsModel(search_columns())
