"""Checks of what was entered about persons, before anything is decided: numbers, names, who may act.

A value that the program refuses is first compared with the paper by the clerk; a typing error is never the
applicant's defect, so nothing here ever becomes a reason of a correction notice. Rules: LAW-29, GB-11643, GB-32100.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.catalog.values import value_problem
from app.domain.checklist.findings import PLACE
from app.domain.identity.check import Checked, check
from app.domain.identity.names import check_name
from app.domain.identity.phone import check_phone
from app.domain.identity.typed_text import compact, readable
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.catalog.service_item import ServiceItem
    from app.domain.checklist.filing import Agent, Applicant, Filing, Identity, Person

TYPED_AS_NUMBERS = ("citizen-id", "uscc", "phone", "decimal", "date")
NUMBERS = ("citizen-id", "uscc", "phone", "integer", "decimal")
"""Field types whose wrong value is a no (the paper may say so), not unreadable input."""


def plain_form(item: ServiceItem, filing: Filing) -> Filing:
    """The filing with the form's numbers in half width and its texts without what cannot be seen."""
    types = {f.key: f.type for f in item.form}
    form = {k: _plain(v, types.get(k, "text")) if isinstance(v, str) else v for k, v in filing.form.items()}
    return filing if form == filing.form else replace(filing, form=form)


def _plain(value: str, kind: str) -> str:
    return compact(value) if kind in TYPED_AS_NUMBERS else readable(value)


def refuse_bad_entries(item: ServiceItem, filing: Filing, today: date, *, accepting: bool = False) -> None:
    """Raise the first Refusal that stands against the persons of a filing; `place` names the field.

    `accepting`: how identity was seen must be complete too; an intake does not wait for that.
    """
    _applicant(item, filing.applicant, today)
    if filing.agent is not None:
        _agent(item, filing.agent, today)
    if accepting:
        _identity(filing.identity)
    for form_field in item.form:
        problem = value_problem(form_field, filing.form.get(form_field.key), today)
        if problem:
            code, place = f"ENTRY-{form_field.type.upper()}", f"form.{form_field.key}"
            as_typed = form_field.type in NUMBERS and _of_its_type(form_field.type, filing.form[form_field.key])
            raise (Refusal if as_typed else InputProblem)(code, problem, place)


def _of_its_type(kind: str, value: object) -> bool:
    """Whether a file gives the value as its type is written (a decimal as text): else it is unreadable input."""
    return isinstance(value, int) and not isinstance(value, bool) if kind == "integer" else isinstance(value, str)


def refuse_unknown_keys(item: ServiceItem, filing: Filing) -> None:
    """Raise InputProblem for the first key that the item does not have; nothing is dropped silently."""
    options = {s.key: {o.key for o in s.options} for s in item.situations}
    for key, option in filing.answers.items():
        if key not in options:
            raise InputProblem("INPUT-FIELD", f"事项“{item.name}”没有情形“{key}”。", f"answers.{key}")
        if option and option not in options[key]:
            raise InputProblem("INPUT-FIELD", f"情形“{key}”没有选项“{option}”。", f"answers.{key}")
    _unknown("表单字段", filing.form, {f.key for f in item.form}, item, "form")
    materials = {m.key: m for m in item.materials}
    _unknown("材料", filing.materials, set(materials), item, "materials")
    _unknown("材料", filing.defer, set(materials), item, "defer")
    _unknown("材料", dict.fromkeys(filing.commit), set(materials), item, "commit")
    for key, entry in filing.materials.items():
        points = {p.key: p for p in materials[key].points}
        for part in ("points", "override", "fill", "unable"):
            _unknown("审核要点", getattr(entry, part), set(points), item, f"materials.{key}.{part}")
        for point, words in entry.fill.items():
            places = set(PLACE.findall(points[point].correction))
            _unknown("补正填空", words, places, item, f"materials.{key}.fill.{point}")


def _unknown(what: str, given: Mapping[str, object], known: set[str], item: ServiceItem, place: str) -> None:
    strange = next((k for k in given if k not in known), None)
    if strange is not None:
        raise InputProblem("INPUT-FIELD", f"事项“{item.name}”没有{what}“{strange}”。", f"{place}.{strange}")


def _applicant(item: ServiceItem, applicant: Applicant, today: date) -> None:
    if applicant.kind not in item.applicants:
        raise Refusal("ENTRY-APPLICANT", f"“{item.name}”不面向这类申请人，请核对事项或申请人类型。", "applicant.kind")
    _named(applicant.name, "applicant.name")
    _number(applicant.id_type, applicant.id_number, "applicant.id_number", today)
    if applicant.kind == "sole-trader" and applicant.operator is None:
        raise Refusal("ENTRY-OPERATOR", "个体工商户请填写经营者姓名和证件号码。", "applicant.operator")
    if applicant.kind == "organisation" and applicant.legal_representative is None:
        raise Refusal(
            "ENTRY-REPRESENTATIVE", "单位请填写法定代表人（负责人）姓名和证件号码。", "applicant.legal_representative"
        )
    for place, person in (("operator", applicant.operator), ("legal_representative", applicant.legal_representative)):
        if person is not None:
            refuse_bad_person(person, f"applicant.{place}", today)
    if applicant.phone and not (checked := check_phone(applicant.phone)).valid:
        raise Refusal("ENTRY-PHONE", checked.reason, "applicant.phone")
    if not applicant.phone and not applicant.contact.strip():
        raise Refusal("ENTRY-CONTACT", "没有电话时请留其他联系方式（住址、亲属电话等）。", "applicant.contact")


def _identity(identity: Identity) -> None:
    if identity.lost and not identity.seen.strip():
        raise Refusal("ENTRY-SEEN", "证件遗失或者过期时，请写明看了什么代替（临时身份证、户口簿等）。", "identity.seen")
    if identity.thumb_print and not identity.witness.strip():
        raise Refusal("ENTRY-WITNESS", "不能写字、以按手印代替签字的，请写明见证人姓名。", "identity.witness")


def _agent(item: ServiceItem, agent: Agent, today: date) -> None:
    if item.in_person:
        raise Refusal("LAW-29", f"“{item.name}”须本人到场办理（{item.in_person}），不能委托。", "agent")
    refuse_bad_agent(agent, today)


def refuse_bad_agent(agent: Agent, today: date) -> None:
    """Refuse an agent whose number is wrong, or whose authorisation says nothing or has run out."""
    refuse_bad_person(agent.person, "agent.person", today)
    if agent.relation == "guardian" and not agent.evidence.strip():
        raise Refusal(
            "ENTRY-GUARDIAN",
            "监护人代办请写明监护关系证明（户口簿、出生医学证明等），不需要授权委托书。",
            "agent.evidence",
        )
    if agent.relation == "entrusted":
        if not agent.scope.strip():
            raise Refusal("ENTRY-SCOPE", "请写明委托事项（授权范围）。", "agent.scope")
        if agent.valid_until and date.fromisoformat(agent.valid_until) < today:
            raise Refusal("ENTRY-AUTHORITY", "委托期限已过，请由申请人重新授权。", "agent.valid_until")


def refuse_bad_person(person: Person, place: str, today: date) -> None:
    """Refuse a person without a name, or with a number that cannot be one."""
    _named(person.name, f"{place}.name")
    _number(person.id_type, person.id_number, f"{place}.id_number", today)


def _named(name: str, place: str) -> None:
    checked = check_name(name)
    if not checked.valid:
        raise Refusal("ENTRY-NAME", checked.reason, place)


def _number(id_type: str, number: str, place: str, today: date) -> None:
    checked: Checked = check(number, id_type, today)
    if not checked.valid:
        raise Refusal("GB-32100" if id_type == "uscc" else "GB-11643", checked.reason, place)
