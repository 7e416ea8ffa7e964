"""The columns of the queue page: number, business, who has it, how long it has waited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.queue.words import PHASES, PRIORITIES, counter_words, said, seconds_between
from app.desk.widgets.table import Column, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.ticket.state import TicketState
    from app.usecases.queue import QueueView

LATE = 30 * 60
"""Seconds of waiting after which a number is coloured."""


def tickets_model(view: Callable[[], QueueView | None]) -> RowsModel[TicketState]:
    """An empty model of tickets; `view` says what time it is and how the groups are called."""
    translate = QCoreApplication.translate

    def business(ticket: TicketState) -> str:
        now = view()
        return now.settings.name_of(ticket.group) if now is not None else ticket.group

    def waited(ticket: TicketState) -> int:
        now = view()
        until = ticket.called_at if ticket.phase != "waiting" else now.now if now is not None else ticket.ready_at
        return seconds_between(ticket.ready_at, until or ticket.ready_at)

    def minutes(ticket: TicketState) -> str:
        return translate("Queue", "{n} 分").format(n=waited(ticket) // 60)

    def state(ticket: TicketState) -> str:
        where = ticket.counter or ticket.target
        words = said(PHASES, ticket.phase)
        return f"{words} · {counter_words(where)}" if where else words

    def kind(ticket: TicketState) -> str:
        return "caution" if ticket.phase == "missed" or (ticket.phase == "waiting" and waited(ticket) > LATE) else ""

    return RowsModel(
        [
            Column(translate("Queue", "号"), lambda t: t.number, lambda t: said(PRIORITIES, t.priority), width=120),
            Column(translate("Queue", "业务"), business, lambda t: "、".join(t.cases), width=170),
            Column(translate("Queue", "状态"), state, kind=kind),
            Column(translate("Queue", "等候"), minutes, align="right", width=80),
        ]
    )


def rows_of(view: QueueView) -> tuple[TicketState, ...]:
    """Who waits for this counter in his turn, then who waits for others, then who was called, then who missed the call."""
    own = {one.id for one in view.waiting}
    others = sorted((t for t in view.every if t.phase == "waiting" and t.id not in own), key=lambda t: t.place)
    busy = sorted((t for t in view.every if t.phase in ("called", "serving")), key=lambda t: t.called_at)
    return (*view.waiting, *others, *busy, *view.missed)
