"""How long closed cases are kept 保管期限 and which of them are past it. Nothing is ever erased by this.

The terms are the archive's: 永久, 30 years, 10 years by item. The catalogue says nothing of them, so they are set here:
one for the area, others for single items. They count from the day on which a case ended.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import and_, or_, select, text

from app.domain.refusal import InputProblem
from app.store.central.bulk import NO
from app.store.central.values import read_value, write_value
from app.store.clock import CHINA
from db.central.ledger import case_heads

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from app.usecases.central.server import Server

KEY = "retention"
DEFAULT_YEARS = 30
LONGEST_YEARS = 200
MOST = 500
_h = case_heads.c


class Terms(msgspec.Struct, frozen=True):
    """Years by which cases are kept; None is for ever 永久. `items` are the items with a term of their own, by code."""

    years: int | None = DEFAULT_YEARS
    items: dict[str, int | None] = {}

    def of(self, item_code: str) -> int | None:
        """The term of an item."""
        return self.items.get(item_code, self.years)


@dataclass(frozen=True, slots=True)
class PastTerm:
    """A case whose term is over: `until` was its last day."""

    case_no: str
    item_code: str
    item_name: str
    department: str
    ended_on: str
    until: str
    years: int


@dataclass(frozen=True, slots=True)
class Retention:
    """The terms, and cases that are past them, the earliest first; `more` where there are others."""

    terms: Terms
    cases: tuple[PastTerm, ...] = field(default=())
    more: bool = False


def terms_of(server: Server) -> Terms:
    """The terms that hold."""
    with server.store.read() as connection:
        return _terms(server, connection)


def set_term(server: Server, years: int | None, item: str = "") -> Terms:
    """Set the area's term, or that of an item; None is for ever. InputProblem INPUT-TERM."""
    if years is not None and not 1 <= years <= LONGEST_YEARS:
        raise InputProblem("INPUT-TERM", f"年数写 1 到 {LONGEST_YEARS} 的整数，永久保管写 permanent。", "--set")
    code = item.strip().upper()
    if len(code) > 40 or not code.isprintable():
        raise InputProblem("INPUT-TERM", "事项编码不对，请核对。", "--item")
    with server.store.write() as connection:
        before = _terms(server, connection)
        after = Terms(before.years, {**before.items, code: years}) if code else Terms(years, before.items)
        write_value(connection, server.area, KEY, msgspec.to_builtins(after))
    return after


def drop_term(server: Server, item: str) -> Terms:
    """Let the area's term hold for an item again. InputProblem INPUT-TERM for one that had none of its own."""
    code = item.strip().upper()
    with server.store.write() as connection:
        before = _terms(server, connection)
        if code not in before.items:
            raise InputProblem("INPUT-TERM", "这个事项没有单独的保管期限。", "--item")
        after = Terms(before.years, {k: v for k, v in before.items.items() if k != code})
        write_value(connection, server.area, KEY, msgspec.to_builtins(after))
    return after


def past_terms(server: Server, *, hall: str = "", limit: int = MOST) -> Retention:
    """Closed cases whose term is over, of one hall or of all."""
    today = server.now().astimezone(CHINA).date()
    with server.store.read() as connection:
        terms = _terms(server, connection)
        past = _past(terms, today)
        if past is None:
            return Retention(terms)
        wanted = select(_h.case_no, _h.item_code, _h.item_name, _h.department, _h.ended_on).where(
            _h.area == server.area, text("case_heads.ended_on <> ''"), _h.open == NO, past
        )
        wanted = wanted.where(_h.hall == hall) if hall else wanted
        rows = connection.execute(wanted.order_by(_h.ended_on, _h.case_id).limit(limit + 1)).all()
    cases = []
    for row in rows[:limit]:
        years = terms.of(row.item_code)
        if years is not None:
            until = later(date.fromisoformat(row.ended_on), years)
            cases.append(PastTerm(*row, until=until.isoformat(), years=years))
    return Retention(terms, tuple(cases), len(rows) > limit)


def later(day: date, years: int) -> date:
    """The same day of a later year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _past(terms: Terms, today: date) -> ColumnElement[bool] | None:
    """The condition that a case's last day is before today; None where everything is kept for ever."""
    parts: list[Any] = []
    if terms.years is not None:
        parts.append(and_(_h.ended_on < _before(today, terms.years), _h.item_code.not_in(sorted(terms.items))))
    for code, years in sorted(terms.items.items()):
        if years is not None:
            parts.append(and_(_h.ended_on < _before(today, years), _h.item_code == code))
    if not parts:
        return None
    shortest = min(years for years in (terms.years, *terms.items.values()) if years is not None)
    return and_(_h.ended_on < _before(today, shortest), or_(*parts))  # one range of the index, whatever the terms


def _before(today: date, years: int) -> str:
    """The first day on which a case may have ended whose term goes on today."""
    return later(today, -years).isoformat()


def _terms(server: Server, connection: Connection) -> Terms:
    kept = read_value(connection, server.area, KEY)
    return Terms() if kept is None else msgspec.convert(kept, Terms)
