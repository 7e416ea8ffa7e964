"""Escalations “办不成事” at the server: acts in its own journal that reach the hall's desks, lists, figures."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, literal_column, select

from app.domain.case.events import NumbersDrawn
from app.domain.escalation import decide as d
from app.domain.escalation.events import ESCALATION
from app.domain.escalation.state import EscalationState
from app.domain.refusal import Refusal
from app.domain.rights import refuse_without
from app.store.central import office
from app.store.central.devices import counters_of
from app.store.clock import CHINA
from app.store.event import NewEvent, Subject
from app.usecases.central.cases import stored_events
from app.usecases.central.following import follow, follow_within
from app.usecases.central.hall import hall_of, stationery_at_centre
from app.usecases.central.knowledge import knowledge
from app.usecases.central.own_journal import own_group, own_journal
from app.usecases.central.papers import other_paper_at_centre
from app.usecases.escalation_paper import KIND, receipt_data
from app.usecases.escalations import EscalationEntry, entry_of
from app.usecases.numbering import NumberedPaper
from db.central.ledger import events as events_table
from db.central.office import office_escalations

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from app.receipts.data_parts import Heading
    from app.usecases.central.acting import Actor
    from app.usecases.central.server import Server

_e = office_escalations.c


@dataclass(frozen=True)
class Acted:
    """What an act on an escalation brought about: its state, the events, the receipt, the last position."""

    state: EscalationState
    happened: tuple[Any, ...]
    papers: tuple[NumberedPaper, ...]
    position: int


@dataclass(frozen=True)
class EscalationRecord:
    """An escalation with its story."""

    state: EscalationState
    entries: tuple[EscalationEntry, ...]


def halls_of(connection: Connection, area: str) -> list[str]:
    """The halls of an area that have a counter."""
    return sorted({one.hall for one in counters_of(connection, area)})


def hall_for(connection: Connection, area: str, named: str) -> str:
    """The hall whose desks are sent an escalation without a case: the named one, the only one there is.

    Empty where the area has no counter yet; Refusal ENTRY-HALL, with the halls there are, for any other name or none.
    """
    halls = halls_of(connection, area)
    if named in halls or (not named and not halls):
        return named
    if not named and len(halls) == 1:
        return halls[0]
    raise Refusal("ENTRY-HALL", f"请写明是哪个大厅的事，可以写：{'、'.join(halls) or '（还没有大厅）'}。", "hall")


@dataclass(frozen=True)
class EscalationFigures:
    """Of those registered in a period: how many, ended, solved, answered by the day promised first, overdue now."""

    registered: int
    closed: int
    solved: int
    in_time: int
    overdue: int
    postponed: int


class EscalationActs:
    """Acts within one write, which has taken the area's positions."""

    def __init__(self, server: Server, connection: Connection, actor: Actor, now: datetime) -> None:
        self.server, self.connection, self.actor, self.now = server, connection, actor, now
        follow_within(server, connection)

    @property
    def today(self) -> date:
        """The day by the hall's clock."""
        return self.now.astimezone(CHINA).date()

    def open(self, command: d.Escalate, about: d.About, hall: str) -> Acted:
        """Register one, with its receipt. Refusal RIGHT-…, ENTRY-EMPTY."""
        refuse_without(self.actor.role, "escalate")
        settings = hall_of(self.server, self.connection)
        due = d.answer_limit(knowledge().calendar, self.today, settings.escalation_answer_days)
        place = d.Place(hall, "", self.actor.name)
        d.open_escalation(command, "", place, about, due, self.today)  # refused before a number is drawn
        subject = Subject(ESCALATION, secrets.token_hex(16))
        stationery = stationery_at_centre(self.server, settings, self.actor.name)
        owner = command.owner.strip() or self.actor.name

        def data(heading: Heading) -> Any:
            return receipt_data(heading, command, about, owner, due, stationery, self.now.astimezone(CHINA))

        paper = other_paper_at_centre(
            self.server, self.connection, KIND, data, subject=(subject.kind, subject.id), today=self.today,
            case_no=about.case_no, clerk=self.actor.name,
        )  # fmt: skip
        event = d.open_escalation(command, paper.draw.number, place, about, due, self.today)
        return self._append(subject, [event, paper.meant], (paper,))

    def answer(self, number: str, command: d.Answer) -> Acted:
        """Answer one. Refusal RIGHT-…, STATE-…, ENTRY-…."""
        return self._act("answer-escalation", number, lambda s: d.answer_escalation(s, command, self.today))

    def step(self, number: str, text: str) -> Acted:
        """Note what was done about one."""
        return self._act("answer-escalation", number, lambda s: d.add_step(s, text, self.today))

    def close(self, number: str, command: d.Close) -> Acted:
        """End one, as the person confirmed."""
        return self._act("close-escalation", number, lambda s: d.close_escalation(s, command, self.today))

    def _act(self, action: str, number: str, decide: Callable[[EscalationState], Any]) -> Acted:
        refuse_without(self.actor.role, action)
        state = office.escalation_numbered(self.connection, self.server.area, self.server.ledger.vault, number)
        if state is None:
            raise Refusal("STATE-UNKNOWN", f"没有“办不成事”登记 {number.strip()}，请核对编号。", "escalation")
        return self._append(Subject(ESCALATION, state.id), [decide(state)], ())

    def _append(self, subject: Subject, bodies: list[Any], papers: tuple[NumberedPaper, ...]) -> Acted:
        events = [NewEvent(subject, body, place) for place, body in enumerate(bodies)]
        if papers:
            journal = own_journal(self.connection, self.server.area)
            drawn = NumbersDrawn(tuple(paper.draw for paper in papers))
            events.insert(0, NewEvent(Subject("numbers", journal.id if journal else "S00"), drawn))
        group = own_group(self.server.ledger, self.connection, events, self.actor.id, self.now)
        follow_within(self.server, self.connection)
        state = office.escalation(self.connection, self.server.area, self.server.ledger.vault, subject.id)
        if state is None:
            raise AssertionError("what was appended has been followed")
        happened = tuple(body for body in bodies if body not in [paper.meant for paper in papers])
        return Acted(state, happened, papers, group.position)


def with_escalations(server: Server, actor: Actor, do: Callable[[EscalationActs], Acted]) -> Acted:
    """One act from the console, in a write of its own."""
    knowledge()
    with server.store.write() as connection:
        server.ledger.positions.begin(connection, server.area)
        return do(EscalationActs(server, connection, actor, server.now()))


def list_escalations(server: Server, *, hall: str = "", still_open: bool = True) -> list[EscalationState]:
    """Escalations of a hall (or all): open ones by promised day, or the ended ones, the latest first."""
    follow(server)
    with server.store.read() as connection:
        return office.escalations(connection, server.area, server.ledger.vault, hall=hall, still_open=still_open)


def escalation_record(server: Server, number: str) -> EscalationRecord:
    """An escalation with its story, by its number or id. Refusal STATE-UNKNOWN."""
    follow(server)
    with server.store.read() as connection:
        area, vault = server.area, server.ledger.vault
        state = office.escalation(connection, area, vault, number) or office.escalation_numbered(
            connection, area, vault, number
        )
        if state is None:
            raise Refusal("STATE-UNKNOWN", f"没有“办不成事”登记 {number.strip()}，请核对编号。", "escalation")
        events = stored_events(connection, server.ledger, *_about(state.id))
        names = {one.id: one.name for one in server.accounts.all(connection)}
    lines = (entry_of(event, names) for event in events if event.stands)
    return EscalationRecord(state, tuple(line for line in lines if line is not None))


def receipt_pdf(server: Server, identity: str) -> bytes:
    """The receipt of an escalation as PDF. Refusal STATE-UNKNOWN."""
    from app.domain.case.events import DocumentMeant
    from app.receipts.data import from_mapping
    from app.usecases.printing import render_paper

    with server.store.read() as connection:
        events = stored_events(connection, server.ledger, *_about(identity))
    meant = next((one.body for one in events if isinstance(one.body, DocumentMeant)), None)
    if meant is None:
        raise Refusal("STATE-UNKNOWN", "没有这份登记单，或者内容已依法删除。", "escalation")
    data = from_mapping(meant.kind, dict(meant.data))  # type: ignore[arg-type]  # a kind as we wrote it
    return render_paper(data, meant.copies, meant.filed)


def _about(identity: str) -> tuple[Any, ...]:
    """The events of an escalation; the kind stands as text, or the partial index were not used."""
    return events_table.c.subject_id == identity, events_table.c.subject_kind == literal_column(f"'{ESCALATION}'")


def escalation_figures(server: Server, since: date, until: date, *, hall: str = "") -> EscalationFigures:
    """Figures of what was registered from `since` to `until`, both included."""
    follow(server)
    period = [_e.area == server.area, _e.opened_on >= since.isoformat(), _e.opened_on <= until.isoformat()]
    if hall:
        period.append(_e.hall == hall)
    today = server.now().astimezone(CHINA).date().isoformat()
    first = func.coalesce(func.nullif(_e.answered_on, ""), func.nullif(_e.closed_on, ""))
    with server.store.read() as connection:

        def count(*conditions: Any) -> int:
            wanted = select(func.count()).select_from(office_escalations).where(*period, *conditions)
            return int(connection.execute(wanted).scalar_one())

        return EscalationFigures(
            registered=count(),
            closed=count(_e.closed_on != ""),
            solved=count(_e.closed_on != "", _e.solved == office.YES),
            in_time=count(first <= _e.answer_by),
            overdue=count(_e.closed_on == "", _e.until < today),
            postponed=count(_e.postponed > 0),
        )
