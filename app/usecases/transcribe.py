"""Copy next field 复制下一字段: the fields of a case in the order of the department's own form, to be typed over once.

The number that the other system gives is taken back and recorded. Nothing here touches a clipboard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.case import events as e
from app.domain.case.decide import resolve_filing
from app.domain.case.evolve import evolve
from app.domain.refusal import Refusal
from app.usecases.papers import shown_value
from app.usecases.reissue import append
from app.usecases.rights import require
from app.usecases.workplace import case_by_number

if TYPE_CHECKING:
    from app.domain.case.decide import Surroundings
    from app.domain.catalog.service_item import FormField
    from app.domain.checklist.filing import Filing, Person
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

LONGEST = 80
"""Characters of a number in another system."""


@dataclass(frozen=True)
class CopyField:
    """One field: what it is called here, and what is put on the clipboard."""

    label: str
    value: str


@dataclass(frozen=True)
class Transcript:
    """What is typed over for a case; `system` names the system it goes to, `number` is what came back earlier."""

    case_no: str
    item_name: str
    system: str
    number: str
    fields: tuple[CopyField, ...]


def transcript(workplace: Workplace, case_no: str) -> Transcript:
    """The fields of a case that have a value: applicant first, then the form in the department's order."""
    state = workplace.find_case(case_no)
    around = workplace.surroundings(state.item_code, state.release, workplace.today())
    fields = (*_party(state.filing), *_form(state.filing, around))
    system = f"{state.for_authority or state.department}系统"
    return Transcript(state.case_no, state.item_name, system, state.foreign_number, fields)


def in_foreign_order(form: tuple[FormField, ...]) -> tuple[FormField, ...]:
    """Fields by their place in the department's own form; those without a place follow as listed."""
    return tuple(sorted(form, key=lambda f: (f.foreign_order == 0, f.foreign_order)))


def _form(filing: Filing, around: Surroundings) -> tuple[CopyField, ...]:
    applying = resolve_filing(filing, around).form
    shown = ((f.label, shown_value(f, filing.form.get(f.key))) for f in in_foreign_order(applying))
    return tuple(CopyField(label, value) for label, value in shown if value)


def _party(filing: Filing) -> tuple[CopyField, ...]:
    who = filing.applicant
    named = {"person": "姓名", "sole-trader": "字号名称", "organisation": "单位名称"}[who.kind]
    number = "统一社会信用代码" if who.id_type == "uscc" else "证件号码"
    fields = [(named, who.name), (number, who.id_number)]
    if who.operator:
        fields += _human("经营者", who.operator)
    if who.legal_representative:
        fields += _human("法定代表人", who.legal_representative)
    fields += [("联系电话", who.phone or ""), ("其他联系方式", who.contact)]
    if filing.agent:
        fields += _human("代理人", filing.agent.person)
    return tuple(CopyField(label, value) for label, value in fields if value)


def _human(role: str, person: Person) -> list[tuple[str, str]]:
    return [(f"{role}姓名", person.name), (f"{role}证件号码", person.id_number)]


def take_foreign_number(workplace: Workplace, case_no: str, number: str, system: str = "") -> Done:
    """Record the number that the other system gave; a new one replaces an earlier one, both stay in the story."""
    require(workplace, "take-foreign-number")
    wanted = number.strip()
    if not wanted or len(wanted) > LONGEST:
        raise Refusal("ENTRY-FOREIGN", f"请填写对方系统里的编号（不超过 {LONGEST} 个字符）。", "number")
    with workplace.store.write() as uow:
        state = case_by_number(uow.connection, case_no)
        event = e.ForeignNumberTaken(system or f"{state.for_authority or state.department}系统", wanted)
        done = append(uow, evolve(state, event), (event,), ())
        uow.commit()
    return done
