"""A pre-application: taken over by one counter at a time, released by time, changed only while nobody is at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.checklist.filing import Applicant, Filing
from app.domain.pre_application import decide
from app.domain.pre_application.decide import HOLD_MINUTES
from app.domain.pre_application.events import PreApplicationFiled, UploadedFile
from app.domain.pre_application.number import build_number, parse_number
from app.domain.pre_application.state import PreApplication, evolve
from app.domain.refusal import InputProblem, Refusal

NOW = datetime(2026, 11, 23, 2, 21, tzinfo=UTC)
FILING = Filing(
    "MZ-03", Applicant("person", "citizen-id", "500106195503074533", "钱进", "13800001111"), channel="online"
)
FILE = UploadedFile("ab" * 32, "application/pdf", 1200, 2)


def filed() -> PreApplication:
    event = PreApplicationFiled(
        "WS-20261123-0042-K", "MZ-03", "老年优待证", "民政局", "r", "H1", FILING, {"id_card": (FILE,)}, "k", False,
        NOW.isoformat(),
    )  # fmt: skip
    state = evolve(None, "pre-1", event)
    assert state is not None
    return state


def after(state: PreApplication, *events: object) -> PreApplication:
    for event in events:
        found = evolve(state, state.id, event)  # type: ignore[arg-type]
        assert found is not None
        state = found
    return state


def test_one_counter_takes_it_and_the_others_are_told_who_has_it():
    state = after(filed(), *decide.take(filed(), "C03", "张静", NOW))
    with pytest.raises(Refusal, match="C03 窗口 张静 10:21 已接手") as refused:
        decide.take(state, "C05", "李强", NOW)
    assert refused.value.code == "STATE-PRE-TAKEN"
    assert decide.take(state, "C03", "张静", NOW) == []
    assert state.standing(NOW) == "taken"


def test_what_became_no_case_is_free_again_when_its_time_is_over():
    state = after(filed(), *decide.take(filed(), "C03", "张静", NOW))
    later = NOW + timedelta(minutes=HOLD_MINUTES)
    assert state.standing(later) == "waiting"
    assert [one.counter for one in decide.take(state, "C05", "李强", later)] == ["C05"]


def test_who_took_it_gives_it_back():
    state = after(filed(), *decide.take(filed(), "C03", "张静", NOW))
    with pytest.raises(Refusal):
        decide.release(state, "C05", "李强", NOW)
    free = after(state, *decide.release(state, "C03", "张静", NOW))
    assert free.standing(NOW) == "waiting"
    assert decide.release(free, "C03", "张静", NOW) == []


def test_the_applicant_changes_nothing_while_a_counter_is_at_it():
    state = after(filed(), *decide.take(filed(), "C03", "张静", NOW))
    for step in (lambda: decide.withdraw(state, NOW), lambda: decide.supplement(state, FILING, {}, NOW)):
        with pytest.raises(Refusal) as refused:
            step()
        assert refused.value.code == "STATE-PRE-AT-COUNTER"


def test_a_change_that_changes_nothing_writes_nothing():
    state = filed()
    assert decide.supplement(state, FILING, {"id_card": (FILE,)}, NOW) == []
    changed = after(state, *decide.supplement(state, replace(FILING, service="post"), {}, NOW))
    assert (changed.filing.service, changed.file_count) == ("post", 0)


def test_of_one_application_comes_one_case():
    state = after(filed(), *decide.link(filed(), "case-1", "500106-20261123-C03A-0001-X", NOW))
    assert (state.standing(NOW), state.case_id) == ("filed", "case-1")
    assert decide.link(state, "case-1", "500106-20261123-C03A-0001-X", NOW) == []
    with pytest.raises(Refusal) as refused:
        decide.link(state, "case-2", "500106-20261123-C05A-0001-X", NOW)
    assert refused.value.code == "STATE-PRE-TWICE"
    with pytest.raises(Refusal) as ended:
        decide.take(state, "C05", "李强", NOW)
    assert ended.value.code == "STATE-PRE-ENDED"


def test_a_case_that_a_counter_received_stands_although_the_applicant_withdrew_meanwhile():
    state = after(filed(), *decide.withdraw(filed(), NOW))
    assert [one.outcome for one in decide.link(state, "case-1", "n", NOW)] == ["filed"]


def test_a_suggestion_has_words():
    assert decide.advise(filed(), "C03", "张静", " 请补首页 ", NOW)[0].text == "请补首页"
    for text in ("  ", "长" * 1001):
        with pytest.raises(InputProblem):
            decide.advise(filed(), "C03", "张静", text, NOW)


@settings(max_examples=40)
@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)), st.integers(1, 9_999_999))
def test_a_number_is_read_however_it_is_typed(day: date, sequence: int):
    number = build_number(day, sequence)
    assert parse_number(number.lower().replace("-", " ")) == number
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")
    with pytest.raises(Refusal):
        parse_number(wrong)
