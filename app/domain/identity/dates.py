"""Dates as clerks type them: 20261123, 2026-11-23, 2026.11.23, 2026年11月23日, full-width digits too."""

from __future__ import annotations

import re
from datetime import date

from app.domain.identity.typed_text import compact
from app.domain.refusal import Refusal

_FORMS = (
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
    re.compile(r"([0-9]{4})([-./年])([0-9]{1,2})(?:\2|月)([0-9]{1,2})日?"),
)


def parse_date(text: str) -> date | None:
    """The date that `text` names, or None where it names none (an unknown form, or a day that does not exist)."""
    plain = compact(text).replace("。", ".")
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found:
            numbers = [int(g) for g in found.groups() if g.isdigit()]
            return _existing(*numbers)
    return None


def require_date(text: str, place: str = "") -> date:
    """The date that `text` names; a Refusal `ENTRY-DATE` at `place` where it names none."""
    found = parse_date(text)
    if found is None:
        raise Refusal("ENTRY-DATE", "日期不存在或格式不对，请按 20261123 或 2026-11-23 填写。", place)
    return found


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def age_on(birth: date, day: date) -> int:
    """Full years 周岁 on `day`; the birthday itself counts, a 29 February is reached on 1 March of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
