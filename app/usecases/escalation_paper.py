"""What stands on the receipt of an escalation “办不成事”登记单, at a desk and at the server alike."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.case.terms import DatedLimit
    from app.domain.documents.kinds import DocumentKind
    from app.domain.escalation.decide import About, Escalate
    from app.receipts.data import EscalationReceipt
    from app.receipts.data_parts import Heading
    from app.usecases.papers import Stationery

KIND: DocumentKind = "escalation-receipt"
_SHOWN = 4


def receipt_data(
    heading: Heading,
    command: Escalate,
    about: About,
    owner: str,
    answer_by: DatedLimit,
    stationery: Stationery,
    received_at: datetime,
) -> EscalationReceipt:
    """The receipt's data; of the telephone number only the last digits are printed."""
    from app.receipts.data import Clerk, Contact, Due, EscalationReceipt

    return EscalationReceipt(
        heading=heading,
        person=command.name or "未留姓名",
        phone_shown=shown_phone(command.phone),
        received_at=received_at,
        text=command.text,
        wanted=command.wanted,
        owner=owner,
        answer_by=Due(
            date.fromisoformat(answer_by.date), Limit(answer_by.limit_n, "workday").text, answer_by.provisional
        ),
        contact=Contact(stationery.hall, stationery.hall_phone, stationery.supervision_phone),
        clerk=Clerk(stationery.clerk, stationery.clerk_number),
        item_name=about.item_name,
    )


def shown_phone(phone: str) -> str:
    """A telephone number as paper shows it: 138****5678; empty for none."""
    if len(phone) <= _SHOWN:
        return "*" * len(phone)
    return f"{phone[: max(len(phone) - 8, 0)]}****{phone[-_SHOWN:]}"
