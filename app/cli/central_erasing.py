"""`yichuang-central erase`, `retention`: a case that is erased by law, and the cases whose term of keeping is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.central_opening import opened
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse

    from app.usecases.central.retention import Retention, Terms

FOR_EVER = "permanent"


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    erase = commands.add_parser("erase", parents=[shared], help="erase a case that has ended, everywhere and for good")
    erase.add_argument("case_no", metavar="CASE_NO")
    erase.add_argument("--reason", required=True, metavar="TEXT", help="why; nothing personal, it is kept")
    erase.add_argument("--basis", default="", metavar="TEXT", help="the rule that demands or allows it")
    erase.add_argument("--yes", action="store_true", help="nothing brings it back: say that it is meant")
    erase.set_defaults(run=erase_one)
    retention = commands.add_parser(
        "retention", parents=[shared], help="terms of keeping, and closed cases that are past them; erases nothing"
    )
    retention.add_argument("--set", metavar=f"YEARS|{FOR_EVER}|default", help="set the term (of --item: of one item)")
    retention.add_argument("--item", default="", metavar="CODE")
    retention.add_argument("--most", type=int, default=500, metavar="N", help="list at most so many (default: 500)")
    retention.set_defaults(run=show_retention)


def erase_one(arguments: argparse.Namespace) -> Answer:
    """Erase a case; exit 2 without --yes, 1 where it runs or is not known."""
    from app.usecases.central.erasing import Why, erase_case
    from app.usecases.central.following import follow
    from app.usecases.central.server import OPERATOR

    if not arguments.yes:
        raise InputProblem("INPUT-YES", "删除后无法恢复。核对编号无误后，加 --yes 再执行。", "--yes")
    with opened(arguments) as server:
        follow(server)
        why = Why(arguments.reason, arguments.basis)
        done = erase_case(server.ledger, arguments.case_no, why, OPERATOR, server.now())
        follow(server)
    data = {"case_no": done.case_no, "events": done.events, "attachments": done.attachments}
    text = (
        f"已依法删除：{done.case_no}，记录 {done.events} 条，附件 {done.attachments} 个。\n"
        "联网的窗口随即删除，没联网的在下一次交换时删除。以前的备份里还有，按备份的保存期限到期销毁。"
    )
    return Answer(data, text)


def show_retention(arguments: argparse.Namespace) -> Answer:
    """List closed cases past their term; with --set set the term first."""
    from app.usecases.central.retention import past_terms

    if not 1 <= arguments.most <= 100_000:
        raise InputProblem("INPUT-MOST", "--most 写 1 到 100000 的整数。", "--most")
    if arguments.item and arguments.set is None:
        raise InputProblem("INPUT-TERM", "--item 和 --set 一起用。", "--item")
    with opened(arguments) as server:
        if arguments.set is not None:
            _set(server, arguments.set, arguments.item)
        found = past_terms(server, limit=arguments.most)
    return Answer(_data(found), _text(found))


def _set(server: Any, words: str, item: str) -> Terms:
    from app.usecases.central.retention import DEFAULT_YEARS, drop_term, set_term

    if words == "default":
        return drop_term(server, item) if item else set_term(server, DEFAULT_YEARS)
    if words != FOR_EVER and not (words.isascii() and words.isdigit() and len(words) < 5):
        raise InputProblem("INPUT-TERM", f"写年数、{FOR_EVER}（永久）或者 default。", "--set")
    return set_term(server, None if words == FOR_EVER else int(words), item)


def _data(found: Retention) -> dict[str, Any]:
    cases = [
        {
            "case_no": one.case_no,
            "item": {"code": one.item_code, "name": one.item_name},
            "department": one.department,
            "ended_on": one.ended_on,
            "until": one.until,
            "years": one.years,
        }
        for one in found.cases
    ]
    return {"years": found.terms.years, "items": found.terms.items, "cases": cases, "more": found.more}


def _text(found: Retention) -> str:
    lines = [f"保管期限：{_years(found.terms.years)}"]
    lines += [f"  {code}：{_years(years)}" for code, years in sorted(found.terms.items.items())]
    if not found.cases:
        return "\n".join([*lines, "没有保管期限届满的办件。"])
    lines.append("下列办件的保管期限已经届满，先鉴定，确认不再需要的再删除（erase）；这里不会自动删除：")
    lines += [f"{one.case_no}  {one.item_name}  {one.ended_on} 办结，保管到 {one.until}" for one in found.cases]
    return "\n".join([*lines, "还有更多，加 --most 列出。"] if found.more else lines)


def _years(years: int | None) -> str:
    return "永久" if years is None else f"{years} 年"
