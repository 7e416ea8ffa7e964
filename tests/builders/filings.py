"""Makes filings of the starting catalogue.

Every situation its first option, every field its example, every point passed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.catalog.calendar_files import load_calendar
from app.catalog.compiled import load_compiled
from app.catalog.expressions import CelEvaluator
from app.domain.case.decide import Surroundings, resolve_filing
from app.domain.checklist.filing import Applicant, Filing, MaterialEntry, Person, PointAnswer

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.service_item import ApplicantKind, Material, ServiceItem
    from app.domain.law.calendar import WorkCalendar

RESOURCES = Path(__file__).parents[2] / "resources"
TODAY = date(2026, 11, 23)
LI_MING = Person("citizen-id", "50010619780704018X", "李明")
EVALUATE = CelEvaluator()


@cache
def starting_catalogue() -> Catalogue:
    """The starting catalogue."""
    catalogue = load_compiled(RESOURCES / "catalog").catalogue
    assert catalogue is not None
    return catalogue


@cache
def published_calendar() -> WorkCalendar:
    """The published calendar."""
    return load_calendar(RESOURCES / "calendar")


def around(item: ServiceItem, today: date = TODAY) -> Surroundings:
    """What a decision about the item depends on."""
    department = starting_catalogue().department_of(item).full_name
    return Surroundings(item, "release", department, published_calendar(), EVALUATE, today, "C03")


def item_of(code: str = "GT-04") -> ServiceItem:
    """An item of the starting catalogue."""
    return starting_catalogue().by_code[code]


def applicant_of(kind: ApplicantKind) -> Applicant:
    """An applicant of a kind that passes every check."""
    phone = "13800138000"
    if kind == "person":
        return Applicant(kind, LI_MING.id_type, LI_MING.id_number, LI_MING.name, phone)
    if kind == "sole-trader":
        return Applicant(kind, "uscc", "92500106MA600ABC3J", "沙坪坝区张记小面馆", phone, operator=LI_MING)
    company = "重庆沙坪坝示例有限公司"
    return Applicant(kind, "uscc", "91500106MA5U00011W", company, phone, legal_representative=LI_MING)


def complete_filing(item: ServiceItem, today: date = TODAY, kind: ApplicantKind | None = None) -> Filing:
    """A filing that is accepted as it stands."""
    filing = Filing(
        item=item.code,
        applicant=applicant_of(kind or item.applicants[0]),
        form={f.key: f.example for f in item.form if f.example != ""},
    )
    for _ in item.situations:
        for asked in resolve_filing(filing, around(item, today)).situations:
            if asked.answered is None:
                answers = {**filing.answers, asked.situation.key: asked.situation.options[0].key}
                filing = replace(filing, answers=answers)
                break
    return replace(filing, materials={m.key: passed(item, m.key, filing, today) for m in applying(item, filing, today)})


def applying(item: ServiceItem, filing: Filing, today: date = TODAY) -> list[Material]:
    """Materials that apply to a filing."""
    return [m.material for m in resolve_filing(filing, around(item, today)).materials]


def passed(item: ServiceItem, key: str, filing: Filing, today: date = TODAY) -> MaterialEntry:
    """A material that was brought and whose points of the counter pass."""
    material = resolve_filing(filing, around(item, today)).material(key)
    assert material is not None
    points: dict[str, PointAnswer] = {p.point.key: "pass" for p in material.points if p.point.check == "eye"}
    return MaterialEntry(provided=("original-kept",), points=points)


def without(filing: Filing, materials: Collection[str]) -> Filing:
    """The same filing with some materials not brought."""
    return replace(filing, materials={k: v for k, v in filing.materials.items() if k not in materials})


def failing(filing: Filing, material: str, point: str, item: ServiceItem) -> Filing:
    """The same filing with one point failed and its correction filled in."""
    from app.domain.checklist.findings import PLACE

    entry = filing.materials[material]
    found = item.material(material)
    assert found is not None
    wording = next(p.correction for p in found.points if p.key == point)
    fill = {point: dict.fromkeys(PLACE.findall(wording), "示例")}
    failed = replace(entry, points={**entry.points, point: "fail"}, fill=fill)
    return replace(filing, materials={**filing.materials, material: failed})
