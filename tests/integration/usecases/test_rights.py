"""The use cases refuse whom the table does not allow, before anything else; a desk that plays has one person for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case.events import Backfill
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import ROLES, may
from app.store.failures import AccessDenied, StoreBusy
from app.sync.binding import Binding, keep_binding
from app.usecases import (
    blanks,
    calendar_change,
    case_search,
    clerks,
    clock_confirming,
    day_end,
    earlier,
    print_queue,
    printing,
    reissue,
    shift,
    transcribe,
    visits,
)
from app.usecases.accept import accept
from app.usecases.act import ACTION_OF, AT_ONCE, act, return_originals
from app.usecases.case_view import read_case
from app.usecases.erasing import erase_case
from app.usecases.hall_settings import HallWork, change_hall
from tests.builders.counters import PASSWORD, PlayedCounter, counter_at
from tests.builders.filings import complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.store.keyring import Role
    from app.usecases.workplace import Workplace

MONDAY = date(2026, 11, 23)
NUMBER = "500106-20261123-C03A-0099-0"
PAPER = "沙市监受〔2026〕C03A-99 号"
FILING = complete_filing(item_of("GT-04"))
BLANK = Backfill(PAPER, "2026-11-23T09:00+08:00", "停电", "x")
BINDING = Binding("http://x", "s", "d", "500106", "沙坪坝", "C03", True, b"", b"", ())
COMMANDS: list[Any] = [
    c.GiveVerdict(), c.CompleteCorrection({}), c.SupplyDeferred("x", (), {}), c.Withdraw("x", True),
    c.CorrectRecord("x", "x", "x"), c.VoidDocument("x", "x"), c.Tell("x", "posted"),
    c.Extend(1, "x", "x", "agency-head"), c.Transfer("x", "x"), c.Settle("x"), c.Opine("agree", "x"), c.Grant("x"),
    c.Refuse("x", "x", "x"), c.Return("x"), c.AnswerReturn("x"), c.StartProcedure("hearing", 1), c.EndProcedure(),
    c.Issue(FILING.applicant.natural_person),
]  # fmt: skip


def acting(command: Any) -> Callable[[Workplace], object]:
    """Doing a command to a case."""
    return lambda workplace: act(workplace, NUMBER, command)


def right_of(command: Any) -> str:
    """The widest right by which a command may be given: on the spot, where that is another."""
    action = ACTION_OF[type(command)]
    return AT_ONCE.get(action, action)


USE_CASES: dict[str, tuple[str, Callable[[Workplace], object]]] = {
    "accept": ("accept", lambda w: accept(w, replace(FILING, item="none"))),
    "return originals": ("return-originals", lambda w: return_originals(w, NUMBER, ("x",))),
    "take a number": ("take-foreign-number", lambda w: transcribe.take_foreign_number(w, NUMBER, "7")),
    "replace dates": ("replace-dates", lambda w: calendar_change.replace_of_case(w, NUMBER)),
    "reissue": ("reissue", lambda w: reissue.reissue(w, NUMBER, PAPER)),
    "erase": ("erase", lambda w: erase_case(w, NUMBER, "x")),
    "printed": ("print", lambda w: printing.came_out(w, PAPER)),
    "spooled": ("print", lambda w: printing.spooled(w, PAPER, "x")),
    "spoiled": ("print", lambda w: printing.spoiled(w, PAPER, 1, "x")),
    "queue": ("print", lambda w: print_queue.enqueue_number(w, PAPER)),
    "queue again": ("reprint", lambda w: print_queue.enqueue_reprint(w, PAPER)),
    "seal": ("seal", lambda w: printing.sealed(w, PAPER)),
    "visit": ("record-visit", lambda w: visits.record_visit(w, "enquiry")),
    "leave": ("record-visit", lambda w: visits.end_sitting(w, (), originals_back=True, papers_over=True)),
    "open the shift": ("open-shift", shift.open_shift_here),
    "hand over": ("hand-over-shift", lambda w: shift.hand_over(w, "nobody")),
    "close the day": ("close-day", lambda w: day_end.close_day(w, date(2027, 1, 1))),
    "lend blanks": ("lend-blanks", lambda w: blanks.lend(w, 0)),
    "confirm a blank": (
        "backfill",
        lambda w: blanks.confirm_blank(w, PAPER, datetime.now().astimezone(), "x", "x", "x"),
    ),
    "enter a blank": ("backfill", lambda w: blanks.enter_confirmed(w, replace(FILING, item="none"), BLANK)),
    "void a blank": ("void-blank", lambda w: blanks.void_blank(w, PAPER, "x")),
    "confirm the date": ("confirm-date", lambda w: clock_confirming.confirm_date(w, MONDAY)),
    "hall": ("change-hall", lambda w: change_hall(w, {"hall": ""})),
    "add a clerk": ("manage-clerks", lambda w: clerks.add(w, " x", PASSWORD)),
    "remove a clerk": ("manage-clerks", lambda w: clerks.remove(w, "nobody")),
    "reset a clerk": ("manage-clerks", lambda w: clerks.reset(w, "nobody", PASSWORD)),
    "search": ("search", lambda w: case_search.find_cases(w, "x")),
    "count": ("search", lambda w: case_search.count_cases(w, "x")),
    "earlier cases": ("search", lambda w: earlier.find_earlier(w, "x")),
    "open a record": ("open-record", lambda w: read_case(w, NUMBER)),
    **{f"act {ACTION_OF[type(command)]}": (right_of(command), acting(command)) for command in COMMANDS},
}


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path_factory.mktemp("rights"), MONDAY)
    with played.workplace.store.write_local() as connection:
        keep_binding(connection, BINDING)
    yield played
    played.close()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path_factory.mktemp("alone"), MONDAY)
    yield played
    played.close()


def working_as(workplace: Workplace, role: Role) -> Workplace:
    """The workplace with somebody of another role at work."""
    workplace.store.account = replace(workplace.store.account, role=role)
    return workplace


def refusal_of(use_case: Callable[[Workplace], object], workplace: Workplace) -> str:
    """The code by which a use case is refused; empty where it goes through, or fails on something else."""
    try:
        use_case(workplace)
    except Refusal as refused:
        return refused.code
    except (InputProblem, AccessDenied, StoreBusy, KeyError):
        return ""
    return ""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", USE_CASES)
def test_use_case_asks_the_table_first(counter: PlayedCounter, alone: PlayedCounter, name: str, role: Role) -> None:
    action, use_case = USE_CASES[name]
    where = alone if action == "manage-clerks" else counter  # the accounts of a desk that has joined are the server's
    refused = refusal_of(use_case, working_as(where.workplace, role))
    assert refused.startswith("RIGHT-") is not may(role, action)


def test_accounts_of_a_desk_that_has_joined_are_the_servers(counter: PlayedCounter) -> None:
    _, add = USE_CASES["add a clerk"]
    assert refusal_of(add, working_as(counter.workplace, "lead")) == "RIGHT-ADMIN"


def test_every_command_has_a_right() -> None:
    assert {type(command) for command in COMMANDS} == set(ACTION_OF)


def test_pages_know_what_may_be_changed(counter: PlayedCounter) -> None:
    assert [role for role in ROLES if HallWork(working_as(counter.workplace, role)).may_change] == ["lead", "admin"]


def test_dates_are_not_replaced_under_an_account_that_may_not(counter: PlayedCounter) -> None:
    found = calendar_change.replace_provisional(working_as(counter.workplace, "issuer"))
    assert (found.replaced, found.changed) == ((), frozenset())


def test_who_plays_alone_may_everything(alone: PlayedCounter) -> None:
    extend = c.Extend(1, "x", "x", "agency-head")
    lead = refusal_of(lambda w: act(w, NUMBER, extend), working_as(alone.workplace, "lead"))
    clerk = refusal_of(lambda w: act(w, NUMBER, extend), working_as(alone.workplace, "clerk"))
    assert (lead, clerk) == ("STATE-UNKNOWN", "RIGHT-APPROVER")
