"""The to-do without a window."""

from __future__ import annotations

from datetime import date

from app.desk.screens.todo.presenter import TodoPresenter
from app.domain.case.tasks import Task, TaskKind
from app.usecases.todo import Todo, TodoRow


def row(number: int, kind: TaskKind, *, mine: bool = True, overdue: bool = False, subject: str = "") -> TodoRow:
    task = Task(kind, date(2026, 11, 20 + number), overdue, False, "", "", f"任务 {number}", "", subject)
    return TodoRow(f"case{number}", f"500106-{number}", "食品", "李明", "a" if mine else "b", mine, task)


def page(*rows: TodoRow) -> TodoPresenter:
    made = TodoPresenter()
    made.take(Todo(rows))
    return made


def test_filters_without_a_task_are_left_out() -> None:
    made = page(row(1, "deemed", overdue=True), row(2, "tell"), row(3, "tell"))
    assert made.chips() == [("all", "全部 3"), ("clock", "收件时钟 1"), ("tell", "送达 2")]


def test_filter_that_became_empty_is_left() -> None:
    made = page(row(1, "deferral"), row(2, "tell"))
    made.choose("deferral")
    assert [r.case_id for r in made.rows()] == ["case1"]
    made.take(Todo((row(2, "tell"),)))
    assert (made.group, len(made.rows())) == (None, 1)


def test_own_cases_alone_on_wish() -> None:
    made = page(row(1, "tell"), row(2, "tell", mine=False))
    made.mine = True
    assert ([r.case_id for r in made.rows()], made.note()) == (["case1"], "1 件；按期限先后")


def test_chosen_task_stays_chosen_when_the_list_is_read_anew() -> None:
    chosen = row(2, "tell", subject="受2")
    made = page(row(1, "deemed"), row(3, "tell"), row(2, "deferral"), chosen)
    assert made.place_of(chosen) == 3
    assert made.place_of(row(2, "correction")) == 2
    assert (made.place_of(row(9, "tell")), made.place_of(None)) == (0, 0)


def test_every_kind_of_task_offers_something_to_do() -> None:
    made = page()
    kinds: tuple[TaskKind, ...] = (
        "answer", "deemed", "verdict", "tell", "deferral", "correction", "calendar", "void", "reissue"
    )  # fmt: skip
    assert all(made.choices(row(1, kind)) for kind in kinds)
    assert [c.key for c in made.choices(row(1, "tell"), printed=False)] == ["prints", "told"]
