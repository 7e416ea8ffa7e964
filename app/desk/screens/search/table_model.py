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
    said = QCoreApplication.translate
    return [
        Column(said("Search", "状态"), lambda r: r.status_text, lambda r: due_words(r), status_kind, width=158),
        Column(said("Search", "事项 · 申请人"), lambda r: r.item_name, lambda r: r.applicant),
        Column(said("Search", "收到"), lambda r: f"{r.opened_at.astimezone(CHINA):%m-%d %H:%M}", width=124),
        Column(
            said("Search", "办件编号"),
            lambda r: number_tail(r.case_no),
            lambda r: number_head(r.case_no),
            width=132,
        ),
    ]


def status_kind(row: CaseRow) -> str:
    """How the state is coloured."""
    return "bad" if row.overdue else _KIND.get(row.status, "mute")


def due_words(row: CaseRow) -> str:
    """The date that runs: 承诺 2026-11-30, 答复 2026-11-25; 预计 where it is provisional."""
    said = QCoreApplication.translate
    mark = said("Search", "（预计）") if row.provisional else ""
    if row.promised:
        return said("Search", "承诺 {day} 办结{mark}").format(day=row.promised[5:], mark=mark)
    return said("Search", "{day} 前答复{mark}").format(day=row.answer[5:], mark=mark) if row.answer else ""


def search_model() -> RowsModel[CaseRow]:
    """An empty model."""
    return RowsModel(search_columns())
