"""What persons at the server have to look at: listed, and ended with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.store.central import tasks as rows
from app.store.central.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.central.ledger import Ledger

SETTLED_BY_ACT = ("contested",)
"""Tasks that end with the act of a lead on the case, never by being ticked off."""


def open_tasks(ledger: Ledger, *, hall: str = "", kinds: Sequence[str] = ()) -> list[Task]:
    """Tasks that are not done, the oldest first; of one hall together with those of none."""
    with ledger.store.read() as connection:
        return rows.open_tasks(connection, ledger.area, hall=hall, kinds=kinds)


def finish_task(ledger: Ledger, identity: str, by: str, outcome: str, now: datetime) -> None:
    """End a task with what came of it. Refusal STATE-TASK (not open), STATE-SETTLE (the case has to be settled)."""
    with ledger.store.write() as connection:
        found = rows.task(connection, ledger.area, identity)
        if found is None or found.done_at is not None:
            raise Refusal("STATE-TASK", "这个待办已经处理完，或者不存在。", "id")
        if found.kind in SETTLED_BY_ACT:
            raise Refusal("STATE-SETTLE", "两种办法不一致的办件，由组长在办件上核对处理，待办随之结束。", "id")
        rows.finish(connection, ledger.area, [identity], by, outcome, now)


__all__ = ["SETTLED_BY_ACT", "Task", "finish_task", "open_tasks"]
