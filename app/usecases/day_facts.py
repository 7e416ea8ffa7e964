"""What happened at this counter on a day: read from the journal's events and from what became of its documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain import shift, visit
from app.domain.case import events as e
from app.domain.day_end import Blanks, CaseNumbers, DayRows, NumberRow
from app.domain.documents.kinds import NOTICES
from app.domain.ticket.figures import CounterFigures, figures
from app.store.case_projection import CASE, decode_state
from app.store.clock import CHINA
from app.store.codec import decode_header
from app.store.journal import read_event
from app.store.shift_projection import serials_before
from app.store.ticket_projection import tickets_of
from app.usecases.print_queue import UNPRINTED
from db.desk import local, projections
from db.journal import events as events_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from app.store.event import StoredEvent
    from app.usecases.workplace import Workplace

INSIDE = ("handover", "day-end")
"""Papers that stay in the hall: they are in hand as soon as they came out."""

ON_THE_SPOT = (*INSIDE, "service-record", "result-receipt", "escalation-receipt")
"""So are those that the person signs and takes at once."""

_FOREIGN_RUN = 5000
"""So many events in a row of other days end the search backwards; a corrected clock may put a few out of order."""


@dataclass(frozen=True)
class OriginalInHand:
    """An original that lies at the counter."""

    case_no: str
    material: str
    name: str
    kept_on: str


@dataclass(frozen=True)
class BlankRow:
    """A blank receipt: lent, used or void."""

    number: str
    state: str
    lent_on: str
    case_no: str
    reason: str


@dataclass(frozen=True)
class OlderPaper:
    """A document of an earlier day that is still not confirmed or not told."""

    number: str
    kind: str
    case_no: str
    issued_on: str
    printed: bool


@dataclass(frozen=True)
class DayFacts:
    """Everything that the day's end tells. `drafts` counts by account id, `queue` print jobs by state."""

    day: date
    rows: DayRows
    visits: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    seals: dict[str, int] = field(default_factory=dict)
    unsealed: tuple[str, ...] = ()
    reprints: int = 0
    originals: tuple[OriginalInHand, ...] = ()
    returned: int = 0
    drafts: dict[str, int] = field(default_factory=dict)
    queue: dict[str, int] = field(default_factory=dict)
    older: tuple[OlderPaper, ...] = ()
    blanks: tuple[BlankRow, ...] = ()
    lent_today: int = 0
    used_today: int = 0
    void_today: int = 0
    unsent: int = 0
    calls: CounterFigures | None = None


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day at Beijing and that of the next."""
    start = datetime.combine(day, time(), CHINA)
    return start, start + timedelta(days=1)


def day_facts(workplace: Workplace, connection: Connection, day: date) -> DayFacts:
    """Read a day of this journal inside the caller's transaction."""
    happened = list(events_of_day(workplace, connection, day))
    bodies = [event.body for event in happened]
    kinds = Counter(type(body) for body in bodies)
    start, _ = bounds(day)
    blanks = tuple(list_blanks(connection))
    numbers = _number_rows(workplace, connection, happened, blanks)
    return DayFacts(
        day=day,
        rows=DayRows(
            numbers, serials_before(connection, _firsts(numbers)), _case_numbers(happened), blank_sums(blanks)
        ),
        visits=dict(Counter(b.kind for b in bodies if isinstance(b, visit.VisitRecorded))),
        outcomes=_outcomes(bodies),
        seals=dict(Counter(b.seal for b in bodies if isinstance(b, e.DocumentSealed))),
        reprints=kinds[e.DocumentReprinted],
        originals=tuple(originals_in_hand(workplace, connection)),
        returned=sum(len(b.materials) for b in bodies if isinstance(b, e.OriginalsReturned)),
        drafts=_counts(connection, local.drafts.c.clerk),
        queue={k: n for k, n in _counts(connection, local.print_jobs.c.state).items() if k != "done"},
        older=tuple(_older(connection, start)),
        blanks=blanks,
        lent_today=sum(len(b.numbers) for b in bodies if isinstance(b, shift.BlanksLent)),
        used_today=kinds[shift.BlankUsed],
        void_today=kinds[shift.BlankVoided],
        unsent=_unsent(connection),
        calls=counter_calls(connection, day, workplace.counter),
    )


def counter_calls(connection: Connection, day: date, counter: str) -> CounterFigures | None:
    """Numbers called at a counter on a day and their times; None where it called none."""
    found = figures(tickets_of(connection, day.isoformat()))
    return next((one for one in found.counters if one.counter == counter), None)


def events_of_day(workplace: Workplace, connection: Connection, day: date) -> Iterator[StoredEvent]:
    """Events of the own journal on a day, oldest first."""
    c = events_table.c
    query = (
        select(c.arrival, c.header, c.hash, c.body)
        .where(c.journal == workplace.store.journal.id)
        .order_by(c.seq.desc())
    )
    found: list[Any] = []
    foreign = 0
    for row in connection.execution_options(stream_results=True).execute(query):
        if decode_header(row.header).at.astimezone(CHINA).date() == day:
            found.append(row)
            foreign = 0
        else:
            foreign += 1
            if foreign >= _FOREIGN_RUN:
                break
    for row in reversed(found):
        yield read_event(row, workplace.store.program.types)


def _case_numbers(happened: Sequence[StoredEvent]) -> CaseNumbers:
    """Case numbers drawn, and those whose case was opened; an erased case still has its first event's header."""
    opened = {event.subject.id for event in happened if event.kind == "case.received"}
    draws = [
        d for event in happened if isinstance(event.body, e.NumbersDrawn) for d in event.body.draws if d.kind == CASE
    ]
    numbered = {d.subject_id for d in draws}
    strangers = [
        event.body.case_no
        for event in happened
        if isinstance(event.body, e.CaseReceived) and event.subject.id not in numbered
    ]
    cases = [d.number for d in draws if d.subject_id in opened]
    return CaseNumbers(tuple(d.number for d in draws), (*cases, *strangers))


def _number_rows(
    workplace: Workplace, connection: Connection, happened: Sequence[StoredEvent], blanks: Sequence[BlankRow]
) -> list[NumberRow]:
    """The documents numbered on the day: the draws of the journal, with what the projection knows of each."""
    t = projections.documents
    draws = [
        d for event in happened if isinstance(event.body, e.NumbersDrawn) for d in event.body.draws if d.kind != CASE
    ]
    known: dict[str, Row[Any]] = {}
    for place in range(0, len(draws), 500):
        wanted = [d.number for d in draws[place : place + 500]]
        known |= {row.number: row for row in connection.execute(select(t).where(t.c.number.in_(wanted)))}
    gone = _papers_over(happened)
    lent = {b.number for b in blanks if b.state == "lent"}
    return [_number_row(d, known[d.number], gone, lent) for d in draws if d.number in known]


def _firsts(numbers: Sequence[NumberRow]) -> dict[str, int]:
    """The first serial of the day in each series."""
    firsts: dict[str, int] = {}
    for row in numbers:
        firsts[row.series] = min(firsts.get(row.series, row.serial), row.serial)
    return firsts


def _number_row(draw: e.Draw, row: Row[Any], gone: set[str], lent: set[str]) -> NumberRow:
    taken = draw.kind not in NOTICES and draw.case_no in gone
    at_once = draw.kind in ON_THE_SPOT and bool(row.printed)
    return NumberRow(
        series=draw.series,
        serial=draw.serial,
        number=draw.number,
        kind=draw.kind,
        case_no=draw.case_no,
        copies=draw.copies,
        filed=draw.filed,
        printed=row.printed,
        spoiled=row.spoiled,
        void=bool(row.voided),
        handed=bool(row.told) or taken or at_once,
        lent=draw.number in lent,
        erased=not row.event,
    )


def _papers_over(happened: Sequence[StoredEvent]) -> set[str]:
    """Cases whose papers were handed over when the person left; notices need more than that (LAW-32-9)."""
    ended = [event.body for event in happened if isinstance(event.body, visit.SittingEnded)]
    return {case_no for body in ended if body.papers_over for case_no in body.cases}


def _outcomes(bodies: Sequence[Any]) -> dict[str, int]:
    kinds = {
        "received": e.CaseReceived,
        "accepted": e.CaseAccepted,
        "correction": e.CorrectionRequired,
        "resubmitted": e.CorrectionReceived,
        "not-accepted": e.CaseNotAccepted,
        "not-required": e.CaseNotRequired,
        "withdrawn": e.CaseWithdrawn,
        "supplied": e.DeferredSupplied,
        "granted": e.CaseGranted,
        "refused": e.CaseRefused,
        "issued": e.CaseIssued,
        "told": e.DocumentTold,
        "voided": e.DocumentVoided,
    }
    counts = {name: sum(isinstance(b, body) for b in bodies) for name, body in kinds.items()}
    counts["deferred"] = sum(bool(b.deferrals) for b in bodies if isinstance(b, e.CaseAccepted))
    counts["voided"] -= sum(isinstance(b, shift.BlankVoided) for b in bodies)
    counts["backfilled"] = sum(b.backfill is not None for b in bodies if isinstance(b, e.CaseReceived))
    return {name: number for name, number in counts.items() if number}


def originals_in_hand(workplace: Workplace, connection: Connection) -> Iterator[OriginalInHand]:
    """Originals that lie at the counter, the longest kept first; the application form belongs to the file."""
    o, c = projections.originals, projections.cases
    query = (
        select(o.c.case_no, o.c.material, o.c.kept_on, c.c.state)
        .outerjoin(c, c.c.case_id == o.c.case_id)
        .where(o.c.returned_on == "")
        .order_by(o.c.kept_on, o.c.case_no, o.c.material)
    )
    for row in connection.execute(query):
        state = decode_state(row.state)
        item = workplace.release(state.release).by_code[state.item_code]
        material = item.material(row.material)
        if material is not None and material.application_form:
            continue
        yield OriginalInHand(row.case_no, row.material, material.name if material else row.material, row.kept_on)


def list_blanks(connection: Connection) -> Iterator[BlankRow]:
    """Every blank receipt that was ever lent here, in the order of its number."""
    b, d = projections.blanks, projections.documents
    query = select(b).outerjoin(d, d.c.number == b.c.number).order_by(d.c.series, d.c.serial, b.c.number)
    for row in connection.execute(query):
        yield BlankRow(row.number, row.state, row.lent_on, row.case_no, row.reason)


def blank_sums(blanks: Sequence[BlankRow]) -> Blanks:
    """What became of the blanks."""
    by_state = {state: tuple(b.number for b in blanks if b.state == state) for state in ("used", "void", "lent")}
    return Blanks(tuple(b.number for b in blanks), by_state["used"], by_state["void"], by_state["lent"])


def _older(connection: Connection, start: datetime) -> Iterator[OlderPaper]:
    """Documents of earlier days that did not come out, and notices that are still untold.

    A case with an untold notice has a date in the to-do: by that index few rows are looked at, however old the store.
    """
    t, c = projections.documents.c, projections.cases.c
    columns = (t.number, t.kind, t.case_no, t.issued_on, t.printed, t.meant_at)
    open_cases = select(c.case_id).where(c.next_date.is_not(None), c.untold > 0)
    untold = (
        t.own.is_(True) & (t.kind.in_(NOTICES)) & (t.told == "") & (t.voided == "") & (t.printed > 0) & (t.event != "")
    )
    found = [
        *connection.execute(select(*columns).where(UNPRINTED, t.meant_at < start, t.event != "")),
        *connection.execute(select(*columns).where(t.subject_id.in_(open_cases), untold, t.meant_at < start)),
    ]
    for row in sorted(found, key=lambda r: (r.meant_at, r.number)):
        yield OlderPaper(row.number, row.kind, row.case_no, row.issued_on, bool(row.printed))


def _counts(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    return {key: number for key, number in connection.execute(select(column, func.count()).group_by(column))}


def _unsent(connection: Connection) -> int:
    """Events of the own journals that the server has not acknowledged; all of them while there is no server."""
    from app.store.outbox import unsent

    return unsent(connection).events
