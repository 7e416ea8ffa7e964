"""What the applicant sees of what is being entered: lines of label and value, numbers masked where others could read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.catalog.service_item import FormField, ServiceItem
    from app.domain.checklist.filing import Filing, FormValue
    from app.usecases.taking import Taking

_LONG_NUMBER = re.compile(r"[0-9A-Z]{8,}")
_SHOWN_BEFORE, _SHOWN_AFTER = 3, 4
DELIVERIES = {
    "counter": QT_TRANSLATE_NOOP("SecondScreen", "窗口领取"),
    "post": QT_TRANSLATE_NOOP("SecondScreen", "邮寄"),
    "electronic": QT_TRANSLATE_NOOP("SecondScreen", "电子送达"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `masked` is shown, `value` only while the person holds the key for it."""

    label: str
    value: str
    masked: str


def masked(text: str) -> str:
    """The text with the middle of every long number hidden: 500********4535, 138****8000."""
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    number = found[0]
    hidden = len(number) - _SHOWN_BEFORE - _SHOWN_AFTER
    return f"{number[:_SHOWN_BEFORE]}{'*' * hidden}{number[-_SHOWN_AFTER:]}"


def lines_of(taking: Taking, item: ServiceItem | None) -> tuple[Line, ...]:
    """Everything that was entered, in the order in which it stands on the form; what is empty is left out."""
    rows = [*_who(taking.filing), *_what(taking.filing, item)]
    return tuple(Line(label, value, masked(value)) for label, value in rows if value)


def _who(filing: Filing) -> Iterator[tuple[str, str]]:
    translate, who = QCoreApplication.translate, filing.applicant
    yield translate("SecondScreen", "申请人"), who.name
    yield translate("SecondScreen", "证件号码"), who.id_number
    for person in (who.operator, who.legal_representative):
        if person is not None:
            yield translate("SecondScreen", "负责人"), f"{person.name} {person.id_number}".strip()
    yield translate("SecondScreen", "手机"), who.phone or ""
    yield translate("SecondScreen", "其他联系方式"), who.contact
    if filing.agent is not None:
        agent = filing.agent.person
        yield translate("SecondScreen", "代办人"), f"{agent.name} {agent.id_number}".strip()


def _what(filing: Filing, item: ServiceItem | None) -> Iterator[tuple[str, str]]:
    translate = QCoreApplication.translate
    if item is None:
        return
    yield translate("SecondScreen", "办理事项"), item.name
    for situation in item.situations:
        chosen = filing.answers.get(situation.key, "")
        yield situation.question, next((option.text for option in situation.options if option.key == chosen), "")
    for field in item.form:
        yield field.label, _said(field, filing.form.get(field.key, ""))
    names = [m.name for m in item.materials if filing.entry(m.key).brought]
    yield translate("SecondScreen", "已交材料"), "、".join(names)
    yield translate("SecondScreen", "领取方式"), translate("SecondScreen", DELIVERIES.get(filing.service, ""))


def _said(field: FormField, value: FormValue) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("SecondScreen", "是"), QCoreApplication.translate("SecondScreen", "否")
        return yes if value else no
    chosen = next((option.text for option in field.options if option.key == value), None)
    return chosen if chosen is not None else str(value)
