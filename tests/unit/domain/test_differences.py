"""What became of an item between two releases."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalog.differences import Difference, differences
from app.domain.law.limit import Limit
from tests.builders.filings import item_of

OLD = item_of("GT-04")


def first_material(**changes):
    return replace(OLD, materials=(replace(OLD.materials[0], **changes), *OLD.materials[1:]))


def test_the_same_item_has_no_differences():
    assert differences(OLD, OLD) == ()


def test_materials_that_came_went_and_changed_are_named():
    one, two, *others = OLD.materials
    new = replace(one, key="brand_new", name="新材料")
    changed = replace(OLD, materials=(replace(two, copies=two.copies + 1), *others, new))
    assert differences(OLD, changed) == (
        Difference("material", "changed", two.name),
        Difference("material", "came", "新材料"),
        Difference("material", "went", one.name),
    )


def test_points_are_told_with_their_material():
    material = OLD.materials[0]
    one, two, *others = [p for p in material.points if p.stage == "counter"]
    new = replace(one, key="brand_new", text="新要点")
    points = (replace(two, correction="另一句"), *others, new)
    assert differences(OLD, first_material(points=points)) == (
        Difference("point", "changed", two.text, material.name),
        Difference("point", "came", "新要点", material.name),
        Difference("point", "went", one.text, material.name),
    )


def test_what_the_department_checks_is_not_told():
    material = OLD.materials[0]
    more = replace(material.points[0], key="site", stage="department")
    assert differences(OLD, first_material(points=(*material.points, more))) == ()


def test_fields_questions_and_limits():
    field, situation = OLD.form[0], OLD.situations[0]
    new = replace(
        OLD,
        legal=Limit(3, "month"),
        promised=Limit(0),
        form=OLD.form[1:],
        situations=(replace(situation, question="改过的问题"), *OLD.situations[1:]),
    )
    assert differences(OLD, new) == (
        Difference("legal", "changed", before=OLD.legal.text, after="3个月"),
        Difference("promised", "changed", before=OLD.promised.text, after="当场办结"),
        Difference("situation", "changed", "改过的问题", before=situation.question, after="改过的问题"),
        Difference("field", "went", field.label),
    )
