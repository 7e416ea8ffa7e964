"""Confirm the date after a start at which nobody could know it: an event from which effective time restarts.

Until then nothing numbered is drawn; blank sheets printed in advance take the time by hand (补录).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.domain.shift import ClockConfirmed
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.usecases.confirming import confirm_as_lead, leads
from app.usecases.rights import require

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class DateInQuestion:
    """What the machine shows, the last day that was recorded, and the other leads, one of whom confirms."""

    shown: date
    last: date
    leads: tuple[str, ...]


def date_in_question(workplace: Workplace) -> DateInQuestion | None:
    """What has to be confirmed, None while the time is known."""
    reading = workplace.store.now()
    if reading.state != "needs-confirmation":
        return None
    shown, last = reading.raw.astimezone(CHINA), (reading.raw - reading.offset).astimezone(CHINA)
    return DateInQuestion(shown.date(), last.date(), _other_leads(workplace))


def _other_leads(workplace: Workplace) -> tuple[str, ...]:
    return tuple(name for name in leads(workplace) if name != workplace.clerk)


def confirm_date(workplace: Workplace, day: date, second: str = "", second_password: str = "") -> None:
    """Say that today is `day`; the time of day is the machine's.

    Where another lead belongs to the counter, he confirms with his password: a wrong day spoils every date printed.
    """
    require(workplace, "confirm-date")
    reading = workplace.store.now()
    if reading.state == "ok":
        raise Refusal("STATE-CLOCK-OK", "时钟可信，不需要确认日期。")
    others = _other_leads(workplace)
    if others and not second:
        raise Refusal("RIGHT-LEAD", f"确认日期须由另一位组长输入密码：{'、'.join(others)}。", "second")
    if second:
        confirm_as_lead(workplace, second, second_password)
    raw = reading.raw.astimezone(CHINA)
    moment = datetime.combine(day, raw.time(), CHINA)
    with workplace.store.write() as uow:
        body = ClockConfirmed(raw.isoformat(), moment.isoformat(), workplace.clerk, second)
        uow.append([NewEvent(Subject("desk", uow.journal.id), body)], at=moment)
        uow.confirm_time(moment)
        uow.commit()


def refuse_unknown_time(state: str) -> None:
    """Refuse to draw a number while nobody knows the date."""
    if state == "needs-confirmation":
        raise Refusal(
            "STATE-CLOCK", "电脑日期和上次记录相差较大，请先确认今天的日期；确认前请用预先打印的空白收件凭证。"
        )
