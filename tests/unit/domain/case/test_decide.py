"""The case: what the law lets each command do, by examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.evolve import evolve, fold
from app.domain.case.status import is_deemed_accepted, overdue, running, status
from app.domain.checklist.filing import Agent, ExtraMaterial, Filing, MaterialEntry, OtherAuthority, Person
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import TODAY, around, complete_filing, failing, item_of, passed, without

if TYPE_CHECKING:
    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import ServiceItem

NUMBER = "500106-20261123-C03A-0001-7"
WANG = Person("citizen-id", "500106199003070016", "王强")


def opened(filing: Filing, item: ServiceItem | None = None, today: date = TODAY, **more: Any) -> CaseState:
    """A case after it was opened with a filing."""
    events = d.open_case(c.Open("case", NUMBER, filing, **more), around(item or item_of(), today))
    state = fold("case", events)
    assert state is not None
    return state


def after(state: CaseState, events: list[Any]) -> CaseState:
    """A case after more events."""
    for event in events:
        state = evolve(state, event)
    return state


def correction(today: date = TODAY) -> CaseState:
    """A case with a correction notice that was told on the day."""
    item = item_of()
    state = opened(without(complete_filing(item, today), {"business_licence"}), today=today)
    notice = e.DocumentMeant("补1", "correction-notice", 2, 1, today.isoformat(), {})
    told = e.DocumentTold("补1", "handed-over", today.isoformat())
    return after(state, [notice, told])


def refusal(action: Any) -> str:
    """The rule by which an action is refused."""
    with pytest.raises(Refusal) as refused:
        action()
    return refused.value.code


def test_accepted_case_has_both_clocks() -> None:
    state = opened(complete_filing(item_of()))
    assert (state.phase, state.accepted_on) == ("accepted", "2026-11-23")
    assert state.legal is not None
    assert state.promised is not None
    assert (state.legal.date, state.promised.date) == ("2026-12-07", "2026-11-30")


@pytest.mark.law("LAW-32-4")
def test_received_case_is_answered_within_five_workdays() -> None:
    state = opened(replace(complete_filing(item_of()), intent="receive"))
    assert (status(state, TODAY), state.answer_due.date) == ("received", "2026-11-30")
    assert not is_deemed_accepted(state, date(2026, 11, 30))
    late = date(2026, 12, 1)
    assert status(state, late) == "deemed-accepted"
    assert (running(state, late).promised, running(state, late).legal, running(state, late).answer) == (
        "2026-11-30",
        "2026-12-07",
        None,
    )


@pytest.mark.law("LAW-32-4")
def test_deemed_acceptance_is_as_of_the_day_of_receipt_and_takes_no_correction() -> None:
    state = opened(replace(without(complete_filing(item_of()), {"business_licence"}), intent="receive"))
    late = date(2026, 12, 2)
    state = after(state, d.give_verdict(state, c.GiveVerdict(), around(item_of(), late)))
    assert (state.phase, state.accepted_on, state.deemed) == ("accepted", "2026-11-23", True)


@pytest.mark.law("LAW-32-4")
def test_only_licences_are_deemed_accepted() -> None:
    item = item_of("GT-06")
    state = opened(replace(complete_filing(item), intent="receive"), item)
    assert (status(state, date(2026, 12, 2)), overdue(state, date(2026, 12, 2))) == ("received", True)


@pytest.mark.law("LAW-32-9")
def test_notice_that_was_not_told_stops_no_clock() -> None:
    item = item_of()
    state = opened(without(complete_filing(item), {"business_licence"}))
    state = after(
        state, [e.DocumentMeant("补1", "correction-notice", 2, 1, "2026-11-23", {}), e.DocumentPrinted("补1", 2)]
    )
    assert status(state, date(2026, 11, 30)) == "correction"
    assert running(state, TODAY).answer == "2026-11-30"
    assert status(state, date(2026, 12, 1)) == "deemed-accepted"
    told = after(state, d.tell(state, c.Tell("补1", "handed-over"), TODAY))
    assert status(told, date(2026, 12, 1)) == "correction"
    assert running(told, TODAY).answer is None


def test_half_checked_file_has_no_verdict() -> None:
    item = item_of()
    filing = complete_filing(item)
    entry = replace(filing.materials["floor_plan"], points={})
    assert refusal(lambda: opened(replace(filing, materials={**filing.materials, "floor_plan": entry}))) == "STATE-OPEN"


@pytest.mark.law("LAW-32-2")
def test_not_accepted_names_the_authority() -> None:
    filing = replace(complete_filing(item_of()), jurisdiction=OtherAuthority("渝中区市场监督管理局", "管家巷9号"))
    state = opened(filing)
    assert (state.phase, state.authority, state.authority_address) == (
        "not-accepted",
        "渝中区市场监督管理局",
        "管家巷9号",
    )


@pytest.mark.law("LAW-32-9")
def test_without_the_power_the_verdict_is_proposed_and_the_clock_starts() -> None:
    item = item_of()
    powerless = replace(item, authorisation=replace(item.authorisation, powers=("receive",)))
    state = opened(complete_filing(item), powerless)
    assert (state.phase, state.proposed, state.answer_due.date) == ("received", "accepted", "2026-11-30")


def test_authorisation_that_ran_out_leaves_only_receipt() -> None:
    item = item_of()
    old = replace(item, authorisation=replace(item.authorisation, valid_until="2026-11-22"))
    assert opened(complete_filing(item), old).proposed == "accepted"


def test_correction_completed_is_accepted() -> None:
    state = correction()
    brought = {"business_licence": passed(item_of(), "business_licence", complete_filing(item_of()))}
    state = after(state, d.complete_correction(state, c.CompleteCorrection(brought), around(item_of())))
    assert (state.phase, state.verdict) == ("accepted", "accepted")


@pytest.mark.law("LAW-32-4")
def test_second_notice_needs_a_reason() -> None:
    state, item = correction(), item_of()
    filing = failing(complete_filing(item), "business_licence", _eye_point(item, "business_licence"), item)
    brought = {"business_licence": filing.materials["business_licence"]}
    events = d.complete_correction(state, c.CompleteCorrection(brought), around(item))
    again = after(state, events)
    assert (again.phase, again.proposed) == ("received", "correction-notice")
    assert refusal(lambda: d.give_verdict(again, c.GiveVerdict(), around(item))) == "LAW-32-4"
    second = after(again, d.give_verdict(again, c.GiveVerdict(reason="补交的执照已过期"), around(item)))
    assert (second.phase, second.round, second.second_reason) == ("correction", 2, "补交的执照已过期")


def _eye_point(item: ServiceItem, material: str) -> str:
    return next(iter(complete_filing(item).materials[material].points))


@pytest.mark.law("LAW-32-4")
def test_second_notice_objects_to_nothing_new() -> None:
    state, item = correction(), item_of()
    brought = {"business_licence": passed(item, "business_licence", complete_filing(item))}
    entry = failing(complete_filing(item), "floor_plan", _eye_point(item, "floor_plan"), item).materials["floor_plan"]
    received = replace(after(state, [e.CorrectionReceived(brought, "2026-11-24", state.answer_due)]))
    command = c.GiveVerdict(materials={"floor_plan": entry}, reason="图纸也不对")
    assert refusal(lambda: d.give_verdict(received, command, around(item))) == "LAW-32-4"
    assert (
        refusal(lambda: d.complete_correction(state, c.CompleteCorrection({"floor_plan": entry}), around(item)))
        == "LAW-32-4"
    )


@pytest.mark.law("LAW-32-4")
def test_corrections_that_come_after_the_clock_ran_out_find_the_case_accepted() -> None:
    item = item_of()
    untold = opened(without(complete_filing(item), {"business_licence"}))
    brought = {"business_licence": MaterialEntry(provided=("original-seen",))}
    events = d.complete_correction(untold, c.CompleteCorrection(brought), around(item, date(2026, 12, 2)))
    state = after(untold, events)
    assert (state.phase, state.deemed, state.accepted_on) == ("accepted", True, "2026-11-23")


@pytest.mark.law("DEFER-LOCAL")
def test_deferred_material_supplied_late_is_marked_and_ends_nothing() -> None:
    item = item_of()
    material = next(m.key for m in item.materials if m.deferrable and m.key in complete_filing(item).materials)
    filing = replace(without(complete_filing(item), {material}), defer={material: "2026-11-25"})
    state = opened(filing)
    assert (state.verdict, state.open_deferrals) == ("accepted-deferred", (material,))
    points = dict(passed(item, material, complete_filing(item)).points)
    command = c.SupplyDeferred(material, ("original-kept",), points)
    [supplied] = d.supply_deferred(state, command, around(item, date(2026, 11, 26)))
    assert supplied.late
    done = after(state, [supplied])
    assert (done.phase, done.open_deferrals) == ("accepted", ())
    assert refusal(lambda: d.supply_deferred(done, command, around(item))) == "STATE-DEFERRAL"


def test_withdrawal_needs_a_signature_and_an_open_case() -> None:
    state = opened(complete_filing(item_of()))
    assert refusal(lambda: d.withdraw(state, c.Withdraw("不办了", signed=False), around(item_of()))) == "STATE-UNSIGNED"
    gone = after(
        state, d.withdraw(state, c.Withdraw("不办了", signed=True, returned=("floor_plan",)), around(item_of()))
    )
    assert (gone.phase, gone.returned) == ("withdrawn", {"floor_plan": "2026-11-23"})
    assert refusal(lambda: d.withdraw(gone, c.Withdraw("再撤", signed=True), around(item_of()))) == "STATE-ENDED"


def test_record_is_corrected_by_an_event_that_keeps_the_old_value() -> None:
    state = opened(complete_filing(item_of()))
    [event] = d.correct_record(state, c.CorrectRecord("applicant.phone", "13900139000", "录错"), around(item_of()))
    assert (event.old, event.new) == ("13800138000", "13900139000")
    assert after(state, [event]).filing.applicant.phone == "13900139000"
    assert (
        refusal(lambda: d.correct_record(state, c.CorrectRecord("applicant.phone", "12", "录错"), around(item_of())))
        == "ENTRY-PHONE"
    )
    assert (
        refusal(lambda: d.correct_record(state, c.CorrectRecord("verdict", "x", "录错"), around(item_of())))
        == "ENTRY-FIELD"
    )


@pytest.mark.law("LAW-32-9")
def test_told_needs_what_proves_it() -> None:
    state = opened(complete_filing(item_of()))
    state = after(state, [e.DocumentMeant("受1", "acceptance-notice", 2, 1, "2026-11-23", {})])
    assert refusal(lambda: d.tell(state, c.Tell("受1", "handed-over"), TODAY)) == "STATE-UNPRINTED"
    state = after(state, [e.DocumentPrinted("受1", 2)])
    assert refusal(lambda: d.tell(state, c.Tell("受1", "refused-to-sign"), TODAY)) == "ENTRY-WITNESS"
    assert refusal(lambda: d.tell(state, c.Tell("受1", "posted"), TODAY)) == "ENTRY-WAYBILL"
    assert refusal(lambda: d.tell(state, c.Tell("受2", "handed-over"), TODAY)) == "STATE-DOCUMENT"
    told = after(state, d.tell(state, c.Tell("受1", "handed-over"), TODAY))
    assert refusal(lambda: d.tell(told, c.Tell("受1", "handed-over"), TODAY)) == "STATE-TOLD"


def test_void_number_is_an_event_with_a_reason() -> None:
    state = after(
        opened(complete_filing(item_of())), [e.DocumentMeant("受1", "acceptance-notice", 2, 1, "2026-11-23", {})]
    )
    assert refusal(lambda: d.void_document(state, c.VoidDocument("受1", " "))) == "ENTRY-REASON"
    gone = after(state, d.void_document(state, c.VoidDocument("受1", "打印错位")))
    assert gone.documents["受1"].voided == "打印错位"
    assert refusal(lambda: d.void_document(gone, c.VoidDocument("受1", "再作废"))) == "STATE-VOIDED"


@pytest.mark.law("LAW-29")
def test_item_in_person_refuses_an_agent() -> None:
    item = replace(item_of(), in_person="须本人到场")
    filing = replace(complete_filing(item_of()), agent=Agent("entrusted", WANG, "全权代办", "2026-12-31"))
    assert refusal(lambda: opened(filing, item)) == "LAW-29"


@pytest.mark.law("LAW-29")
@pytest.mark.parametrize(
    ("agent", "code"),
    [
        (Agent("entrusted", WANG, "", "2026-12-31"), "ENTRY-SCOPE"),
        (Agent("entrusted", WANG, "代办", "2026-11-22"), "ENTRY-AUTHORITY"),
        (Agent("guardian", WANG), "ENTRY-GUARDIAN"),
        (Agent("staff", replace(WANG, id_number="500106199003070017")), "GB-11643"),
    ],
)
def test_agent_without_what_proves_him_is_refused(agent: Agent, code: str) -> None:
    assert refusal(lambda: opened(replace(complete_filing(item_of()), agent=agent))) == code


@pytest.mark.law("LAW-31")
def test_paper_outside_the_list_is_marked_for_supervision() -> None:
    state = opened(replace(complete_filing(item_of()), extra=(ExtraMaterial("房东身份证", "核对出租人"),)))
    assert state.remarks == ("extra-material",)


def test_unknown_key_is_unreadable_input() -> None:
    filing = complete_filing(item_of())
    with pytest.raises(InputProblem):
        opened(replace(filing, form={**filing.form, "nonsense": "1"}))


def test_no_phone_needs_another_contact() -> None:
    filing = complete_filing(item_of())
    applicant = replace(filing.applicant, phone=None)
    assert refusal(lambda: opened(replace(filing, applicant=applicant))) == "ENTRY-CONTACT"
    assert opened(replace(filing, applicant=replace(applicant, contact="沙坪坝区小龙坎正街1号"))).phase == "accepted"


def test_backfilled_case_runs_from_the_real_day() -> None:
    backfill = e.Backfill("空1", "2026-11-20T15:30:00+08:00", "停电", "张组长")
    state = opened(replace(complete_filing(item_of()), intent="receive"), backfill=backfill)
    assert (state.received_on, state.answer_due.date, state.remarks) == ("2026-11-20", "2026-11-27", ("backfilled",))


def test_dates_beyond_the_published_calendar_are_provisional() -> None:
    item = item_of()
    day = date(2026, 12, 24)
    state = opened(complete_filing(item, day), today=day)
    assert state.legal is not None
    assert state.legal.provisional
    assert running(state, day).provisional
