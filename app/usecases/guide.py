"""Papers that need no case: the guide sheet 一次性告知单, the application form 申请书 for signature, a blank 授权委托书.

None of them bears a number. The guide names every material that applies to the answers given. Rule: LAW-30.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.case.decide import resolve_filing
from app.domain.checklist.assess import shown_basis
from app.domain.refusal import Refusal
from app.usecases.papers import contact_of, item_ref, party, shown_value, situation_text

if TYPE_CHECKING:
    from datetime import date

    from app.domain.case.decide import Surroundings
    from app.domain.catalog.resolve import Resolved
    from app.domain.catalog.service_item import Material
    from app.domain.checklist.filing import Filing
    from app.receipts import data as paper
    from app.usecases.workplace import Workplace

_WHO = {"person": "个人", "sole-trader": "个体工商户", "organisation": "单位"}


def guide_sheet(workplace: Workplace, filing: Filing) -> paper.GuideSheet:
    """The guide sheet for the answers given so far; unanswered questions leave their materials in."""
    from app.receipts import data as paper

    around = _around(workplace, filing)
    item, resolved = around.item, resolve_filing(filing, around)
    department = workplace.catalogue.department_of(item)
    return paper.GuideSheet(
        heading=_heading(workplace, department.full_name, around.today),
        item=item_ref(item),
        applicants="、".join(_WHO[kind] for kind in item.applicants),
        situation=situation_text(resolved),
        legal=item.legal.text,
        promised=item.promised.text,
        fee=item.fee,
        materials=tuple(_guide_line(m.material) for m in resolved.materials)
        + tuple(_guide_line(m, "视填写内容") for m in resolved.undecided),
        contact=contact_of(department, workplace.stationery()),
        catalogue=f"第 {workplace.catalogue.number} 版 · {workplace.catalogue.hash[:8]}",
        fee_basis=item.fee_basis,
        result=item.result,
        result_validity=item.result_validity,
        guide=item.guide,
        in_person=item.in_person,
        prerequisites=tuple(workplace.catalogue.by_code[c].name for c in item.prerequisites),
    )


def application_form(workplace: Workplace, filing: Filing) -> paper.Application:
    """The application form, filled from what was entered; to be read and signed before acceptance.

    Refusal ENTRY-NAME while nobody is named: an empty form is the guide's affair.
    """
    from app.receipts import data as paper

    around = _around(workplace, filing)
    if not filing.applicant.name.strip():
        raise Refusal("ENTRY-NAME", "请先填写申请人，再打印申请书。", "applicant.name")
    item, resolved = around.item, resolve_filing(filing, around)
    department = workplace.catalogue.department_of(item)
    return paper.Application(
        heading=_heading(workplace, department.full_name, around.today),
        party=party(filing),
        item=item_ref(item),
        situation=situation_text(resolved),
        sections=_sections(resolved, filing),
        materials=tuple(m.material.name for m in resolved.materials),
        service=filing.service,
        contact=contact_of(department, workplace.stationery()),
    )


def power_of_attorney(workplace: Workplace, filing: Filing) -> paper.PowerOfAttorney:
    """A power of attorney with what is known; blank where nothing was entered."""
    from app.receipts import data as paper

    item = workplace.catalogue.by_code.get(filing.item)
    named = bool(filing.applicant.name.strip())
    return paper.PowerOfAttorney(
        heading=_heading(workplace, workplace.settings.hall, workplace.today()),
        item=item_ref(item) if item else None,
        party=party(filing) if named else None,
        scope=filing.agent.scope if filing.agent else "",
    )


def _around(workplace: Workplace, filing: Filing) -> Surroundings:
    item = workplace.catalogue.find(filing.item)
    return workplace.surroundings(item.code, workplace.catalogue.hash, workplace.today())


def _heading(workplace: Workplace, author: str, today: date) -> paper.Heading:
    from app.receipts import data as paper

    return paper.Heading(author=author, issued_on=today, evaluation=workplace.evaluation)


def _guide_line(material: Material, note: str = "") -> paper.GuideMaterial:
    from app.receipts import data as paper

    counts = [f"原件{material.original}份"] if material.original else []
    counts += [f"复印件{material.copies}份"] if material.copies else []
    notes = [note] if note else []
    if material.when_text:
        notes.append(f"{material.when_text}时提交")
    if material.deferrable:
        notes.append(f"可容缺（{shown_basis(material.defer_basis)}）")
    if material.committable:
        notes.append("可告知承诺")
    if material.shared_from:
        notes.append(f"由{material.shared_from}共享，可不带")
    elif material.e_licence:
        notes.append("可用电子证照")
    return paper.GuideMaterial(
        material.name, material.form, "、".join(counts) or "—", material.issuer, material.required, tuple(notes)
    )


def _sections(resolved: Resolved, filing: Filing) -> tuple[paper.FieldSection, ...]:
    from app.receipts import data as paper

    sections: dict[str, list[paper.FieldLine]] = {}
    for field in resolved.form:
        line = paper.FieldLine(field.label, shown_value(field, filing.form.get(field.key)))
        sections.setdefault(field.section or "申请内容", []).append(line)
    return tuple(paper.FieldSection(title, tuple(lines)) for title, lines in sections.items())


__all__ = ["application_form", "guide_sheet", "power_of_attorney"]
