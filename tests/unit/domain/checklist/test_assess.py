"""The verdict of what was entered: examples from the law, on items of the starting catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case.decide import assess_filing
from app.domain.checklist.filing import OtherAuthority
from app.domain.refusal import Refusal
from tests.builders.filings import (
    TODAY,
    around,
    complete_filing,
    failing,
    item_of,
    passed,
    starting_catalogue,
    without,
)

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ServiceItem

CODES = [i.code for i in starting_catalogue().items]


@pytest.mark.law("LAW-32-5")
@pytest.mark.parametrize("code", CODES)
def test_complete_filing_is_accepted(code: str) -> None:
    item = item_of(code)
    found = assess_filing(complete_filing(item), around(item))
    assert (found.verdict, found.reasons, found.open) == ("accepted", (), ())


@pytest.mark.law("LAW-32-4")
@pytest.mark.parametrize("code", CODES)
def test_each_required_material_not_brought_is_one_defect(code: str) -> None:
    item = item_of(code)
    filing = complete_filing(item)
    for finding in assess_filing(filing, around(item)).materials:
        if not finding.material.required:
            continue
        found = assess_filing(without(filing, {finding.material.key}), around(item))
        assert found.verdict == "correction-notice"
        assert [(r.code, r.material) for r in found.reasons] == [("not-brought", finding.material.key)]


@pytest.mark.law("LAW-32-4")
def test_all_defects_are_named_at_once() -> None:
    item = item_of()
    filing = failing(without(complete_filing(item), {"business_licence"}), "floor_plan", _point("floor_plan"), item)
    found = assess_filing(filing, around(item))
    assert {r.material for r in found.reasons} == {"business_licence", "floor_plan"}


def _point(material: str) -> str:
    entry = complete_filing(item_of()).materials[material]
    return next(iter(entry.points))


def test_points_of_a_material_not_brought_are_not_asked() -> None:
    item = item_of()
    found = assess_filing(without(complete_filing(item), {"floor_plan"}), around(item))
    assert not [p for p in found.open if "floor_plan" in p.place]


def test_unanswered_point_keeps_the_verdict_open() -> None:
    item = item_of()
    filing = complete_filing(item)
    entry = filing.materials["floor_plan"]
    some = dict(list(entry.points.items())[1:])
    left = replace(filing, materials={**filing.materials, "floor_plan": replace(entry, points=some)})
    assert [p.kind for p in assess_filing(left, around(item)).open] == ["point"]


def test_place_in_wording_left_empty_keeps_the_notice_open() -> None:
    item = item_of()
    complete = complete_filing(item)
    wordings = {(m.key, p.key): p.correction for m in item.materials for p in m.points}
    answered = [(m, p) for m, entry in complete.materials.items() for p in entry.points]
    material, point = next(place for place in answered if "{" in wordings[place])
    filing = failing(complete, material, point, item)
    entry = filing.materials[material]
    bare = replace(filing, materials={**filing.materials, material: replace(entry, fill={})})
    assert {p.kind for p in assess_filing(bare, around(item)).open} == {"fill"}


@pytest.mark.law("LAW-32-3")
def test_what_is_put_right_on_the_spot_counts_as_passed() -> None:
    item = item_of()
    filing = complete_filing(item)
    entry = filing.materials["floor_plan"]
    fixed = replace(entry, points={**entry.points, _point("floor_plan"): "fixed"}, remark="补画后签名")
    found = assess_filing(replace(filing, materials={**filing.materials, "floor_plan": fixed}), around(item))
    assert found.verdict == "accepted"


@pytest.mark.law("LAW-32-2")
def test_other_authority_is_not_accepted_whatever_was_brought() -> None:
    item = item_of()
    filing = replace(
        complete_filing(item), jurisdiction=OtherAuthority("渝中区市场监督管理局", "渝中区管家巷9号"), materials={}
    )
    found = assess_filing(filing, around(item))
    assert (found.verdict, found.rule, found.open) == ("not-accepted", "LAW-32-2", ())


@pytest.mark.parametrize("code", CODES)
def test_only_licences_are_settled_by_the_licensing_law(code: str) -> None:
    item = item_of(code)
    licence = item.kind == "licence"
    elsewhere = assess_filing(
        replace(complete_filing(item), jurisdiction=OtherAuthority("渝中区人民政府")), around(item)
    )
    needless = assess_filing(replace(complete_filing(item), jurisdiction="not-required"), around(item))
    assert (elsewhere.verdict, needless.verdict) == ("not-accepted", "not-required")
    for found in (elsewhere, needless):
        assert found.rule.startswith("LAW-32") is licence
        assert found.reasons[0].code.startswith("LAW-32") is licence
    assert ("行政许可" in needless.reasons[0].text) is licence


@pytest.mark.law("LAW-32-2")
def test_non_acceptance_needs_the_competent_authority() -> None:
    item = item_of()
    with pytest.raises(Refusal) as refused:
        assess_filing(replace(complete_filing(item), jurisdiction=OtherAuthority(" ")), around(item))
    assert refused.value.code == "LAW-32-2"


@pytest.mark.law("LAW-32-1")
def test_answer_by_which_no_licence_is_needed_settles_the_matter() -> None:
    item = item_of("JT-01")
    situation, option = next((s, o) for s in item.situations for o in s.options if o.verdict)
    filing = complete_filing(item)
    found = assess_filing(replace(filing, answers={**filing.answers, situation.key: option.key}), around(item))
    assert found.verdict == "not-required"
    assert found.reasons[0].text


@pytest.mark.law("DEFER-LOCAL")
def test_deferral_needs_a_date_inside_the_rule() -> None:
    item = item_of()
    late = next(m for m in item.materials if m.deferrable and m.key in complete_filing(item).materials)
    bare = without(complete_filing(item), {late.key})
    good = assess_filing(replace(bare, defer={late.key: "2026-11-27"}), around(item))
    assert (good.verdict, good.deferrals[0].until) == ("accepted-deferred", "2026-11-27")
    assert assess_filing(bare, around(item)).verdict == "correction-notice"
    for day in ("2026-11-28", "2026-11-30", "2026-11-22"):
        with pytest.raises(Refusal) as refused:
            assess_filing(replace(bare, defer={late.key: day}), around(item))
        assert refused.value.code == "DEFER-LOCAL"


@pytest.mark.law("DEFER-LOCAL")
def test_only_listed_materials_can_be_deferred() -> None:
    item = item_of()
    bare = without(complete_filing(item), {"business_licence"})
    found = assess_filing(replace(bare, defer={"business_licence": "2026-11-27"}), around(item))
    assert found.verdict == "correction-notice"


@pytest.mark.law("COMMIT-42")
@pytest.mark.parametrize("code", CODES)
def test_commitment_replaces_only_what_the_item_lets_it(code: str) -> None:
    item = item_of(code)
    filing = complete_filing(item)
    for finding in assess_filing(filing, around(item)).materials:
        key = finding.material.key
        found = assess_filing(replace(without(filing, {key}), commit=(key,)), around(item))
        if finding.material.committable:
            assert [c.material for c in found.commitments] == [key]
        elif finding.material.required:
            assert found.verdict == "correction-notice"


def test_answer_against_the_own_check_needs_a_reason() -> None:
    item = item_of()
    filing = complete_filing(item)
    material, point = next(
        (f.material.key, p.point.key)
        for f in assess_filing(filing, around(item)).materials for p in f.points if p.auto
    )  # fmt: skip
    entry = filing.materials[material]
    against = replace(entry, points={**entry.points, point: "fail"})
    with pytest.raises(Refusal) as refused:
        assess_filing(replace(filing, materials={**filing.materials, material: against}), around(item))
    assert refused.value.code == "ENTRY-CONTRADICTS"
    given = replace(
        against, override={point: "原件与图纸现场核对一致"}, fill={point: _all_places(item, material, point)}
    )
    found = assess_filing(replace(filing, materials={**filing.materials, material: given}), around(item))
    assert found.verdict == "correction-notice"


def _all_places(item: ServiceItem, material: str, point: str) -> dict[str, str]:
    from app.domain.checklist.findings import PLACE

    found = item.material(material)
    assert found is not None
    wording = next(p.correction for p in found.points if p.key == point)
    return dict.fromkeys(PLACE.findall(wording), "示例")


def test_required_field_left_empty_is_open_only_for_acceptance() -> None:
    item = item_of()
    filing = replace(complete_filing(item), form={})
    assert {p.kind for p in assess_filing(filing, around(item)).open} >= {"form"}
    brought = without(filing, set(filing.materials))
    assert assess_filing(brought, around(item)).open == ()


def test_entries_say_nothing_about_another_day() -> None:
    item = item_of()
    later = date(2026, 11, 24)
    assert assess_filing(complete_filing(item, later), around(item, later)).verdict == "accepted"
    assert passed(item, "floor_plan", complete_filing(item, TODAY)).brought
