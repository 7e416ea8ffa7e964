"""Theme packages: one form, one list of materials, computed savings; shares and spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.catalog.answers import find_package, package_json, resolved_json, search_json
from app.catalog.blob import make_catalogue
from app.catalog.expressions import CelEvaluator
from app.catalog.load import load
from app.catalog.search import SearchIndex, index_entries
from app.domain.catalog.merge import MergedPackage, merge
from app.domain.catalog.order import circle, in_order
from app.domain.catalog.resolve import Facts
from app.domain.catalog.savings import Saving, critical_path, savings
from app.domain.catalog.service_item import FormField, Material, Option, ServiceItem, Situation
from app.domain.catalog.shares import Share, shares
from app.domain.catalog.spans import longer, usual_workdays, workdays_needed
from app.domain.catalog.theme_package import Member, ThemePackage
from app.domain.law.limit import Limit
from app.domain.refusal import InputProblem, Refusal
from tests.builders.catalog_folder import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catalog.catalogue import Catalogue

TODAY = date(2026, 11, 23)
CEL = CelEvaluator()


@pytest.fixture
def base(tmp_path: Path) -> Catalogue:
    catalogue = load(write_folder(tmp_path)).catalogue
    assert catalogue is not None
    return catalogue


def three(base: Catalogue, **changes: dict[str, object]) -> Catalogue:
    """The items T-01, T-02, T-03, each changed as told."""
    first = base.items[0]
    items = tuple(replace(first, code=c, **changes.get(c.replace("-", "_"), {})) for c in ("T-01", "T-02", "T-03"))  # type: ignore[arg-type]  # fields are named in the tests
    return make_catalogue(1, items, base.packages, base.departments)


def merged(catalogue: Catalogue, package: ThemePackage, **facts: object) -> MergedPackage:
    return merge(package, catalogue, replace(Facts(TODAY), **facts), CEL)  # type: ignore[arg-type]  # as above


SHOP = ThemePackage("shop", "开店", (Member("T-03", after=("T-01",)), Member("T-01"), Member("T-02", after=("T-01",))))


def test_members_come_in_the_order_of_their_results(base: Catalogue) -> None:
    result = merged(three(base), SHOP)
    assert [(m.item.code, m.waits_for, m.at_once) for m in result.members] == [
        ("T-01", (), True),
        ("T-03", ("T-01",), False),
        ("T-02", ("T-01",), False),
    ]


def test_a_commitment_files_at_once_and_shortens_the_path(base: Catalogue) -> None:
    waiting = merged(three(base), SHOP)
    committed = replace(SHOP, members=tuple(replace(m, commitment=True) for m in SHOP.members))
    at_once = merged(three(base), committed)
    assert (waiting.promise_days, waiting.critical_path) == (10, ("T-01", "T-03"))
    assert (at_once.promise_days, at_once.critical_path) == (5, ("T-01",))
    assert all(m.at_once for m in at_once.members)


@pytest.mark.law("LAW-26-2")
def test_a_joint_package_is_capped_at_45_workdays(base: Catalogue) -> None:
    slow: dict[str, dict[str, object]] = {
        c: {"legal": Limit(90), "promised": Limit(40)} for c in ("T_01", "T_02", "T_03")
    }
    catalogue = three(base, **slow)
    assert merged(catalogue, SHOP).promise_days == 80
    assert merged(catalogue, replace(SHOP, joint="区政府")).promise_days == 45
    assert merged(catalogue, replace(SHOP, promised_days=30)).promise_days == 30


def test_form_and_materials_are_asked_for_once(base: Catalogue) -> None:
    result = merged(three(base), SHOP)
    assert [(f.key, f.items) for f in result.form] == [
        ("site_area", ("T-01", "T-03", "T-02")),
        ("lease_until", ("T-01", "T-03", "T-02")),
    ]
    assert [(m.identity, len(m.parts)) for m in result.materials] == [("application", 3)]
    assert result.savings.materials == Saving(3, 1)


def test_fields_that_differ_under_one_key_stay_apart(base: Catalogue) -> None:
    other = (FormField("site_area", "面积", "integer", example=5), base.items[0].form[1])
    result = merged(three(base, T_02={"form": other}), SHOP)
    assert [f.key for f in result.form] == ["site_area", "lease_until", "T-02.site_area"]


def test_questions_are_asked_once_and_answered_under_either_key(base: Catalogue) -> None:
    other = (Situation("scale", "多大？", (Option("big", "大"), Option("small", "小"))),)
    catalogue = three(base, T_02={"situations": other})
    result = merged(catalogue, SHOP, answers={"scale": "large", "T-02.scale": "big", "T-03.scale": "small"})
    assert [(s.key, s.answered, s.items) for s in result.situations] == [
        ("scale", "large", ("T-01", "T-03")),
        ("T-02.scale", "big", ("T-02",)),
    ]
    by_code = {m.item.code: m.resolved.answers for m in result.members}
    assert by_code == {"T-01": {"scale": "large"}, "T-02": {"scale": "big"}, "T-03": {"scale": "small"}}


def test_the_strictest_counts_of_a_shared_paper_hold(base: Catalogue) -> None:
    point = base.items[0].materials[0].points[0]
    loose = Material("id_card", "身份证", "id_card", (point,), required=False, original=1, copies=1)
    strict = Material("id_card", "身份证明", "id_card", (point,), original=0, copies=3)
    result = merged(three(base, T_01={"materials": (loose,)}, T_02={"materials": (strict,)}), SHOP)
    card = next(m for m in result.materials if m.identity == "id_card")
    assert (card.required, card.original, card.copies, [c for c, _ in card.parts]) == (True, 1, 3, ["T-01", "T-02"])


def test_a_member_belongs_by_the_answers_of_the_package(base: Catalogue) -> None:
    size = Situation("size", "多大？", (Option("small", "小"), Option("large", "大")))
    members = (Member("T-01"), Member("T-02", after=("T-01",), when='answers.size == "large"'))
    package = ThemePackage("p", "套餐", members, (size,))
    assert [m.item.code for m in merged(three(base), package).members] == ["T-01"]
    large = merged(three(base), package, answers={"size": "large"})
    assert [m.item.code for m in large.members] == ["T-01", "T-02"]
    assert large.situations[0].answered == "large"


def test_savings_are_computed_from_the_members(base: Catalogue) -> None:
    items = [replace(base.items[0], steps=4, visits=2), replace(base.items[0], steps=5, visits=1)]
    result = savings(items, 9, 6)
    assert (result.materials, result.steps, result.visits) == (Saving(9, 6), Saving(9, 7), Saving(3, 2))
    assert [s.saved for s in (result.materials, result.steps, result.visits)] == [3, 2, 1]
    assert savings([], 0, 0).steps == Saving(0, 0)


def test_the_longest_way_counts_not_the_sum(base: Catalogue) -> None:
    def item(code: str, days: int) -> ServiceItem:
        return replace(base.items[0], code=code, promised=Limit(days))

    items = [item("A", 2), item("B", 9), item("C", 3), item("D", 1)]
    assert critical_path(items, {"C": ("A",), "D": ("B", "C")}) == (10, ("B", "D"))
    assert critical_path([], {}) == (0, ())


def test_order_keeps_the_list_and_leaves_circles_out() -> None:
    assert in_order("abc", {"a": "c"}) == ("b", "c", "a")
    assert in_order("abc", {"a": "b", "b": "a"}) == ("c",)
    assert in_order(["", "x"], {"x": [""]}) == ("", "x")
    assert circle("abc", {"a": "b", "b": "a"}) == ("a", "b", "a")
    assert circle("ab", {"b": "a", "a": "x"}) == ()


@pytest.mark.parametrize(
    ("one", "other", "is_longer"),
    [
        (Limit(21), Limit(20), True),
        (Limit(20), Limit(20), False),
        (Limit(20), Limit(1, "month"), False),
        (Limit(30), Limit(1, "month"), True),
        (Limit(2, "month"), Limit(20), True),
        (Limit(15), Limit(15, "day"), True),
        (Limit(10), Limit(15, "day"), False),
        (Limit(0), Limit(0, "day"), False),
    ],
)
def test_limits_are_compared_across_units(one: Limit, other: Limit, is_longer: bool) -> None:
    assert longer(one, other) is is_longer


def test_limits_in_workdays_round_to_the_safe_side() -> None:
    assert [usual_workdays(x) for x in (Limit(7), Limit(10, "day"), Limit(1, "month"))] == [7, 7, 21]
    assert [workdays_needed(x) for x in (Limit(7), Limit(10, "day"), Limit(1, "month"))] == [7, 8, 22]


def test_shares_are_counted_over_the_items_that_are_not_stopped(base: Catalogue) -> None:
    item = base.items[0]
    items = [item, replace(item, immediate=True), replace(item, one_system=False, stopped="某令废止")]
    counted = shares(items)
    assert (counted.one_system, counted.immediate) == (Share(2, 2), Share(1, 2))
    assert (counted.immediate.percent, shares([]).online.percent) == ("50.0 %", "—")


def test_the_resolved_checklist_has_the_shape_of_the_contract(base: Catalogue) -> None:
    shown = resolved_json(base, base.find("T-01"), {"scale": "large"}, CEL, TODAY)
    assert {"item", "release", "situations", "form", "materials"} <= shown.keys()
    assert shown["release"] == {"number": 1, "hash": base.hash}
    assert [s["answered"] for s in shown["situations"]] == ["large"]
    point = shown["materials"][0]["points"][0]
    assert {"key", "text", "basis", "check", "correction"} <= point.keys()


@pytest.mark.parametrize(
    ("answers", "said"), [({"size": "x"}, "没有情形“size”"), ({"scale": "x"}, "没有选项“x”，可选：small、large")]
)
def test_a_wrong_answer_is_refused_with_what_there_is(base: Catalogue, answers: dict[str, str], said: str) -> None:
    with pytest.raises(InputProblem, match=said) as refused:
        resolved_json(base, base.find("T-01"), answers, CEL, TODAY)
    assert refused.value.code == "ENTRY-ANSWER"


def test_the_package_answer_has_items_materials_and_savings(base: Catalogue) -> None:
    shown = package_json(base, "shop", {"scale": "small", "T-02.scale": "large"}, CEL, TODAY)
    assert [i["code"] for i in shown["items"]] == ["T-01", "T-02"]
    assert shown["savings"] == {"materials": 1, "steps": 2, "visits": 1}
    assert shown["counts"]["materials"] == {"before": 3, "after": 2}
    assert shown["promised"] == {"n": 10, "unit": "workday", "path": ["T-01", "T-02"]}


def test_a_package_is_found_by_key_and_name(base: Catalogue) -> None:
    assert find_package(base, "开店一件事").key == "shop"
    with pytest.raises(Refusal, match="没有套餐“x”，现有：shop"):
        find_package(base, "x")
    with pytest.raises(InputProblem, match="没有情形"):
        package_json(base, "shop", {"moon": "x"}, CEL, TODAY)


def test_search_answers_in_the_shape_of_the_contract(base: Catalogue) -> None:
    found = search_json(SearchIndex(index_entries(base)), "测试许可", {}, 5)
    assert found[0] == {"code": "T-01", "name": "测试许可", "score": 950, "why": "名称", "kind": "item"}
