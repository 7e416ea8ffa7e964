"""Every state of the check has words of the interface, in which nothing but names and numbers is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from app.desk.screens.acceptance import bar_words
from app.domain.case.events import Verdict
from app.usecases.checking import Check, Counted, NumberedReason

DAY = date(2026, 11, 23)
CHECK = Check(
    verdict="accepted", kind="good", title="accepted", lacking=Counted(""), primary=Counted("accepted"), basis="规则",
    reasons=(), open=(), situations=(), form=(), materials=(), points_total=0, points_answered=0, latest=DAY, promised=DAY,
)  # fmt: skip


@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_has_a_title_and_a_key(verdict):
    check = replace(CHECK, title=verdict, primary=Counted(verdict))
    assert bar_words.title(check)
    assert bar_words.primary(check)


def test_what_is_lacking_is_counted():
    unchecked = replace(CHECK, title="unchecked", lacking=Counted("places", 2), primary=Counted("check", 2))
    assert bar_words.title(unchecked) == "还没有核完 · 还差 2 处未核"
    assert bar_words.primary(unchecked) == "继续核对 2 个"


def test_who_decides_stands_where_the_counter_has_not_the_power():
    assert bar_words.basis(CHECK) == "规则"
    assert bar_words.basis(replace(CHECK, decider="区卫生健康委")) == "本窗口收件，由区卫生健康委作出结论"


def test_reasons_are_framed_by_the_page():
    assert bar_words.reason(NumberedReason("materials.x", "", "not-brought", "平面图")) == "平面图未带"
    deferred = NumberedReason("materials.x", "", "deferred", "平面图", "2026-11-27")
    assert bar_words.reason(deferred) == "平面图容缺，2026-11-27 前补交"
    assert bar_words.reason(NumberedReason("materials.x", "图上未标注")) == "图上未标注"
