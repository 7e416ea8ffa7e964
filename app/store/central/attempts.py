"""Wrong passwords and codes: counted by account and by address, slowed down, then locked for a while.

The count is raised, and committed, before the password is tried, so that cutting the connection gains nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from app.store.central.values import put_new
from db.central.access import attempts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

ACCOUNT_WAITS = (0, 0, 0, 1, 2, 60, 120, 240, 480, 900)
"""Seconds until the next attempt on an account, after the first, second, … wrong one."""

ADDRESS_WAITS = (*([0] * 20), 1, 2, 5, 10, 30, 60, 120, 300, 600)
"""The same for an address: behind one address may sit a whole hall."""

FORGET = timedelta(hours=24)
"""After so long without an attempt the count begins anew."""


def key_of(kind: str, value: str, secret: bytes) -> str:
    """Return under what attempts are counted: a keyed hash, so that no address or name stands in the table."""
    return f"{kind}:{hmac.new(secret, value.encode(), hashlib.sha256).hexdigest()[:32]}"


def attempt(connection: Connection, area: str, keys: Iterable[str], now: datetime) -> int:
    """Count one attempt under each key; where it is too early nothing is counted and the seconds to wait are returned.

    Attempts that are made side by side wait for each other here, so that one may have read the clock before another
    and be counted after it. Inside a write.
    """
    wanted = sorted(keys)
    for key in wanted:
        put_new(connection, attempts, {"area": area, "of": key, "wrong": 0, "last_at": now})
    c = attempts.c
    rows = connection.execute(
        select(c.of, c.wrong, c.last_at).where(c.area == area, c.of.in_(wanted)).order_by(c.of).with_for_update()
    ).all()
    wait = max(_left(of, wrong, last, now) for of, wrong, last in rows)
    if wait:
        return wait
    for of, wrong, last in rows:
        counted = 1 if now - last > FORGET else wrong + 1
        change = update(attempts).where(c.area == area, c.of == of).values(wrong=counted, last_at=max(last, now))
        connection.execute(change)
    return 0


def take_back(connection: Connection, area: str, key: str) -> None:
    """Take one attempt back; after a right one from an address, behind which others may have been wrong."""
    right = (attempts.c.area == area, attempts.c.of == key, attempts.c.wrong > 0)
    connection.execute(update(attempts).where(*right).values(wrong=attempts.c.wrong - 1))


def forget(connection: Connection, area: str, keys: Iterable[str]) -> None:
    """Begin the count anew; after a right attempt."""
    connection.execute(delete(attempts).where(attempts.c.area == area, attempts.c.of.in_(list(keys))))


def sweep(connection: Connection, area: str, now: datetime) -> None:
    """Drop counts that no longer matter."""
    connection.execute(delete(attempts).where(attempts.c.area == area, attempts.c.last_at < now - FORGET))


def _left(of: str, wrong: int, last: datetime, now: datetime) -> int:
    waits = ADDRESS_WAITS if of.startswith("address:") else ACCOUNT_WAITS
    if wrong <= 0 or now - last > FORGET:
        return 0
    left = waits[min(wrong, len(waits)) - 1] - max(0, (now - last).total_seconds())
    return 0 if left <= 0 else max(1, round(left))
