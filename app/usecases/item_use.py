"""How often each item was taken at this counter: it ranks the search and fills the list of recent items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from db.desk.local import item_use as table

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

_COUNT = insert(table)
_COUNT = _COUNT.on_conflict_do_update(
    index_elements=["counter", "item"], set_={"count": table.c.count + _COUNT.excluded.count}
)


def use_counts(workplace: Workplace) -> dict[str, int]:
    """Item code → how often it was taken here, the most used first."""
    query = (
        select(table.c.item, table.c.count).where(table.c.counter == workplace.counter).order_by(table.c.count.desc())
    )
    with workplace.store.read() as connection:
        return {row.item: row[1] for row in connection.execute(query)}


def count_use(workplace: Workplace, item: str) -> None:
    """Count one use of an item at this counter."""
    with workplace.store.write_local() as connection:
        connection.execute(_COUNT, {"counter": workplace.counter, "item": item, "count": 1})
