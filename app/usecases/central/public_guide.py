"""The guide of an item for the public page: what its situation answers need, in the words of the catalogue. Rule: LAW-30."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalog.department import Department
from app.domain.catalog.resolve import Facts, Resolved, resolve
from app.domain.catalog.service_item import Material, ServiceItem
from app.domain.catalog.theme_package import ThemePackage
from app.usecases.central.knowledge import knowledge
from app.usecases.central.pre_drafts import today_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.usecases.central.server import Server
    from app.usecases.central.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Release:
    """Which catalogue a guide was made from."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Guide:
    """An item with what applies for some answers. `needed` are items whose result is needed first.

    `packages` are the theme packages that it is a member of.
    """

    item: ServiceItem
    department: Department
    resolved: Resolved
    needed: tuple[ServiceItem, ...]
    packages: tuple[ThemePackage, ...]
    release: Release


def guide_of(server: Server, shelf: Shelf, code: str, answers: Mapping[str, str]) -> Guide:
    """The guide for the answers given so far; unanswered questions leave their materials in. Refusal STATE-UNKNOWN."""
    book = shelf.current()
    item, catalogue = book.item(code), book.catalogue
    facts = Facts(today=today_of(server), answers=answers, applicant_kind=item.applicants[0])
    needed = tuple(catalogue.by_code[one] for one in item.prerequisites if one in catalogue.by_code)
    resolved = resolve(item, facts, knowledge().evaluate)
    packages = tuple(p for p in catalogue.packages if not p.generated and any(m.item == code for m in p.members))
    release = Release(catalogue.number, catalogue.hash)
    return Guide(item, catalogue.department_of(item), resolved, needed, packages, release)


def material_notes(material: Material) -> tuple[str, ...]:
    """In what form and how many, and what may stand in for it."""
    counts = [f"原件 {material.original} 份"] if material.original else []
    counts += [f"复印件 {material.copies} 份"] if material.copies else []
    notes = counts or [material.form]
    notes.append("必须" if material.required else "有则提交")
    if material.when_text:
        notes.append(f"{material.when_text}时提交")
    if material.deferrable:
        notes.append("可以容缺后补")
    if material.committable:
        notes.append("可以告知承诺代替")
    if material.shared_from:
        notes.append(f"由{material.shared_from}共享，可以不带")
    elif material.e_licence:
        notes.append("可以用电子证照")
    if material.issuer:
        notes.append(f"由{material.issuer}出具")
    return tuple(notes)
