"""The hall's settings: checked together, changed by a lead only, all or none."""

from __future__ import annotations

import pytest

from app.domain.refusal import InputProblem, Refusal
from app.settings import HallSettings
from app.usecases.hall_settings import HallWork, problems_of, texts_of
from app.usecases.workplace import Workplace
from tests.builders.office import library

DEFAULT = texts_of(HallSettings())
KINDS = frozenset({"undifferentiated", "market-desk"})


def test_defaults_fit() -> None:
    assert problems_of(DEFAULT, KINDS) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hall", "  "), ("hall", "厅" * 41), ("hall_short", ""), ("court", ""), ("reconsideration", ""),
        ("hall_character", "沙政务A"), ("hall_character", ""), ("hall_phone", "没有"), ("hall_phone", "123"),
        ("supervision_phone", "12345678901234567890123456789012345678901"),
        ("query_url", ""), ("query_url", "ftp://zwfw.example"), ("query_url", "https://"), ("query_url", "https://[x"),
        ("query_url", "https://zwfw.example/c?x=1"), ("query_url", "https://政务.example/"),
        ("query_url", "https://zwfw.example/" + "c" * 120), ("profile", "market"),
        ("warn_free_mb", "-1"), ("warn_free_mb", ""), ("warn_free_mb", "1.5"), ("warn_free_mb", "99999999"),
        ("draft_days", "0"), ("draft_days", "91"),
        ("stop_free_mb", "2000"), ("stop_catalogue_days", "30"), ("stop_unsent", "10"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(name: str, text: str) -> None:
    assert list(problems_of({**DEFAULT, name: text}, KINDS)) == [name]


def test_every_problem_is_named_at_once() -> None:
    assert set(problems_of({**DEFAULT, "hall": "", "court": "", "draft_days": "x"}, KINDS)) == {
        "hall", "court", "draft_days",
    }  # fmt: skip


def test_changes_are_kept_with_plain_digits(workplace: Workplace) -> None:
    work = HallWork(workplace)
    kept = work.keep({"hall_phone": "０２３－６５３６８８８８", "draft_days": "１４", "court": " 渝中区人民法院 "})
    assert (kept.settings.hall_phone, kept.settings.draft_days) == ("023-65368888", 14)
    assert Workplace(workplace.store, library()).settings.court == "渝中区人民法院"
    assert (work.may_change, work.texts()["draft_days"]) == (True, "14")


def test_one_wrong_value_keeps_nothing(workplace: Workplace) -> None:
    with pytest.raises(InputProblem) as refused:
        HallWork(workplace).keep({"hall": "沙坪坝区大厅", "court": ""})
    assert (refused.value.place, workplace.settings) == ("court", HallSettings())


def test_a_clerk_who_is_no_lead_changes_nothing(clerks_place: Workplace) -> None:
    work = HallWork(clerks_place)
    with pytest.raises(Refusal, match="组长"):
        work.keep({"hall": "沙坪坝区大厅"})
    assert (work.may_change, clerks_place.settings) == (False, HallSettings())


def test_kinds_of_counters_are_offered(workplace: Workplace) -> None:
    assert HallWork(workplace).profiles() == [("undifferentiated", "无差别综合窗口")]
