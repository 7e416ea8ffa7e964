"""Whether a value suits a form field: its type, bounds, length, choices.

Values are as in the acceptance file: dates ISO strings, integers ints, decimals strings, booleans bools, choices
option keys.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.domain.identity.check import check
from app.domain.identity.phone import check_phone

if TYPE_CHECKING:
    from app.domain.catalog.service_item import FormField


def value_problem(form_field: FormField, value: object, today: date) -> str:
    """What is wrong with a value for this field, in Chinese; empty where nothing is. Empty values are not judged."""
    if value is None or value == "":
        return ""
    if form_field.type == "boolean":
        return "" if isinstance(value, bool) else "这里只能填是或否（true 或 false）。"
    if form_field.type == "integer":
        if isinstance(value, bool) or not isinstance(value, int):
            return "这里要填整数，不加引号，不带小数点。"
        return _out_of_bounds(form_field, Decimal(value))
    if not isinstance(value, str):
        return "这里要填文字。" if form_field.type != "decimal" else '小数要写成文字，例如 "86.5"。'
    return _text_problem(form_field, value, today)


def _text_problem(form_field: FormField, value: str, today: date) -> str:
    if form_field.type == "decimal":
        return _decimal_problem(form_field, value)
    if form_field.type == "date":
        return "" if _is_iso_date(value) else f"“{value}”不是日历上有的日期，请写成 2026-11-23 的样子。"
    if form_field.type == "choice":
        choices = "、".join(f"{o.key}（{o.text}）" for o in form_field.options)
        return "" if any(o.key == value for o in form_field.options) else f"“{value}”不在选项里，可选：{choices}。"
    if form_field.type in ("citizen-id", "uscc"):
        return check(value, form_field.type, today).reason
    if form_field.type == "phone":
        return check_phone(value).reason
    if len(value) > form_field.max_length:
        return f"最多 {form_field.max_length} 个字，现在是 {len(value)} 个。"
    return ""


def _decimal_problem(form_field: FormField, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return f"“{value}”不是数，请填数字，例如 86.5。"
    return _out_of_bounds(form_field, number) if number.is_finite() else f"“{value}”不是数，请填数字，例如 86.5。"


def _out_of_bounds(form_field: FormField, number: Decimal) -> str:
    if form_field.minimum and number < Decimal(form_field.minimum):
        return f"不能小于 {form_field.minimum}，现在是 {number}。"
    if form_field.maximum and number > Decimal(form_field.maximum):
        return f"不能大于 {form_field.maximum}，现在是 {number}。"
    return ""


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
