"""Escalations “办不成事” at a desk: registered with a numbered receipt, answered, followed, ended. All of it offline."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, select

from app.domain.case.events import NumbersDrawn
from app.domain.escalation import decide as d
from app.domain.escalation.events import ESCALATION, HOW_ZH, ConfirmedHow
from app.domain.escalation.events import EscalationAnswered as Answered
from app.domain.escalation.events import EscalationClosed as Closed
from app.domain.escalation.events import EscalationOpened as Opened
from app.domain.escalation.events import EscalationStep as Step
from app.domain.escalation.state import EscalationState, evolve_escalation
from app.domain.refusal import Refusal
from app.store.accounts import list_accounts
from app.store.escalation_projection import decode_escalation
from app.store.event import Erased, NewEvent, Subject, Unreadable
from app.usecases.clock_confirming import refuse_unknown_time
from app.usecases.escalation_paper import KIND, receipt_data
from app.usecases.numbering import NumberedPaper
from app.usecases.rights import own_hall, require
from app.usecases.workplace import case_by_number, chinese_time
from db.desk.office import escalations as rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection, Row

    from app.receipts.data_parts import Heading
    from app.store.event import StoredEvent
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

Escalate = d.Escalate
Which = Literal["open", "closed", "all"]


@dataclass(frozen=True)
class EscalationDone:
    """What was done: the state afterwards, what happened, the receipt, which screens may be stale, when."""

    state: EscalationState
    happened: tuple[Any, ...]
    papers: tuple[NumberedPaper, ...]
    changed: frozenset[str]
    at: datetime


@dataclass(frozen=True)
class EscalationRow:
    """A line of the list. `mine`: who is at work answers for it, or registered it."""

    id: str
    number: str
    case_no: str
    text: str
    owner: str
    opened_on: str
    until: str
    overdue: bool
    due_today: bool
    answered: bool
    closed_on: str
    solved: bool | None
    mine: bool
    counter: str
    hall: str


@dataclass(frozen=True)
class EscalationEntry:
    """A line of its story: when, who, what kind (opened, answered, step, closed, paper), in words."""

    at: datetime
    on: str
    who: str
    kind: str
    text: str


@dataclass(frozen=True)
class EscalationView:
    """An escalation whole."""

    row: EscalationRow
    state: EscalationState
    entries: tuple[EscalationEntry, ...]


def open_escalation(
    workplace: Workplace, command: d.Escalate, *, case_no: str = "", on: date | None = None, also: Any = None
) -> EscalationDone:
    """Register what could not be done, with its receipt; from a case, or with none. Refusal ENTRY-EMPTY, STATE-UNKNOWN.

    Nobody named answers for it: then who is at work does (first asked, first to answer 首问负责). `also` writes what
    has to be durable together with it.
    """
    require(workplace, "escalate")
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        about = _about(uow.connection, case_no)
        hall = own_hall(uow.connection) or ""
        today = uow.now.today
        due = d.answer_limit(workplace.calendar, today, workplace.settings.escalation_answer_days)
        place = d.Place(hall, workplace.counter, workplace.clerk)
        d.open_escalation(command, "", place, about, due, today)  # refused before a number is drawn
        subject = Subject(ESCALATION, secrets.token_hex(16))
        paper = _receipt(workplace, uow, command, about, due, subject)
        event = d.open_escalation(command, paper.draw.number, place, about, due, today)
        numbers = NewEvent(Subject("numbers", uow.journal.id), NumbersDrawn((paper.draw,)))
        uow.append([numbers, NewEvent(subject, event, 0), NewEvent(subject, paper.meant, 1)])
        done = _done(subject.id, None, [event], uow, (paper,))
        if also is not None:
            also(uow, done)
        uow.commit()
    return done


def answer_escalation(
    workplace: Workplace,
    number: str,
    answer: str,
    *,
    owner: str = "",
    until: str = "",
    on: date | None = None,
    also: Any = None,
) -> EscalationDone:
    """Note what the person was answered; another owner, another promised day. Refusal ENTRY-EMPTY, STATE-CLOSED."""
    command = d.Answer(answer, owner, until)
    return _act(
        workplace, "answer-escalation", number, lambda s, today: d.answer_escalation(s, command, today), on, also
    )


def add_step(
    workplace: Workplace, number: str, text: str, *, on: date | None = None, also: Any = None
) -> EscalationDone:
    """Note what was done about it. Refusal ENTRY-EMPTY, STATE-CLOSED."""
    return _act(workplace, "answer-escalation", number, lambda s, today: d.add_step(s, text, today), on, also)


def close_escalation(
    workplace: Workplace,
    number: str,
    outcome: str,
    confirmed_with: str,
    *,
    how: ConfirmedHow = "telephone",
    confirmed_on: str = "",
    solved: bool = True,
    on: date | None = None,
    also: Any = None,
) -> EscalationDone:
    """End it with what became of it, confirmed with the person. Refusal ENTRY-EMPTY, STATE-UNCONFIRMED, STATE-CLOSED."""
    command = d.Close(outcome, confirmed_with, how, confirmed_on, solved)
    return _act(workplace, "close-escalation", number, lambda s, today: d.close_escalation(s, command, today), on, also)


def list_escalations(
    workplace: Workplace, state: Which = "open", words: str = "", *, on: date | None = None
) -> tuple[EscalationRow, ...]:
    """The hall's escalations, the overdue first, then by promised day; `words` are looked for in text and numbers."""
    today = workplace.today(on).isoformat()
    wanted = select(rows).order_by(rows.c.open.desc(), rows.c.until, rows.c.number)
    if state != "all":
        wanted = wanted.where(rows.c.open.is_(state == "open"))
    with workplace.store.read() as connection:
        found = [_row(workplace, row, today) for row in connection.execute(wanted)]
    sought = words.strip().casefold()
    return tuple(r for r in found if sought in f"{r.number} {r.case_no} {r.text} {r.owner}".casefold())


def escalations_of(workplace: Workplace, case_no: str) -> tuple[EscalationRow, ...]:
    """What was escalated of one case."""
    today = workplace.today().isoformat()
    with workplace.store.read() as connection:
        found = connection.execute(select(rows).where(rows.c.case_no == case_no).order_by(rows.c.number)).all()
    return tuple(_row(workplace, row, today) for row in found)


def pressing_escalations(workplace: Workplace) -> int:
    """How many are overdue or due today."""
    today = workplace.today().isoformat()
    wanted = select(func.count()).where(rows.c.open.is_(True), rows.c.until <= today)
    with workplace.store.read() as connection:
        return int(connection.execute(wanted).scalar_one())


def escalation_view(workplace: Workplace, number: str) -> EscalationView:
    """An escalation with its story. Refusal STATE-UNKNOWN."""
    from app.store.journal import events_of

    today = workplace.today().isoformat()
    with workplace.store.read() as connection:
        row = _found(connection, number)
        events = events_of(connection, workplace.store.program.types, Subject(ESCALATION, row.id))
    names = {account.id: account.name for account in list_accounts(workplace.store)}
    entries = tuple(entry for event in events if event.stands and (entry := entry_of(event, names)) is not None)
    return EscalationView(_row(workplace, row, today), decode_escalation(row.state), entries)


def entry_of(event: StoredEvent, names: dict[str, str]) -> EscalationEntry | None:
    """A line of the story; None for what people need not read (the printing of the receipt)."""
    told = _told(event.body)
    if told is None:
        return None
    kind, text = told
    on = chinese_time(event.at).date().isoformat()
    return EscalationEntry(event.at, on, names.get(event.actor, event.actor.removeprefix("token:")), kind, text)


def _told(body: object) -> tuple[str, str] | None:
    match body:
        case Opened():
            wanted = f"；希望：{body.wanted}" if body.wanted else ""
            return "opened", f"登记：{body.text}{wanted}。由{body.owner}负责，{body.answer_by.date} 前答复。"
        case Answered():
            return "answered", f"答复：{body.answer}（{body.owner}负责，答应日期 {body.until}）"
        case Step():
            return "step", body.text
        case Closed():
            end = "已解决" if body.solved else "未能解决"
            when = f"{body.confirmed_on} {HOW_ZH[body.how]}向{body.confirmed_with}确认"
            return "closed", f"办结（{end}）：{body.outcome}；{when}。"
        case Erased() | Unreadable():
            return "erased", "内容已依法删除，或由更新的版本写成。"
    return None


def number_of_case(workplace: Workplace, case_no: str, number: str) -> str:
    """The escalation meant by an act: the one named, else the only open one of the case. Refusal STATE-ESCALATION."""
    if number.strip():
        return number.strip()
    found = [row for row in escalations_of(workplace, case_no) if not row.closed_on] if case_no else []
    return only_one([row.number for row in found])


def only_one(numbers: list[str]) -> str:
    """The only number of a list; Refusal STATE-ESCALATION for none or several."""
    if len(numbers) == 1:
        return numbers[0]
    words = "本件没有未办结的“办不成事”登记。" if not numbers else f"本件有几条登记：{'、'.join(numbers)}。"
    raise Refusal("STATE-ESCALATION", f"{words}请在 escalation 里写明编号。", "escalation")


def _about(connection: Connection, case_no: str) -> d.About:
    if not case_no:
        return d.About()
    state = case_by_number(connection, case_no)
    return d.About(state.case_no, state.case_id, state.item_name)


def _receipt(
    workplace: Workplace, uow: UnitOfWork, command: d.Escalate, about: d.About, due: Any, subject: Subject
) -> NumberedPaper:
    from app.usecases.accept import is_connected
    from app.usecases.result_papers import other_paper

    stationery = workplace.stationery(offline=not is_connected(workplace, uow))
    owner = command.owner.strip() or workplace.clerk
    at = chinese_time(uow.now.effective)

    def data(heading: Heading) -> Any:
        return receipt_data(heading, command, about, owner, due, stationery, at)

    return other_paper(workplace, uow, KIND, data, subject=(subject.kind, subject.id), case_no=about.case_no)


def _act(
    workplace: Workplace,
    action: str,
    number: str,
    decide: Callable[[EscalationState, date], Any],
    on: date | None,
    also: Any,
) -> EscalationDone:
    require(workplace, action)
    with workplace.store.write(on=workplace.day_allowed(on)) as uow:
        refuse_unknown_time(uow.now.state)
        row = _found(uow.connection, number)
        state = decode_escalation(row.state)
        event = decide(state, uow.now.today)
        uow.append([NewEvent(Subject(ESCALATION, row.id), event)])
        done = _done(row.id, state, [event], uow, ())
        if also is not None:
            also(uow, done)
        uow.commit()
    return done


def _done(
    identity: str,
    before: EscalationState | None,
    happened: list[Any],
    uow: UnitOfWork,
    papers: tuple[NumberedPaper, ...],
) -> EscalationDone:
    after = before
    for event in happened:
        after = evolve_escalation(identity, after, event)
    if after is None:
        raise AssertionError("an escalation begins with its opening")
    changed = {"escalations", "todo", f"escalation:{identity}"} | ({"prints"} if papers else set())
    return EscalationDone(after, tuple(happened), papers, frozenset(changed), uow.now.effective)


def _found(connection: Connection, number: str) -> Row[Any]:
    wanted = "".join(number.split())
    spaced = func.replace(rows.c.number, " ", "")
    row = connection.execute(select(rows).where((spaced == wanted) | (rows.c.id == wanted))).first()
    if row is None:
        raise Refusal("STATE-UNKNOWN", f"没有“办不成事”登记 {number.strip()}，请核对编号。", "escalation")
    return row


def _row(workplace: Workplace, row: Row[Any], today: str) -> EscalationRow:
    state = decode_escalation(row.state)
    closed = state.closed
    account = workplace.store.account
    return EscalationRow(
        id=state.id, number=state.number, case_no=state.case_no, text=state.text, owner=state.owner,
        opened_on=state.opened_on, until=state.until, overdue=state.overdue(today),
        due_today=closed is None and state.until == today, answered=bool(state.answers),
        closed_on=closed.on if closed else "", solved=closed.solved if closed else None,
        mine=state.owner == account.name or row.opened_by == account.id, counter=state.counter, hall=state.hall,
    )  # fmt: skip
