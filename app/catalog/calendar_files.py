"""Reads the work calendar from JSON files, one a year (`2026.json`), of one folder or several.

A year in a later folder replaces the same year of an earlier one, so an administrator adds 2027.json without a release.
Everything wrong in a file is an InputProblem that names file and field in plain Chinese.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.domain.law.calendar import CalendarYear, WorkCalendar
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.law.calendar import YearStatus

_CODE = "INPUT-CALENDAR"
_FIELDS = {"year", "status", "notice", "holidays"}
_NOTICE_FIELDS = {"title", "number", "date", "source"}
_HOLIDAY_FIELDS = {"name", "from", "to", "workdays"}
_STATUS: dict[str, YearStatus] = {"published": "published", "provisional": "provisional"}
_SATURDAY = 5
_LONGEST_HOLIDAY = 20


def load_calendar(*folders: Path) -> WorkCalendar:
    """The calendar of all `*.json` files; folders that do not exist are passed over, but one year there must be."""
    years: dict[int, CalendarYear] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            year = read_year(path)
            years[year.year] = year
    if not years:
        raise InputProblem(_CODE, "没有找到工作日历文件（如 2026.json），请检查安装是否完整。", "calendar")
    return WorkCalendar(tuple(years[y] for y in sorted(years)))


def read_year(path: Path) -> CalendarYear:
    """One year from one file; an InputProblem names the file and the field."""
    return _YearFile(path.name).year(_json(path))


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise InputProblem(_CODE, f"日历文件 {path.name} 读不出来，请检查权限和磁盘。", path.name) from problem
    except UnicodeDecodeError as problem:
        raise InputProblem(_CODE, f"日历文件 {path.name} 不是 UTF-8 编码，请另存为 UTF-8。", path.name) from problem
    except ValueError as problem:
        line = getattr(problem, "lineno", 1)
        message = f"日历文件 {path.name} 第 {line} 行不是正确的 JSON，请检查逗号、引号和括号。"
        raise InputProblem(_CODE, message, f"{path.name}:{line}") from problem


class _YearFile:
    """Checks one decoded file, field by field."""

    def __init__(self, name: str) -> None:
        self.name = name

    def wrong(self, field: str, message: str) -> InputProblem:
        return InputProblem(_CODE, f"日历文件 {self.name} 的 {field or '内容'}：{message}", f"{self.name}: {field}")

    def year(self, data: Any) -> CalendarYear:
        fields = self.mapping(data, "", _FIELDS, required={"year", "status", "holidays"})
        if not re.fullmatch(r"[0-9]{4}\.json", self.name) or fields["year"] != int(self.name[:4]):
            raise self.wrong("year", "文件名应为四位年份（如 2027.json），并与 year 一致。")
        status = _STATUS.get(str(fields["status"]))
        if status is None:
            raise self.wrong("status", "应为 published（已公布）或 provisional（未公布）。")
        notice = self.mapping(fields.get("notice", {}), "notice", _NOTICE_FIELDS, set())
        off, on = self.days(fields["holidays"], fields["year"])
        return CalendarYear(
            year=fields["year"],
            holidays=tuple(sorted(off.items())),
            workdays=tuple(sorted(on.items())),
            status=status,
            notice=str(notice.get("number", "")),
            notice_date=self.day(notice["date"], "notice.date") if "date" in notice else None,
        )

    def days(self, holidays: Any, year: int) -> tuple[dict[date, str], dict[date, str]]:
        """Days off and make-up days with their holiday's name; no day may be both, or twice."""
        off: dict[date, str] = {}
        on: dict[date, str] = {}
        for place, entry in self.entries(holidays, "holidays"):
            fields = self.mapping(entry, place, _HOLIDAY_FIELDS, required={"name", "from", "to"})
            name = fields["name"]
            if not isinstance(name, str) or not name.strip():
                raise self.wrong(f"{place}.name", "请写节日名称（如 国庆节）。")
            for day in self.span(fields, place):
                self.put(off, day, name, year, f"{place}.from")
            for field, text in self.entries(fields.get("workdays", []), f"{place}.workdays"):
                day = self.day(text, field)
                if day.weekday() < _SATURDAY:
                    raise self.wrong(field, "调休上班日应是周六或周日，请核对。")
                self.put(on, day, name, year, field)
        for day in sorted(off.keys() & on.keys()):
            raise self.wrong("holidays", f"{day} 既放假又上班，请核对。")
        return off, on

    def span(self, fields: dict[str, Any], place: str) -> list[date]:
        first, last = self.day(fields["from"], f"{place}.from"), self.day(fields["to"], f"{place}.to")
        if not 0 <= (last - first).days < _LONGEST_HOLIDAY:
            raise self.wrong(f"{place}.to", f"应不早于 from，且假期不超过{_LONGEST_HOLIDAY}天，请核对。")
        return [first + timedelta(days=i) for i in range((last - first).days + 1)]

    def put(self, days: dict[date, str], day: date, name: str, year: int, field: str) -> None:
        if day in days:
            raise self.wrong(field, f"{day} 写了两次，请核对。")
        if abs(day.year - year) > 1:
            raise self.wrong(field, f"{day} 不在 {year} 年前后，请核对年份。")
        days[day] = name

    def day(self, text: Any, field: str) -> date:
        if isinstance(text, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            with suppress(ValueError):
                return date.fromisoformat(text)
            raise self.wrong(field, "这一天不存在，请核对。")
        raise self.wrong(field, "应为 2027-01-01 形式的日期。")

    def entries(self, values: Any, place: str) -> list[tuple[str, Any]]:
        if not isinstance(values, list):
            raise self.wrong(place, "应为列表（方括号）。")
        return [(f"{place}[{i}]", value) for i, value in enumerate(values, 1)]

    def mapping(self, value: Any, place: str, known: set[str], required: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(place, "应为一组字段（花括号）。")
        for key in value:
            if key not in known:
                raise self.wrong(f"{place}.{key}".lstrip("."), f"没有这个字段，可用的是 {'、'.join(sorted(known))}。")
        for key in sorted(required - value.keys()):
            raise self.wrong(f"{place}.{key}".lstrip("."), "缺少这个字段。")
        return value
