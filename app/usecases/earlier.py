"""An applicant who came before: his details and still-valid verified materials, offered, never taken over silently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.case.status import STATUS_ZH, status
from app.domain.checklist.filing import Applicant, MaterialEntry, Person
from app.usecases.queries import cases_of_person
from app.usecases.rights import require

if TYPE_CHECKING:
    from app.domain.catalog.service_item import Material, ServiceItem
    from app.usecases.queries import CaseRow
    from app.usecases.taking import Taking
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Reusable:
    """A verified material that still counts: by identity, since when and until when, with the answers it had."""

    identity: str
    name: str
    verified_on: date
    valid_until: date
    entry: MaterialEntry
    points: tuple[tuple[str, str], ...]

    @property
    def source(self) -> str:
        """How it is marked on the page: 沿用 2026-09-18 核验."""
        return f"沿用 {self.verified_on} 核验"


@dataclass(frozen=True)
class EarlierCase:
    """A case in a line: 2026-09-18 个体工商户设立登记（已受理）."""

    case_no: str
    on: date
    item: str
    status: str


@dataclass(frozen=True)
class Earlier:
    """What is known of an applicant by his number. `applicant` is as he was last entered."""

    id_number: str
    cases: tuple[EarlierCase, ...]
    applicant: Applicant
    on: date
    materials: tuple[Reusable, ...]


def find_earlier(workplace: Workplace, id_number: str) -> Earlier | None:
    """What earlier cases of this store tell of a number; None where there are none."""
    require(workplace, "search")
    today = workplace.today()
    with workplace.store.read() as connection:
        rows = [r for r in cases_of_person(connection, id_number, today) if not r.state.erased]
    if not rows:
        return None
    cases = tuple(
        EarlierCase(r.case_no, date.fromisoformat(r.state.received_on), r.item_name, STATUS_ZH[status(r.state, today)])
        for r in rows
    )
    same = next((r for r in rows if r.state.filing.applicant.id_number == id_number), rows[0])
    return Earlier(id_number, cases, same.state.filing.applicant, cases[0].on, _reusable(workplace, rows, today))


def _reusable(workplace: Workplace, rows: list[CaseRow], today: date) -> tuple[Reusable, ...]:
    """Materials that passed and are still valid, the newest of each identity."""
    found: dict[str, Reusable] = {}
    for row in rows:
        item = workplace.release(row.state.release).by_code[row.item_code]
        verified_on = date.fromisoformat(row.state.received_on)
        for material in item.materials:
            until = verified_on + timedelta(days=material.valid_days)
            entry = row.state.filing.entry(material.key)
            passed = entry.brought and "fail" not in entry.points.values()
            if material.valid_days and until >= today and passed and material.identity not in found:
                found[material.identity] = _one(material, entry, verified_on, until)
    return tuple(found.values())


def _one(material: Material, entry: MaterialEntry, on: date, until: date) -> Reusable:
    texts = tuple((p.text, entry.points[p.key]) for p in material.points if p.key in entry.points)
    return Reusable(material.identity, material.name, on, until, entry, texts)


def adopt(taking: Taking, earlier: Earlier, item: ServiceItem | None) -> Taking:
    """Take over what the clerk agreed to: empty fields of the applicant, and materials that the item asks for.

    What was entered today is never overwritten. Answers are taken over for points with the same words only.
    """
    source = f"上次 {earlier.on}"
    who, sources = _filled(taking.filing.applicant, earlier, source)
    filing = replace(taking.filing, applicant=who)
    materials = dict(filing.materials)
    marks = {**taking.sources, **sources}
    reusable = {r.identity: r for r in earlier.materials}
    for material in item.materials if item else ():
        known = reusable.get(material.identity)
        if known is not None and not filing.entry(material.key).brought:
            materials[material.key] = _entry(material, known)
            marks[f"materials.{material.key}"] = known.source
    carried = {
        **{r.identity: replace(r.entry, provided=("shared",), machine=r.source) for r in earlier.materials},
        **taking.carried,
    }
    return replace(taking, filing=replace(filing, materials=materials), sources=marks, carried=carried)


def _entry(material: Material, known: Reusable) -> MaterialEntry:
    answers = dict(known.points)
    points = {p.key: answers[p.text] for p in material.points if p.text in answers and p.check == "eye"}
    return MaterialEntry(provided=("shared",), points=points, machine=known.source)  # type: ignore[arg-type]  # answers as stored


def _filled(now: Applicant, earlier: Earlier, source: str) -> tuple[Applicant, dict[str, str]]:
    before, sources = earlier.applicant, {}
    changes: dict[str, object] = {}
    if before.kind == now.kind:
        for name in ("name", "phone", "contact"):
            if not getattr(now, name) and getattr(before, name):
                changes[name] = getattr(before, name)
                sources[f"applicant.{name}"] = source
        for name in ("operator", "legal_representative"):
            mine, theirs = getattr(now, name), getattr(before, name)
            if theirs is not None and (mine is None or mine == Person("citizen-id", "", "")):
                changes[name] = theirs
                sources |= {f"applicant.{name}.{part}": source for part in ("name", "id_number")}
    elif not now.phone and before.phone:
        changes["phone"] = before.phone
        sources["applicant.phone"] = source
    return replace(now, **changes), sources  # type: ignore[arg-type]  # names of its own fields
