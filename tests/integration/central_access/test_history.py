"""History of other systems is taken row by row, as often as one likes; figures count it with the own cases."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.domain.case import events as e
from app.domain.refusal import InputProblem
from app.store.event import NewEvent, Subject
from app.usecases.central.accounts import add_user
from app.usecases.central.history import import_history
from app.usecases.central.indicators import indicators
from app.usecases.central.ingest import ingest
from app.usecases.central.own_journal import append_own
from db.central.history import imported_cases
from tests.builders.pens import DAY, Pen, withdrawn
from tests.integration.central_access.conftest import enrolled
from tests.integration.central_access.test_accounts import device_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.usecases.central.server import Server

HEADER = "办件编号,事项编码,事项名称,部门,窗口,状态,申请人,证件号码,收件日期,受理日期,承诺期限,办结日期"
ROWS = (
    "A1,GT-04,食品经营许可,区市场监管局,C01,办结,张三丰,50010619780704018X,2026-01-05,2026-01-05,2026-01-12,2026-01-10",
    "A2,GT-04,食品经营许可,区市场监管局,C01,办结,李四,,2026/1/6 10:22:01,2026-01-06,2026-01-13,2026-01-20",
    "A3,WJ-01,公共场所卫生许可,区卫健委,C02,在办,王五,,20260207,,2026-02-16,",
    "A4,WJ-01,公共场所卫生许可,区卫健委,C02,不予受理,赵六,,2026-02-08,,,2026-02-08",
)


def write(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join((HEADER, *rows)).encode(encoding))
    return path


def test_rows_are_taken_once(server: Server, tmp_path: Path) -> None:
    path = write(tmp_path / "一窗综办.csv", *ROWS)
    first, again = import_history(server, path), import_history(server, path)
    assert (first.source, first.rows, first.added, first.changed, first.unchanged) == ("一窗综办", 4, 4, 0, 0)
    assert (again.rows, again.added, again.changed, again.unchanged, again.refused) == (4, 0, 0, 4, [])


def test_changed_row_replaces_the_one_of_its_number(server: Server, tmp_path: Path) -> None:
    import_history(server, write(tmp_path / "a.csv", *ROWS), "甲系统")
    done = import_history(
        server, write(tmp_path / "b.csv", ROWS[2].replace("在办", "撤回"), encoding="gb18030"), "甲系统"
    )
    assert (done.added, done.changed, done.unchanged) == (0, 1, 0)
    other = import_history(server, write(tmp_path / "c.csv", ROWS[2]), "乙系统")
    assert other.added == 1


def test_refused_rows_are_told_by_line_without_their_content(server: Server, tmp_path: Path) -> None:
    bad = (
        ROWS[0].replace("A1", ""),
        ROWS[0].replace("2026-01-05,2026-01-05", "2026-02-30,"),
        ROWS[0].replace("办结", "飞走了"),
        ROWS[0].replace("2026-01-10", "2025-12-31"),
        ROWS[0].replace("GT-04,食品经营许可", ","),
        ROWS[0].replace("张三丰", "张" * 300),
        ROWS[1],
        ROWS[1],
    )
    report = import_history(server, write(tmp_path / "a.csv", *bad))
    assert [(one.line, one.field) for one in report.refused] == [
        (2, "case_no"),
        (3, "received_on"),
        (4, "status"),
        (5, "ended_on"),
        (6, "item_name"),
        (7, "applicant"),
        (9, "case_no"),
    ]
    assert report.added == 1
    assert "张" not in "".join(one.message for one in report.refused)


def test_names_and_numbers_of_persons_are_not_readable(server: Server, tmp_path: Path) -> None:
    import_history(server, write(tmp_path / "a.csv", *ROWS))
    with server.store.read() as connection:
        row = connection.execute(select(imported_cases).where(imported_cases.c.case_no == "A1")).one()
    assert row.masked_name == "张*丰"
    assert "50010619780704018X" not in str(row)
    assert "张三丰" not in str(row)
    assert row.id_hash == server.ledger.vault.keyed("id", "50010619780704018X")


def test_file_without_its_columns_is_refused(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n1,2\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="办件编号"):
        import_history(server, path)
    with pytest.raises(InputProblem, match="读不到"):
        import_history(server, tmp_path / "none.csv")
    path.write_bytes(b"\xff\xfe\x00\x81\xff")
    with pytest.raises(InputProblem, match="编码"):
        import_history(server, path)


def test_parquet_says_which_library_is_missing(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    with pytest.raises(InputProblem, match="pyarrow") as caught:
        import_history(server, path)
    assert caught.value.code == "INPUT-PARQUET"


def test_figures_of_history_have_numerator_and_denominator(server: Server, tmp_path: Path) -> None:
    import_history(server, write(tmp_path / "a.csv", *ROWS))
    found = indicators(server, None, None, "department")
    whole = found.whole
    assert (whole.received, whole.accepted, whole.open, whole.imported) == (4, 2, 1, 4)
    assert (whole.overdue_rate.part, whole.overdue_rate.whole) == (2, 3)
    assert (whole.rejection_rate.part, whole.rejection_rate.whole, whole.rejection_rate.value) == (1, 4, 0.25)
    assert [(group.key, group.received) for group in found.groups] == [("区卫健委", 2), ("区市场监管局", 2)]
    january = indicators(server, date(2026, 1, 1), date(2026, 1, 31), "month")
    assert [(group.key, group.received) for group in january.groups] == [("2026-01", 2)]
    nothing = indicators(server, date(2030, 1, 1), None, "item")
    assert (nothing.whole.overdue_rate.value, nothing.groups) == (None, [])


def test_own_cases_are_counted_by_counter(server: Server) -> None:
    new, answer = enrolled(server)
    clerk = add_user(server, "王芳", "clerk")
    pen = Pen(hall=answer.scope.hall, key=new.key, device_id=answer.device, actor=clerk.id).open()
    stays, gone = pen.case(), pen.case()
    pen.act(gone, withdrawn(), version=2)
    done = pen.case("GT-01")
    serve_by = e.DatedLimit("2026-12-07", 10, "workday", provisional=False, calendar="c", rule="LAW-44-1")
    day = DAY.isoformat()
    pen.act(done, e.CaseGranted("准予", "", "", "", "区市场监管局", day, serve_by, immediate=True), version=2)
    ingest(server.ledger, pen.batch(), device_of(server, answer), server.now())
    with server.store.write() as connection:
        back = NewEvent(Subject("case", stays), e.CaseReturned("请核对面积", "区市场监管局", day), 2)
        append_own(server.ledger, connection, [back], "approver", server.now())
    found = indicators(server, None, None, "counter")
    (group,) = found.groups
    assert (group.key, group.received, group.accepted, group.withdrawn, group.imported) == ("C03", 3, 3, 1, 0)
    assert (group.decided, group.returned, group.open) == (1, 1, 1)
    assert (group.rejection_rate.part, group.rejection_rate.whole) == (1, 3)
    assert group.overdue_rate.part <= group.overdue_rate.whole
