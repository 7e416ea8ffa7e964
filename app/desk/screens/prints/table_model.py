"""The columns of the print page: how it stands, which paper, its number, how many, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.prints.presenter import KINDS, detail_text, state_text, what_text
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from app.usecases.print_work import PrintRow


def prints_columns() -> list[Column[PrintRow]]:
    """The columns in their order."""
    translate = QCoreApplication.translate
    return [
        Column(
            translate("Prints", "状态"), state_text, None, lambda r: "mute" if r.void else KINDS[r.state], width=100
        ),
        Column(translate("Prints", "文书"), what_text, detail_text),
        Column(translate("Prints", "文号"), lambda r: r.number, lambda r: r.case_no, width=204),
        Column(translate("Prints", "份数"), lambda r: str(r.copies), None, align="center", width=52),
        Column(translate("Prints", "时间"), lambda r: f"{r.at:%H:%M}", lambda r: f"{r.at:%Y-%m-%d}", width=92),
    ]


def prints_model() -> RowsModel[PrintRow]:
    """An empty model."""
    return RowsModel(prints_columns())
