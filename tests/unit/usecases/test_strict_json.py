"""Every wrong value of a file is named with the keys that lead to it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.domain.refusal import InputProblem
from app.usecases.wire import filing_of, read_acceptance

PERSON = {"kind": "person", "id_type": "citizen-id", "id_number": "1", "name": "李明"}
WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"materials": {"a": {"points": {"p": "pass"}}, "b": {"points": {"q": "pass", "r": "maybe"}}}},
        "materials.b.points.r",
    ),
    ({"materials": {"a": {"provided": ["x"]}}}, "materials.a.provided[0]"),
    ({"materials": {"a": {}, "b": {"foo": 1}}}, "materials.b.foo"),
    ({"materials": {"a": {"fill": {"p": {"x": "1", "y": 2}}}}}, "materials.a.fill.p.y"),
    ({"answers": {"a": "x", "b": 3}}, "answers.b"),
    ({"defer": {"a": "2026-11-27", "b": "2026-02-30"}}, "defer.b"),
    ({"materials": []}, "materials"),
    ({"nonsense": 1}, "nonsense"),
    ({"item": None}, "item"),
    ({"agent": {"relation": "staff"}}, "agent.person"),
]


def read(**more: Any) -> Any:
    """The acceptance that a file with these fields holds."""
    return read_acceptance(json.dumps({"item": "GT-04", "applicant": PERSON} | more).encode())


@pytest.mark.parametrize(("more", "place"), WRONG, ids=[place for _, place in WRONG])
def test_place_is_named_with_its_keys(more: dict[str, Any], place: str) -> None:
    with pytest.raises(InputProblem) as refused:
        read(**more)
    assert (refused.value.code, refused.value.place) == ("INPUT-FIELD", place)


def test_what_was_pasted_is_made_plain() -> None:
    given = read(
        applicant=PERSON
        | {
            "id_number": "５００１０６１９７８０７０４０１８ｘ",
            "name": " 李\u200b明\u3000",
            "phone": "１３８-0013 8000",
        },
        materials={"a": {"provided": ["copy-kept"], "remark": "补签\u0007\u200b\t日期\r\n见下"}},
    )
    filing = filing_of(given, "GT-04")
    assert (filing.applicant.id_number, filing.applicant.name) == ("50010619780704018X", "李明")
    assert (filing.applicant.phone, filing.materials["a"].remark) == ("13800138000", "补签 日期\n见下")
