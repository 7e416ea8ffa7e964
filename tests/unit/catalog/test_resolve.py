"""Which situations, fields, materials and points apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.catalog.expressions import CelEvaluator
from app.domain.catalog.resolve import Facts, Resolved, resolve
from app.domain.catalog.service_item import (
    Authorisation,
    Basis,
    FormField,
    Material,
    Option,
    ReviewPoint,
    ServiceItem,
    Situation,
)
from app.domain.law.limit import Limit

TODAY = date(2026, 11, 23)
YES_NO = (Option("yes", "是"), Option("no", "否"))
EYE = ReviewPoint("signed", "已签字", "请补签。")
AREA = ReviewPoint("area", "面积够", "请改。", check="auto", expression="form.area >= 60.0", why="不足。")
POOL = ReviewPoint("pool", "水深够", "请改。", check="auto", expression="form.depth > 1.0", why="太浅。")
SITE = ReviewPoint("site", "现场", "由部门审核，窗口不核。", stage="department")
ITEM = ServiceItem(
    code="T-01",
    name="测试",
    department="market",
    kind="licence",
    kind_text="行政许可",
    applicants=("person",),
    legal=Limit(20),
    promised=Limit(5),
    situations=(
        Situation("food", "卖食品吗？", YES_NO),
        Situation("bulk", "散装吗？", YES_NO, when='answers.food == "yes"'),
        Situation(
            "needed", "要许可吗？", (Option("yes", "要"), Option("no", "不要", "not-required", "不需要", "规定"))
        ),
    ),
    form=(
        FormField("area", "面积", "decimal"),
        FormField("depth", "水深", "decimal", when='answers.food == "no"'),
        FormField("note", "备注", required=False),
    ),
    materials=(
        Material("application", "申请书", "application", (EYE, AREA, POOL, SITE)),
        Material("bulk_list", "散装清单", "bulk_list", (EYE,), when='answers.bulk == "yes"'),
        Material("fire", "消防", "fire", (EYE,), when="form.area > 300.0"),
        Material("power", "委托书", "power", (EYE,), when='agent == "entrusted"'),
        Material("noted", "说明", "noted", (EYE,), when='form.note == "x"'),
    ),
    authorisation=Authorisation(("receive",), "清单"),
    basis=(Basis("依据", "出处"),),
)


def resolved(**facts: object) -> Resolved:
    return resolve(ITEM, replace(Facts(TODAY), **facts), CelEvaluator())  # type: ignore[arg-type]  # named in the tests


def keys(result: Resolved) -> list[str]:
    return [m.material.key for m in result.materials]


def points(result: Resolved) -> dict[str, tuple[bool | None, tuple[str, ...]]]:
    material = result.material("application")
    assert material is not None
    return {p.point.key: (p.outcome, p.missing) for p in material.points}


def test_nothing_answered_shows_the_sure_part() -> None:
    result = resolved()
    assert [(s.situation.key, s.answered) for s in result.situations] == [("food", None), ("needed", None)]
    assert result.unanswered == ("food", "needed")
    assert keys(result) == ["application"]
    assert [m.key for m in result.undecided] == ["fire"]
    assert points(result) == {"signed": (None, ()), "area": (None, ("area",))}


def test_an_answer_asks_the_next_question_and_brings_its_material() -> None:
    result = resolved(answers={"food": "yes", "bulk": "yes"})
    assert [s.situation.key for s in result.situations] == ["food", "bulk", "needed"]
    assert keys(result) == ["application", "bulk_list"]


def test_an_answer_to_a_question_no_longer_asked_has_no_effect() -> None:
    result = resolved(answers={"food": "no", "bulk": "yes"})
    assert result.answers == {"food": "no"}
    assert keys(result) == ["application"]


def test_an_answer_that_is_no_option_counts_as_none() -> None:
    assert resolved(answers={"food": "perhaps"}).unanswered == ("food", "needed")


def test_an_automatic_point_is_computed_as_soon_as_its_field_is_there() -> None:
    assert points(resolved(form={"area": "60"}))["area"] == (True, ())
    assert points(resolved(form={"area": "59.9"}))["area"] == (False, ())
    assert points(resolved(form={"area": "sixty"}))["area"] == (None, ("area",))


def test_a_point_over_a_hidden_field_does_not_apply() -> None:
    assert "pool" not in points(resolved(answers={"food": "yes"}, form={"depth": "2"}))
    assert points(resolved(answers={"food": "no"}, form={"depth": "2"}))["pool"] == (True, ())
    assert points(resolved(answers={"food": "no"}))["pool"] == (None, ("depth",))


def test_a_material_over_a_form_field_is_decided_by_its_value() -> None:
    assert keys(resolved(form={"area": "301"})) == ["application", "fire"]
    assert resolved(form={"area": "100"}).undecided == ()


def test_a_material_over_an_optional_empty_field_does_not_apply() -> None:
    assert "noted" not in [m.key for m in resolved(form={"area": "1"}).undecided]


def test_an_entrusted_agent_brings_the_power_of_attorney() -> None:
    assert "power" in keys(resolved(agent="entrusted"))
    assert "power" not in keys(resolved(agent="guardian"))


def test_department_points_are_kept_apart() -> None:
    material = resolved().material("application")
    assert material is not None
    assert [p.key for p in material.department_points] == ["site"]


@pytest.mark.law("LAW-32-1")
def test_an_option_can_settle_the_matter() -> None:
    settled = resolved(answers={"needed": "no"}).settled
    assert settled is not None
    assert (settled.verdict, settled.reason) == ("not-required", "不需要")
    assert resolved(answers={"needed": "yes"}).settled is None
