"""What is ready to be collected: found by whatever a person says or brings, by those who may hand it out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import commands as c
from app.domain.checklist.filing import Agent, MaterialEntry, Person
from app.domain.refusal import Refusal
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.issuing import Handing, hand_out, ready_results, result_view
from tests.builders.counters import counter_at
from tests.builders.filings import complete_filing, item_of
from tests.builders.there import there

FRIDAY = date(2026, 11, 6)
AGENT = Person("citizen-id", "500106199003070016", "李丽")


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    played = counter_at(tmp_path_factory.mktemp("issuing") / "home", FRIDAY)
    yield played
    played.close()


@pytest.fixture(scope="module")
def state(counter):
    """A result for which an agent came whose authorisation has run out since."""
    item = item_of("GT-04")
    filing = complete_filing(item, FRIDAY)
    for material in item.materials:
        if "agent" in material.when:
            entry = MaterialEntry(("original-kept",), {point.key: "pass" for point in material.points})
            filing = replace(filing, materials={**filing.materials, material.key: entry})
    agent = Agent("entrusted", AGENT, "办理食品经营许可", "2026-11-10", "授权委托书")
    filing = replace(filing, applicant=replace(filing.applicant, name="沙坪坝区张记小面馆"), agent=agent)
    done = accept(counter.workplace, filing)
    return act(counter.workplace, done.state.case_no, c.Grant("准予经营", "JY1")).state


@pytest.mark.parametrize(
    "words", ["number", "tail", "serial", "沙坪坝区", "spbqzj", AGENT.id_number, AGENT.name, "person"]
)
def test_result_is_found_by_what_a_person_says(counter, state, words):
    who = state.filing.applicant.natural_person
    tail = "-".join(state.case_no.split("-")[-2:])
    said = {"number": state.case_no, "tail": tail, "serial": tail[:4], "person": who.id_number}.get(words, words)
    assert [row.case_no for row in ready_results(counter.workplace, said).rows] == [state.case_no]


@pytest.mark.parametrize("words", ["0099", "王强", "500106197001011234", "x"])
def test_other_words_find_nothing(counter, state, words):
    assert ready_results(counter.workplace, words).rows == ()


def test_agent_whose_authorisation_has_run_out_brings_a_new_one(counter, state):
    counter.clock.set(date(2026, 11, 18))
    view = result_view(counter.workplace, state.case_no)
    assert [(one.key, bool(one.caution)) for one in view.collectors] == [("self", False), ("agent", True)]
    assert (view.row.left, view.row.standing, view.blocked) == (2, "near", "")
    with pytest.raises(Refusal) as refused:
        hand_out(counter.workplace, state.case_no, Handing("agent"))
    fresh = Agent("entrusted", AGENT, "代领", None, "新的授权委托书")
    done = hand_out(counter.workplace, state.case_no, Handing("agent", agent=fresh))
    issued = there(done.state.issued)
    assert (refused.value.code, there(issued.agent).evidence) == ("ENTRY-AUTHORITY", "新的授权委托书")
    assert ready_results(counter.workplace, state.case_no).aside.endswith("由 李丽 领取。")
