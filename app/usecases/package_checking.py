"""A package in progress, assessed at every key: the members' verdicts, and one list of what is open for all of them.

Each member is assessed as it would be alone; here their questions, fields, papers and points are put together under the keys
of the package's one form. What only a waiting member wants stands before nothing: it can come on the day when it is filed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.case.events import Verdict
from app.domain.catalog.resolve import AskedSituation
from app.domain.catalog.savings import Savings
from app.domain.catalog.service_item import Authorisation, FormField, ServiceItem
from app.domain.catalog.values import value_problem
from app.domain.checklist.assess import OpenPlace
from app.domain.law.limit import Limit
from app.domain.package.events import Mode
from app.domain.package.prefill import is_result, prefilled
from app.domain.package.sheet import SharedMaterial, Sheet, member_filing
from app.usecases.checking import Check, Counted, FormLine, NumberedReason, check_taking, said_of, submitted
from app.usecases.checklist_lines import LineState, MaterialLine, PointLine
from app.usecases.package import mode_of, package_sheet, promise_of
from app.usecases.taking import Taking, member_of_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.case.decide import Surroundings
    from app.domain.catalog.theme_package import ThemePackage
    from app.domain.checklist.filing import Filing
    from app.domain.package.prefill import Result
    from app.usecases.workplace import Workplace

ACCEPTED: tuple[Verdict, ...] = ("accepted", "accepted-deferred")
NOT_ASKED: tuple[LineState, ...] = ("missing", "deferred", "committed", "optional")
_WORST: tuple[LineState, ...] = (
    "failed", "missing", "open", "untouched", "deferred", "committed", "ok", "optional"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member on the page: how it is filed, what it waits for (names), and its verdict as things stand."""

    code: str
    name: str
    department: str
    mode: Mode
    waits_for: tuple[str, ...]
    verdict: Verdict
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageCheck(Check):
    """What the page shows of a package; the fields of `Check` are those of the one form."""

    members: tuple[MemberLine, ...]
    sheet: Sheet
    item: ServiceItem
    savings: Savings
    path: tuple[str, ...]

    @property
    def now(self) -> tuple[MemberLine, ...]:
        """Members that are filed with the package."""
        return tuple(m for m in self.members if m.mode != "waiting")

    @property
    def later(self) -> tuple[MemberLine, ...]:
        """Members that wait for others' results."""
        return tuple(m for m in self.members if m.mode == "waiting")


@dataclass(frozen=True)
class _Part:
    """A member with its own check."""

    code: str
    now: bool
    check: Check


class PackageChecker:
    """Assesses takings of packages.

    Remembers the fields that it has relabelled, because a page keeps its editors by them, and the last check of each
    member: a key in a field concerns few of them.
    """

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._fields: dict[tuple[str, str, str, bool], FormField] = {}
        self._checks: dict[str, tuple[tuple[Taking, str, date], Check]] = {}

    def check(self, taking: Taking, package: ThemePackage, today: date) -> PackageCheck:
        """The package as things stand."""
        sheet = package_sheet(self._workplace, package, taking.filing, today)
        if sheet.unanswered:
            return self._asking(sheet, taking, today)
        filing = known(sheet, taking.filing)
        parts = [self._part(sheet, taking, filing, m.item.code, today) for m in sheet.merged.members]
        return self._together(sheet, replace(taking, filing=filing), parts, today)

    def as_filed(self, sheet: Sheet, taking: Taking, code: str, results: Sequence[Result], today: date) -> Check:
        """A member that waits, checked as it will stand on its own page once these results are there."""
        around = self._workplace.surroundings(code, self._workplace.catalogue.hash, today)
        filing = known(sheet, taking.filing)
        filled = prefilled(member_filing(sheet, code, filing), around.item, results, filing.form, today)
        return check_taking(member_of_package("", filled, around.release), around)

    def _asking(self, sheet: Sheet, taking: Taking, today: date) -> PackageCheck:
        """Only the package's own questions: until they are answered nobody knows who belongs and what is wanted."""
        own = {s.key for s in sheet.merged.package.situations}
        opened = tuple(_open(sheet, ()))
        kind, _title, lacking, primary = said_of("accepted", opened, powerless=False, taking=taking)
        return PackageCheck(
            verdict="received",
            kind=kind,
            title="package-asking",
            lacking=lacking,
            primary=primary,
            basis="",
            reasons=(),
            open=opened,
            situations=tuple(AskedSituation(s.situation, s.answered) for s in sheet.merged.situations if s.key in own),
            form=(),
            materials=(),
            points_total=0,
            points_answered=0,
            latest=today,
            promised=today,
            members=(),
            sheet=sheet,
            item=self._item(sheet),
            savings=sheet.merged.savings,
            path=(),
        )

    def _part(self, sheet: Sheet, taking: Taking, filing: Filing, code: str, today: date) -> _Part:
        around = self._workplace.surroundings(code, self._workplace.catalogue.hash, today)
        own = member_taking(sheet, taking, filing, code)
        asked = (own, around.release, today)
        known_check = self._checks.get(code)
        if known_check is None or known_check[0] != asked:
            known_check = self._checks[code] = (asked, check_taking(own, around))
        return _Part(code, any(m.item.code == code for m in sheet.at_once), known_check[1])

    def _together(self, sheet: Sheet, taking: Taking, parts: Sequence[_Part], today: date) -> PackageCheck:
        now = [p for p in parts if p.now]
        lines = tuple(_line(sheet, taking, shared, parts) for shared in sheet.materials)
        opened = tuple(_open(sheet, now))
        verdict = _verdict(now)
        kind, title, lacking, primary = said_of(verdict, opened, powerless=False, taking=taking)
        same = all(p.check.verdict in ACCEPTED for p in now)
        if not opened:
            title, primary = "package" if same else "package-mixed", Counted("package", len(now))
        promised = promise_of(sheet, today, self._workplace)
        asked = [p for line in lines if line.state not in NOT_ASKED for p in line.points]
        return PackageCheck(
            verdict=verdict,
            kind=kind,
            title=title,
            lacking=lacking,
            primary=primary,
            basis="",
            reasons=_reasons(sheet, now),
            open=opened,
            situations=tuple(
                AskedSituation(replace(s.situation, key=s.key), s.answered) for s in sheet.merged.situations
            ),
            form=tuple(self._form(sheet, taking.filing, {p.code for p in now}, today)),
            materials=lines,
            points_total=len(asked),
            points_answered=sum(p.state != "open" for p in asked),
            latest=min((p.check.latest for p in now), default=today),
            promised=date.fromisoformat(promised.due.date),
            problem=next((p.check.problem for p in now if p.check.problem), None),
            members=tuple(self._member(sheet, p) for p in parts),
            sheet=sheet,
            item=self._item(sheet),
            savings=sheet.merged.savings,
            path=promised.path,
        )

    def _form(self, sheet: Sheet, filing: Filing, now: set[str], today: date) -> Iterator[FormLine]:
        names = {m.item.code: m.item.name for m in sheet.merged.members}
        for merged in sheet.merged.form:
            required = any(
                field.required for code in merged.items if code in now and (field := _field(sheet, code, merged.key))
            )
            known_as = (merged.items[0], merged.field.key, merged.key, required)
            if known_as not in self._fields:
                later = "" if set(merged.items) & now else f"“{names[merged.items[0]]}”用，也可以在提出时再填"
                hint = "。".join(part for part in (merged.field.hint.rstrip("。"), later) if part)
                self._fields[known_as] = replace(merged.field, key=merged.key, required=required, hint=hint)
            field = self._fields[known_as]
            yield FormLine(field, value_problem(field, filing.form.get(merged.key), today))

    def _member(self, sheet: Sheet, part: _Part) -> MemberLine:
        merged = next(m for m in sheet.merged.members if m.item.code == part.code)
        names = {m.item.code: m.item.name for m in sheet.merged.members}
        department = self._workplace.catalogue.department_of(merged.item).name
        waits = tuple(names[code] for code in merged.waits_for)
        return MemberLine(
            part.code, merged.item.name, department, mode_of(merged), waits, part.check.verdict, part.check.complete
        )

    def _item(self, sheet: Sheet) -> ServiceItem:
        """The package as the one item that the page takes."""
        package, first = sheet.merged.package, (*sheet.at_once, *sheet.merged.members)[:1]
        return ServiceItem(
            code=package.key,
            name=package.name,
            department=first[0].item.department if first else "",
            kind=first[0].item.kind if first else "service",
            kind_text="",
            applicants=first[0].item.applicants if first else ("person",),
            legal=Limit(0),
            promised=Limit(0),
            situations=tuple(s.situation for s in sheet.merged.situations),
            form=tuple(f.field for f in sheet.merged.form),
            materials=tuple(m.material for m in sheet.materials),
            authorisation=Authorisation((), ""),
            basis=(),
        )


def known(sheet: Sheet, filing: Filing) -> Filing:
    """The filing without what the package no longer asks for: an answer may have taken a member away."""
    answers = {s.key for s in sheet.merged.situations}
    fields, materials = {f.key for f in sheet.merged.form}, {m.key: m for m in sheet.materials}
    return replace(
        filing,
        answers={k: v for k, v in filing.answers.items() if k in answers},
        form={k: v for k, v in filing.form.items() if k in fields},
        materials={k: e for k, e in filing.materials.items() if k in materials},
        defer={k: v for k, v in filing.defer.items() if k in materials},
        commit=tuple(k for k in filing.commit if k in materials),
    )


def member_taking(sheet: Sheet, taking: Taking, filing: Filing, code: str) -> Taking:
    """The taking of one member out of that of the package."""
    absent = tuple(key for m in sheet.materials for c, key in m.parts if c == code and m.key in taking.absent)
    return Taking(taking.id, member_filing(sheet, code, filing), absent=absent)


def member_submitted(sheet: Sheet, code: str, filing: Filing, around: Surroundings) -> Filing:
    """A member's filing as it goes to the decision: what the program computed since stands."""
    return submitted(Taking("", filing), around)


def submitted_package(workplace: Workplace, taking: Taking, package: ThemePackage, today: date) -> Filing:
    """The package's filing as it goes to the decision: nothing that is no longer asked for."""
    sheet = package_sheet(workplace, package, taking.filing, today)
    asked = {m.key: {p.key for p in m.points} for m in sheet.materials}
    filing = known(sheet, taking.filing)
    materials = {}
    for key, entry in filing.materials.items():
        points = asked[key]
        materials[key] = replace(
            entry,
            points={k: v for k, v in entry.points.items() if k in points},
            override={k: v for k, v in entry.override.items() if k in points},
            fill={k: v for k, v in entry.fill.items() if k in points},
            unable={k: v for k, v in entry.unable.items() if k in points},
        )
    return replace(filing, materials=materials)


def _field(sheet: Sheet, code: str, merged: str) -> FormField | None:
    member = next(m for m in sheet.merged.members if m.item.code == code)
    return next((f for f in member.resolved.form if sheet.fields[code, f.key] == merged), None)


def _verdict(now: Sequence[_Part]) -> Verdict:
    """What the page is coloured by: the worst of the members' verdicts."""
    found = {p.check.verdict for p in now}
    order: tuple[Verdict, ...] = ("correction-notice", "not-accepted", "not-required", "accepted-deferred", "accepted")
    return next((v for v in order if v in found), "received")


def _open(sheet: Sheet, now: Sequence[_Part]) -> Iterator[OpenPlace]:
    """What stands before the one key: the package's questions, then what is open at any member, each place once."""
    places: dict[str, OpenPlace] = {}
    for situation in sheet.unanswered:
        place = f"answers.{situation.key}"
        places[place] = OpenPlace(place, f"还没有回答：{situation.question}", "situation")
    for part in now:
        for one in part.check.open:
            place = sheet.place(part.code, one.place)
            places.setdefault(place, replace(one, place=place))
    if not now and not places:
        places["answers"] = OpenPlace("answers", "按这些回答，套餐里没有现在能办的事项", "situation")
    order = [s.key for s in sheet.materials]
    yield from sorted(places.values(), key=lambda one: _rank(one.place, order))


def _rank(place: str, materials: list[str]) -> tuple[int, int]:
    """Persons, questions, form, then the materials in their order."""
    head, _, rest = place.partition(".")
    if head == "materials":
        key = rest.partition(".")[0]
        return 3, materials.index(key) if key in materials else len(materials)
    return {"answers": 1, "form": 2}.get(head, 0), 0


def _reasons(sheet: Sheet, now: Sequence[_Part]) -> tuple[NumberedReason, ...]:
    """The reasons of all members, one that several have told once."""
    found: dict[tuple[str, str], NumberedReason] = {}
    for part in now:
        for reason in part.check.reasons:
            place = sheet.place(part.code, reason.place)
            found.setdefault((place, reason.text), replace(reason, place=place))
    return tuple(found.values())


def _line(sheet: Sheet, taking: Taking, shared: SharedMaterial, parts: Sequence[_Part]) -> MaterialLine:
    """The one line of a paper that several members want."""
    every = {(p.code, line.key): (p, line) for p in parts for line in p.check.materials}
    own = [every[part] for part in shared.parts if part in every]
    first = [line for part, line in own if part.now] or [line for _, line in own]
    states = [line.state for line in first]
    state: LineState = min(states, key=_WORST.index, default="optional")
    subtitle, kind = (first[0].subtitle, first[0].subtitle_kind) if first else ("", "mute")
    if not shared.now and state in ("untouched", "missing"):
        state, kind, subtitle = "optional", "mute", _comes_later(sheet, shared)
    elif len({code for code, _ in shared.parts}) > 1:
        subtitle = f"{subtitle} · {len(shared.parts)} 项共用"
    entry = taking.filing.entry(shared.key)
    return MaterialLine(
        key=shared.key,
        title=shared.material.name,
        subtitle=subtitle,
        subtitle_kind=kind,
        state=state,
        points=tuple(_points(shared, own)),
        material=shared.material,
        machine=entry.machine,
        scans=entry.scans,
    )


def _points(shared: SharedMaterial, own: Sequence[tuple[_Part, MaterialLine]]) -> Iterator[PointLine]:
    """Each point once, as the first member has it that checks it."""
    lines = {(part.code, line.key): line for part, line in own}
    for point in shared.points:
        found = (lines[code, key].point(name) for code, key, name in point.parts if (code, key) in lines)
        first = next((p for p in found if p is not None), None)
        if first is not None:
            yield replace(first, key=point.key)


def _comes_later(sheet: Sheet, shared: SharedMaterial) -> str:
    """Why a paper of a waiting member may be missing now: it is a result of the package, or it can still come."""
    for member in sheet.merged.members:
        if member.item.result and is_result(shared.material, member.item.result):
            return f"由“{member.item.name}”的结果提供，不用交"
    name = next(m.item.name for m in sheet.merged.members if m.item.code == shared.parts[0][0])
    return f"“{name}”用，现在交或者提出时再交"
