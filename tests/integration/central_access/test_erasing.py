"""Erasing a case at the server: by the command, by two persons at the console; the terms of keeping; on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from app.domain.escalation import decide as d
from app.domain.refusal import InputProblem, Refusal
from app.store.central.devices import add_device
from app.store.clock import CHINA
from app.usecases.central.accounts import add_user
from app.usecases.central.acting import Actor
from app.usecases.central.enrolment import issue_code
from app.usecases.central.erasing import Why, erase_case
from app.usecases.central.erasure_requests import Person, ask, confirm, erasures, take_back, waiting
from app.usecases.central.escalations import list_escalations, with_escalations
from app.usecases.central.following import follow
from app.usecases.central.ingest import ingest
from app.usecases.central.office_rebuild import check_office
from app.usecases.central.rebuild import rebuild
from app.usecases.central.retention import drop_term, past_terms, set_term
from app.usecases.central.server import Server  # a field of a dataclass
from app.usecases.central.verify import verify_chains
from db.central.ledger import case_heads, events
from tests.builders.pens import Pen, withdrawn

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.central_access.conftest import Command, Hands

WHY = Why("申请人要求删除", "个人信息保护法第四十七条")
ANNA, BERTA = Person("account-anna", "lead"), Person("account-berta", "admin")
LEAD = Actor("李组长", "lead")


@dataclass
class Two:
    """A case that was withdrawn and one that runs, as a desk sent them."""

    server: Server
    ended: str
    running: str
    ended_id: str


@pytest.fixture
def two(server: Server) -> Two:
    return sent(server)


def sent(server: Server) -> Two:
    """Both cases at a server."""
    clerk = add_user(server, "赵强", "clerk", password="窗口-密码-01")
    issue_code(server, "C03")  # makes the counter
    pen = Pen(hall="一号大厅", actor=clerk.id).open()
    ended, running = pen.case(), pen.case("RS-01")
    pen.act(ended, withdrawn(), version=2)
    with server.store.write() as connection:
        add_device(connection, server.area, pen.device)
    ingest(server.ledger, pen.batch(), pen.device, server.now())
    c = case_heads.c
    with server.store.read() as connection:
        numbers = {case_id: case_no for case_id, case_no in connection.execute(select(c.case_id, c.case_no))}
    return Two(server, numbers[ended], numbers[running], ended)


def refusal_of(do: Any, *given: Any) -> str:
    with pytest.raises((Refusal, InputProblem)) as refused:
        do(*given)
    problem = refused.value
    assert isinstance(problem, Refusal | InputProblem)
    return problem.code


def bodies(server: Server, case_id: str) -> int:
    wanted = select(func.count()).where(events.c.subject_id == case_id, events.c.body.is_not(None))
    with server.store.read() as connection:
        return int(connection.execute(wanted).scalar_one())


def test_a_case_goes_with_what_was_escalated_of_it(two: Two) -> None:
    server = two.server
    opened = with_escalations(
        server, LEAD, lambda acts: acts.open(d.Escalate("办不了"), d.About(two.ended), "一号大厅")
    )
    follow(server)
    assert refusal_of(erase_case, server.ledger, two.ended, WHY, "x", server.now()) == "STATE-ESCALATED"
    number = opened.state.number
    with_escalations(server, LEAD, lambda acts: acts.close(number, d.Close("办成了", "陈梅本人", "telephone")))
    follow(server)
    done = erase_case(server.ledger, f" {two.ended.lower()} ", WHY, "server", server.now())
    follow(server)
    assert (done.case_no, done.events, done.attachments) == (two.ended, 6, 0)
    assert bodies(server, two.ended_id) == bodies(server, opened.state.id) == 0
    assert list_escalations(server, still_open=False) == []
    assert refusal_of(erase_case, server.ledger, two.ended, WHY, "x", server.now()) == "STATE-UNKNOWN"
    assert rebuild(server.ledger, check=True).differences == check_office(server).differences == []
    assert verify_chains(server.ledger).broken == []


def test_what_runs_is_not_erased(two: Two) -> None:
    assert refusal_of(erase_case, two.server.ledger, two.running, WHY, "x", two.server.now()) == "STATE-RUNNING"
    assert refusal_of(erase_case, two.server.ledger, "x\0", WHY, "x", two.server.now()) == "STATE-UNKNOWN"
    assert refusal_of(erase_case, two.server.ledger, two.ended, Why(" "), "x", two.server.now()) == "ENTRY-REASON"


def test_a_second_person_confirms_with_the_number(two: Two) -> None:
    server = two.server
    assert refusal_of(ask, server, two.ended, Why("删"), ANNA) == "ENTRY-RULE"
    assert refusal_of(ask, server, two.ended, WHY, Person("c", "clerk")) == "RIGHT-LEAD"
    assert refusal_of(ask, server, two.ended, WHY, replace(ANNA, hall="别的大厅")) == "STATE-UNKNOWN"
    asked = ask(server, two.ended, WHY, ANNA)
    assert [one.case_no for one in waiting(server, BERTA)] == [two.ended]
    assert waiting(server, replace(BERTA, hall="别的大厅")) == []
    assert refusal_of(confirm, server, asked.case_id, two.ended, ANNA) == "RIGHT-SECOND"
    assert refusal_of(confirm, server, asked.case_id, two.running, BERTA) == "ENTRY-CONFIRM"
    assert bodies(server, two.ended_id) == 3
    assert confirm(server, asked.case_id, two.ended.lower(), BERTA).events == 3
    assert waiting(server, BERTA) == []
    [done] = erasures(server)
    assert (done.case_no, done.reason, done.basis) == (two.ended, WHY.reason, WHY.basis)
    assert (done.asked_by, done.by) == (ANNA.account, BERTA.account)


def test_what_was_asked_for_can_be_taken_back(two: Two) -> None:
    asked = ask(two.server, two.ended, WHY, ANNA)
    take_back(two.server, asked.case_id, ANNA)
    assert waiting(two.server, BERTA) == []
    assert refusal_of(confirm, two.server, asked.case_id, two.ended, BERTA) == "STATE-ERASURE"


def test_cases_past_their_term_are_listed_and_nothing_else(two: Two, hands: Hands) -> None:
    server = two.server
    assert past_terms(server).cases == ()
    hands.now += timedelta(days=30 * 366)
    [past] = past_terms(server).cases
    ended = hands.now.astimezone(CHINA).year - 30
    assert (past.case_no, past.years, past.until[:4]) == (two.ended, 30, str(ended + 30))
    assert past_terms(server, hall="别的大厅").cases == ()
    set_term(server, None, past.item_code)
    assert past_terms(server).cases == ()
    set_term(server, 10, past.item_code)
    set_term(server, None)
    assert [one.years for one in past_terms(server).cases] == [10]
    drop_term(server, past.item_code)
    assert past_terms(server).cases == ()
    assert refusal_of(set_term, server, 0) == "INPUT-TERM"
    assert refusal_of(drop_term, server, "XX-01") == "INPUT-TERM"


def test_the_commands(command: Command, set_up: dict[str, Any]) -> None:
    unknown = "500106-20261123-C03A-0042-Q"
    assert command("erase", unknown)[0] == 2
    code, data = command("erase", unknown, "--reason", "申请人要求")
    assert (code, data["error"]["code"]) == (2, "INPUT-YES")
    code, data = command("erase", unknown, "--reason", "申请人要求", "--yes")
    assert (code, data["error"]["code"]) == (1, "STATE-UNKNOWN")
    code, data = command("retention", "--set", "permanent", "--item", "gt-04")
    assert (code, data) == (0, {"years": 30, "items": {"GT-04": None}, "cases": [], "more": False})
    assert command("retention", "--set", "default", "--item", "GT-04")[1]["items"] == {}
    for words in (("--set", "十"), ("--set", "0"), ("--item", "GT-04"), ("--most", "0")):
        assert command("retention", *words)[0] == 2


def test_what_was_erased_since_the_backup_is_erased_again(two: Two, command: Command, tmp_path: Path) -> None:
    file = str(tmp_path / "b.ycb")
    assert command("backup", file)[0] == 0
    erase_case(two.server.ledger, two.ended, WHY, "server", two.server.now())
    two.server.close()
    code, data = command("restore", file, "--replace")
    assert (code, data["erased_again"]) == (0, {"done": [two.ended], "left": []})
    code, data = command("erase", two.ended, "--reason", "x", "--yes")
    assert (code, data["error"]["code"]) == (1, "STATE-UNKNOWN")
