"""What a case waits for on the department's side, from its events, and until when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.decide import open_case
from app.domain.case.evolve import evolve, fold
from app.domain.case.waiting import Waiting, waiting
from app.domain.catalog.service_item import Authorisation
from tests.builders.filings import TODAY, around, complete_filing, item_of

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

ON = TODAY.isoformat()
LIMIT = e.DatedLimit("2026-12-07", 10, "workday", provisional=False, calendar="", rule="LAW-44-1")
PERSON = e.CollectorName("citizen-id", "50010619780704018X", "李明")


def case(*events: object, item: str = "RS-01", receive: bool = False, powers: tuple[str, ...] = ()) -> CaseState:
    surroundings = around(item_of(item))
    if powers:
        surroundings = replace(surroundings, item=replace(item_of(item), authorisation=Authorisation(powers, "")))  # type: ignore[arg-type]  # powers
    filing = complete_filing(item_of(item))
    filing = replace(filing, intent="receive") if receive else filing
    happened = open_case(c.Open("case-1", "500106-20261123-C03A-0001-7", filing), surroundings)
    state = fold("case-1", happened)
    assert state is not None
    for event in events:
        state = evolve(state, event)
    return state


GRANTED = e.CaseGranted("准予", "", "", "", "人社局", ON, LIMIT)
REFUSED = e.CaseRefused("事实", "理由", "依据", "救济", "人社局", ON, LIMIT)
RETURNED = e.CaseReturned("缺页", "人社局", ON)
STARTED = e.ProcedureStarted("hearing", 5, ON, "2026-11-30", None, None, ON)


@pytest.mark.parametrize(
    ("state", "awaited"),
    [
        (case(), Waiting("review", "2026-12-07")),
        (case(receive=True), Waiting("counter", "2026-11-30")),
        (case(item="RS-03", receive=True), Waiting()),
        (case(powers=("receive",)), Waiting("proposed", "2026-11-30")),
        (case(RETURNED), Waiting("returned", "2026-12-07")),
        (case(RETURNED, e.ReturnAnswered("已补", ON)), Waiting("review", "2026-12-07")),
        (case(STARTED), Waiting("suspended", "2026-11-30")),
        (case(GRANTED), Waiting("result", "2026-12-07")),
        (case(REFUSED), Waiting("result", "2026-12-07")),
        (case(GRANTED, e.CaseIssued(PERSON, None, "counter", "", "", ON, late=False)), Waiting()),
        (case(e.CaseWithdrawn("不办了", True, (), ON)), Waiting()),
    ],
)
def test_what_a_case_waits_for(state: CaseState, awaited: Waiting) -> None:
    assert waiting(state) == awaited
