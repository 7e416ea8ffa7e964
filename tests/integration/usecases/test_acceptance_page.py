"""What stands behind the acceptance page: checking, drafts, visits, earlier cases, readiness, papers without a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.catalog.search import SearchIndex, index_entries
from app.domain.refusal import Refusal
from app.domain.visit import SittingEnded, VisitRecorded
from app.store.settings import write_setting
from app.usecases import drafts, item_use, visits
from app.usecases import taking as t
from app.usecases.checking import Counted, check_taking
from app.usecases.counter_work import CounterWork
from app.usecases.earlier import adopt, find_earlier
from app.usecases.guide import application_form, guide_sheet, power_of_attorney
from app.usecases.readiness import CHAIN_BROKEN, look_ahead
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import around, complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.checking import Check
    from app.usecases.taking import Taking

MONDAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path, MONDAY)
    yield played
    played.close()


@pytest.fixture
def work(counter: PlayedCounter) -> CounterWork:
    return CounterWork(counter.workplace, SearchIndex(index_entries(counter.workplace.catalogue)))


def complete(work: CounterWork, code: str = "GT-04") -> Taking:
    """Everything entered and in order."""
    filing = complete_filing(item_of(code))
    taking = replace(t.fresh(), filing=replace(filing, materials={}), release=work.release())
    item = work.item(code)
    assert item is not None
    for key, entry in filing.materials.items():
        material = item.material(key)
        assert material is not None
        if entry.brought:
            taking = t.bring(taking, material)
            for point, answer in entry.points.items():
                taking = t.with_answer(taking, material, point, answer)
    return taking


def checked(work: CounterWork, taking: Taking) -> Check:
    check = work.check(taking)
    assert check is not None
    return check


# ---- checking ----


def test_a_material_not_looked_at_is_open_and_no_defect(work: CounterWork) -> None:
    taking = complete(work)
    materials = {k: v for k, v in taking.filing.materials.items() if k != "floor_plan"}
    check = checked(work, replace(taking, filing=replace(taking.filing, materials=materials)))
    assert [place.place for place in check.open] == ["materials.floor_plan"]
    assert (check.verdict, check.reasons) == ("accepted", ())
    assert check.primary == Counted("check", 1)


@pytest.mark.law("LAW-32-4")
def test_a_material_said_not_to_be_brought_is_one_defect(work: CounterWork) -> None:
    check = checked(work, t.with_absent(complete(work), "floor_plan"))
    assert [reason.text for reason in check.reasons] == ["经营场所布局、操作流程、设备设施说明（平面图）未带"]
    assert (check.kind, check.title, check.lacking.says, check.primary.says) == (
        "caution", "correction-notice", "", "correction-notice"
    )  # fmt: skip
    assert check.basis == "《行政许可法》第三十二条第一款第（四）项"


@pytest.mark.law("LAW-32-3")
def test_what_can_be_put_right_here_is_asked_before_the_notice(work: CounterWork) -> None:
    item = work.item("GT-04")
    assert item is not None
    material = item.material("application")
    assert material is not None
    failed = t.with_answer(complete(work), material, "signed", "fail")
    failed = t.with_fill(failed, "application", "signed", "页码", "3")
    check = checked(work, failed)
    assert [(p.kind, p.place) for p in check.open] == [("spot", "materials.application.points.signed")]
    told = checked(work, t.with_unable(failed, "application", "signed", "须由不在场的人签字"))
    assert told.complete
    fixed = checked(work, t.with_fixed(failed, material, "signed", "补签"))
    assert (fixed.verdict, fixed.complete) == ("accepted", True)


def test_what_the_program_computed_since_stands_without_a_reason(work: CounterWork) -> None:
    item = work.item("GT-04")
    assert item is not None
    material = item.material("floor_plan")
    assert material is not None
    contradicting = t.with_answer(complete(work), material, "area_same", "fail")
    assert checked(work, contradicting).verdict == "accepted"
    reasoned = t.with_override(complete(work), material, "area_same", "fail", "图上另有手写面积")
    assert checked(work, reasoned).verdict == "correction-notice"


def test_the_other_authority_must_be_named(work: CounterWork) -> None:
    taking = t.with_value(complete(work), "jurisdiction.authority", "")
    check = checked(work, taking)
    assert [(p.kind, p.place) for p in check.open] == [("entry", "jurisdiction.authority")]
    named = checked(work, t.with_value(taking, "jurisdiction.authority", "重庆市市场监督管理局"))
    assert (named.complete, named.primary) == (True, Counted("not-accepted"))


@pytest.mark.law("LAW-29")
def test_an_item_in_person_refuses_an_agent_with_the_rule(work: CounterWork) -> None:
    item = replace(item_of("GT-04"), in_person="须本人当面签字")
    taking = t.with_actor(complete(work), "entrusted")
    problem = check_taking(taking, around(item)).problem
    assert problem is not None
    assert (problem[0], item.in_person in problem[1]) == ("agent", True)


# ---- taking ----


def test_a_kind_chosen_later_keeps_the_human(work: CounterWork) -> None:
    taking = t.with_card(t.fresh(), "张甡", "500106199003070016", "读卡器")
    trader = t.with_kind(taking, "sole-trader")
    assert trader.filing.applicant.operator is not None
    assert (trader.filing.applicant.operator.name, trader.filing.applicant.name) == ("张甡", "")
    assert trader.sources["applicant.operator.name"] == "读卡器"
    back = t.with_kind(trader, "person")
    assert (back.filing.applicant.name, back.filing.applicant.id_type) == ("张甡", "citizen-id")


def test_next_item_keeps_the_person_and_what_was_verified(work: CounterWork) -> None:
    item = work.item("GT-04")
    other = work.item("GT-05")
    assert item is not None
    assert other is not None
    follow = t.with_item(t.next_item(complete(work), "500106-20261123-C03A-0001-7", item), other, work.release())
    assert follow.filing.applicant == complete(work).filing.applicant
    brought = {x.identity for x in item.materials if complete(work).filing.entry(x.key).brought}
    same = {m.key for m in other.materials if m.identity in brought and not m.application_form}
    assert {k for k, e in follow.filing.materials.items() if e.brought} == same


# ---- drafts ----


def test_drafts_belong_to_their_clerk_and_expire(counter: PlayedCounter, work: CounterWork) -> None:
    taking = complete(work)
    drafts.save_draft(counter.workplace, taking, "张甡 · 食品经营许可")
    assert drafts.take_up(counter.workplace, taking.id) == taking
    counter.workplace.store.account = replace(counter.workplace.store.account, id="another")
    assert drafts.own_drafts(counter.workplace) == []
    with pytest.raises(Refusal, match="移交"):
        drafts.take_up(counter.workplace, taking.id)
    counter.clock.set(MONDAY + timedelta(days=8))
    assert drafts.expire_drafts(counter.workplace) == 1


def test_an_empty_page_leaves_no_draft(counter: PlayedCounter) -> None:
    drafts.save_draft(counter.workplace, t.fresh(), "x")
    assert drafts.own_drafts(counter.workplace) == []


def test_paper_that_stays_cannot_be_parked(counter: PlayedCounter, work: CounterWork) -> None:
    with pytest.raises(Refusal) as refused:
        drafts.park_draft(counter.workplace, complete(work), "x")
    assert refused.value.code == "DRAFT-KEPT"
    drafts.park_draft(counter.workplace, t.given_back(complete(work)), "x")
    assert [d.parked for d in drafts.own_drafts(counter.workplace)] == [True]


def test_acceptance_deletes_the_draft_and_counts_the_item(counter: PlayedCounter, work: CounterWork) -> None:
    taking = complete(work)
    work.save(taking, "x")
    done = work.accept(taking)
    assert (done.state.phase, done.state.case_id) == ("accepted", taking.id)
    assert work.standing().drafts == ()
    assert item_use.use_counts(counter.workplace) == {"GT-04": 1}
    assert work.recent()[0].code == "GT-04"


# ---- visits, earlier cases ----


def test_visits_are_one_event_each(counter: PlayedCounter) -> None:
    before = counter.workplace.store.last_arrival()
    visits.record_visit(counter.workplace, "enquiry", item="GT-04")
    visits.end_sitting(counter.workplace, ("500106-20261123-C03A-0001-7",), originals_back=True, papers_over=True)
    visits.end_sitting(counter.workplace, (), originals_back=True, papers_over=True)
    assert counter.workplace.store.last_arrival() == before + 2
    assert VisitRecorded("enquiry").case_no == ""
    assert SittingEnded((), originals_back=True, papers_over=True).cases == ()


def test_earlier_cases_are_offered_and_verified_papers_expire(counter: PlayedCounter, work: CounterWork) -> None:
    done = work.accept(complete(work))
    number = done.state.filing.applicant.id_number
    counter.clock.set(MONDAY + timedelta(days=10))
    earlier = find_earlier(counter.workplace, number)
    assert earlier is not None
    assert [case.case_no for case in earlier.cases] == [done.state.case_no]
    assert [m.identity for m in earlier.materials] == ["business_licence"]
    empty = t.with_value(t.with_kind(t.fresh(), done.state.filing.applicant.kind), "applicant.id_number", number)
    item = work.item("GT-04")
    taken = adopt(t.with_item(empty, item, work.release()) if item else empty, earlier, item)
    assert taken.filing.applicant.name == done.state.filing.applicant.name
    assert taken.filing.materials["business_licence"].machine == f"沿用 {MONDAY} 核验"
    counter.clock.set(MONDAY + timedelta(days=95))
    later = find_earlier(counter.workplace, number)
    assert later is not None
    assert later.materials == ()


def test_nothing_entered_today_is_overwritten(counter: PlayedCounter, work: CounterWork) -> None:
    number = work.accept(complete(work)).state.filing.applicant.id_number
    earlier = find_earlier(counter.workplace, number)
    assert earlier is not None
    mine = t.with_value(complete(work), "applicant.phone", "13900139000")
    assert adopt(mine, earlier, work.item("GT-04")).filing.applicant.phone == "13900139000"


# ---- readiness ----


def test_a_healthy_counter_has_no_concern(counter: PlayedCounter) -> None:
    counter.workplace.change_settings(warn_free_mb=0, stop_free_mb=0)
    assert look_ahead(counter.workplace) == ()


def test_limits_of_the_administrator_stop_and_others_only_warn(counter: PlayedCounter) -> None:
    huge = 10**9
    counter.workplace.change_settings(warn_free_mb=huge, stop_free_mb=0)
    assert [(c.code, c.stops) for c in look_ahead(counter.workplace)] == [("DISK", False)]
    counter.workplace.change_settings(stop_free_mb=huge)
    assert [(c.code, c.stops) for c in look_ahead(counter.workplace)] == [("DISK", True)]


def test_a_broken_chain_stops(counter: PlayedCounter) -> None:
    counter.workplace.change_settings(warn_free_mb=0, stop_free_mb=0)
    with counter.workplace.store.write_local() as connection:
        write_setting(connection, CHAIN_BROKEN, "seq 12")
    assert [(c.code, c.stops) for c in look_ahead(counter.workplace)] == [("CHAIN", True)]


def test_an_old_catalogue_is_said(counter: PlayedCounter) -> None:
    counter.workplace.change_settings(warn_free_mb=0, stop_free_mb=0)
    counter.clock.set(MONDAY + timedelta(days=9))
    counter.workplace.change_settings(warn_catalogue_days=5)
    concerns = look_ahead(counter.workplace)
    assert [(c.code, c.stops) for c in concerns] == [("CATALOGUE", False)]


# ---- papers without a case ----


@pytest.mark.law("LAW-30")
def test_the_guide_names_every_material_that_applies(counter: PlayedCounter, work: CounterWork) -> None:
    sheet = guide_sheet(counter.workplace, complete(work).filing)
    check = checked(work, complete(work))
    assert [m.name for m in sheet.materials] == [line.title for line in check.materials]
    assert sheet.heading.number == ""


def test_the_application_form_needs_a_name(counter: PlayedCounter, work: CounterWork) -> None:
    form = application_form(counter.workplace, complete(work).filing)
    assert form.party.name == complete(work).filing.applicant.name
    with pytest.raises(Refusal) as refused:
        application_form(counter.workplace, replace(t.NOTHING, item="GT-04"))
    assert refused.value.place == "applicant.name"


def test_a_power_of_attorney_may_be_blank(counter: PlayedCounter) -> None:
    assert power_of_attorney(counter.workplace, t.NOTHING).party is None


def test_one_taking_never_opens_two_cases(counter: PlayedCounter, work: CounterWork) -> None:
    """A crash after the case and before its draft was deleted leaves a draft that can be taken up, and pressed again."""
    taking = complete(work)
    first = work.accept(taking)
    with pytest.raises(Refusal) as refused:
        work.accept(taking)
    assert refused.value.code == "STATE-TAKEN"
    assert first.state.case_no in refused.value.message
