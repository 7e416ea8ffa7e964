"""The columns of the search: state, item and applicant, when it runs out, the case number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Union

from PySide6.QtCore import QCoreApplication

from app.desk.screens.search.elsewhere import ElsewhereRow, where_in_short
from app.desk.screens.todo.table_model import number_head, number_tail
from app.desk.widgets.table import Column, RowsModel
from app.store.clock import CHINA

if TYPE_CHECKING:
    from app.usecases.queries import CaseRow

SearchRow = Union["CaseRow", ElsewhereRow]
"""A case of this desk, or one that it only has a row of."""

_KIND = {"accepted": "good", "correction": "caution", "deemed-accepted": "bad", "received": "strong"}


def search_columns() -> list[Column[SearchRow]]:
    """The columns in their order."""
    state = QCoreApplication.translate("Search", "状态")
    what = QCoreApplication.translate("Search", "事项 · 申请人")
    taken = QCoreApplication.translate("Search", "收到")
    number = QCoreApplication.translate("Search", "办件编号")
    return [
        Column(state, lambda r: r.status_text, due_words, status_kind, width=158),
        Column(what, lambda r: r.item_name, lambda r: r.applicant),
        Column(taken, taken_words, width=124),
        Column(number, lambda r: number_tail(r.case_no), lambda r: number_head(r.case_no), width=132),
    ]


def taken_words(row: SearchRow) -> str:
    """When it came in, as far as is known here."""
    return row.received_on if isinstance(row, ElsewhereRow) else f"{row.opened_at.astimezone(CHINA):%m-%d %H:%M}"


def status_kind(row: SearchRow) -> str:
    """How the state is coloured."""
    if isinstance(row, ElsewhereRow):
        return "mute"
    return "bad" if row.overdue else _KIND.get(row.status, "mute")


def due_words(row: SearchRow) -> str:
    """The date that runs: 承诺 11-30 办结, 11-25 前答复; 预计 where it is provisional. Else where the case is."""
    if isinstance(row, ElsewhereRow):
        return where_in_short(row)
    mark = QCoreApplication.translate("Search", "（预计）") if row.provisional else ""
    if row.promised:
        words = QCoreApplication.translate("Search", "承诺 {day} 办结{mark}")
        return words.format(day=row.promised[5:], mark=mark)
    if row.answer:
        return QCoreApplication.translate("Search", "{day} 前答复{mark}").format(day=row.answer[5:], mark=mark)
    return ""


def search_model() -> RowsModel[SearchRow]:
    """An empty model."""
    return RowsModel(search_columns())
