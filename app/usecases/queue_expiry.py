"""Tickets of days ago, in which this counter had no part, leave the desk: the server has them, and nobody here asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.ticket.events import TICKET, TICKET_DAYS
from app.store import placing
from app.store.event import Subject
from app.store.settings import read_setting, write_setting
from db.desk.queue import tickets

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

EXPIRED = "queue.expired"
"""Setting that holds the day before which tickets have been looked at."""


def expire_tickets(workplace: Workplace) -> int:
    """Delete tickets older than a week that were never this counter's; return how many. Called once after log-in."""
    limit = (workplace.today() - timedelta(days=TICKET_DAYS)).isoformat()
    c = tickets.c
    with workplace.store.write_local() as connection:
        since = read_setting(connection, EXPIRED) or ""
        if since >= limit:
            return 0
        wanted = select(c.id).where(c.day < limit, c.day >= since)
        gone = 0
        for identity in connection.execute(wanted).scalars().all():
            subject = Subject(TICKET, identity)
            if placing.took_part(connection, subject):
                continue
            placing.delete_subject(connection, subject)
            for projector in workplace.store.program.projectors:
                projector.forget(connection, subject)
            gone += 1
        write_setting(connection, EXPIRED, limit)
    return gone
