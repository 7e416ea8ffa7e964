"""`yichuang` and `yichuang demo`: the window, and the scripted counter day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.bootstrap import places
from app.cli.answer import Answer

if TYPE_CHECKING:
    import argparse


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    demo = commands.add_parser("demo", parents=[shared], help="the scripted counter day through the real widgets")
    demo.add_argument("--out", required=True, metavar="DIR")
    demo.set_defaults(run=run_demo)


def open_window(arguments: argparse.Namespace) -> Answer:
    """Open the desk; answers when it is closed."""
    from app.window_program import open_desk

    code = open_desk(places(arguments.home))
    return Answer({"closed": True}, "", code)


def run_demo(arguments: argparse.Namespace) -> Answer:
    """Play the counter day; leave PDFs, pictures and summary.json."""
    from pathlib import Path

    from app.demo.play import play

    summary = play(Path(arguments.out))
    text = f"办件 {summary['cases']} · 文书 {summary['documents']} · 图片 {summary['pictures']}"
    return Answer(summary, text)
