"""`yichuang sync`: exchanges with the server, once or until it is stopped."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.unlocking import unlocked

if TYPE_CHECKING:
    import argparse

    from app.sync.line import Report
    from app.usecases.workplace import Workplace


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    sync = commands.add_parser("sync", parents=[shared], help="push and pull, beside an open desk or alone")
    sync.add_argument("--once", action="store_true", help="one exchange, then end; without it until Ctrl+C")
    sync.set_defaults(run=exchange)


def exchange(arguments: argparse.Namespace) -> Answer:
    """Push, pull, and say what happened; exit 2 where the server could not be reached or did not let it."""
    from app.sync.loop import Exchange

    with unlocked(arguments) as workplace:
        report = Exchange(workplace.store).once() if arguments.once else _go_on(workplace)
    return Answer(_data(report), _text(report))


def _data(report: Report) -> dict[str, Any]:
    return {
        "pushed": report.pushed,
        "pulled": report.pulled,
        "blobs": report.blobs,
        "acked": report.acked,
        "position": report.position,
        "offset_s": report.offset_s,
    }


def _text(report: Report) -> str:
    return f"上传 {report.pushed} 条 · 收到 {report.pulled} 条 · 附件 {report.blobs} 个 · 已确认到第 {report.acked} 条"


def _go_on(workplace: Workplace) -> Report:
    """Exchange until the person stops it, and return what was exchanged.

    Every change of the state is one line on standard error.
    """
    import threading

    from app.sync.binding import binding_of
    from app.sync.loop import Exchange
    from app.usecases.exchange_state import exchange_state

    binding_of(workplace.store)
    said = ""

    def tell(_: frozenset[str]) -> None:
        nonlocal said
        state = exchange_state(workplace)
        words = "已连接" if state.connected else state.last_error or "正在连接"
        line = f"{words} · 待上传 {state.waiting_events} 条、附件 {state.waiting_attachments} 个"
        if line != said:
            said = line
            print(line, file=sys.stderr)

    running = Exchange(workplace.store, tell)
    running.start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        running.stop()
    return running.report
