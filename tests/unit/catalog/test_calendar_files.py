"""Calendar files: the shipped years against two independent libraries, and every way a file can be wrong."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import holidays
import pytest

from app.catalog.calendar_files import load_calendar
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem

SHIPPED = Path(__file__).parents[3] / "resources" / "calendar"


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=i) for i in range((date(year + 1, 1, 1) - first).days)]


def write(folder: Path, name: str, **changes: Any) -> Path:
    data: dict[str, Any] = {
        "year": 2027,
        "status": "published",
        "notice": {"number": "国办发明电〔2026〕0号", "date": "2026-11-20"},
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "workdays": ["2027-01-09"]}],
    }
    data.update(changes)
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.law("LAW-82")
@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_agrees_with_two_other_calendars(year: int) -> None:
    calendar = load_calendar(SHIPPED)
    second = holidays.country_holidays("CN", years=year)
    days = days_of(year)
    assert [calendar.is_workday(d) for d in days] == [chinese_calendar.is_workday(d) for d in days]
    assert [calendar.is_workday(d) for d in days] == [second.is_working_day(d) for d in days]
    assert sum(calendar.is_workday(d) for d in days) == 248


def test_shipped_years_name_their_notice() -> None:
    calendar = load_calendar(SHIPPED)
    assert [(y.year, y.status, y.notice_date) for y in calendar.years] == [
        (2025, "published", date(2024, 11, 12)),
        (2026, "published", date(2025, 11, 4)),
    ]
    assert all(y.notice for y in calendar.years)


def test_an_administrator_drops_in_the_next_year(tmp_path: Path) -> None:
    write(tmp_path, "2027.json")
    before, after = load_calendar(SHIPPED), load_calendar(SHIPPED, tmp_path)
    assert before.add(date(2026, 12, 31), Limit(1)).provisional
    found = after.add(date(2026, 12, 31), Limit(1))
    assert (found.date, found.provisional) == (date(2027, 1, 4), False)
    assert after.reason(date(2027, 1, 9)) == "元旦调休上班（周六）"
    assert before.hash != after.hash


def test_a_later_folder_replaces_the_year(tmp_path: Path) -> None:
    write(tmp_path, "2026.json", year=2026, holidays=[])
    assert load_calendar(SHIPPED, tmp_path).is_workday(date(2026, 10, 1))
    assert not load_calendar(tmp_path, SHIPPED).is_workday(date(2026, 10, 1))


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "2027.json")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_calendar(tmp_path).covers(date(2027, 5, 1))


def test_no_file_at_all_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as problem:
        load_calendar(tmp_path, tmp_path / "absent")
    assert problem.value.place == "calendar"


HOLIDAY = {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"year": 2028}, "year"),
        ({"status": "draft"}, "status"),
        ({"notice": "x"}, "notice"),
        ({"notice": {"date": "20.11.2026"}}, "notice.date"),
        ({"notice": {"no": "1"}}, "notice.no"),
        ({"holiday": []}, "holiday"),
        ({"holidays": {}}, "holidays"),
        ({"holidays": ["x"]}, "holidays[1]"),
        ({"holidays": [{"name": "元旦", "from": "2027-01-01"}]}, "holidays[1].to"),
        ({"holidays": [HOLIDAY | {"name": " "}]}, "holidays[1].name"),
        ({"holidays": [HOLIDAY | {"from": "2027-02-30"}]}, "holidays[1].from"),
        ({"holidays": [HOLIDAY | {"from": 20270101}]}, "holidays[1].from"),
        ({"holidays": [HOLIDAY | {"to": "2026-12-31"}]}, "holidays[1].to"),
        ({"holidays": [HOLIDAY | {"to": "2027-12-31"}]}, "holidays[1].to"),
        ({"holidays": [HOLIDAY | {"workdays": "2027-01-09"}]}, "holidays[1].workdays"),
        ({"holidays": [HOLIDAY | {"workdays": ["2027-01-08"]}]}, "holidays[1].workdays[1]"),
        ({"holidays": [HOLIDAY | {"workdays": ["2027-01-09", "2027-01-09"]}]}, "holidays[1].workdays[2]"),
        ({"holidays": [HOLIDAY | {"workdays": ["2027-01-02"]}]}, "holidays"),
        ({"holidays": [HOLIDAY, HOLIDAY]}, "holidays[2].from"),
        ({"holidays": [HOLIDAY | {"from": "2029-01-01", "to": "2029-01-01"}]}, "holidays[1].from"),
    ],
)
def test_wrong_fields_are_named_with_their_file(tmp_path: Path, changes: dict[str, Any], place: str) -> None:
    write(tmp_path, "2027.json", **changes)
    with pytest.raises(InputProblem) as problem:
        load_calendar(tmp_path)
    assert problem.value.place == f"2027.json: {place}"
    assert problem.value.message.startswith("日历文件 2027.json 的 ")


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_text('{"year": 2027, "holidays": []}', encoding="utf-8")
    with pytest.raises(InputProblem, match="status：缺少"):
        load_calendar(tmp_path)


def test_a_file_that_is_not_named_after_a_year(tmp_path: Path) -> None:
    write(tmp_path, "calendar-2027.json")
    with pytest.raises(InputProblem, match="文件名"):
        load_calendar(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b'{"year": 2027,\n}', "第 2 行"), ("{“year”: 1}".encode("gb18030"), "UTF-8"), (b"[]", "花括号")],
)
def test_what_is_no_json_file_says_so(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "2027.json").write_bytes(content)
    with pytest.raises(InputProblem, match=words):
        load_calendar(tmp_path)


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "2027.json").mkdir()
    with pytest.raises(InputProblem, match="读不出来"):
        load_calendar(tmp_path)
