"""The day's end 日结 as arithmetic: from the rows of a day to sums that must come out, and the name of what does not.

Pure: rows come in, a `Reconciliation` goes out. Numbers: last − first + 1 = in force + void + unconfirmed + lent and
unused. Sheets: meant = handed over + filed + spoiled + outstanding. Case numbers: drawn = cases + void. What is merely
unfinished (unconfirmed, outstanding) is listed by name and is no difference; what does not add up is one, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

NumberState = Literal["in-force", "void", "unconfirmed", "lent"]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A document number and what became of its sheets.

    `printed` counts sheets that came out, `spoiled` those that jammed or were blank: each is printed again under its
    number, so it was meant too. `handed` says that the person's copies are in his hand; `lent` that a blank was not
    used yet; `erased` that only the number is left by law.
    """

    series: str
    serial: int
    number: str
    kind: str
    case_no: str
    copies: int
    filed: int
    printed: int
    spoiled: int = 0
    void: bool = False
    handed: bool = False
    lent: bool = False
    erased: bool = False

    @property
    def state(self) -> NumberState:
        """What the number counts as."""
        if self.void:
            return "void"
        if self.lent:
            return "lent"
        return "in-force" if self.printed or self.erased else "unconfirmed"


@dataclass(frozen=True, slots=True)
class SeriesSum:
    """A series of the day: `span` numbers from first to last, and what they are. `missing` serials have no document."""

    series: str
    first: int
    last: int
    in_force: int
    void: int
    lent: int
    unconfirmed: tuple[str, ...]
    missing: tuple[int, ...] = ()

    @property
    def span(self) -> int:
        """Last − first + 1."""
        return self.last - self.first + 1

    @property
    def accounted(self) -> int:
        """Numbers that have an explanation."""
        return self.in_force + self.void + self.lent + len(self.unconfirmed)


@dataclass(frozen=True, slots=True)
class SheetSum:
    """The sheets of one document. `surplus` came out beyond what was meant."""

    number: str
    kind: str
    case_no: str
    meant: int
    handed_over: int
    filed: int
    spoiled: int
    outstanding: int
    surplus: int = 0

    @property
    def settled(self) -> bool:
        """Nothing of this document is left to be told or explained."""
        return not (self.spoiled or self.outstanding or self.surplus)


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """Case numbers of the day: drawn, cases that exist, numbers made void (an erased case keeps its number)."""

    drawn: tuple[str, ...]
    cases: tuple[str, ...]
    void: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blanks:
    """Blank receipts 空白收件凭证 of the series that is open: every number lent is used, void or left."""

    lent: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayRows:
    """All that a day's end is computed from. `before` gives the last serial of each series before this day."""

    numbers: Sequence[NumberRow] = ()
    before: Mapping[str, int] = field(default_factory=dict)
    cases: CaseNumbers = CaseNumbers((), ())
    blanks: Blanks = Blanks()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The sums, and in words what does not come out."""

    series: tuple[SeriesSum, ...]
    sheets: tuple[SheetSum, ...]
    cases: CaseNumbers
    blanks: Blanks
    differences: tuple[str, ...]

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Numbers of documents of which nobody has said that they came out."""
        return tuple(number for one in self.series for number in one.unconfirmed)


def reconcile(rows: DayRows) -> Reconciliation:
    """Sum up a day and name every difference."""
    ordered = sorted(rows.numbers, key=lambda r: (r.series, r.serial))
    series = tuple(
        series_sum(name, list(own), rows.before.get(name, 0)) for name, own in groupby(ordered, lambda r: r.series)
    )
    sheets = tuple(sheet_sum(row) for row in ordered)
    differences = (
        *_doubled(ordered),
        *(words for one in series for words in _series_differences(one)),
        *(f"{one.number}：比应打份数多出纸 {one.surplus} 份。" for one in sheets if one.surplus),
        *_case_differences(rows.cases),
        *_blank_differences(rows.blanks),
    )
    return Reconciliation(series, sheets, rows.cases, rows.blanks, differences)


def series_sum(name: str, rows: Sequence[NumberRow], before: int) -> SeriesSum:
    """Sum up one series; it begins after the last number of the days before, so that one lost at its start shows."""
    serials = {row.serial for row in rows}
    first, last = min(before + 1, min(serials)), max(serials)
    states = [row.state for row in rows]
    return SeriesSum(
        series=name,
        first=first,
        last=last,
        in_force=states.count("in-force"),
        void=states.count("void"),
        lent=states.count("lent"),
        unconfirmed=tuple(row.number for row in rows if row.state == "unconfirmed"),
        missing=tuple(n for n in range(first, last + 1) if n not in serials),
    )


def sheet_sum(row: NumberRow) -> SheetSum:
    """Sum up the sheets of one document.

    A blank that is lent and unused is outstanding as a whole. A void document's sheets count as spoiled, unless they are
    in the person's hand already. An erased document has only its number left: its sheets are taken as settled.
    """
    meant = row.copies + row.spoiled
    if row.erased:
        return SheetSum(row.number, row.kind, row.case_no, row.copies, row.copies - row.filed, row.filed, 0, 0)
    if row.void and not row.handed:
        return SheetSum(row.number, row.kind, row.case_no, meant, 0, 0, meant, 0)
    if row.lent:
        return SheetSum(row.number, row.kind, row.case_no, meant, 0, 0, row.spoiled, row.copies)
    good = min(row.printed, row.copies)
    filed = min(row.filed, good)
    handed = good - filed if row.handed else 0
    outstanding = row.copies - filed - handed
    surplus = max(row.printed - row.copies, 0)
    return SheetSum(row.number, row.kind, row.case_no, meant, handed, filed, row.spoiled, outstanding, surplus)


def _doubled(ordered: Sequence[NumberRow]) -> Iterable[str]:
    for (series, serial), own in groupby(ordered, lambda r: (r.series, r.serial)):
        count = len(list(own))
        if count > 1:
            yield f"{series}-{serial} 号：同一编号有 {count} 份文书。"


def _series_differences(one: SeriesSum) -> Iterable[str]:
    if one.missing:
        numbers = "、".join(str(n) for n in one.missing[:10]) + (" 等" if len(one.missing) > 10 else "")
        yield f"{one.series}：缺少第 {numbers} 号，共 {len(one.missing)} 个，没有作废记录。"
    elif one.span != one.accounted:
        yield f"{one.series}：应有 {one.span} 个编号，核对到 {one.accounted} 个。"


def _case_differences(cases: CaseNumbers) -> Iterable[str]:
    explained = set(cases.cases) | set(cases.void)
    for number in cases.drawn:
        if number not in explained:
            yield f"办件编号 {number} 已领取，没有对应的办件，也没有作废记录。"
    drawn = set(cases.drawn)
    for number in (*cases.cases, *cases.void):
        if number not in drawn:
            yield f"办件 {number} 没有领号记录。"
    if len(cases.drawn) != len(drawn):
        yield "有办件编号被领取了两次。"


def _blank_differences(blanks: Blanks) -> Iterable[str]:
    explained = [*blanks.used, *blanks.void, *blanks.left]
    for number in blanks.lent:
        if number not in explained:
            yield f"空白收件凭证 {number} 既未使用、作废，也不在剩余之列。"
    for number in sorted(set(explained)):
        if explained.count(number) > 1:
            yield f"空白收件凭证 {number} 的状态重复登记。"
        if number not in blanks.lent:
            yield f"空白收件凭证 {number} 没有领用记录。"
