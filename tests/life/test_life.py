"""Whole lives of cases under an independent eye: twenty here, two hundred in `make soak`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from tests.life import days
from tests.life.checker import problems
from tests.life.play import Outcome, play
from tests.life.record import CaseRecord, Event, World


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, World]:
    """Twenty lives, from a seed that the test run may change."""
    return play(tmp_path_factory.mktemp("life"), 20, seed=7, kills=1)


def test_whole_lives_break_no_rule(played: tuple[Outcome, World]) -> None:
    outcome, _ = played
    assert outcome.wrong == []
    for what in ("accepted from a phone", "packages", "console grant", "desk issue", "ratings"):
        assert outcome.did.get(what), f"nobody did: {what}"


def test_the_checker_sees_what_is_wrong(played: tuple[Outcome, World]) -> None:
    """Each breach is put into a case that was right: the checker finds it, and names the rule."""
    _, world = played
    granted = next(c for c in world.cases.values() if c.of("case.granted") and not c.of("case.extended"))
    assert problems(World({"1": granted})) == []
    breaches = {
        "LAW-42-1": _changed(granted, "case.accepted", legal={"date": "2026-10-05", "provisional": False}),
        "LAW-44-1": _changed(granted, "case.granted", serve_by={"date": "2026-12-31", "provisional": False}),
        "LAW-38-1": _without(granted, "case.accepted"),
        "LAW-32-4": _changed(granted, "case.received", answer_due={"date": "2026-09-20", "provisional": False}),
        "LAW-74": _changed(granted, "case.granted", late=not granted.of("case.granted")[0]["late"]),
        "decided twice": replace(granted, events=(*granted.events, granted.of("case.granted")[0])),
    }
    for rule, case in breaches.items():
        assert any(rule in text for text in problems(World({"1": case}))), rule


def test_the_checker_reads_who_is_told_by_a_notice(played: tuple[Outcome, World]) -> None:
    """A member whose notice names another case, or another date, is found."""
    _, world = played
    name, member = next(
        (n, c) for n, c in world.cases.items() if c.events[0]["package"] and c.papers("acceptance-notice")
    )
    paper = member.papers("acceptance-notice")[0]
    heading = {**paper["data"]["heading"], "case_no": "500106-20260921-C09A-0001-X"}
    for data, words in (
        ({**paper["data"], "heading": heading, "several": []}, "stands on 0 papers"),
        ({**paper["data"], "several": [], "legal": {"on": "2026-12-31"}}, "another legal date"),
    ):
        changed = _changed(member, "document.meant", data=data)
        assert any(words in text for text in problems(World({name: changed})))


def _changed(case: CaseRecord, kind: str, **body: object) -> CaseRecord:
    def one(x: Event) -> Event:
        return replace(x, body={**x.body, **body}) if x.kind == kind else x

    return replace(case, events=tuple(map(one, case.events)))


def _without(case: CaseRecord, kind: str) -> CaseRecord:
    return replace(case, events=tuple(x for x in case.events if x.kind != kind))


@pytest.mark.parametrize(
    ("start", "n", "unit", "end"),
    [
        ("2026-02-10", 20, "workday", "2026-03-16"),
        ("2026-09-18", 10, "workday", "2026-10-09"),
        ("2026-09-29", 20, "workday", "2026-11-02"),
        ("2025-09-26", 5, "workday", "2025-10-10"),
        ("2026-08-03", 60, "day", "2026-10-08"),
    ],
)
def test_the_checker_counts_days_as_the_worked_examples_do(start: str, n: int, unit: str, end: str) -> None:
    assert days.later(date.fromisoformat(start), n, unit) == date.fromisoformat(end)


def test_numbers_are_drawn_once(played: tuple[Outcome, World]) -> None:
    _, world = played
    numbers = Counter(x["number"] for case in world.cases.values() for x in case.of("document.meant"))
    assert max(numbers.values()) == 1
