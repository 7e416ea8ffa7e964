"""Urging a case: an event that stands in the server's journal, and a to-do that ends with the decision; both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.audit import AUDIT, CaseUrged
from app.domain.refusal import InputProblem, Refusal
from app.store.central.events import ledger_events
from app.usecases.central.acting import Actor
from app.usecases.central.rebuild import rebuild
from app.usecases.central.rulings import decode_body
from app.usecases.central.tasks import open_tasks
from app.usecases.central.urging import end_urging, urge
from app.usecases.central.verify import verify_chains
from db.central.ledger import events
from tests.integration.central_access.test_erasing import sent

if TYPE_CHECKING:
    from app.usecases.central.server import Server

LEAD = Actor("李组长", "lead", "", "account-li")


def urged(server: Server) -> list[tuple[str, str, str]]:
    """Who urged with which words, and whether it stands, by the events."""
    with server.store.read() as connection:
        found = list(ledger_events(connection, server.area, server.ledger.vault, events.c.subject_kind == AUDIT))
    bodies = [(decode_body(server.ledger.types, one.header, one.body), one.ruling) for one in found]
    return [(body.by, body.words, ruling) for body, ruling in bodies if isinstance(body, CaseUrged)]


def test_who_urged_is_an_event_and_a_task(server: Server) -> None:
    two = sent(server)
    assert urge(server, two.running, " 快到期了\n请尽快 ", LEAD, server.now()) > 0
    assert urged(server) == [("account-li", "快到期了 请尽快", "stands")]
    [task] = open_tasks(server.ledger, kinds=("urged",))
    assert (task.case_no, task.detail) == (two.running, "李组长：快到期了 请尽快")
    end_urging(server, task.subject_id, "account-approver", server.now())
    assert open_tasks(server.ledger, kinds=("urged",)) == []
    assert len(urged(server)) == 1
    assert verify_chains(server.ledger).broken == []
    assert rebuild(server.ledger, check=True).differences == []


def test_what_does_not_wait_is_not_urged(server: Server) -> None:
    two = sent(server)
    for number, words, who in (
        (two.ended, "快", LEAD),
        (two.running, " ", LEAD),
        (two.running, "快", Actor("甲", "clerk")),
    ):
        with pytest.raises((Refusal, InputProblem)):
            urge(server, number, words, who, server.now())
    assert (urged(server), open_tasks(server.ledger, kinds=("urged",))) == ([], [])
