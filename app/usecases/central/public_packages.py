"""The guide of a theme package 主题套餐 for the public page: what belongs to it, what is brought once, when it is done.

Each thing is computed as at a counter, by the same merged form; nothing is claimed. Rules: LAW-26-2, LAW-30.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalog.resolve import Facts
from app.domain.catalog.savings import Savings
from app.domain.catalog.service_item import ServiceItem, Situation
from app.domain.catalog.theme_package import ThemePackage
from app.domain.package.prefill import is_result
from app.domain.package.promise import JOINT_WORKDAYS, Promise, promise
from app.domain.package.sheet import sheet_of
from app.domain.refusal import Refusal
from app.usecases.central.knowledge import knowledge
from app.usecases.central.pre_drafts import today_of
from app.usecases.central.public_guide import Release, material_notes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.merge import MergedMember
    from app.domain.catalog.service_item import ApplicantKind
    from app.domain.package.sheet import SharedMaterial, Sheet
    from app.usecases.central.server import Server
    from app.usecases.central.shelf import Shelf


@dataclass(frozen=True, slots=True)
class GuideMember:
    """A member: its item, who decides it, and the names of the items whose results it waits for (none: filed at once).

    `commitment`: a commitment stands in for what it waits for.
    """

    item: ServiceItem
    department: str
    waits_for: tuple[str, ...]
    commitment: bool


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question that is asked once. `asked_by` are the items that ask it; none for one of the package's own."""

    key: str
    situation: Situation
    answered: str
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidePaper:
    """A paper that is brought once: the notes of its form, the items that use it, what the counter looks at.

    `provided_by` is the item whose result it is: then it is not brought.
    """

    name: str
    notes: tuple[str, ...]
    used_by: tuple[str, ...]
    points: tuple[str, ...]
    provided_by: str


@dataclass(frozen=True, slots=True)
class PackageGuide:
    """A package for the answers given so far. `open`: its own questions without an answer decide who belongs.

    `finer` are questions of its items, which make the list of papers exact. `promised` is for a package filed today,
    `path` names the items that make it so long; `joint` accepts for all.
    """

    package: ThemePackage
    open: bool
    questions: tuple[GuideQuestion, ...]
    finer: tuple[GuideQuestion, ...]
    members: tuple[GuideMember, ...]
    papers: tuple[GuidePaper, ...]
    savings: Savings
    promised: Promise
    path: tuple[str, ...]
    joint: str
    release: Release


def package_guide(server: Server, shelf: Shelf, key: str, answers: Mapping[str, str]) -> PackageGuide:
    """The guide of a package for these answers. Refusal STATE-UNKNOWN where there is none, or a member is stopped."""
    catalogue = shelf.current().catalogue
    package = find_package(catalogue, key)
    today = today_of(server)
    facts = Facts(today=today, answers=answers, applicant_kind=_kind(package, catalogue))
    sheet = sheet_of(package, catalogue, facts, knowledge().evaluate)
    merged = sheet.merged
    waits = {m.item.code: () if m.at_once else m.waits_for for m in merged.members}
    caps = [cap for cap in (package.promised_days, JOINT_WORKDAYS if package.joint else 0) if cap]
    promised = promise([m.item for m in merged.members], waits, today, knowledge().calendar, caps)
    names = {m.item.code: m.item.name for m in merged.members}
    asked = _questions(sheet, names)
    joint = next((d.full_name for d in catalogue.departments if package.joint in (d.key, d.full_name)), "")
    return PackageGuide(
        package=package,
        open=bool(sheet.unanswered),
        questions=tuple(one for one in asked if not one.asked_by),
        finer=() if sheet.unanswered else tuple(one for one in asked if one.asked_by),
        members=tuple(_member(one, catalogue, names) for one in merged.members),
        papers=tuple(_paper(one, sheet, names) for one in sheet.materials),
        savings=merged.savings,
        promised=promised,
        path=tuple(names[code] for code in promised.path),
        joint=joint,
        release=Release(catalogue.number, catalogue.hash),
    )


def find_package(catalogue: Catalogue, key: str) -> ThemePackage:
    """A package of which no member is stopped; Refusal STATE-UNKNOWN."""
    found = next((p for p in catalogue.packages if p.key == key), None)
    if found is None or not offered(catalogue, found):
        raise Refusal("STATE-UNKNOWN", "没有这个事项，或者已经停止办理。请重新查找。", "package")
    return found


def offered(catalogue: Catalogue, package: ThemePackage) -> bool:
    """Whether every member of a package still takes new cases."""
    items = (catalogue.by_code.get(m.item) for m in package.members)
    return all(item is not None and not item.stopped for item in items)


def _kind(package: ThemePackage, catalogue: Catalogue) -> ApplicantKind:
    """The kind of applicant that most members are open to, as the first of them has it."""
    kinds = [catalogue.by_code[m.item].applicants for m in package.members]
    return max(dict.fromkeys(kind for own in kinds for kind in own), key=lambda kind: sum(kind in own for own in kinds))


def _questions(sheet: Sheet, names: Mapping[str, str]) -> tuple[GuideQuestion, ...]:
    """The package's own questions, then those of its items."""
    own = {s.key for s in sheet.merged.package.situations}
    return tuple(
        GuideQuestion(s.key, s.situation, s.answered or "", () if s.key in own else tuple(names[c] for c in s.items))
        for s in sheet.merged.situations
    )


def _member(member: MergedMember, catalogue: Catalogue, names: Mapping[str, str]) -> GuideMember:
    waits = tuple(names[code] for code in member.waits_for)
    commitment = member.at_once and bool(waits)
    return GuideMember(member.item, catalogue.department_of(member.item).name, waits, commitment)


def _paper(shared: SharedMaterial, sheet: Sheet, names: Mapping[str, str]) -> GuidePaper:
    used = tuple(dict.fromkeys(names[code] for code, _ in shared.parts))
    results = (m.item for m in sheet.merged.members if m.item.result and m.item.name not in used)
    provided = "" if shared.now else next((i.name for i in results if is_result(shared.material, i.result)), "")
    points = tuple(point.point.text for point in shared.points)
    return GuidePaper(shared.material.name, material_notes(shared.material), used, points, provided)
