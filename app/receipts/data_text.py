"""Data as it is written on paper: dates, people, contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.receipts.text import plain, strong
from app.receipts.wording import wording

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.receipts.data import Clerk, Contact, Due, Human, Party
    from app.receipts.text import Spans


def chinese_date(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(moment: datetime) -> str:
    """2026年11月23日9时05分."""
    return f"{chinese_date(moment)}{moment.hour}时{moment.minute:02d}分"


def due_text(due: Due | None) -> str:
    """2026年12月7日（10个工作日）, 预计 before it where it is provisional; — where there is none."""
    if due is None:
        return wording("page").text("none")
    sign = wording("page").text("provisional") if due.provisional else ""
    limit = f"（{due.limit}）" if due.limit else ""
    return f"{sign}{chinese_date(due.on)}{limit}"


def date_text(due: Due | None) -> str:
    """The date alone, for the narrow columns of a table; — where there is none."""
    return due_text(replace(due, limit="")) if due is not None else due_text(None)


def due_spans(due: Due | None) -> Spans:
    """The date in 黑体, the limit after it not."""
    if due is None or not due.limit:
        return strong(due_text(due))
    return (*strong(due_text(replace(due, limit=""))), *plain(f"（{due.limit}）"))


def addressee(party: Party) -> str:
    """The applicant as a notice addresses him: 沙坪坝区张记小面馆（统一社会信用代码…，经营者张某）."""
    details = [f"{party.id_label}{party.id_shown}"] if party.id_shown else []
    if party.behind:
        details.append(f"{party.behind.role}{party.behind.name}")
    return f"{party.name}（{'，'.join(details)}）" if details else party.name


def person_line(person: Human) -> str:
    """张三（受托人，居民身份证 500106********4828，电话 …）."""
    shown = f"{person.id_label}{person.id_shown}" if person.id_shown else ""
    phone = f"电话{person.phone}" if person.phone else ""
    details = "，".join(part for part in (person.role, shown, phone) if part)
    return f"{person.name}（{details}）" if details else person.name


def you(party: Party) -> str:
    """你 for a person and a sole trader, 你单位 for an organisation."""
    return "你单位" if party.kind == "organisation" else "你"


def phone(number: str) -> str:
    """A phone number, or 见窗口公示 where none is known."""
    return number or wording("page").text("unknown_phone")


def contact_text(contact: Contact) -> dict[str, str]:
    """The contact's parts for a sentence."""
    return {
        "department": contact.department,
        "phone": phone(contact.phone),
        "supervision": phone(contact.supervision_phone),
        "address": contact.address or wording("page").text("unknown_phone"),
    }


def clerk_text(clerk: Clerk) -> str:
    """李梅（工号 0317）."""
    return f"{clerk.name}（工号{clerk.number}）" if clerk.number else clerk.name


def or_dash(text: str) -> str:
    """The text, or — where there is none."""
    return text or wording("page").text("none")
