"""Supervision indicators 监督指标 in their simple form: counted from case heads and imported history.

Each rate is shown with numerator and denominator; a denominator of nothing gives no rate, not 0 and not 100 %. Days are
those of receipt. A case is in time by the day of its decision, whenever its result was collected; while a special
procedure goes on, no day counts. What is counted, DOMAIN.md says (超期率, 驳回率); anomalies and task orders build on it
elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import literal, select

from app.domain.rating.state import BAD
from app.store.clock import CHINA
from app.usecases.central.following import follow
from db.central.history import imported_cases
from db.central.ledger import case_heads
from db.central.office import office_escalations, office_ratings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection

    from app.usecases.central.server import Server

By = Literal["department", "counter", "item", "month"]
_REJECTED = frozenset({"not-accepted", "refused"})
_NOT_OPEN = frozenset({"not-accepted", "not-required", "withdrawn", "issued", "granted", "refused"})


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of something; `value` is None where there is nothing to share."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 … 1."""
        return round(self.part / self.whole, 4) if self.whole else None


@dataclass
class Figures:
    """What is counted of one group; `key` is empty for the whole."""

    key: str
    name: str = ""
    received: int = 0
    accepted: int = 0
    open: int = 0
    decided: int = 0
    rejected: int = 0
    returned: int = 0
    withdrawn: int = 0
    due: int = 0
    overdue: int = 0
    contested: int = 0
    imported: int = 0
    ratings: int = 0
    bad_ratings: int = 0
    rated: int = 0
    escalations: int = 0
    escalations_solved: int = 0

    @property
    def bad_rating_rate(self) -> Rate:
        """差评率: the two lowest levels of all valid ratings given in the period; what was not rated does not count."""
        return Rate(self.bad_ratings, self.ratings)

    @property
    def escalations_rate(self) -> Rate:
        """“办不成事” that were solved, of those registered in the period."""
        return Rate(self.escalations_solved, self.escalations)

    @property
    def rated_rate(self) -> Rate:
        """参评率: cases received in the period that have a rating, of all that this system received."""
        return Rate(self.rated, self.received - self.imported)

    @property
    def overdue_rate(self) -> Rate:
        """Decided late, or open and late, of all that were decided or are open and late (by the promised date)."""
        return Rate(self.overdue, self.due)

    @property
    def rejection_rate(self) -> Rate:
        """Not accepted, refused, or returned by the department 驳回, of all received; each case once."""
        return Rate(self.rejected, self.received)


@dataclass(frozen=True)
class Indicators:
    """Figures of a period: the whole, and its groups in the order of their keys."""

    whole: Figures
    groups: list[Figures] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Case:
    department: str
    counter: str
    item: str
    item_name: str
    phase: str
    received_on: str
    accepted_on: str
    ended_on: str
    decided_on: str
    promised: str
    stage: str
    returns: int
    contested: bool
    imported: bool
    case_no: str = ""


def indicators(server: Server, first: date | None, last: date | None, by: By | None) -> Indicators:
    """Count the cases received from `first` to `last`, both included; whole, and by department, counter, item, month."""
    today = server.now().astimezone(CHINA).date().isoformat()
    follow(server)
    whole = Figures("")
    groups: dict[str, Figures] = defaultdict(lambda: Figures(""))
    with server.store.read() as connection:
        rated = _rated(connection, server.area)
        for case in _cases(connection, server.area, first, last):
            _count(whole, case, today, rated)
            if by is not None:
                key, name = _key(case, by)
                group = groups[key]
                group.key, group.name = key, name
                _count(group, case, today, rated)
        _count_office(connection, server.area, (first, last), by, whole, groups)
    return Indicators(whole, [groups[key] for key in sorted(groups)])


def _count(figures: Figures, case: _Case, today: str, rated: frozenset[str]) -> None:
    figures.received += 1
    figures.accepted += bool(case.accepted_on)
    figures.decided += bool(case.decided_on)
    figures.returned += case.returns > 0
    figures.rejected += case.phase in _REJECTED or case.returns > 0
    figures.withdrawn += case.phase == "withdrawn"
    figures.open += not case.ended_on and case.phase not in _NOT_OPEN
    figures.contested += case.contested
    figures.imported += case.imported
    figures.rated += case.case_no in rated
    done = case.decided_on or case.ended_on
    stopped = case.stage == "suspended" and not done
    late = bool(case.promised) and not stopped and (done or today) > case.promised
    if case.promised and case.phase != "withdrawn" and (done or late):
        figures.due += 1
        figures.overdue += late


def _key(case: _Case, by: By) -> tuple[str, str]:
    keys = {
        "department": (case.department, case.department),
        "counter": (case.counter, case.counter),
        "item": (case.item, case.item_name),
        "month": (case.received_on[:7], case.received_on[:7]),
    }
    return keys[by]


def _rated(connection: Connection, area: str) -> frozenset[str]:
    """Numbers of the cases that have a rating."""
    r = office_ratings.c
    wanted = select(r.case_no).where(r.area == area, r.case_no != "", r.standing != "double")
    return frozenset(connection.execute(wanted).scalars())


def _count_office(
    connection: Connection,
    area: str,
    period: tuple[date | None, date | None],
    by: By | None,
    whole: Figures,
    groups: dict[str, Figures],
) -> None:
    """Count ratings given, and escalations registered, in the period; these are of the whole and of months only."""
    r, e = office_ratings.c, office_escalations.c
    rows = select(r.department, r.counter, r.item_code, r.item_name, r.given_on, r.level)
    for row in connection.execute(rows.where(r.area == area, r.standing == "counts", *_within(r.given_on, period))):
        keys = {
            "department": (row.department, row.department), "counter": (row.counter, row.counter),
            "item": (row.item_code, row.item_name), "month": (row.given_on[:7], row.given_on[:7]),
        }  # fmt: skip
        for figures in _figures_of(whole, groups, keys[by] if by else None):
            figures.ratings += 1
            figures.bad_ratings += row.level <= BAD
    opened = select(e.opened_on, e.closed_on, e.solved).where(e.area == area, *_within(e.opened_on, period))
    for opened_on, closed_on, solved in connection.execute(opened):
        month = (opened_on[:7], opened_on[:7]) if by == "month" else None
        for figures in _figures_of(whole, groups, month):
            figures.escalations += 1
            figures.escalations_solved += bool(closed_on and solved)


def _figures_of(whole: Figures, groups: dict[str, Figures], key: tuple[str, str] | None) -> Iterator[Figures]:
    """The whole, and the group of a key where there is one."""
    yield whole
    if key is not None:
        group = groups[key[0]]
        group.key, group.name = key
        yield group


def _within(column: Any, period: tuple[date | None, date | None]) -> list[Any]:
    first, last = period
    found = [] if first is None else [column >= first.isoformat()]
    return found if last is None else [*found, column <= last.isoformat()]


def _cases(connection: Connection, area: str, first: date | None, last: date | None) -> Iterator[_Case]:
    h, i = case_heads.c, imported_cases.c
    own = select(
        h.department, h.counter, h.item_code, h.item_name, h.phase, h.received_on, h.accepted_on, h.ended_on,
        h.decided_on, h.promised_due, h.stage, h.returns, h.contested, literal(0), h.case_no,
    ).where(h.area == area)  # fmt: skip
    old = select(
        i.department,
        i.counter,
        i.item_code,
        i.item_name,
        i.status,
        i.received_on,
        i.accepted_on,
        i.ended_on,
        literal(""),
        i.due_on,
        literal(""),
        literal(0),
        literal(0),
        literal(1),
    ).where(i.area == area)
    if first is not None:
        own, old = own.where(h.received_on >= first.isoformat()), old.where(i.received_on >= first.isoformat())
    if last is not None:
        own, old = own.where(h.received_on <= last.isoformat()), old.where(i.received_on <= last.isoformat())
    rows: Iterator[Any] = iter(connection.execute(own.execution_options(yield_per=2000)))
    for row in rows:
        yield _Case(*row)
    for old_row in connection.execute(old.execution_options(yield_per=2000)):
        yield _Case(*old_row)
