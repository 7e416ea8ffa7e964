"""`yichuang id check`, `yichuang law …`: numbers and dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, get_args

from app.bootstrap import load_calendar_of, places
from app.cli.answer import NO, Answer
from app.domain.identity.check import check
from app.domain.identity.checked import IdType
from app.domain.identity.dates import parse_date
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    group = commands.add_parser("id", help="identity numbers").add_subparsers(required=True, metavar="WHAT")
    one = group.add_parser("check", parents=[shared], help="validate an identity number")
    one.add_argument("number")
    one.add_argument("--type", choices=get_args(IdType))
    one.set_defaults(run=check_number)
    law = commands.add_parser("law", help="legal dates").add_subparsers(required=True, metavar="WHAT")
    deadline = law.add_parser("deadline", parents=[shared], help="compute a legal date")
    deadline.add_argument("--from", dest="start", required=True, metavar="DATE")
    limits = deadline.add_mutually_exclusive_group(required=True)
    for unit in ("workdays", "days", "months"):
        limits.add_argument(f"--{unit}", type=int, metavar="N")
    deadline.add_argument("--suspend", action="append", default=[], metavar="A..B")
    deadline.add_argument("--extend", type=int, default=0, metavar="N")
    deadline.set_defaults(run=legal_deadline)
    workday = law.add_parser("workday", parents=[shared], help="whether a day is worked, and why")
    workday.add_argument("day", metavar="DATE")
    workday.set_defaults(run=is_workday)


def check_number(arguments: argparse.Namespace) -> Answer:
    """Validate an identity number; exit 1 where it is not valid."""
    found = check(arguments.number, arguments.type, datetime.now(UTC).date())
    data = {
        "valid": found.valid,
        "type": found.type,
        "reason": found.reason or None,
        "birth_date": found.birth_date.isoformat() if found.birth_date else None,
        "sex": found.sex,
        "area": found.area,
        "warnings": list(found.warnings),
    }
    text = "有效" if found.valid else f"无效：{found.reason}"
    details = [found.kind_text, data["birth_date"], {"male": "男", "female": "女"}.get(found.sex or "")]
    lines = [text, " · ".join(str(x) for x in details if x), *found.warnings]
    return Answer(data, "\n".join(x for x in lines if x), 0 if found.valid else NO)


def day_of(text: str, place: str) -> date:
    """A date as typed; InputProblem where there is no such day."""
    day = parse_date(text)
    if day is None:
        raise InputProblem("INPUT-DATE", f"“{text}”不是日历上有的日期，请写成 2026-11-23 或 20261123。", place)
    return day


def legal_deadline(arguments: argparse.Namespace) -> Answer:
    """Compute a legal date, with periods excluded and an extension. Rules: LAW-82, CC-201, LAW-45-1, LAW-42-1."""
    from app.domain.law.clocks import Clock, Extension, Suspension, due

    calendar = load_calendar_of(places(arguments.home))
    unit, n = next((u, v) for u in ("workday", "day", "month") if (v := getattr(arguments, f"{u}s")) is not None)
    if n < 0 or n > 1200 or arguments.extend < 0 or arguments.extend > 1200:
        raise InputProblem("INPUT-LIMIT", "期限应在 0 到 1200 之间。", f"--{unit}s")
    periods = []
    for text in arguments.suspend:
        first, dots, last = text.partition("..")
        if not dots:
            raise InputProblem("INPUT-PERIOD", f"“{text}”应写成 2026-03-10..2026-03-20。", "--suspend")
        period = (day_of(first, "--suspend"), day_of(last, "--suspend"))
        if period[1] < period[0]:
            raise InputProblem("INPUT-PERIOD", "中止期间的结束日早于开始日。", "--suspend")
        periods.append(Suspension(*period, "special-procedure", "特别程序"))
    extensions = (Extension(arguments.extend, "workday", "延期", "LAW-42-1"),) if arguments.extend else ()
    clock = Clock(day_of(arguments.start, "--from"), Limit(n, unit), tuple(periods), extensions)  # type: ignore[arg-type]  # one of the units
    found = due(clock, calendar)
    if found is None:
        raise InputProblem("INPUT-PERIOD", "中止期间没有结束日，不能计算。", "--suspend")
    data = {
        "due": found.date.isoformat(),
        "counted_from": found.counted_from.isoformat(),
        "skipped": [{"date": d.isoformat(), "reason": why} for d, why in found.skipped],
        "rule": found.rule,
        "provisional": found.provisional,
    }
    mark = "（预计：该年放假安排未公布）" if found.provisional else ""
    return Answer(data, f"{data['due']}{mark}\n起算日 {data['counted_from']} 不计入；依据 {found.rule}")


def is_workday(arguments: argparse.Namespace) -> Answer:
    """Say whether a day is worked; InputProblem (exit 2) outside the published calendar."""
    calendar = load_calendar_of(places(arguments.home))
    day = day_of(arguments.day, "DATE")
    if not calendar.covers(day):
        raise InputProblem("INPUT-CALENDAR", f"{day.year} 年的放假安排还没有导入，无法确定。", arguments.day)
    worked, reason = calendar.is_workday(day), calendar.reason(day)
    data = {"date": day.isoformat(), "workday": worked, "reason": reason}
    return Answer(data, f"{day} {'工作日' if worked else '非工作日'}：{reason}")
