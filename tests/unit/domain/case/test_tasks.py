"""What is to be done on a case: by examples from the law, and by properties over the days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import events as e
from app.domain.case.calendar_change import replaced_dues, shifted
from app.domain.case.evolve import evolve, fold
from app.domain.case.status import is_deemed_accepted
from app.domain.case.tasks import next_reminder, tasks
from app.domain.checklist.filing import Applicant, Filing, MaterialEntry
from app.domain.law.calendar import CalendarYear, WorkCalendar
from tests.builders.filings import published_calendar

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

FRIDAY = date(2026, 11, 13)
DUE = e.DatedLimit("2026-11-20", 5, "workday", provisional=False, calendar="h", rule="LAW-32-4")
FILING = Filing("GT-04", Applicant("person", "citizen-id", "50010619780704018X", "李明"))
REASONS = (
    e.Reason("not-brought", "未提交营业执照", "licence", material_name="营业执照"),
    e.Reason("point-failed", "不符合：面积一致", "plan", "area", material_name="平面图"),
)


def case(*after: object, kind: str = "licence", authority: str = "", due: e.DatedLimit = DUE) -> CaseState:
    """A case received on Friday 13 November, after some more events."""
    deemed = kind == "licence" and not authority
    clocks = e.DecisionClocks(limit("2026-12-11"), limit("2026-11-20", 5)) if deemed else None
    received = e.CaseReceived(
        "500106-20261113-C03A-0017-D", "GT-04", "食品经营许可（新办）", "市场监管局", kind, "r", FILING,
        "2026-11-13", due, clocks, "C03", for_authority=authority,
    )  # fmt: skip
    state = fold("case", [received, *after])
    assert state is not None
    return state


def limit(day: str, n: int = 20, *, provisional: bool = False) -> e.DatedLimit:
    return e.DatedLimit(day, n, "workday", provisional, "h", "LAW-42-1")


def accepted(*deferrals: e.Deferral, promised: str = "2026-11-23", deemed: bool = False) -> e.CaseAccepted:
    return e.CaseAccepted("2026-11-13", limit("2026-12-11"), limit(promised, 5), deferrals, deemed=deemed)


def notice(kind: str = "acceptance-notice", number: str = "受1", issued: str = "2026-11-13") -> e.DocumentMeant:
    return e.DocumentMeant(number, kind, 2, 1, issued, {})


def told(number: str = "受1", on: str = "2026-11-13") -> e.DocumentTold:
    return e.DocumentTold(number, "handed-over", on)


def on(state: CaseState, day: date, calendar: WorkCalendar | None = None):
    return tasks(state, day, calendar or published_calendar())


def said(state: CaseState, day: date):
    return [(t.kind, t.when, t.note, t.text) for t in on(state, day)]


# ---- the five days ----


@pytest.mark.law("LAW-32-4")
@pytest.mark.parametrize(
    ("day", "warn", "note"),
    [
        (date(2026, 11, 13), False, "11-13 收件，5 个工作日"),
        (date(2026, 11, 17), False, "11-13 收件，5 个工作日"),
        (date(2026, 11, 18), True, "收件第 3 个工作日"),
        (date(2026, 11, 19), True, "收件第 4 个工作日"),
        (date(2026, 11, 20), True, "收件第 5 个工作日"),
    ],
)
def test_answering_clock_warns_on_the_third_fourth_and_fifth_workday(day, warn, note) -> None:
    task = on(case(), day)[0]
    assert (task.kind, task.warn, task.note, task.overdue) == ("answer", warn, note, False)


@pytest.mark.law("LAW-32-4")
def test_after_five_workdays_the_task_is_the_notice_of_the_deemed_acceptance() -> None:
    task = on(case(), date(2026, 11, 23))[0]
    assert (task.kind, task.when, task.overdue) == ("deemed", "11-20 已满", True)
    assert task.text == "视为受理已生效：打印并送达受理通知书"
    assert task.detail == "期内未告知补正，自 11-13 收到之日起即为受理"


def test_what_is_no_licence_is_never_deemed_accepted() -> None:
    task = on(case(kind="payment"), date(2026, 11, 23))[0]
    assert (task.kind, task.overdue, task.detail) == ("answer", True, "收件已满 5 个工作日，请尽快作出结论")


def test_papers_for_another_authority_are_passed_on_until_its_number_is_known() -> None:
    foreign = case(authority="渝中区市场监管局")
    assert on(foreign, FRIDAY)[0].text == "转送渝中区市场监管局，记下对方编号"
    assert on(evolve(foreign, e.ForeignNumberTaken("渝中区", "77")), FRIDAY) == ()


@pytest.mark.law("LAW-32-9")
def test_proposed_verdict_waits_for_the_one_with_the_power() -> None:
    state = case(e.VerdictProposed("correction-notice", REASONS, "市场监管局"))
    assert said(state, FRIDAY) == [
        ("verdict", "11-20 周五", "11-13 收件，5 个工作日", "建议一次性告知补正，2 处：等有权限的人作出")
    ]


# ---- telling ----


@pytest.mark.law("LAW-32-9")
def test_notice_stays_until_told_whatever_was_printed() -> None:
    meant = case(accepted(), notice())
    printed = evolve(meant, e.DocumentPrinted("受1", 2))
    assert [t.text for t in on(meant, FRIDAY)] == ["打印并送达受理通知书"]
    assert [t.text for t in on(printed, FRIDAY)] == ["送达受理通知书，登记方式"]
    assert on(evolve(printed, told()), FRIDAY) == ()


@pytest.mark.law("LAW-32-4")
def test_printed_but_untold_correction_notice_does_not_stop_the_five_days() -> None:
    correction = e.CorrectionRequired(REASONS, "2026-11-13", remind_on="2026-11-20")
    state = case(correction, notice("correction-notice", "补1"), e.DocumentPrinted("补1", 2))
    before, after = on(state, date(2026, 11, 20)), on(state, date(2026, 11, 23))
    assert [(t.kind, t.due) for t in before] == [("tell", date(2026, 11, 20))]
    assert [t.kind for t in after] == ["deemed", "void"]
    assert after[1].text == "作废没有送达的补正告知书"


# ---- corrections and deferrals ----


def test_correction_without_a_date_of_its_own_is_an_internal_reminder() -> None:
    correction = e.CorrectionRequired(REASONS, "2026-11-13", remind_on="2026-11-20")
    state = case(correction, notice("correction-notice", "补1"), told("补1"))
    assert said(state, FRIDAY) == [("correction", "11-20 周五", "内部提醒", "申请人还没来补正（2 处）")]
    assert said(state, date(2026, 11, 20)) == [("correction", "今天", "内部提醒", "提醒申请人补正（2 处）")]
    later = on(state, date(2026, 11, 24))[0]
    assert (later.when, later.overdue, later.detail) == ("11-27 周五", False, "补正后随时可交；上次提醒日 11-20")


def test_correction_with_a_date_is_overdue_after_it_and_ends_nothing() -> None:
    correction = e.CorrectionRequired(REASONS, "2026-11-13", bring_by="2026-11-20", bring_by_basis="《办法》")
    state = case(correction, notice("correction-notice", "补1"), told("补1"))
    task = on(state, date(2026, 11, 23))[0]
    assert (task.when, task.overdue) == ("11-20 已满", True)
    assert "不自动终止" in task.detail


@pytest.mark.law("DEFER-LOCAL")
def test_late_deferral_goes_to_the_department_and_ends_nothing() -> None:
    state = case(accepted(e.Deferral("rules", "规章制度目录", "2026-11-20", "办事指南要求")))
    early, late = on(state, date(2026, 11, 16))[0], on(state, date(2026, 11, 23))[0]
    assert (early.when, early.note, early.text) == ("11-20 周五", "还有 4 个工作日", "容缺材料未补：规章制度目录")
    assert early.detail == "到期未补，送市场监管局书面决定"
    assert (late.when, late.overdue, late.text) == ("11-20 已满", True, "容缺到期未补：规章制度目录")
    supplied = evolve(state, e.DeferredSupplied("rules", MaterialEntry(("copy-kept",)), "2026-11-23", late=True))
    assert on(supplied, date(2026, 11, 23)) == ()


# ---- voids and calendars ----


def test_voided_notice_asks_for_a_successor() -> None:
    state = case(accepted(), notice(), e.DocumentVoided("受1", "印错"))
    assert said(state, FRIDAY) == [("reissue", "今天", "用新文号", "补发受理通知书")]
    again = evolve(state, notice(number="受2"))
    assert [t.kind for t in on(again, FRIDAY)] == ["tell"]


def test_ended_case_with_its_notice_told_has_nothing_to_do() -> None:
    state = case(e.CaseNotRequired(REASONS), notice("non-acceptance-notice", "不1"), told("不1"))
    assert on(state, FRIDAY) == ()


def calendar_of_2027() -> WorkCalendar:
    return WorkCalendar((*published_calendar().years, CalendarYear(2027, ((date(2027, 1, 1), "元旦"),), ())))


@pytest.mark.law("CC-203")
def test_published_calendar_makes_a_provisional_date_final_and_leaves_a_final_one() -> None:
    opened = e.CaseAccepted("2026-12-25", limit("2027-01-21", 20, provisional=True), limit("2026-12-31", 4))
    state = case(opened)
    calendar = calendar_of_2027()
    assert replaced_dues(state, published_calendar()) == ()
    replaced = replaced_dues(state, calendar)
    assert [(r.clock, r.due.date, r.due.provisional) for r in replaced] == [("legal", "2027-01-25", False)]
    assert shifted(state, replaced) == replaced
    assert [t.kind for t in on(state, date(2026, 12, 28), calendar)] == ["calendar"]
    done = evolve(state, replaced[0])
    assert on(done, date(2026, 12, 28), calendar) == ()


# ---- properties ----

DAYS = st.dates(date(2026, 11, 13), date(2026, 12, 31))
STATES = st.sampled_from(
    [
        case(),
        case(kind="filing"),
        case(accepted(), notice()),
        case(accepted(e.Deferral("rules", "规章制度目录", "2026-11-20", "指南"))),
        case(e.CorrectionRequired(REASONS, "2026-11-13", remind_on="2026-11-20"), notice("correction-notice", "补1")),
        case(e.CorrectionRequired(REASONS, "2026-11-13", remind_on="2026-11-20"), notice("correction-notice", "补1"),
             told("补1")),
        case(e.CaseNotRequired(REASONS), notice("non-acceptance-notice", "不1")),
    ]
)  # fmt: skip


@given(STATES, DAYS)
def test_the_overdue_come_first_and_then_by_day(state, day) -> None:
    found = on(state, day)
    assert [(not t.overdue, t.due) for t in found] == sorted((not t.overdue, t.due) for t in found)


@given(STATES, DAYS)
def test_words_and_days_agree(state, day) -> None:
    for task in on(state, day):
        assert (task.when == "今天") == (task.due == day and not task.overdue)
        assert task.when.endswith("已满") == task.overdue
        assert task.overdue or task.due >= day


@given(STATES, DAYS)
def test_a_deemed_acceptance_is_always_a_task(state, day) -> None:
    kinds = {t.kind for t in on(state, day)}
    assert ("deemed" in kinds) == is_deemed_accepted(state, day)
    assert not (is_deemed_accepted(state, day) and kinds & {"answer", "verdict", "correction"})


@given(STATES, DAYS)
def test_time_alone_ends_no_deferral(state, day) -> None:
    owed = {t.subject for t in on(state, day) if t.kind == "deferral"}
    assert owed == set(state.open_deferrals)


@given(st.dates(date(2026, 11, 13), date(2026, 11, 30)), st.integers(0, 40))
def test_the_reminder_comes_round_on_workdays_and_never_lies_behind(first, days) -> None:
    calendar, today = published_calendar(), first + timedelta(days=days)
    due, last = next_reminder(first, today, calendar)
    assert due >= today
    assert last is None or last < today
    assert due == first or calendar.is_workday(due)
