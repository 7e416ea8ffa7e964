"""`yichuang-central catalog …`, `cases import`, `indicators`: the catalogue, history, figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.answer import NO, Answer
from app.cli.central_opening import opened
from app.cli.identity import day_of
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from app.usecases.central.indicators import Figures, Rate


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    catalog = commands.add_parser("catalog", help="releases of the catalogue").add_subparsers(
        required=True, metavar="WHAT"
    )
    publish = catalog.add_parser("publish", parents=[shared], help="make, sign and publish a release")
    publish.add_argument("folder", metavar="DIR")
    publish.add_argument("--start", metavar="ISO", help="date or moment from which it holds (default: now)")
    publish.set_defaults(run=publish_release)
    listed = catalog.add_parser("list", parents=[shared], help="every release")
    listed.set_defaults(run=list_releases)
    cases = commands.add_parser("cases", help="cases of other systems").add_subparsers(required=True, metavar="WHAT")
    load = cases.add_parser("import", parents=[shared], help="load history, idempotently")
    load.add_argument("file", metavar="FILE.csv|parquet")
    load.add_argument("--source", default="", metavar="NAME", help="system that it comes from (default: file name)")
    load.set_defaults(run=import_cases)
    figures = commands.add_parser("indicators", parents=[shared], help="the supervision indicators")
    figures.add_argument("--from", dest="first", metavar="D", help="first day of receipt")
    figures.add_argument("--to", dest="last", metavar="D", help="last day of receipt")
    figures.add_argument("--by", choices=("department", "counter", "item", "month"))
    figures.set_defaults(run=show_indicators)


def publish_release(arguments: argparse.Namespace) -> Answer:
    """Check a catalogue folder and publish it; exit 1 with the problems where it has errors."""
    from app.catalog.load import load
    from app.usecases.central.releases import publish

    folder = Path(arguments.folder)
    if not folder.is_dir():
        raise InputProblem("FILE", "没有这个文件夹，请核对路径。", arguments.folder)
    start = _moment(arguments.start) if arguments.start else None
    loaded = load(folder)
    if loaded.catalogue is None:
        errors = [{"file": e.file, "line": e.line, "field": e.field, "message": e.message} for e in loaded.errors]
        message = f"目录有 {len(errors)} 处错误，没有发布。"
        text = "\n".join([message, *(f"{e.file}:{e.line} {e.message}" for e in loaded.errors)])
        error = {"code": "INPUT-CATALOGUE", "message": message, "place": arguments.folder}
        return Answer({"error": error, "errors": errors}, text, NO)
    with opened(arguments) as server:
        done = publish(server, loaded.catalogue, start)
    data = {
        "number": done.release.number,
        "hash": done.release.hash,
        "start": done.release.start.isoformat(),
        "published": done.fresh,
        "items": done.items,
        "packages": done.packages,
        "stopped": list(done.stopped),
        "tasks": done.tasks,
    }
    say = "已发布" if done.fresh else "内容与最近一版相同，没有再发布"
    local = done.release.start.astimezone()
    return Answer(
        data, f"{say}：第 {done.release.number} 版（{done.release.hash[:8]}），{local:%Y-%m-%d %H:%M} 起生效。"
    )


def list_releases(arguments: argparse.Namespace) -> Answer:
    """List every release."""
    from app.usecases.central import releases

    with opened(arguments) as server:
        rows = releases.list_releases(server)
    data = {"releases": [{"number": r.number, "hash": r.hash, "start": r.start.isoformat()} for r in rows]}
    lines = [f"第 {r.number} 版  {r.hash[:8]}  {r.start.astimezone():%Y-%m-%d %H:%M}" for r in rows]
    return Answer(data, "\n".join(lines) or "还没有发布过。")


def import_cases(arguments: argparse.Namespace) -> Answer:
    """Load history; exit 1 where rows were refused, the others are taken."""
    from app.usecases.central.history import import_history

    with opened(arguments) as server:
        report = import_history(server, Path(arguments.file), arguments.source)
    refused = [{"line": r.line, "field": r.field, "message": r.message} for r in report.refused]
    data = {
        "source": report.source,
        "rows": report.rows,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": refused,
    }
    lines = [
        f"共 {report.rows} 行：新增 {report.added}，更新 {report.changed}，未变 {report.unchanged}，未收 {len(refused)}"
    ]
    lines += [f"第 {r.line} 行 {r.field}：{r.message}" for r in report.refused]
    return Answer(data, "\n".join(lines), NO if refused else 0)


def show_indicators(arguments: argparse.Namespace) -> Answer:
    """Show the figures of the cases received in a period."""
    from app.usecases.central.indicators import indicators

    first = day_of(arguments.first, "--from") if arguments.first else None
    last = day_of(arguments.last, "--to") if arguments.last else None
    with opened(arguments) as server:
        found = indicators(server, first, last, arguments.by)
    data = {
        "from": arguments.first,
        "to": arguments.last,
        "by": arguments.by,
        "total": _figures(found.whole),
        "groups": [{"key": g.key, "name": g.name, **_figures(g)} for g in found.groups],
    }
    lines = [_line("合计", found.whole), *(_line(g.name or g.key or "（空）", g) for g in found.groups)]
    return Answer(data, "\n".join(lines))


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "received": figures.received,
        "accepted": figures.accepted,
        "open": figures.open,
        "decided": figures.decided,
        "returned": figures.returned,
        "withdrawn": figures.withdrawn,
        "contested": figures.contested,
        "imported": figures.imported,
        "overdue": _rate(figures.overdue_rate),
        "rejected": _rate(figures.rejection_rate),
        "rated": _rate(figures.rated_rate),
        "bad_ratings": _rate(figures.bad_rating_rate),
        "escalations": _rate(figures.escalations_rate),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"part": rate.part, "whole": rate.whole, "rate": rate.value}


def _line(name: str, f: Figures) -> str:
    return (
        f"{name}  收件 {f.received}  受理 {f.accepted}  在办 {f.open}  "
        f"超期 {_percent(f.overdue_rate)}  驳回 {_percent(f.rejection_rate)}  "
        f"差评 {_percent(f.bad_rating_rate)}"
    )


def _percent(rate: Rate) -> str:
    return "—" if rate.value is None else f"{rate.value:.1%}（{rate.part}/{rate.whole}）"


def _moment(text: str) -> datetime:
    """A date (midnight of it by Chinese time) or a moment."""
    from datetime import datetime

    from app.store.clock import CHINA

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputProblem(
            "INPUT-DATE", "日期写成 2026-12-01，时刻写成 2026-12-01T08:00:00+08:00。", "--start"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
