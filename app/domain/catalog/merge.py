"""A theme package merged: its items in order, one form, one list of materials, and what that saves.

The saving is computed from the members, never claimed. Each item keeps its own legal clock from its own filing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from app.domain.catalog.expressions import Evaluate, MissingValue
from app.domain.catalog.order import in_order
from app.domain.catalog.resolve import Facts, Resolved, ResolvedMaterial, resolve
from app.domain.catalog.savings import Savings, critical_path, savings
from app.domain.catalog.service_item import FormField, Material, ServiceItem, Situation
from app.domain.catalog.theme_package import Member, ThemePackage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.catalog.catalogue import Catalogue

T = TypeVar("T")

ONE_FORM = "application"
"""The identity under which the application forms of all members are one (一表申请)."""


@dataclass(frozen=True, slots=True)
class MergedMember:
    """A member item that applies. `waits_for` are codes whose result comes first.

    `at_once`: filed with the package; else on the day of the results it waits for (a commitment may stand in).
    """

    item: ServiceItem
    waits_for: tuple[str, ...]
    at_once: bool
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class MergedSituation:
    """A question asked once for all. `key` is that of the items, or `CODE.key` where items differ under one key."""

    key: str
    situation: Situation
    items: tuple[str, ...]
    answered: str | None


@dataclass(frozen=True, slots=True)
class MergedField:
    """A form field entered once. `key` as in MergedSituation."""

    key: str
    field: FormField
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedMaterial:
    """A paper handed in once. `required` where any item requires it, counts are the highest asked for.

    `parts` are the item's code and the checklist of that item for this paper; every item's points are still checked.
    """

    identity: str
    material: Material
    required: bool
    original: int
    copies: int
    parts: tuple[tuple[str, ResolvedMaterial], ...]


@dataclass(frozen=True, slots=True)
class MergedPackage:
    """A package for given facts. `promise_days` are workdays along `critical_path`, capped as the package is."""

    package: ThemePackage
    members: tuple[MergedMember, ...]
    situations: tuple[MergedSituation, ...]
    form: tuple[MergedField, ...]
    materials: tuple[MergedMaterial, ...]
    savings: Savings
    promise_days: int
    critical_path: tuple[str, ...]


def merge(package: ThemePackage, catalogue: Catalogue, facts: Facts, evaluate: Evaluate) -> MergedPackage:
    """The package for these facts; answers and form values by merged key. Raises ExpressionFailure on a faulty one."""
    chosen = chosen_members(package, facts, evaluate)
    present = {m.item for m in chosen}
    members = tuple(_merged_member(m, present, catalogue, facts, evaluate) for m in chosen)
    materials = _merge_materials(members)
    before = [len(m.resolved.materials) for m in members]
    items = [m.item for m in members]
    waits = {m.item.code: () if m.at_once else m.waits_for for m in members}
    days, path = critical_path(items, waits)
    caps = [c for c in (package.promised_days, 45 if package.joint else 0) if c]
    return MergedPackage(
        package=package,
        members=members,
        situations=_merge_situations(package, members, facts),
        form=_merge_form(members),
        materials=materials,
        savings=savings(items, sum(before), len(materials)),
        promise_days=min([days, *caps]),
        critical_path=path,
    )


def chosen_members(package: ThemePackage, facts: Facts, evaluate: Evaluate) -> tuple[Member, ...]:
    """The members that belong for these facts, each after those whose result it waits for."""
    chosen = _members(package, facts, evaluate)
    by_code = {m.item: m for m in chosen}
    return tuple(by_code[code] for code in in_order([m.item for m in chosen], {m.item: m.after for m in chosen}))


def _members(package: ThemePackage, facts: Facts, evaluate: Evaluate) -> tuple[Member, ...]:
    answers = {s.key: facts.answers.get(s.key, "") for s in package.situations}
    context = {
        "form": {},
        "answers": {**facts.answers, **answers},
        "applicant": {
            "kind": facts.applicant_kind,
            "age": facts.applicant_age,
            "sex": facts.applicant_sex,
            "id_type": facts.applicant_id_type,
        },
        "agent": facts.agent,
        "today": facts.today.isoformat(),
    }
    return tuple(m for m in package.members if _holds(m.when, context, evaluate))


def _holds(expression: str, context: Mapping[str, object], evaluate: Evaluate) -> bool:
    """Whether a member belongs; an answer that is not there yet leaves it out."""
    try:
        return not expression or evaluate(expression, context)
    except MissingValue:
        return False


def _merged_member(
    member: Member, present: set[str], catalogue: Catalogue, facts: Facts, evaluate: Evaluate
) -> MergedMember:
    item = catalogue.by_code[member.item]
    own = replace(facts, answers=_own(item.code, facts.answers), form=_own(item.code, facts.form))
    waits_for = tuple(a for a in member.after if a in present)
    return MergedMember(item, waits_for, member.commitment or not waits_for, resolve(item, own, evaluate))


def _own(code: str, values: Mapping[str, T]) -> dict[str, T]:
    """The values for one item: those under its code win over those for all."""
    prefix = f"{code}."
    special = {k.removeprefix(prefix): v for k, v in values.items() if k.startswith(prefix)}
    return {**values, **special}


def _merge_situations(
    package: ThemePackage, members: tuple[MergedMember, ...], facts: Facts
) -> tuple[MergedSituation, ...]:
    merged: dict[str, MergedSituation] = {}
    for situation in package.situations:
        given = facts.answers.get(situation.key)
        answered = given if any(o.key == given for o in situation.options) else None
        merged[situation.key] = MergedSituation(situation.key, situation, (), answered)
    for member in members:
        for asked in member.resolved.situations:
            key = asked.situation.key
            if key in merged and _options(merged[key].situation) != _options(asked.situation):
                key = f"{member.item.code}.{key}"
            known = merged.get(key) or MergedSituation(key, asked.situation, (), asked.answered)
            merged[key] = replace(known, items=(*known.items, member.item.code))
    return tuple(merged.values())


def _options(part: Situation | FormField) -> tuple[str, ...]:
    return tuple(sorted(o.key for o in part.options))


def _merge_form(members: tuple[MergedMember, ...]) -> tuple[MergedField, ...]:
    merged: dict[str, MergedField] = {}
    for member in members:
        for form_field in member.resolved.form:
            key = form_field.key
            if key in merged and not _same_field(merged[key].field, form_field):
                key = f"{member.item.code}.{key}"
            known = merged.get(key) or MergedField(key, form_field, ())
            merged[key] = replace(known, items=(*known.items, member.item.code))
    return tuple(merged.values())


def _same_field(one: FormField, other: FormField) -> bool:
    return one.type == other.type and _options(one) == _options(other)


def _merge_materials(members: tuple[MergedMember, ...]) -> tuple[MergedMaterial, ...]:
    merged: dict[str, MergedMaterial] = {}
    for member in members:
        for resolved in member.resolved.materials:
            material = resolved.material
            identity = ONE_FORM if material.application_form else material.identity
            known = merged.get(identity) or MergedMaterial(identity, material, False, 0, 0, ())
            merged[identity] = replace(
                known,
                required=known.required or material.required,
                original=max(known.original, material.original),
                copies=max(known.copies, material.copies),
                parts=(*known.parts, (member.item.code, resolved)),
            )
    return tuple(merged.values())
