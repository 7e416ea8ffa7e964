"""What an applicant types into the online form, as a filing; every wrong place is told at once, in plain words.

The same checks as at the counter. Entries stay as they were typed until they are right, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.catalog.values import value_problem
from app.domain.checklist.entry import plain_form, refuse_bad_entries
from app.domain.checklist.filing import RELATION_ZH, Agent, Applicant, Filing, Person
from app.domain.identity.check import ID_TYPES, check
from app.domain.identity.names import check_name
from app.domain.identity.phone import check_phone
from app.domain.identity.typed_text import compact, half_width, is_digits, readable
from app.domain.refusal import InputProblem, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.domain.catalog.resolve import Resolved
    from app.domain.catalog.service_item import FormField, ServiceItem
    from app.domain.checklist.filing import AgentRelation, Delivery, FormValue

Entries = dict[str, str]
"""By the name of the place: applicant.name, human.id_number, agent.scope, form.KEY, answer.KEY."""

LONGEST_ENTRY = 2000
_SERVICES: tuple[Delivery, ...] = ("counter", "post", "electronic")
_BOOLEANS = {"true": True, "false": False}
_EMPTY = "请填写这一项。"


def answers_of(entries: Mapping[str, str]) -> dict[str, str]:
    """The answers to the situation questions."""
    return {key.removeprefix("answer."): value for key, value in entries.items() if key.startswith("answer.") and value}


def filing_of(item: ServiceItem, entries: Mapping[str, str], *, assisted: bool = False) -> Filing:
    """The filing that the entries amount to, right or wrong; what the item does not know is left out."""
    options = {s.key: {o.key for o in s.options} for s in item.situations}
    answers = {key: value for key, value in answers_of(entries).items() if value in options.get(key, ())}
    values = ((f.key, form_value(f, entries.get(f"form.{f.key}", ""))) for f in item.form)
    service: Delivery = next((s for s in _SERVICES if s == entries.get("service")), "counter")
    filing = Filing(
        item=item.code,
        applicant=_applicant(item, entries),
        agent=_agent(entries),
        channel="assisted-online" if assisted else "online",
        service=service,
        answers=answers,
        form={key: value for key, value in values if value != ""},
    )
    return plain_form(item, filing)


def entries_of(filing: Filing) -> Entries:
    """The entries that give this filing again."""
    applicant, agent = filing.applicant, filing.agent
    human = applicant.operator or applicant.legal_representative
    entries = {
        "applicant.kind": applicant.kind,
        "applicant.phone": applicant.phone or "",
        "service": filing.service,
        **_entries_of("applicant", Person(applicant.id_type, applicant.id_number, applicant.name)),
    }
    if human is not None:
        entries |= _entries_of("human", human)
    if agent is not None:
        entries |= {"agent.relation": agent.relation, "agent.scope": agent.scope, "agent.evidence": agent.evidence}
        entries |= _entries_of("agent", agent.person)
    entries |= {f"answer.{key}": value for key, value in filing.answers.items()}
    entries |= {f"form.{key}": _typed(value) for key, value in filing.form.items()}
    return {name: value for name, value in entries.items() if value}


def _entries_of(place: str, person: Person) -> Entries:
    return {f"{place}.id_type": person.id_type, f"{place}.id_number": person.id_number, f"{place}.name": person.name}


def _typed(value: FormValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def form_value(form_field: FormField, text: str) -> FormValue:
    """A typed value of the form; the text itself where it is not of its type yet."""
    plain = text.strip()
    if form_field.type == "boolean":
        return _BOOLEANS.get(plain, plain)
    if form_field.type == "integer":
        digits = compact(plain)
        return int(digits) if is_digits(digits.removeprefix("-")) and len(digits) < 16 else plain
    if form_field.type == "date":
        digits = compact(plain)
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if is_digits(digits) and len(digits) == 8 else digits
    return half_width(plain) if form_field.type == "decimal" else plain


def entry_problems(item: ServiceItem, filing: Filing, resolved: Resolved, today: date) -> dict[str, str]:
    """What is wrong, by the name of the place; empty where nothing is."""
    problems: dict[str, str] = {}
    applicant = filing.applicant
    _person(problems, "applicant", Person(applicant.id_type, applicant.id_number, applicant.name), today)
    phone = check_phone(applicant.phone or "") if applicant.phone else None
    if phone is None:
        problems["applicant.phone"] = "请填写手机号码，窗口有问题时好联系。"
    elif not phone.valid:
        problems["applicant.phone"] = phone.reason
    human = applicant.operator or applicant.legal_representative
    if human is not None:
        _person(problems, "human", human, today)
    if filing.agent is not None:
        _person(problems, "agent", filing.agent.person, today)
        if filing.agent.relation == "entrusted" and not filing.agent.scope.strip():
            problems["agent.scope"] = "请写明委托办理什么，例如：代为申请并领取结果。"
        if filing.agent.relation == "guardian" and not filing.agent.evidence.strip():
            problems["agent.evidence"] = "请写明能证明监护关系的材料，例如户口簿。"
    for form_field in resolved.form:
        value = filing.form.get(form_field.key, "")
        problem = value_problem(form_field, value, today)
        if problem or (form_field.required and value == ""):
            problems[f"form.{form_field.key}"] = _without_keys(form_field, problem) or _EMPTY
    if not problems:
        problems |= _left_over(item, filing, today)
    return problems


def _without_keys(form_field: FormField, problem: str) -> str:
    """Words for people: keys of options mean nothing to them."""
    return "请从选项里选择一个。" if problem and form_field.type in ("choice", "boolean") else problem


def _left_over(item: ServiceItem, filing: Filing, today: date) -> dict[str, str]:
    """What only the counter's own check finds, at the place that it names."""
    try:
        refuse_bad_entries(item, filing, today)
    except (Refusal, InputProblem) as refusal:
        place = refusal.place.replace("applicant.operator", "human").replace("applicant.legal_representative", "human")
        return {place.replace("agent.person", "agent"): refusal.message}
    return {}


def _person(problems: dict[str, str], place: str, person: Person, today: date) -> None:
    name, number = check_name(person.name), check(person.id_number, person.id_type, today)
    if not name.valid:
        problems[f"{place}.name"] = name.reason
    if not number.valid:
        problems[f"{place}.id_number"] = number.reason


def _applicant(item: ServiceItem, entries: Mapping[str, str]) -> Applicant:
    kind = next((k for k in item.applicants if k == entries.get("applicant.kind")), item.applicants[0])
    own = _human(entries, "applicant", "citizen-id" if kind == "person" else "uscc")
    human = _human(entries, "human", "citizen-id") if kind != "person" else None
    return Applicant(
        kind=kind,
        id_type=own.id_type,
        id_number=own.id_number,
        name=own.name,
        phone=compact(entries.get("applicant.phone", "")) or None,
        operator=human if kind == "sole-trader" else None,
        legal_representative=human if kind == "organisation" else None,
    )


def _agent(entries: Mapping[str, str]) -> Agent | None:
    relation: AgentRelation | None = next((r for r in RELATION_ZH if r == entries.get("agent.relation")), None)
    if relation is None:
        return None
    return Agent(
        relation=relation,
        person=_human(entries, "agent", "citizen-id"),
        scope=readable(entries.get("agent.scope", "")).strip(),
        evidence=readable(entries.get("agent.evidence", "")).strip(),
    )


def _human(entries: Mapping[str, str], place: str, usual: str) -> Person:
    given = entries.get(f"{place}.id_type", "")
    kind = given if given in ID_TYPES else usual
    name = " ".join(readable(entries.get(f"{place}.name", "")).split())
    return Person(kind, compact(entries.get(f"{place}.id_number", "")), name)
