"""Tasks 待办 of persons at the server: alerts, and what the rulings left undone. No personal data stands in them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from app.store.central.bulk import Rows
from app.store.central.query import Query
from app.store.keyring import new_id
from db.central.ledger import tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person has to look at. `code` is stable, `detail` Chinese, `first` names the group."""

    id: str
    kind: str
    code: str
    hall: str
    counter: str
    journal: str
    first: int
    subject_kind: str
    subject_id: str
    case_no: str
    position: int
    detail: str
    created_at: datetime
    done_at: datetime | None = None
    done_by: str = ""
    outcome: str = ""


_ROWS = Rows(tasks)
_COLUMNS = tuple(tasks.c[name] for name in Task.__dataclass_fields__)
_BY_ID = Query(select(*_COLUMNS).where(tasks.c.area == bindparam("in_area"), tasks.c.id == bindparam("of")))


def new_task(kind: str, code: str, now: datetime, **about: Any) -> Task:
    """A task with a random id, or with the `id` given, under which it stands only once."""
    empty: dict[str, Any] = {
        "id": new_id(), "hall": "", "counter": "", "journal": "", "first": 0, "subject_kind": "", "subject_id": "",
        "case_no": "", "position": 0, "detail": "",
    }  # fmt: skip
    return Task(kind=kind, code=code, created_at=now, **(empty | about))


def add_tasks(connection: Connection, area: str, new: Sequence[Task]) -> None:
    """Keep tasks; one whose id is there already is open again."""
    _ROWS.put(connection, [(area, *asdict(task).values()) for task in new])


def open_tasks(
    connection: Connection, area: str, *, hall: str = "", kinds: Sequence[str] = (), limit: int = 500
) -> list[Task]:
    """Tasks that are not done, oldest first; of one hall (and of none), of some kinds."""
    c = tasks.c
    wanted = select(*_COLUMNS).where(c.area == area, c.done_at.is_(None))
    if hall:
        wanted = wanted.where(c.hall.in_((hall, "")))
    if kinds:
        wanted = wanted.where(c.kind.in_(list(kinds)))
    return [Task(*row) for row in connection.execute(wanted.order_by(c.created_at, c.id).limit(limit))]


def task(connection: Connection, area: str, identity: str) -> Task | None:
    """A task by its id."""
    row = _BY_ID.first(connection, in_area=area, of=identity)
    return None if row is None else Task(*row)


def finish(connection: Connection, area: str, ids: Sequence[str], by: str, outcome: str, now: datetime) -> int:
    """Note that tasks are done; returns how many were open."""
    c = tasks.c
    done = connection.execute(
        update(tasks)
        .where(c.area == area, c.id.in_(list(ids)), c.done_at.is_(None))
        .values(done_at=now, done_by=by, outcome=outcome)
    )
    return done.rowcount


def finish_groups(connection: Connection, area: str, groups: Sequence[tuple[str, int]], by: str, now: datetime) -> None:
    """Note that a lead settled these contested groups (journal, first)."""
    c = tasks.c
    for journal, first in groups:
        connection.execute(
            update(tasks)
            .where(c.area == area, c.journal == journal, c.first == first, c.kind == "contested", c.done_at.is_(None))
            .values(done_at=now, done_by=by, outcome="settled")
        )


def count_open(connection: Connection, area: str) -> int:
    """How many are not done."""
    wanted = select(func.count()).select_from(tasks).where(tasks.c.area == area, tasks.c.done_at.is_(None))
    return int(connection.execute(wanted).scalar_one())
