"""The day's end in words and tables: what stands on the 日结单 and on the screen beside it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.domain.documents.kinds import KIND_TITLE
from app.domain.visit import VISIT_ZH
from app.receipts.data import FieldLine, Ledger
from app.usecases.shift import originals_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.domain.day_end import Reconciliation, SheetSum
    from app.domain.ticket.figures import CounterFigures
    from app.usecases.day_facts import DayFacts

OUTCOME_ZH = {
    "received": "收件",
    "accepted": "受理",
    "deferred": "其中容缺受理",
    "correction": "补正告知",
    "resubmitted": "收到补正材料",
    "not-accepted": "不予受理",
    "not-required": "不需要许可",
    "withdrawn": "撤回",
    "supplied": "容缺补交",
    "granted": "准予",
    "refused": "不予",
    "issued": "出件",
    "backfilled": "补录",
    "told": "登记送达",
    "voided": "文书作废",
}
_QUEUE_ZH = {"waiting": "待打印", "spooled": "待确认出纸", "failed": "打印失败"}
_TITLE: dict[str, str] = dict(KIND_TITLE.items())
_STATE_ZH = {"lent": "未用", "used": "已用", "void": "作废"}


def day_lines(facts: DayFacts, sums: Reconciliation) -> tuple[FieldLine, ...]:
    """The day at a glance."""
    outcomes = [f"{OUTCOME_ZH[name]} {number}" for name, number in _in_order(facts.outcomes, OUTCOME_ZH)]
    visits = [f"{words} {facts.visits[kind]}" for kind, words in VISIT_ZH.items() if facts.visits.get(kind)]
    queue = [f"{_QUEUE_ZH[state]} {number}" for state, number in _in_order(facts.queue, _QUEUE_ZH)]
    cases = sums.cases
    calls = (FieldLine("叫号", calls_words(facts.calls)),) if facts.calls is not None else ()
    return (
        FieldLine("办件", "、".join(outcomes)),
        FieldLine("到窗人次", "、".join(visits)),
        *calls,
        FieldLine("办件编号", f"领取 {len(cases.drawn)} = 办件 {len(cases.cases)} + 作废 {len(cases.void)}"),
        FieldLine("用印", f"{sum(facts.seals.values())} 次"),
        FieldLine("补打", f"{facts.reprints} 份"),
        FieldLine("打印队列", "、".join(queue) or "已清空"),
        FieldLine("原件", f"留存 {len(facts.originals)} 份，当日退还 {facts.returned} 份"),
        FieldLine("待上传", f"{facts.unsent} 条记录" if facts.unsent else "无"),
    )


def calls_words(calls: CounterFigures) -> str:
    """Numbers called at the counter, how long the persons had waited and were served: mean and p90 in minutes."""
    counts = f"叫号 {calls.called}、办理 {calls.served}、过号 {calls.missed}、转出 {calls.transferred}"
    times = [("等候", calls.waiting), ("办理", calls.service)]
    said = [
        f"{name}平均 {one.mean / 60:.1f} 分、九成在 {one.p90 / 60:.1f} 分内"
        for name, one in times
        if one.mean is not None and one.p90 is not None
    ]
    return "；".join([counts, *said])


def _in_order(counts: dict[str, int], names: dict[str, str]) -> Iterator[tuple[str, int]]:
    return ((name, counts[name]) for name in names if counts.get(name))


def day_ledgers(facts: DayFacts, sums: Reconciliation, names: dict[str, str]) -> tuple[Ledger, ...]:
    """The tables, in the order in which they are checked."""
    tables = [
        _series(sums),
        _sheets(sums.sheets),
        _open_sheets(sums),
        _blanks(facts),
        originals_ledger(facts.originals),
    ]
    if facts.seals:
        seals = tuple((seal, str(number)) for seal, number in sorted(facts.seals.items()))
        tables.append(Ledger("用印", ("印章", "次数"), seals, (84, 16)))
    if facts.older:
        rows = tuple(
            (o.number, _TITLE[o.kind], o.issued_on, "未送达" if o.printed else "未确认出纸") for o in facts.older
        )
        tables.append(Ledger("以前各日未了文书", ("文号", "文书", "日期", "状态"), rows, (44, 24, 16, 16)))
    drafts = tuple((names.get(clerk, "—"), str(number)) for clerk, number in sorted(facts.drafts.items()))
    tables.append(Ledger("暂存草稿", ("人员", "份数"), drafts, (60, 40)))
    return tuple(tables)


def _series(sums: Reconciliation) -> Ledger:
    rows = tuple(
        (
            one.series, str(one.first), str(one.last), str(one.span), str(one.in_force), str(one.void),
            str(len(one.unconfirmed)), str(one.lent) if one.lent else "",
        )
        for one in sums.series
    )  # fmt: skip
    columns = ("文号系列", "首号", "末号", "应有", "有效", "作废", "未确认", "已领未用")
    note = "末号－首号＋1 ＝ 有效＋作废＋未确认＋已领未用"
    return Ledger("文书编号", columns, rows, (32, 9, 9, 9, 9, 9, 10, 13), note)


def _sheets(sheets: Sequence[SheetSum]) -> Ledger:
    """Sheets by kind; each document that is not settled stands by name in the next table."""
    rows = []
    ordered = sorted(sheets, key=lambda one: list(_TITLE).index(one.kind))
    for kind, own in groupby(ordered, lambda one: one.kind):
        group = list(own)
        counts = [sum(getattr(one, name) for one in group) for name in _SHEET_FIELDS]
        rows.append((_TITLE[kind], str(len(group)), *(str(n) for n in counts)))
    total = [sum(getattr(one, name) for one in sheets) for name in _SHEET_FIELDS]
    if rows:
        rows.append(("合计", str(len(sheets)), *(str(n) for n in total)))
    columns = ("文书", "件数", "应打份数", "交付", "存档", "损坏", "未交付")
    note = "应打份数 ＝ 交付＋存档＋损坏＋未交付（损坏的份数按原号重打，计入应打）"
    return Ledger("文书份数", columns, tuple(rows), (28, 12, 12, 12, 12, 12, 12), note, total=bool(rows))


_SHEET_FIELDS = ("meant", "handed_over", "filed", "spoiled", "outstanding")


def _open_sheets(sums: Reconciliation) -> Ledger:
    unconfirmed = set(sums.unconfirmed)
    rows = tuple(
        (one.number, _TITLE[one.kind], one.case_no, _why(one, unconfirmed))
        for one in sums.sheets
        if not one.settled and not _is_lent_blank(one)
    )
    return Ledger("未了文书", ("文号", "文书", "办件编号", "情况"), rows, (31, 15, 35, 19))


def _is_lent_blank(one: SheetSum) -> bool:
    """A blank that waits for an outage stands in the table of blanks."""
    return one.kind == "blank-intake-receipt" and not (one.handed_over or one.spoiled or one.surplus)


def _why(one: SheetSum, unconfirmed: set[str]) -> str:
    parts = ["未确认出纸"] if one.number in unconfirmed else [f"未交付 {one.outstanding} 份"] if one.outstanding else []
    parts += [f"损坏 {one.spoiled} 份"] if one.spoiled else []
    parts += [f"多出 {one.surplus} 份"] if one.surplus else []
    return "、".join(parts)


def _blanks(facts: DayFacts) -> Ledger:
    rows = tuple(
        (b.number, _STATE_ZH[b.state], b.lent_on, b.case_no or b.reason)
        for b in facts.blanks
        if b.state == "lent" or b.lent_on == facts.day.isoformat()
    )
    note = (
        f"当日领用 {facts.lent_today}、使用 {facts.used_today}、作废 {facts.void_today}；"
        f"累计领用 {len(facts.blanks)} ＝ 已用 {_count(facts, 'used')}＋作废 {_count(facts, 'void')}"
        f"＋剩余 {_count(facts, 'lent')}"
    )
    return Ledger("空白收件凭证", ("编号", "状态", "领用日期", "办件或理由"), rows, (34, 12, 16, 38), note)


def _count(facts: DayFacts, state: str) -> int:
    return sum(1 for b in facts.blanks if b.state == state)
