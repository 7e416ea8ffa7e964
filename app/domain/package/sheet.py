"""The one form of a package 一表申请: each thing asked once, and how each answer reaches every member that wants it.

What is entered once is kept in a `Filing` whose keys are those of the package: a question or a field under its own key (or
`CODE.key` where members differ under one key), a material by the identity of the paper, a point once where members
check the same. `member_filing` is the filing of one member; nothing is typed twice and nothing is lost on the way. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.catalog.merge import ONE_FORM, MergedPackage, merge
from app.domain.catalog.service_item import Material, ReviewPoint
from app.domain.checklist.findings import PLACE
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.expressions import Evaluate
    from app.domain.catalog.merge import MergedMaterial, MergedMember
    from app.domain.catalog.resolve import Facts
    from app.domain.catalog.service_item import FormField, Situation
    from app.domain.catalog.theme_package import ThemePackage
    from app.domain.checklist.filing import Filing, MaterialEntry, Provided

IN_ANOTHER_FILE: Mapping[Provided, Provided] = {"original-kept": "original-seen", "copy-kept": "shared"}
"""A paper lies in the file of one member; the others have seen the original, and share the copy."""


@dataclass(frozen=True, slots=True)
class SharedPoint:
    """A point that is checked once. `parts` are (item code, key of the material, key of the point)."""

    key: str
    point: ReviewPoint
    parts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SharedMaterial:
    """A paper handed in once. `material` is it as shown: counts are the highest asked for, deferrable only where all agree.

    `parts` are (item code, key of the material there). `now`: a member that is filed at once wants it; else it belongs
    only to members that wait, and can still come on the day when they are filed.
    """

    key: str
    material: Material
    points: tuple[SharedPoint, ...]
    parts: tuple[tuple[str, str], ...]
    now: bool

    def point(self, key: str) -> SharedPoint | None:
        """The point with this key."""
        return next((p for p in self.points if p.key == key), None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The merged package with the ways from its keys to those of its members."""

    merged: MergedPackage
    materials: tuple[SharedMaterial, ...]
    fields: Mapping[tuple[str, str], str]
    situations: Mapping[tuple[str, str], str]

    @property
    def at_once(self) -> tuple[MergedMember, ...]:
        """Members that are filed with the package."""
        return tuple(m for m in self.merged.members if m.at_once)

    @property
    def waiting(self) -> tuple[MergedMember, ...]:
        """Members that are filed on the day of others' results."""
        return tuple(m for m in self.merged.members if not m.at_once)

    @property
    def unanswered(self) -> tuple[Situation, ...]:
        """Questions of the package itself without an answer: until then nobody knows who belongs."""
        own = {s.key for s in self.merged.package.situations}
        return tuple(s.situation for s in self.merged.situations if s.key in own and s.answered is None)

    def material(self, key: str) -> SharedMaterial | None:
        """The shared material with this key."""
        return next((m for m in self.materials if m.key == key), None)

    def field_of(self, code: str, key: str) -> FormField | None:
        """The field of a member that applies, by the member's own key."""
        member = next((m for m in self.merged.members if m.item.code == code), None)
        return next((f for f in member.resolved.form if f.key == key), None) if member else None

    def place(self, code: str, place: str) -> str:
        """A place of a member's filing as the package has it: `materials.floor_plan.points.kitchen`, `form.area`."""
        head, _, rest = place.partition(".")
        if head == "form":
            return f"form.{self.fields.get((code, rest), rest)}"
        if head == "answers":
            return f"answers.{self.situations.get((code, rest), rest)}"
        if head not in ("materials", "defer", "commit"):
            return place
        own, _, tail = rest.partition(".")
        shared = next((m for m in self.materials if (code, own) in m.parts), None)
        if shared is None:
            return place
        if head == "materials" and tail.startswith("points."):
            name = tail.removeprefix("points.")
            tail = f"points.{next((p.key for p in shared.points if (code, own, name) in p.parts), name)}"
        return ".".join(part for part in (head, shared.key, tail) if part)


def sheet_of(package: ThemePackage, catalogue: Catalogue, facts: Facts, evaluate: Evaluate) -> Sheet:
    """The sheet of a package for these facts. Raises ExpressionFailure where the catalogue is faulty."""
    merged = merge(package, catalogue, facts, evaluate)
    now = {m.item.code for m in merged.members if m.at_once}
    return Sheet(
        merged=merged,
        materials=tuple(_shared(m, merged.package.name, now) for m in merged.materials),
        fields=_keys(((f.key, f.items) for f in merged.form), [(m.item.code, m.resolved.form) for m in merged.members]),
        situations=_keys(
            ((s.key, s.items) for s in merged.situations),
            [(m.item.code, tuple(a.situation for a in m.resolved.situations)) for m in merged.members],
        ),
    )


def _keys(merged: Any, members: Any) -> dict[tuple[str, str], str]:
    """From (item code, its own key) to the key of the package."""
    by_key = dict(merged)
    found = {}
    for code, parts in members:
        for part in parts:
            special = f"{code}.{part.key}"
            found[code, part.key] = special if code in by_key.get(special, ()) else part.key
    return found


def _shared(merged: MergedMaterial, name: str, now: set[str]) -> SharedMaterial:
    parts = tuple((code, part.material.key) for code, part in merged.parts)
    points = _points(merged)
    wanted = [part.material for code, part in merged.parts if code in now] or [p.material for _, p in merged.parts]
    needed = [m for m in wanted if m.required]
    material = replace(
        merged.material,
        key=merged.identity,
        name=f"{name}申请书" if merged.identity == ONE_FORM and len(parts) > 1 else merged.material.name,
        points=tuple(p.point for p in points),
        required=bool(needed),
        original=merged.original,
        copies=merged.copies,
        deferrable=bool(needed) and all(m.deferrable for m in needed),
        committable=bool(needed) and all(m.committable for m in needed),
        returned=all(m.returned for m in wanted),
        shared_from=wanted[0].shared_from if all(m.shared_from for m in wanted) else "",
    )
    return SharedMaterial(merged.identity, material, points, parts, any(code in now for code, _ in parts))


def _points(merged: MergedMaterial) -> tuple[SharedPoint, ...]:
    """The points of all members on one paper; those that check the same are one."""
    found: dict[tuple[object, ...], SharedPoint] = {}
    taken: set[str] = set()
    for code, part in merged.parts:
        for resolved in part.points:
            point = resolved.point
            same = _checks(code, point)
            known = found.get(same)
            if known is None:
                key = point.key if point.key not in taken else f"{code}.{point.key}"
                taken.add(key)
                known = SharedPoint(key, replace(point, key=key), ())
            found[same] = replace(known, parts=(*known.parts, (code, part.material.key, point.key)))
    return tuple(found.values())


def _checks(code: str, point: ReviewPoint) -> tuple[object, ...]:
    """What makes two points the same check. What the program checks hangs on the member's own form: never shared."""
    if point.check == "auto":
        return code, point.key, point.expression
    return point.text, point.on_the_spot, point.fails, tuple(PLACE.findall(point.correction))


def member_filing(sheet: Sheet, code: str, filing: Filing) -> Filing:
    """The filing of one member out of the one of the package; applicant, agent, channel and delivery are the same."""
    member = next(m for m in sheet.merged.members if m.item.code == code)
    mine = [(m, key) for m in sheet.materials for c, key in m.parts if c == code]
    return replace(
        filing,
        item=code,
        answers=_own(member.resolved.situations, sheet.situations, code, filing.answers),
        form={
            f.key: filing.form[key] for f in member.resolved.form if (key := sheet.fields[code, f.key]) in filing.form
        },
        materials={key: entry for shared, key in mine if (entry := _entry(shared, code, key, filing)) is not None},
        defer={k: filing.defer[m.key] for m, k in mine if m.key in filing.defer and _may(member, k, "deferrable")},
        commit=tuple(k for m, k in mine if m.key in filing.commit and _may(member, k, "committable")),
    )


def _own(asked: Any, keys: Mapping[tuple[str, str], str], code: str, answers: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for situation in (a.situation for a in asked):
        given = answers.get(keys[code, situation.key])
        if any(o.key == given for o in situation.options):
            found[situation.key] = str(given)
    return found


def _may(member: MergedMember, key: str, what: str) -> bool:
    resolved = member.resolved.material(key)
    return resolved is not None and bool(getattr(resolved.material, what))


def _entry(shared: SharedMaterial, code: str, key: str, filing: Filing) -> MaterialEntry | None:
    """What was entered for the paper, with the points under the member's own keys."""
    entry = filing.materials.get(shared.key)
    if entry is None:
        return None
    own = {p.key: name for p in shared.points for c, m, name in p.parts if (c, m) == (code, key)}

    def mine(values: Mapping[str, Any]) -> dict[str, Any]:
        return {own[k]: v for k, v in values.items() if k in own}

    return replace(
        entry,
        points=mine(entry.points),
        override=mine(entry.override),
        fill=mine(entry.fill),
        unable=mine(entry.unable),
    )


def one_file_each(sheet: Sheet, filings: Mapping[str, Filing]) -> dict[str, Filing]:
    """The filings of the members that are filed at once, each paper lying in the file of the first that wants it.

    The others have it too: the original was seen, the copy is shared. So it is received, kept and given back once.
    """
    first: dict[str, str] = {}
    names = {m.item.code: m.item.name for m in sheet.merged.members}
    found: dict[str, Filing] = {}
    for code, filing in filings.items():
        materials = {}
        for key, entry in filing.materials.items():
            shared = next(m for m in sheet.materials if (code, key) in m.parts)
            owner = first.setdefault(shared.key, code) if entry.brought and not _is_form(shared) else code
            materials[key] = entry if owner == code else _in_another_file(entry, names[owner])
        extra = filing.extra if not found else ()
        found[code] = replace(filing, materials=materials, extra=extra)
    return found


def _is_form(shared: SharedMaterial) -> bool:
    return shared.key == ONE_FORM


def _in_another_file(entry: MaterialEntry, owner: str) -> MaterialEntry:
    ways = dict.fromkeys(IN_ANOTHER_FILE.get(way, way) for way in entry.provided)
    return replace(entry, provided=tuple(ways), machine=f"与“{owner}”共用一份", pages=0)


def refuse_unknown(sheet: Sheet, filing: Filing) -> None:
    """Raise InputProblem for the first key that the package does not have for these answers; nothing is dropped silently."""
    name = sheet.merged.package.name
    known_answers = {s.key: {o.key for o in s.situation.options} for s in sheet.merged.situations}
    for key, option in filing.answers.items():
        if key not in known_answers:
            raise InputProblem("INPUT-FIELD", f"套餐“{name}”没有情形“{key}”。", f"answers.{key}")
        if option and option not in known_answers[key]:
            raise InputProblem("INPUT-FIELD", f"情形“{key}”没有选项“{option}”。", f"answers.{key}")
    materials = {m.key: m for m in sheet.materials}
    _refuse(name, "表单字段", filing.form, {f.key for f in sheet.merged.form}, "form")
    _refuse(name, "材料", filing.materials, set(materials), "materials")
    _refuse(name, "材料", filing.defer, set(materials), "defer")
    _refuse(name, "材料", dict.fromkeys(filing.commit), set(materials), "commit")
    for key, entry in filing.materials.items():
        points = {p.key for p in materials[key].points}
        for part in ("points", "override", "fill", "unable"):
            _refuse(name, "审核要点", getattr(entry, part), points, f"materials.{key}.{part}")


def _refuse(name: str, what: str, given: Mapping[str, object], known: set[str], place: str) -> None:
    strange = next((k for k in given if k not in known), None)
    if strange is not None:
        raise InputProblem("INPUT-FIELD", f"套餐“{name}”没有{what}“{strange}”。", f"{place}.{strange}")
