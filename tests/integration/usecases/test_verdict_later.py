"""A case that was received is opened on the acceptance page and gets its verdict there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.catalog.search import SearchIndex
from app.usecases.counter_work import CounterWork
from tests.builders.counters import counter_at

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path):
    played = counter_at(tmp_path / "home", FRIDAY)
    yield played
    played.close()


@pytest.fixture
def work(counter):
    return CounterWork(counter.workplace, SearchIndex(()))


@pytest.mark.law("LAW-32-5")
def test_received_case_is_accepted_later_with_its_own_dates(counter, work):
    done = counter.received(FRIDAY)
    counter.clock.set(MONDAY)
    taking = work.correction(done.state.case_no).taking
    assert (taking.correcting, taking.received) == (done.state.case_no, "first")
    after = work.complete_correction(taking)
    assert (after.state.phase, after.state.received_on, after.state.accepted_on) == (
        "accepted", "2026-11-20", "2026-11-23"
    )  # fmt: skip
    assert [p.meant.kind for p in after.papers] == ["acceptance-notice"]


@pytest.mark.law("LAW-32-4")
def test_received_case_gets_its_first_notice_without_a_reason(counter, work):
    done = counter.received(FRIDAY)
    counter.clock.set(MONDAY)
    taking = work.correction(done.state.case_no).taking
    key = next(k for k in taking.asked if k in taking.filing.materials and k == "business_licence")
    entry = replace(taking.filing.materials[key], provided=(), points={})
    materials = {**taking.filing.materials, key: entry}
    after = work.complete_correction(replace(taking, filing=replace(taking.filing, materials=materials)))
    assert (after.state.phase, after.state.round) == ("correction", 1)
