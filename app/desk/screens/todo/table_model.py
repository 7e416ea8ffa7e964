"""The columns of the to-do: the day, what to do, which item and whose, the case number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from app.usecases.todo import TodoRow


def day_kind(row: TodoRow) -> str:
    """How the day is coloured: red is for overdue only."""
    if row.task.overdue:
        return "bad"
    return "caution" if row.task.warn or row.task.due_today else ""


def todo_columns(*, narrow: bool = False) -> list[Column[TodoRow]]:
    """The columns in their order; `narrow` leaves the case number to the side, so that the words have room."""
    columns: list[Column[TodoRow]] = [
        Column(
            QCoreApplication.translate("Todo", "期限"),
            lambda r: r.task.when,
            lambda r: r.task.note,
            day_kind,
            width=158,
        ),
        Column(
            QCoreApplication.translate("Todo", "要做什么"),
            lambda r: r.task.text,
            lambda r: r.task.detail,
            lambda r: "strong" if r.task.overdue or r.task.due_today else "",
        ),
        Column(
            QCoreApplication.translate("Todo", "事项 · 申请人"), lambda r: r.item_name, lambda r: r.applicant, width=204
        ),
        Column(
            QCoreApplication.translate("Todo", "办件编号"),
            lambda r: number_tail(r.case_no),
            lambda r: number_head(r.case_no),
            width=132,
        ),
    ]
    return columns[:3] if narrow else columns


def number_head(case_no: str) -> str:
    """The area and the day of a case number: 500106-20261123."""
    return "-".join(case_no.split("-")[:2])


def number_tail(case_no: str) -> str:
    """What people say of a case number: C03A-0042-Q."""
    return "-".join(case_no.split("-")[2:])


class TodoModel(RowsModel["TodoRow"]):
    """The rows of the to-do, with fewer columns where there is little room."""

    def __init__(self) -> None:
        super().__init__(todo_columns())

    def fit(self, *, narrow: bool) -> None:
        """Show fewer columns or all; nothing happens where they are shown already."""
        columns = todo_columns(narrow=narrow)
        if len(columns) != len(self.columns):
            self.beginResetModel()
            self.columns = tuple(columns)
            self.endResetModel()
