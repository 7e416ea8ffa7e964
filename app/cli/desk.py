"""`yichuang`: the desk. Without a subcommand it opens the window."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from app.cli import window
from app.cli.running import Parser, run

if TYPE_CHECKING:
    from collections.abc import Sequence


_BUG_ADVICE = "请先用 yichuang case list 核对本次操作是否已经保存，再加 --debug 重试并报告管理员。"
DEFAULTS = {"home": None, "json": False, "clerk": None, "password_file": None, "debug": False}


def common() -> argparse.ArgumentParser:
    """Options that every command takes, before its words or after them: what was not given must not overwrite."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--home", metavar="DIR", help="place of the store (default: the platform's)")
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="exactly one JSON document on standard output"
    )
    parser.add_argument("--clerk", metavar="NAME", help="log-in name; not needed where the store has one clerk")
    parser.add_argument("--password-file", metavar="FILE", help="file with the password (or YICHUANG_PASSWORD)")
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an unexpected error"
    )
    return parser


def build_window_parser() -> argparse.ArgumentParser:
    """The options of the window alone: a start from the menu does not wait for commands that it has no use for."""
    parser = Parser(prog="yichuang", description="Yichuang 一窗: the desk of a service counter", parents=[common()])
    parser.set_defaults(run=window.open_window, **DEFAULTS)
    return parser


def opens_window(words: Sequence[str]) -> bool:
    """Whether these words can only mean the window: none at all, or a home folder."""
    return not words or (len(words) == 2 and words[0] == "--home")


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    from app.cli import cases, catalog, enrolment, identity, packages, settings, stores, sync

    shared = common()
    parser = build_window_parser()
    commands = parser.add_subparsers(metavar="COMMAND")
    for group in (window, stores, enrolment, sync, settings, identity, catalog, cases, packages):
        group.add_commands(commands, shared)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Never a traceback, unless --debug is given."""
    words = sys.argv[1:] if argv is None else argv
    window_only = opens_window(words)
    build = build_window_parser if window_only else build_parser
    return run(build, words, _BUG_ADVICE, alone=argv is None and not window_only)


if __name__ == "__main__":
    sys.exit(main())
