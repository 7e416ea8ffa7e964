"""Column types: the same in Python on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Boolean, Date, DateTime
from sqlalchemy.engine.url import make_url

from db.types import Day, Flag, Moment, Structure

LITE, POST = (make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+asyncpg"))
AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def test_moment_is_text_of_one_width_in_utc() -> None:
    kept = Moment().process_bind_param(AT, LITE)
    assert kept == "2026-11-23T01:00:00.000000Z"
    assert Moment().process_result_value(kept, LITE) == AT
    assert Moment().process_bind_param(AT, POST) == AT.astimezone(UTC)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), LITE)


def test_day_flag_and_structure() -> None:
    assert Day().process_bind_param(date(2026, 2, 28), LITE) == "2026-02-28"
    assert Day().process_result_value("2026-02-28", LITE) == date(2026, 2, 28)
    assert Day().process_bind_param(date(2026, 2, 28), POST) == date(2026, 2, 28)
    assert (Flag().process_bind_param(True, LITE), Flag().process_bind_param(True, POST)) == (1, True)
    assert (Flag().process_result_value(0, LITE), Flag().process_result_value(None, LITE)) == (False, None)
    assert Structure().process_bind_param({"a": ["二"]}, LITE) == '{"a":["二"]}'
    assert Structure().process_result_value('{"a":["二"]}', LITE) == {"a": ["二"]}


@pytest.mark.parametrize("kind", [Moment(), Day(), Flag(), Structure()])
def test_nothing_stays_nothing(kind: Any) -> None:
    assert [kind.process_bind_param(None, LITE), kind.process_result_value(None, LITE)] == [None, None]


def test_postgresql_has_types_of_its_own() -> None:
    expected: list[tuple[Any, type]] = [(Moment(), DateTime), (Day(), Date), (Flag(), Boolean)]
    assert [isinstance(kind.load_dialect_impl(POST), base) for kind, base in expected] == [True, True, True]
