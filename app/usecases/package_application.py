"""The one application form of a package 一表申请, filled from what was entered, to be read and signed before acceptance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.receipts import data as paper
from app.usecases.package import find_package, package_sheet
from app.usecases.package_checking import known
from app.usecases.package_papers import joint_department
from app.usecases.papers import contact_of, party, shown_value

if TYPE_CHECKING:
    from datetime import date

    from app.domain.checklist.filing import Filing
    from app.domain.package.sheet import Sheet
    from app.usecases.workplace import Workplace


def package_application(workplace: Workplace, key: str, filing: Filing, today: date) -> paper.Application:
    """The application form for all members that the answers call for; it names them, each field and each paper once.

    Refusal ENTRY-NAME while nobody is named, STATE-OPEN while nobody knows who belongs.
    """
    if not filing.applicant.name.strip():
        raise Refusal("ENTRY-NAME", "请先填写申请人，再打印申请书。", "applicant.name")
    sheet = package_sheet(workplace, find_package(workplace.catalogue, key), filing, today)
    if sheet.unanswered:
        first = sheet.unanswered[0]
        raise Refusal("STATE-OPEN", f"还没有回答：{first.question}", f"answers.{first.key}")
    package, first_item = sheet.merged.package, sheet.merged.members[0].item
    departments = [workplace.catalogue.department_of(m.item) for m in sheet.merged.members]
    joint = joint_department(workplace.catalogue, package)
    addressed = [joint] if joint else departments
    contact = contact_of(addressed[0], workplace.stationery())
    return paper.Application(
        heading=paper.Heading(author=workplace.settings.hall, issued_on=today, evaluation=workplace.evaluation),
        party=party(filing),
        item=paper.ItemRef(package.key, package.name, first_item.kind),
        situation=_situations(sheet),
        sections=_sections(sheet, known(sheet, filing)),
        materials=tuple(m.material.name for m in sheet.materials),
        service=filing.service,
        contact=replace(contact, department="、".join(dict.fromkeys(d.full_name for d in addressed))),
    )


def _situations(sheet: Sheet) -> str:
    """The members that are applied for, and which of them wait."""
    names = [m.item.name for m in sheet.merged.members]
    return f"{len(names)} 个事项：{'、'.join(names)}"


def _sections(sheet: Sheet, filing: Filing) -> tuple[paper.FieldSection, ...]:
    """Each field once, under the heading of its section; those of several members stand with the first."""
    sections: dict[str, list[paper.FieldLine]] = {}
    for merged in sheet.merged.form:
        line = paper.FieldLine(merged.field.label, shown_value(merged.field, filing.form.get(merged.key)))
        sections.setdefault(merged.field.section or "申请内容", []).append(line)
    return tuple(paper.FieldSection(title, tuple(lines)) for title, lines in sections.items())
