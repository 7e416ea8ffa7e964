"""The columns of the pre-applications: who has it, what and whose, when it was filed, its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.applications.presenter import clock, state_kind, state_note, state_words
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from app.usecases.applications import ApplicationRow


def files_words(row: ApplicationRow) -> str:
    """How many files came with it, and whether somebody at the hall typed it 代网办."""
    words = QCoreApplication.translate("Applications", "{n} 份附件").format(n=row.files)
    return words + (QCoreApplication.translate("Applications", " · 代网办") if row.assisted else "")


def application_columns() -> list[Column[ApplicationRow]]:
    """The columns in their order."""
    return [
        Column(QCoreApplication.translate("Applications", "状态"), state_words, state_note, state_kind, width=160),
        Column(
            QCoreApplication.translate("Applications", "事项 · 申请人"), lambda r: r.item_name, lambda r: r.masked_name
        ),
        Column(QCoreApplication.translate("Applications", "提交"), lambda r: clock(r.filed_at), files_words, width=130),
        Column(QCoreApplication.translate("Applications", "预审编号"), lambda r: r.number, width=190),
    ]


def application_model() -> RowsModel[ApplicationRow]:
    """An empty model."""
    return RowsModel(application_columns())
