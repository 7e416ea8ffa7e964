"""Find a case 查询: one box for number, tail, name, initials, identity number, phone, document number, scanned code.

An answer at every key: prefix ranges and exact look-ups only, never a scan. How many there are in all is asked apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select, union

from app.domain.documents.numbers import parse_number
from app.usecases.queries import LAST, PLACE, CaseRow, cases_by_number, prefixes, search_cases
from app.usecases.rights import require
from db.desk.projections import cases, documents, series

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Select

    from app.usecases.workplace import Workplace

FIRST = 50
"""Rows shown at once; the rest on demand."""
_SERIAL = re.compile(r"^(?P<mark>[A-Z][0-9]+[A-Z]{1,2})-(?P<serial>[0-9]+)$")


@dataclass(frozen=True)
class FoundCases:
    """What a search found; `more` says that there are others, `exact` that the words named one paper or case."""

    words: str
    rows: tuple[CaseRow, ...]
    more: bool
    exact: bool = False


def find_cases(workplace: Workplace, words: str, limit: int = FIRST) -> FoundCases:
    """Cases for what was typed or scanned; for no words the newest."""
    require(workplace, "search")
    wanted = words.strip()
    with workplace.store.read() as connection:
        today = workplace.store.now_by(connection).today
        numbers = _named(workplace, connection, wanted)
        if numbers:
            rows = cases_by_number(connection, numbers, today)
            if rows:
                return FoundCases(words, tuple(rows), more=False, exact=True)
        found = search_cases(connection, wanted, today, limit + 1)
    return FoundCases(words, tuple(found[:limit]), more=len(found) > limit)


def count_cases(workplace: Workplace, words: str) -> int:
    """How many cases the words find in all; index ranges only."""
    require(workplace, "search")
    wanted = words.strip()
    with workplace.store.read() as connection:
        if not wanted:
            return connection.execute(select(func.count()).select_from(cases)).scalar() or 0
        ranges = [_range(cases.c[column], prefix) for column, prefix in prefixes(wanted)]
        counted = [(r, connection.execute(select(func.count()).where(r)).scalar() or 0) for r in ranges]
        hits = [(r, n) for r, n in counted if n]
        if len(hits) < 2:
            return hits[0][1] if hits else 0
        parts: list[Select[Any]] = [select(PLACE).select_from(cases).where(r) for r, _ in hits]
        return connection.execute(select(func.count()).select_from(union(*parts).subquery())).scalar() or 0


def _range(column: Any, prefix: str) -> ColumnElement[bool]:
    return and_(column >= prefix, column < prefix + LAST)


def _named(workplace: Workplace, connection: Connection, wanted: str) -> list[str]:
    """Numbers of the cases whose paper the words name: a document number, its end (C03A-214), or a scanned code."""
    if len(wanted) > 100 or "://" in wanted:
        from app.receipts.codes import verify_text
        from app.usecases.signing import trust_of

        scanned = verify_text(wanted, trust_of(workplace))
        return [scanned.case_no] if scanned.case_no else []
    number = parse_number(wanted)
    if number is not None:
        query = select(documents.c.case_no).where(documents.c.number == number.text)
    elif short := _SERIAL.match(wanted.upper()):
        keys = [k for k in connection.execute(select(series.c.key)).scalars() if k.endswith(f"〕{short['mark']}")]
        serial = documents.c.serial == int(short["serial"])
        query = select(documents.c.case_no).where(documents.c.series.in_(keys), serial)
    else:
        return []
    return [n for n in connection.execute(query).scalars() if n]
