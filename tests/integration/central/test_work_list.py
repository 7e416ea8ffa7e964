"""The work list, on both databases: whose cases, in which order, in which view, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.usecases.central import work_list as lists
from app.usecases.central.cases import case_of
from app.usecases.central.ingest import ingest
from app.usecases.central.work_list import WorkQuery, departments_named, work_list
from tests.builders.pens import DAY, NOW, Pen, make_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.central.ledger import Ledger

STAFF = departments_named("hrss")
MARKET = departments_named("market")


@pytest.fixture
def ledger(central_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """Five cases: three of one department, two of another, of which one has only been received."""
    pen = Pen().open()
    made = make_ledger(central_url, tmp_path, [pen])
    for item in ("RS-01", "RS-02", "GT-04", "RS-01"):
        pen.case(item)
    pen.case("GT-04", receive=True)
    ingest(made, pen.batch(), pen.device, NOW)
    yield made
    made.store.close()


def items(ledger: Ledger, query: WorkQuery, today: date = DAY) -> list[str]:
    return [row.item_name for row in work_list(ledger, query, today).rows]


def test_departments_are_meant_by_key_name_or_part() -> None:
    assert (len(STAFF), len(MARKET), departments_named("")) == (1, 1, ())
    assert departments_named("人力资源") == STAFF
    assert departments_named("别处的局") == ("别处的局",)


def test_each_sees_his_departments_cases_by_their_day(ledger: Ledger) -> None:
    page = work_list(ledger, WorkQuery(departments=STAFF), DAY)
    assert [row.due for row in page.rows] == sorted(row.due for row in page.rows)
    assert (len(page.rows), page.counts["all"], page.counts["overdue"]) == (3, 3, 0)
    assert items(ledger, WorkQuery(departments=MARKET)) == ["食品经营许可（新办）"]
    assert work_list(ledger, WorkQuery(), DAY).counts["all"] == 4


def test_what_nobody_answered_in_time_is_listed_as_deemed_accepted(ledger: Ledger) -> None:
    later = date(2026, 12, 1)
    rows = work_list(ledger, WorkQuery(departments=MARKET), later).rows
    assert sorted((row.stage, row.deemed, row.overdue) for row in rows) == [
        ("counter", True, True), ("review", False, True),
    ]  # fmt: skip


def test_views_and_reminders_follow_the_day(ledger: Ledger) -> None:
    due = date.fromisoformat(work_list(ledger, WorkQuery(departments=MARKET), DAY).rows[0].due)
    for today, view in ((due - timedelta(1), "week"), (due, "today"), (due + timedelta(1), "overdue")):
        query = WorkQuery("today", MARKET)
        rows = work_list(ledger, replace(query, view=view), today).rows  # type: ignore[arg-type]  # a view
        [row] = [row for row in rows if row.stage == "review"]
        assert (row.overdue, row.remind) == (view == "overdue", view != "overdue")
    assert items(ledger, WorkQuery("proposed")) == []


def test_pages_follow_each_other_without_gap(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 3)
    first = work_list(ledger, WorkQuery(), DAY)
    second = work_list(ledger, WorkQuery(after=first.following), DAY)
    numbers = [row.case_no for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(set(numbers)), second.following) == (3, 4, "")
    head = case_of(ledger, numbers[0])
    assert head is not None
    assert head.register.case_no == numbers[0]
