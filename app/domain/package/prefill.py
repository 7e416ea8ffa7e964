"""A member that waited, with everything filled in on the day of the result: what was entered once, and the result itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.checklist.filing import Applicant, Filing, MaterialEntry
from app.domain.identity.check import check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.domain.catalog.service_item import ApplicantKind, Material, ServiceItem
    from app.domain.checklist.filing import FormValue, PointAnswer

SHORTEST_RESULT = 4
"""A name of fewer characters (登记, 回执) names no paper."""
SOLE_TRADER = "92"
"""A business number that begins so is a sole trader's."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a member: the item, the name of the licence by the catalogue, its number."""

    item_name: str
    result: str
    licence_no: str = ""


def is_result(material: Material, result: str) -> bool:
    """Whether a material is what an item's result is called: 营业执照 is 营业执照（正副本、电子）."""
    names = (_bare(part) for part in result.split("、"))
    return any(len(name) >= SHORTEST_RESULT and name in material.name for name in names)


def _bare(name: str) -> str:
    return re.split(r"[（(]", name)[0].strip()


def prefilled(
    filing: Filing, item: ServiceItem, results: Sequence[Result], form: Mapping[str, FormValue], today: date
) -> Filing:
    """The filing of a member that waited: papers that are a result of the package count as shared and looked at.

    Who became a business by a result files as that business; `form` is that of the package, for its name.
    """
    materials = dict(filing.materials)
    for material in item.materials:
        source = next((r for r in results if is_result(material, r.result)), None)
        if source is not None:
            materials[material.key] = _from_result(material, source)
    commit = tuple(key for key in filing.commit if not materials.get(key, MaterialEntry()).brought)
    who = _as_business(filing.applicant, item, results, form, today)
    return replace(filing, item=item.code, intent="accept", applicant=who, materials=materials, commit=commit)


def _from_result(material: Material, source: Result) -> MaterialEntry:
    """A paper that the hall itself has just issued: it is shared, and needs no second look."""
    points: dict[str, PointAnswer] = {
        p.key: "pass" for p in material.points if p.check == "eye" and p.stage == "counter"
    }
    number = f" {source.licence_no}" if source.licence_no else ""
    return MaterialEntry(provided=("shared",), points=points, machine=f"“{source.item_name}”的结果{number}")


def _as_business(
    applicant: Applicant, item: ServiceItem, results: Sequence[Result], form: Mapping[str, FormValue], today: date
) -> Applicant:
    """The business that a result has made of a person, where the item is open to it."""
    number = next((r.licence_no for r in results if r.licence_no and check(r.licence_no, "uscc", today).valid), "")
    if not number or applicant.kind != "person":
        return applicant
    kind: ApplicantKind = "sole-trader" if number.startswith(SOLE_TRADER) else "organisation"
    if kind not in item.applicants:
        return applicant
    human, name = applicant.natural_person, next((str(v) for k, v in form.items() if k.endswith("trade_name")), "")
    return replace(
        applicant,
        kind=kind,
        id_type="uscc",
        id_number=number,
        name=name or applicant.name,
        operator=human if kind == "sole-trader" else None,
        legal_representative=human if kind == "organisation" else None,
    )
