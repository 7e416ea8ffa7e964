"""Dates as they are typed at a counter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity.dates import age_on, parse_date, require_date
from app.domain.refusal import Refusal

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "20261103",
        "2026-11-03",
        "2026-11-3",
        "2026.11.03",
        "2026/11/3",
        "2026年11月3日",
        "２０２６１１０３",
        "２０２６－１１－０３",
        "2026。11。3",
        " 2026 11 03 ",
    ],
)
def test_every_way_of_typing_a_date(typed: str) -> None:
    assert parse_date(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    ["", "20261131", "2026-02-30", "2026-13-01", "261103", "2026-11.03", "明天", "0000-01-01", "2026110", "²0261103"],
)
def test_what_is_no_date(typed: str) -> None:
    assert parse_date(typed) is None
    with pytest.raises(Refusal) as refused:
        require_date(typed, "form.start")
    assert (refused.value.code, refused.value.place) == ("ENTRY-DATE", "form.start")


@given(st.dates())
def test_what_is_written_is_read(day: date) -> None:
    assert require_date(day.isoformat()) == day
    assert parse_date(day.isoformat().replace("-", "")) == day


def test_age_turns_on_the_birthday() -> None:
    assert age_on(date(1990, 3, 7), date(2026, 3, 6)) == 35
    assert age_on(date(1990, 3, 7), date(2026, 3, 7)) == 36
