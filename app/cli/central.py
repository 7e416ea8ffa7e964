"""`yichuang-central`: the server. One module a group of commands; the work is done by use cases."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from app.cli.central_opening import set_outside
from app.cli.running import Parser, run

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFAULTS = {"home": None, "json": False, "debug": False, "password_file": None}
_BUG_ADVICE = "请先用 yichuang-central doctor 核对服务器状态，再加 --debug 重试并报告维护人员。"


def common() -> argparse.ArgumentParser:
    """Options that every command takes, before its words or after them: what was not given must not overwrite."""
    parser = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--home", metavar="DIR", help="place of the server's keys and files (default: the platform's)")
    parser.add_argument(
        "--database",
        metavar="URL",
        help="postgresql+psycopg://… (default: YICHUANG_DATABASE, else what init was given)",
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="exactly one JSON document on standard output"
    )
    parser.add_argument("--password-file", metavar="FILE", help="passphrase of a backup (or YICHUANG_PASSWORD)")
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an unexpected error"
    )
    return parser


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    from app.cli import (
        central_data,
        central_devices,
        central_erasing,
        central_people,
        central_server,
        central_settings,
        central_work,
    )

    shared = common()
    # The program has options of its own making: its defaults would become those of the commands too.
    parser = Parser(prog="yichuang-central", description="Yichuang 一窗: the central server", parents=[common()])
    parser.set_defaults(**_DEFAULTS, database=set_outside("database"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for group in (
        central_server,
        central_settings,
        central_devices,
        central_people,
        central_work,
        central_data,
        central_erasing,
    ):
        group.add_commands(commands, shared)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    serves = "serve" in words  # a program that runs for months collects its garbage as usual
    return run(build_parser, words, _BUG_ADVICE, alone=argv is None and not serves)


if __name__ == "__main__":
    sys.exit(main())
