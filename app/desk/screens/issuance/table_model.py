"""The columns of issuance: until when, what and whose, how it is collected, the case number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.todo.table_model import number_head, number_tail
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from app.usecases.issuing import ResultRow

_KIND = {"overdue": "bad", "near": "caution", "ready": ""}


def issuance_columns() -> list[Column[ResultRow]]:
    """The columns in their order."""
    return [
        Column(
            QCoreApplication.translate("Issuance", "送达期限"), lambda r: r.when, lambda r: r.note,
            lambda r: _KIND[r.standing], width=150,
        ),
        Column(QCoreApplication.translate("Issuance", "结果"), lambda r: r.title, lambda r: r.item_name),
        Column(
            QCoreApplication.translate("Issuance", "申请人 · 领取方式"), lambda r: r.applicant,
            lambda r: r.delivery_text, width=190,
        ),
        Column(
            QCoreApplication.translate("Issuance", "办件编号"), lambda r: number_tail(r.case_no),
            lambda r: number_head(r.case_no), width=132,
        ),
    ]  # fmt: skip


def issuance_model() -> RowsModel[ResultRow]:
    """An empty model."""
    return RowsModel(issuance_columns())
