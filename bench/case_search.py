"""One key in the search of 200,000 cases: what it asks of the store against four prefix ranges by the bare driver."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.usecases.case_search import find_cases
from bench.figure import Figure, p95, timed
from bench.many_cases import COUNT, open_many
from db.desk.projections import cases

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

ROUNDS = 5
SAMPLE = 40
FOUND = 50
FLOOR = "four prefix ranges by bare sqlcipher3, same store"
_LENGTHS = {
    "case_tail": (2, 4, 6),
    "applicant_name": (1, 2, 3),
    "applicant_initials": (1, 2, 3),
    "applicant_id": (1, 6, 10, 14),
    "applicant_phone": (1, 3, 7, 11),
}
_RANGES = ("case_no", "applicant_name", "applicant_id", "applicant_phone")
_UNION = " UNION ".join(
    f"SELECT case_id FROM (SELECT case_id FROM cases WHERE {c} >= ?1 AND {c} < ?2 LIMIT {FOUND})" for c in _RANGES
)
_BARE = f"SELECT case_id, case_no, applicant_name, item_code, phase FROM cases WHERE case_id IN ({_UNION}) LIMIT {FOUND}"


def keys(workplace: Workplace) -> list[str]:
    """What stands in the box after each key: the first letters of real names, numbers and telephones."""
    chance = random.Random(4)
    columns = [cases.c[name] for name in _LENGTHS]
    with workplace.store.read() as connection:
        wanted = chance.sample(range(COUNT), SAMPLE)
        rows = [connection.execute(select(*columns).offset(n).limit(1)).one() for n in wanted]
    lengths = list(_LENGTHS.values())
    return [value[:n] for row in rows for value, column in zip(row, lengths, strict=True) for n in column]


def store_figures(workplace: Workplace, words: list[str]) -> list[Figure]:
    """The search itself, round by round beside its floor."""
    values, floors = [], []
    with workplace.store.read() as connection:
        raw: Any = connection.connection.driver_connection
        for _ in range(ROUNDS + 1):
            found, bare = [], []
            for typed in words:
                found.append(timed(lambda typed=typed: find_cases(workplace, typed, FOUND)))  # type: ignore[misc]  # bound at once
                bare.append(timed(lambda typed=typed: raw.execute(_BARE, (typed, typed + "\U0010ffff")).fetchall()))  # type: ignore[misc]  # bound at once
            values.append(p95(found))
            floors.append(p95(bare))
    return [Figure(f"key → found, {COUNT:,} cases, p95", "ms", values[1:], floors[1:], FLOOR, 3)]


if __name__ == "__main__":
    place = open_many()
    print([figure.row() for figure in store_figures(place, keys(place))])
    place.store.close()
