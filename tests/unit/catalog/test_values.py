"""Form values against the type of their field."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.catalog.service_item import FormField, Option
from app.domain.catalog.values import value_problem

TODAY = date(2026, 11, 23)
CHOICE = FormField("c", "选", "choice", options=(Option("a", "甲"), Option("b", "乙")))
BOUNDED = FormField("n", "数", "integer", minimum="1", maximum="10")
DECIMAL = FormField("d", "数", "decimal", minimum="0.5")


@pytest.mark.parametrize(
    ("form_field", "value"),
    [
        (FormField("t", "文"), "重庆市"),
        (FormField("t", "文", "date"), "2031-06-30"),
        (FormField("t", "文", "boolean"), False),
        (FormField("t", "文", "citizen-id"), "50010619780704018X"),
        (FormField("t", "文", "uscc"), "91500106MA5U00011W"),
        (FormField("t", "文", "phone"), "13800138000"),
        (CHOICE, "b"),
        (BOUNDED, 10),
        (DECIMAL, "0.5"),
        (BOUNDED, ""),
        (BOUNDED, None),
    ],
)
def test_a_value_that_suits(form_field: FormField, value: object) -> None:
    assert value_problem(form_field, value, TODAY) == ""


@pytest.mark.parametrize(
    ("form_field", "value", "said"),
    [
        (FormField("t", "文", max_length=3), "重庆市区", "最多 3 个字"),
        (FormField("t", "文"), 3, "文字"),
        (FormField("t", "文", "date"), "2026-02-30", "不是日历上有的日期"),
        (FormField("t", "文", "date"), "20260228", "不是日历上有的日期"),
        (FormField("t", "文", "boolean"), "true", "是或否"),
        (FormField("t", "文", "citizen-id"), "500106197807040181", "校验位"),
        (FormField("t", "文", "phone"), "电话在此", "电话"),
        (CHOICE, "c", "不在选项里"),
        (BOUNDED, 0, "不能小于 1"),
        (BOUNDED, 11, "不能大于 10"),
        (BOUNDED, "5", "整数"),
        (BOUNDED, True, "整数"),
        (DECIMAL, "0.4", "不能小于 0.5"),
        (DECIMAL, "NaN", "不是数"),
        (DECIMAL, "八", "不是数"),
        (DECIMAL, 1.5, "小数要写成文字"),
    ],
)
def test_a_value_that_does_not_suit_says_why(form_field: FormField, value: object, said: str) -> None:
    assert said in value_problem(form_field, value, TODAY)
