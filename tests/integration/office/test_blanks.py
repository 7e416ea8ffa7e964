"""Blank receipts on a real store: lent, entered afterwards with both times, void, and never used twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.store.failures import AccessDenied
from app.usecases import blanks as b
from app.usecases.confirming import leads
from app.usecases.day_end import statement
from app.usecases.printing import sheet
from tests.builders.office import CLERK, LEAD, PASSWORD, SECOND_LEAD, filing, real_receipt

if TYPE_CHECKING:
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace


def lent(workplace: Workplace, count: int = 3) -> list[str]:
    return [p.meant.number for p in b.lend(workplace, count).papers]


def entered(workplace: Workplace, number: str, lead: str = SECOND_LEAD, password: str = PASSWORD) -> Done:
    reason = "停电 09:40 至 10:30"
    return b.enter_blank(workplace, filing(), number, real_receipt(workplace), reason, lead, password)


def test_blanks_have_a_series_of_their_own_without_gap(workplace: Workplace) -> None:
    year = workplace.today().year
    assert lent(workplace) == [f"沙政务空〔{year}〕C03A-{n} 号" for n in (1, 2, 3)]
    assert lent(workplace, 1) == [f"沙政务空〔{year}〕C03A-4 号"]
    assert {row.state for row in b.blanks(workplace)} == {"lent"}
    assert sheet(workplace, f"沙政务空〔{year}〕C03A-1 号").kind == "blank-intake-receipt"


@pytest.mark.parametrize("count", [0, 51])
def test_too_many_or_none_are_not_lent(workplace: Workplace, count: int) -> None:
    with pytest.raises(Refusal) as refused:
        b.lend(workplace, count)
    assert refused.value.code == "ENTRY-COUNT"


def test_an_entered_blank_keeps_both_times_and_is_marked(workplace: Workplace) -> None:
    number = lent(workplace)[1]
    done = entered(workplace, number)
    kept = done.state.backfill
    assert kept is not None
    assert (kept.blank_number, kept.reason) == (number, "停电 09:40 至 10:30")
    assert datetime.fromisoformat(kept.received_at) <= done.at
    assert "backfilled" in done.state.remarks
    row = next(r for r in b.blanks(workplace) if r.number == number)
    assert (row.state, row.case_no) == ("used", done.state.case_no)
    assert sheet(workplace, number).printed == 2


@pytest.mark.law("LAW-32-4")
def test_the_five_days_run_from_the_real_receipt(workplace: Workplace) -> None:
    from dataclasses import replace
    from datetime import date

    monday = date(2026, 11, 23)
    b.lend(workplace, 1, on=monday)
    number = b.blanks(workplace)[0].number
    received = workplace.store.now(monday).effective
    done = b.enter_blank(
        workplace, replace(filing(), intent="receive"), number, received, "断网一天", SECOND_LEAD, PASSWORD,
        on=date(2026, 11, 25),
    )  # fmt: skip
    assert (done.state.received_on, done.state.answer_due.date) == ("2026-11-23", "2026-11-30")


def test_a_number_used_twice_is_refused_and_names_the_case(workplace: Workplace) -> None:
    number = lent(workplace)[0]
    first = entered(workplace, number)
    with pytest.raises(Refusal) as refused:
        entered(workplace, number.replace(" ", "").replace("〔", "[").replace("〕", "]"))
    assert refused.value.code == "STATE-BLANK-USED"
    assert first.state.case_no in refused.value.message


def test_the_leads_password_is_really_checked(workplace: Workplace) -> None:
    number = lent(workplace)[0]
    with pytest.raises(AccessDenied) as denied:
        entered(workplace, number, password="guess-guess")
    assert denied.value.code == "ACCESS-PASSWORD"
    assert b.blanks(workplace)[0].state == "lent"


@pytest.mark.parametrize("name", [LEAD, CLERK])
def test_only_another_lead_confirms(workplace: Workplace, name: str) -> None:
    number = lent(workplace)[0]
    with pytest.raises(Refusal) as refused:
        entered(workplace, number, lead=name)
    assert refused.value.code == "RIGHT-LEAD"
    assert leads(workplace) == [SECOND_LEAD]


def test_a_time_to_come_or_before_it_was_lent_is_refused(workplace: Workplace) -> None:
    number = lent(workplace)[0]
    now = workplace.store.now().effective
    for moment in (now + timedelta(hours=1), now - timedelta(days=2)):
        with pytest.raises(Refusal) as refused:
            b.enter_blank(workplace, filing(), number, moment, "停电", SECOND_LEAD, PASSWORD)
        assert refused.value.place == "received_at"


def test_a_void_blank_is_not_entered_and_says_why(workplace: Workplace) -> None:
    number = lent(workplace)[0]
    b.void_blank(workplace, number, "写错")
    with pytest.raises(Refusal) as refused:
        entered(workplace, number)
    assert refused.value.code == "STATE-BLANK-VOID"
    assert "写错" in refused.value.message


def test_an_unknown_number_is_named(workplace: Workplace) -> None:
    with pytest.raises(Refusal) as refused:
        b.void_blank(workplace, "沙政务空〔2026〕C03A-99号", "遗失")
    assert (refused.value.code, "C03A-99" in refused.value.message) == ("STATE-BLANK", True)


def test_blanks_come_out_at_the_days_end(workplace: Workplace) -> None:
    numbers = lent(workplace, 4)
    entered(workplace, numbers[0])
    b.void_blank(workplace, numbers[1], "写错")
    found = statement(workplace)
    sums = found.sums.blanks
    assert (len(sums.lent), sums.used, sums.void, sums.left) == (4, (numbers[0],), (numbers[1],), tuple(numbers[2:]))
    series = next(one for one in found.sums.series if "空" in one.series)
    assert (series.span, series.in_force, series.void, series.lent, series.unconfirmed) == (4, 1, 1, 2, ())
    assert found.sums.differences == ()
    assert workplace.store.rebuild_check().differences == []
