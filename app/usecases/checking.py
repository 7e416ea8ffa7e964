"""An acceptance in progress, assessed at every key: verdict, numbered reasons, what is open, the lines of the checklist.

Thin over the domain: it words what `assess` found for the page, and adds only what a page knows and a case does not — that a
material was not looked at yet. Rules: LAW-32-3, LAW-32-4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from app.domain.case.decide import has_power, resolve_filing
from app.domain.case.events import Verdict
from app.domain.catalog.resolve import AskedSituation
from app.domain.catalog.service_item import GUIDE_BASIS, FormField
from app.domain.catalog.values import value_problem
from app.domain.checklist.assess import Assessment, OpenPlace, assess, shown_basis
from app.domain.checklist.entry import refuse_bad_entries
from app.domain.checklist.filing import OtherAuthority
from app.domain.documents.kinds import form_of
from app.domain.documents.print_sets import GROUND_OF, notice_of
from app.domain.refusal import InputProblem, Refusal
from app.usecases.checklist_lines import MaterialLine, material_lines
from app.usecases.taking import Taking, default_provided

if TYPE_CHECKING:
    from app.domain.case.decide import Surroundings
    from app.domain.catalog.resolve import Resolved
    from app.domain.catalog.service_item import Material
    from app.domain.checklist.filing import Filing

CORRECTING: Verdict = "correction-notice"
IN_THE_LIST = ("point", "fill", "spot", "material")
"""Kinds of open places that are settled in the list of materials."""


Title = Verdict | Literal["corrected", "unchecked", "unfilled", "package", "package-mixed", "package-asking"]
Says = Verdict | Literal["", "points", "places", "fields", "check", "fill", "package"]


@dataclass(frozen=True, slots=True)
class Counted:
    """Which words the page shows, and the number in them; the page has the words in its own language."""

    says: Says
    n: int = 0


NOTHING_LACKS = Counted("")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A field of the form that applies, with what is wrong with its value."""

    field: FormField
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NumberedReason:
    """A reason of the verdict; `place` leads the page there. `text` is as the domain words it.

    `kind` is "not-brought" or "deferred" where the page words it from `name` (and `until`) in its own language.
    """

    place: str
    text: str
    kind: Literal["", "not-brought", "deferred"] = ""
    name: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What the page shows. `verdict` is what would be given if nothing more were found; `open` stands before it.

    `kind` is the colour (good, caution, plain); `title`, `lacking` and `primary` say which words the bar shows and how
    many places they count, `basis` is the rule. `problem` is the first entry that would be refused (place, message).
    `powerless`: the counter may not give this verdict, `decider` may; the same key receives the papers and proposes it.
    `latest` is the last day for a deferral.
    """

    verdict: Verdict
    kind: str
    title: Title
    lacking: Counted
    primary: Counted
    basis: str
    reasons: tuple[NumberedReason, ...]
    open: tuple[OpenPlace, ...]
    situations: tuple[AskedSituation, ...]
    form: tuple[FormLine, ...]
    materials: tuple[MaterialLine, ...]
    points_total: int
    points_answered: int
    latest: date
    promised: date
    powerless: bool = False
    decider: str = ""
    problem: tuple[str, str] | None = None

    @property
    def complete(self) -> bool:
        """Nothing stands before the verdict."""
        return not self.open

    def line(self, key: str) -> MaterialLine | None:
        """The line of a material."""
        return next((m for m in self.materials if m.key == key), None)


def check_taking(taking: Taking, around: Surroundings) -> Check:
    """Assess what was entered so far. Pure and quick: the page asks at every key."""
    item = around.item
    filing = submitted(taking, around)
    resolved = resolve_filing(filing, around)
    promised = around.calendar.add(around.today, item.promised).date
    latest = around.calendar.before(promised, item.review_days)
    untouched = tuple(m.material for m in resolved.materials if _untouched(taking, m.material))
    found, refused = _assess(filing, resolved, around, latest)
    problem = refused or _entry_problem(filing, around, accepting=not taking.correcting)
    lines = material_lines(taking, resolved, found, untouched, latest=latest, promised=promised)
    open_places = _open(taking, found, untouched, resolved, lines, problem)
    reasons = _reasons(found, untouched)
    verdict = _verdict_so_far(found, reasons)
    powerless = bool(item.authority_for) or not has_power(item, verdict, around.today)
    points = _count(lines)
    kind, title, lacking, primary = said_of(verdict, open_places, powerless=powerless, taking=taking)
    return Check(
        verdict=verdict,
        kind=kind,
        title=title,
        lacking=lacking,
        primary=primary,
        basis=_basis(around, verdict, taking),
        reasons=reasons,
        open=open_places,
        situations=resolved.situations,
        form=tuple(FormLine(f, value_problem(f, filing.form.get(f.key), around.today)) for f in resolved.form),
        materials=lines,
        points_total=points[0],
        points_answered=points[1],
        latest=latest,
        promised=promised,
        powerless=powerless,
        decider=(around.item.authority_for or around.department) if powerless else "",
        problem=problem,
    )


def submitted(taking: Taking, around: Surroundings) -> Filing:
    """The filing as it goes to the decision: what the program computed since stands, unless a reason was given."""
    filing = taking.filing
    resolved = resolve_filing(filing, around)
    shown = {f.key for f in resolved.form}
    form = {k: v for k, v in filing.form.items() if k in shown}
    materials = dict(filing.materials)
    for rm in resolved.materials:
        entry = materials.get(rm.material.key)
        if entry is None:
            continue
        stale = {
            rp.point.key
            for rp in rm.points
            if rp.outcome is not None
            and entry.points.get(rp.point.key) not in (None, "pass" if rp.outcome else "fail")
            and not entry.override.get(rp.point.key)
        }
        if stale:
            points = {k: v for k, v in entry.points.items() if k not in stale}
            materials[rm.material.key] = replace(entry, points=points)
    known = {m.key for m in around.item.materials}
    return replace(filing, form=form, materials={k: v for k, v in materials.items() if k in known})


def _untouched(taking: Taking, material: Material) -> bool:
    filing, key = taking.filing, material.key
    if taking.correcting and key not in taking.asked:
        return False
    decided = key in taking.absent or key in filing.defer or key in filing.commit
    return material.required and not decided and not filing.entry(key).brought


def _assess(
    filing: Filing, resolved: Resolved, around: Surroundings, latest: date
) -> tuple[Assessment | None, tuple[str, str] | None]:
    """The assessment, or what refuses it (a deferral past its day, an authority that is not named)."""
    try:
        return assess(around.item, filing, resolved, latest, around.today), None
    except (Refusal, InputProblem) as refusal:
        elsewhere = isinstance(filing.jurisdiction, OtherAuthority)
        lenient = replace(filing, defer={}, jurisdiction=OtherAuthority("……") if elsewhere else "ours")
        return assess(around.item, lenient, resolved, latest, around.today), (refusal.place, refusal.message)


def _entry_problem(filing: Filing, around: Surroundings, *, accepting: bool) -> tuple[str, str] | None:
    try:
        refuse_bad_entries(around.item, filing, around.today, accepting=accepting)
    except (Refusal, InputProblem) as refusal:
        return refusal.place, refusal.message
    return None


def _open(
    taking: Taking,
    found: Assessment | None,
    untouched: tuple[Material, ...],
    resolved: Resolved,
    lines: tuple[MaterialLine, ...],
    problem: tuple[str, str] | None,
) -> tuple[OpenPlace, ...]:
    """What stands before the verdict, in the order of the page: entries, questions, form, materials and their points."""
    places: list[OpenPlace] = []
    last: list[OpenPlace] = []
    if problem is not None:
        (last if problem[0].startswith("form.") else places).append(OpenPlace(problem[0], problem[1], "entry"))
    if found is None or found.verdict in ("not-required", "not-accepted"):
        return (*places, *last)
    places += [p for p in found.open if p.kind == "situation"]
    defects = any(_is_defect(r.code) and r.material not in {m.key for m in untouched} for r in found.reasons)
    if not defects:
        places += [
            OpenPlace(f"form.{f.key}", f"还没有填写“{f.label}”", "form")
            for f in resolved.form
            if f.required and taking.filing.form.get(f.key) in (None, "")
        ]
    waiting = {m.key for m in untouched}
    for line in lines:
        if line.key in waiting:
            places.append(OpenPlace(f"materials.{line.key}", f"还没有看：{line.title}", "material"))
            continue
        places += [p for p in found.open if p.place.startswith(f"materials.{line.key}.")]
        places += [
            OpenPlace(f"materials.{line.key}.points.{p.key}", f"当场能改吗：{p.text}", "spot")
            for p in line.points
            if p.asks_on_the_spot
        ]
    return (*places, *last)


def _is_defect(code: str) -> bool:
    return code in ("not-brought", "point-failed")


def _reasons(found: Assessment | None, untouched: tuple[Material, ...]) -> tuple[NumberedReason, ...]:
    waiting = {m.key for m in untouched}
    reasons = []
    for r in found.reasons if found else ():
        if r.code == "not-brought":
            if r.material not in waiting:
                reasons.append(
                    NumberedReason(f"materials.{r.material}", f"{r.material_name}未带", "not-brought", r.material_name)
                )
        elif r.code == "point-failed":
            place = f"materials.{r.material}.points.{r.point}"
            reasons.append(NumberedReason(place, r.requirement.partition("，请")[0].rstrip("。")))
        elif r.code == "deferred":
            until = next((d.until for d in found.deferrals if d.material == r.material), "") if found else ""
            reasons.append(NumberedReason(f"materials.{r.material}", r.text, "deferred", r.material_name, until))
        else:
            reasons.append(
                NumberedReason("jurisdiction" if found and found.verdict == "not-accepted" else "answers", r.text)
            )
    return tuple(reasons)


def _verdict_so_far(found: Assessment | None, reasons: tuple[NumberedReason, ...]) -> Verdict:
    """The verdict without what was only not looked at."""
    if found is None:
        return "received"
    if found.verdict == CORRECTING and not reasons:
        return "accepted-deferred" if found.deferrals else "accepted"
    return found.verdict


def _count(lines: tuple[MaterialLine, ...]) -> tuple[int, int]:
    asked = [
        p for line in lines if line.state not in ("missing", "deferred", "committed", "optional") for p in line.points
    ]
    return len(asked), sum(p.state != "open" for p in asked)


_KIND: dict[Verdict, str] = {"accepted": "good", "received": "plain"}


def said_of(
    verdict: Verdict, open_places: tuple[OpenPlace, ...], *, powerless: bool, taking: Taking
) -> tuple[str, Title, Counted, Counted]:
    """Colour, title, what is lacking, and what the one key does."""
    kind = _KIND.get(verdict, "caution")
    if not open_places:
        corrected = taking.correcting and taking.received != "first" and verdict == "accepted"
        return kind, "corrected" if corrected else verdict, NOTHING_LACKS, Counted("received" if powerless else verdict)
    points = [p for p in open_places if p.kind in IN_THE_LIST]
    fields = len(open_places) - len(points)
    lacking = Counted("fields", fields)
    if points:
        lacking = Counted("points" if all(p.kind != "material" for p in points) else "places", len(points))
    primary = Counted("check", len(points)) if open_places[0].kind in IN_THE_LIST else Counted("fill", fields)
    if verdict not in ("accepted", "accepted-deferred"):
        return kind, verdict, lacking, primary
    return "plain", "unchecked" if points else "unfilled", lacking, primary


def _basis(around: Surroundings, verdict: Verdict, taking: Taking) -> str:
    """The rule by which the verdict would be given."""
    if verdict == "accepted-deferred":
        return _deferral_basis(around, taking)
    form = form_of(notice_of(verdict), around.item.kind, GROUND_OF[verdict])
    return f"《行政许可法》{form.article}" if form.article else _own_basis(around)


def _deferral_basis(around: Surroundings, taking: Taking) -> str:
    """The rules by which the materials in question may come later, as the notice names them."""
    deferred = [m for m in around.item.materials if m.key in taking.filing.defer]
    return "、".join(dict.fromkeys(shown_basis(m.defer_basis) for m in deferred if m.defer_basis)) or GUIDE_BASIS


def _own_basis(around: Surroundings) -> str:
    own = [b.text for b in around.item.basis]
    return shown_basis(own[0]) if own else GUIDE_BASIS


__all__ = ["Check", "Counted", "FormLine", "NumberedReason", "check_taking", "default_provided", "submitted"]
