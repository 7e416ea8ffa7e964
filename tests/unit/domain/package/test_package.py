"""A package as a rule book: the order, the one promise, what depends on what, what goes out together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case.events import DatedLimit
from app.domain.catalog.order import in_order
from app.domain.law.limit import Limit
from app.domain.package.decide import drop_member
from app.domain.package.events import MemberDropped, MemberFiled, PackageMember, PackageOpened
from app.domain.package.evolve import fold
from app.domain.package.groups import refuse_granting_apart, refuse_issuing_apart
from app.domain.package.prefill import Result, is_result, prefilled
from app.domain.package.promise import promise
from app.domain.package.standing import FAILED, HERE, standing
from app.domain.refusal import Refusal
from tests.builders.filings import TODAY, applicant_of, complete_filing, item_of, published_calendar

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.package.state import PackageState

CALENDAR = published_calendar()
LATER = date(2026, 11, 25)
PHASES = ("accepted", "correction", "granted", "issued", "refused", "withdrawn", "not-accepted", "not-required")


def items_taking(days: list[int]) -> list[ServiceItem]:
    """Items A, B, C … with these promises in workdays."""
    return [replace(item_of(), code=chr(65 + n), promised=Limit(d)) for n, d in enumerate(days)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[ServiceItem], dict[str, tuple[str, ...]]]:
    """Items in an order, each waiting for some of those before it."""
    items = items_taking(draw(st.lists(st.integers(0, 30), min_size=1, max_size=6)))
    codes = [i.code for i in items]
    waits = {
        c: tuple(draw(st.lists(st.sampled_from(codes[:n]), unique=True))) if n else () for n, c in enumerate(codes)
    }
    return items, waits


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_the_promise_is_that_of_the_longest_path(graph: tuple[list[ServiceItem], dict[str, tuple[str, ...]]]) -> None:
    items, waits = graph
    made = promise(items, waits, TODAY, CALENDAR)
    by_code = {i.code: i for i in items}
    day = TODAY
    for code in made.path:
        day = CALENDAR.add(day, by_code[code].promised).date
    assert day.isoformat() == made.due.date
    assert all(CALENDAR.add(TODAY, i.promised).date.isoformat() <= made.due.date for i in items)
    assert all(b in waits[a] for b, a in zip(made.path, made.path[1:], strict=False))
    assert CALENDAR.is_workday(date.fromisoformat(made.due.date)) or not sum(i.promised.n for i in items)


@pytest.mark.law("LAW-42-2")
@settings(max_examples=30, deadline=None)
@given(graphs(), st.integers(1, 45))
def test_a_cap_is_never_passed(graph: tuple[list[ServiceItem], dict[str, tuple[str, ...]]], cap: int) -> None:
    items, waits = graph
    capped = promise(items, waits, TODAY, CALENDAR, (cap,)).due
    assert date.fromisoformat(capped.date) <= CALENDAR.add(TODAY, Limit(cap)).date
    assert capped.date <= promise(items, waits, TODAY, CALENDAR).due.date


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_each_member_comes_after_those_it_waits_for(
    graph: tuple[list[ServiceItem], dict[str, tuple[str, ...]]],
) -> None:
    items, waits = graph
    order = in_order([i.code for i in reversed(items)], waits)
    assert all(order.index(a) < order.index(code) for code in order for a in waits[code])


def package(*members: PackageMember) -> PackageState:
    limit = DatedLimit("2026-12-04", 9, "workday", False, CALENDAR.hash, "PACKAGE-PROMISE")
    opened = PackageOpened(
        "TC1", "shop", "开店一件事", "r", "C03", TODAY.isoformat(), applicant_of("person"), None, {}, {}, members, limit
    )
    state = fold("p", [opened])
    assert state is not None
    return state


def member(code: str, *waits: str, **more: str) -> PackageMember:
    filed = {} if waits else {"case_id": f"id-{code}", "case_no": f"no-{code}"}
    return PackageMember(code, f"事项{code}", "机关", "waiting" if waits else "filed", waits, **{**filed, **more})  # type: ignore[arg-type]  # texts


@pytest.mark.parametrize("phase", PHASES)
def test_one_member_drags_down_only_those_that_depend_on_it(phase: str) -> None:
    state = package(member("A"), member("B"), member("C", "A"), member("D", "C"))
    now = standing(state, {"A": phase, "B": "accepted"})
    found = {m.member.item_code: m.is_ for m in now.members}
    assert found["B"] == "running"
    assert found["C"] == ("ready" if phase in HERE else "held" if phase in FAILED else "waiting")
    assert found["D"] == "waiting"
    assert now.status == ("partly" if phase in FAILED else "in-progress")


def test_what_was_let_go_leaves_the_rest_done() -> None:
    state = package(member("A"), member("B", "A"))
    event = drop_member(state, "B", "不办了", LATER)
    after = replace(state, dropped={event.item_code: event.reason})
    assert standing(after, {"A": "issued"}).status == "partly"
    assert standing(after, {"A": "refused"}).status == "ended"
    with pytest.raises(Refusal, match="已经不再办理"):
        drop_member(after, "B", "不办了", LATER)


def test_the_first_filing_of_a_member_counts_and_a_second_is_kept() -> None:
    opened = package(member("A"), member("B", "A"))
    events = [MemberFiled("B", "b1", "no-b1", "2026-11-25"), MemberFiled("B", "b2", "no-b2", "2026-11-25")]
    from app.domain.package.evolve import evolve

    state = opened
    for event in (*events, MemberDropped("B", "晚了", "2026-11-26")):
        state = evolve(state, event)
    filed = state.member("B")
    assert filed is not None
    assert (filed.case_no, state.extra, state.dropped) == ("no-b1", ("no-b2",), {})


def test_results_of_a_group_go_out_together_or_not_at_all() -> None:
    state = package(member("A", together="证"), member("B", together="证"), member("C"))
    with pytest.raises(Refusal, match="还没有结果"):
        refuse_issuing_apart(state, {"A": "granted", "B": "accepted"}, "id-A")
    with pytest.raises(Refusal, match="一起出件"):
        refuse_issuing_apart(state, {"A": "granted", "B": "granted"}, "id-A")
    refuse_issuing_apart(state, {"A": "granted", "B": "granted"}, "id-A", {"id-A", "id-B"})
    refuse_issuing_apart(state, {"A": "granted", "B": "refused"}, "id-A")
    refuse_issuing_apart(state, {"C": "granted", "A": "accepted"}, "id-C")


def test_one_review_decides_all_of_its_cases() -> None:
    state = package(member("A", reviewed_together="审"), member("B", reviewed_together="审"))
    with pytest.raises(Refusal) as refused:
        refuse_granting_apart(state, {"A": "accepted", "B": "accepted"}, "id-A")
    assert refused.value.code == "STATE-REVIEW"
    refuse_granting_apart(state, {"A": "accepted", "B": "accepted"}, "id-A", {"id-A", "id-B"})
    refuse_granting_apart(state, {"A": "accepted", "B": "refused"}, "id-A")


def test_a_result_fills_in_the_member_that_waited_for_it() -> None:
    item = item_of("GT-04")
    filing = complete_filing(item, kind="person")
    results = [Result("个体工商户设立登记", "营业执照（正副本、电子）", "92500106MA600ABC3J")]
    found = prefilled(filing, item, results, {"trade_name": "张记小面"}, TODAY)
    assert found.materials["business_licence"].provided == ("shared",)
    assert found.materials["business_licence"].machine == "“个体工商户设立登记”的结果 92500106MA600ABC3J"
    who = found.applicant
    assert (who.kind, who.id_number, who.name) == ("sole-trader", "92500106MA600ABC3J", "张记小面")
    assert who.operator is not None
    assert who.operator.name == filing.applicant.name


def test_a_general_word_is_no_paper() -> None:
    paper = item_of("GT-04").materials[0]
    assert not is_result(replace(paper, name="登记表"), "登记")
