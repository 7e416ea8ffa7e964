"""The columns of the “办不成事” desk: by when, what, who answers for it, its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.escalations.presenter import day_kind, day_note, day_words
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from app.usecases.escalations import EscalationRow


def escalation_columns() -> list[Column[EscalationRow]]:
    """The columns in their order."""
    return [
        Column(QCoreApplication.translate("Escalations", "答复期限"), day_words, day_note, day_kind, width=150),
        Column(
            QCoreApplication.translate("Escalations", "没办成的事"),
            lambda r: " ".join(r.text.split()),
            lambda r: r.case_no,
        ),
        Column(
            QCoreApplication.translate("Escalations", "负责人"), lambda r: r.owner, lambda r: r.opened_on, width=120
        ),
        Column(QCoreApplication.translate("Escalations", "编号"), lambda r: r.number, width=208),
    ]


def escalation_model() -> RowsModel[EscalationRow]:
    """An empty model."""
    return RowsModel(escalation_columns())
