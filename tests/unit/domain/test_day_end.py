"""The day's end: whatever happened on a day, its sums come out; whatever was lost is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.day_end import Blanks, CaseNumbers, DayRows, NumberRow, reconcile, series_sum, sheet_sum

SERIES = ("沙市监受〔2026〕C03A", "沙政务收〔2026〕C03A", "沙政务空〔2026〕C03A")


def row(serial: int, **changes: Any) -> NumberRow:
    made = NumberRow(SERIES[0], serial, f"{SERIES[0]}-{serial} 号", "acceptance-notice", "case", 2, 1, 2, handed=True)
    return replace(made, **changes)


@st.composite
def fates(draw: st.DrawFn) -> dict[str, Any]:
    """What may become of one document, told by the events that really occur."""
    copies = draw(st.integers(1, 4))
    filed = draw(st.integers(0, copies))
    spoiled = draw(st.integers(0, 6))
    printed = draw(st.sampled_from([0, copies]))
    kind = draw(st.sampled_from(["plain", "void", "lent", "erased"]))
    if kind == "erased":
        return {"copies": copies, "filed": filed, "printed": 0, "spoiled": 0, "erased": True, "handed": False}
    handed = bool(printed) and draw(st.booleans())
    return {
        "copies": copies, "filed": filed, "printed": printed, "spoiled": spoiled, "handed": handed,
        "void": kind == "void", "lent": kind == "lent" and not handed,
    }  # fmt: skip


@st.composite
def days(draw: st.DrawFn) -> DayRows:
    """A day in which nothing was lost."""
    numbers, before = [], {}
    for name in SERIES:
        last = draw(st.integers(0, 500))
        before[name] = last
        for place, fate in enumerate(draw(st.lists(fates(), max_size=8)), 1):
            serial = last + place
            numbers.append(replace(row(serial, series=name, number=f"{name}-{serial} 号"), **fate))
    drawn = tuple(f"500106-20261123-C03A-{n:04}" for n in range(1, draw(st.integers(0, 9)) + 1))
    split = draw(st.integers(0, len(drawn)))
    cases = CaseNumbers(drawn, drawn[:split], drawn[split:])
    lent = tuple(f"空-{n}" for n in range(draw(st.integers(0, 9))))
    cut, other = sorted((draw(st.integers(0, len(lent))), draw(st.integers(0, len(lent)))))
    return DayRows(numbers, before, cases, Blanks(lent, lent[:cut], lent[cut:other], lent[other:]))


@given(days())
def test_a_day_in_which_nothing_was_lost_has_no_difference(rows: DayRows) -> None:
    assert reconcile(rows).differences == ()


@given(days())
def test_numbers_of_each_series_come_out(rows: DayRows) -> None:
    for one in reconcile(rows).series:
        assert one.last - one.first + 1 == one.in_force + one.void + len(one.unconfirmed) + one.lent


@given(days())
def test_sheets_of_each_document_come_out(rows: DayRows) -> None:
    for one in reconcile(rows).sheets:
        assert one.meant == one.handed_over + one.filed + one.spoiled + one.outstanding
        assert min(one.handed_over, one.filed, one.spoiled, one.outstanding) >= 0


@given(days(), st.data())
def test_a_number_that_is_lost_is_named(rows: DayRows, data: st.DataObject) -> None:
    inner = [r for r in rows.numbers if any(o.series == r.series and o.serial > r.serial for o in rows.numbers)]
    if not inner:
        return
    lost = data.draw(st.sampled_from(inner))
    differences = reconcile(replace(rows, numbers=[r for r in rows.numbers if r is not lost])).differences
    assert [d for d in differences if d.startswith(lost.series) and str(lost.serial) in d]


@given(days(), st.data())
def test_a_case_number_without_case_is_named(rows: DayRows, data: st.DataObject) -> None:
    if not rows.cases.cases:
        return
    lost = data.draw(st.sampled_from(rows.cases.cases))
    cases = replace(rows.cases, cases=tuple(c for c in rows.cases.cases if c != lost))
    assert reconcile(replace(rows, cases=cases)).differences == (
        f"办件编号 {lost} 已领取，没有对应的办件，也没有作废记录。",
    )


def test_a_void_without_paper_out_counts_its_sheets_as_spoiled() -> None:
    found = sheet_sum(row(3, void=True, handed=False, printed=2, spoiled=1))
    assert (found.meant, found.spoiled, found.handed_over, found.filed, found.outstanding) == (3, 3, 0, 0, 0)


def test_a_lent_blank_is_outstanding_as_a_whole() -> None:
    found = sheet_sum(row(3, lent=True, handed=False))
    assert (found.meant, found.filed, found.handed_over, found.outstanding) == (2, 0, 0, 2)


def test_a_void_that_was_handed_over_stays_handed_over() -> None:
    found = sheet_sum(row(3, void=True, handed=True))
    assert (found.meant, found.spoiled, found.handed_over, found.filed) == (2, 0, 1, 1)


def test_sheets_beyond_what_was_meant_are_a_difference() -> None:
    rows = DayRows([row(1, printed=4)], {SERIES[0]: 0})
    assert reconcile(rows).differences == (f"{SERIES[0]}-1 号：比应打份数多出纸 2 份。",)


def test_a_gap_to_the_day_before_is_named() -> None:
    found = series_sum(SERIES[0], [row(7), row(8)], 5)
    assert (found.first, found.last, found.span, found.missing) == (6, 8, 3, (6,))


def test_the_same_number_twice_is_named() -> None:
    rows = DayRows([row(1), row(1)], {SERIES[0]: 0})
    assert f"{SERIES[0]}-1 号：同一编号有 2 份文书。" in reconcile(rows).differences


def test_unconfirmed_are_listed_and_no_difference() -> None:
    found = reconcile(DayRows([row(1), row(2, printed=0, handed=False)], {SERIES[0]: 0}))
    assert (found.unconfirmed, found.differences) == ((f"{SERIES[0]}-2 号",), ())
    assert found.sheets[1].outstanding == 2


def test_a_used_blank_that_was_never_lent_is_named() -> None:
    found = reconcile(DayRows(blanks=Blanks(("空-1",), ("空-1", "空-9"), (), ())))
    assert found.differences == ("空白收件凭证 空-9 没有领用记录。",)


def test_a_lent_blank_that_is_nowhere_is_named() -> None:
    found = reconcile(DayRows(blanks=Blanks(("空-1", "空-2"), ("空-1",), (), ())))
    assert found.differences == ("空白收件凭证 空-2 既未使用、作废，也不在剩余之列。",)


def test_a_case_without_drawn_number_is_named() -> None:
    found = reconcile(DayRows(cases=CaseNumbers((), ("500106-20261123-C03A-0001-K",))))
    assert found.differences == ("办件 500106-20261123-C03A-0001-K 没有领号记录。",)
