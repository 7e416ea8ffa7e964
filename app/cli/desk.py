"""`yichuang`: the desk. Without a subcommand it opens the window."""

from __future__ import annotations

import argparse
import gc
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from app.cli import window
from app.cli.answer import WRONG, Answer, show, show_error
from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Sequence


class Parser(argparse.ArgumentParser):
    """Usage errors have the same shape as all others; a word is never guessed from its beginning."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, exit 2."""
        self.print_usage(sys.stderr)
        raise InputProblem("USAGE", f"用法不对（usage）：{message}", "")


OBJECTS_OF_A_COMMAND = 100_000
"""A process of one command ends before its garbage matters; collecting while it imports costs a sixth of its time."""

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
    from app.cli import cases, catalog, enrolment, identity, settings, stores, sync

    shared = common()
    parser = build_window_parser()
    commands = parser.add_subparsers(metavar="COMMAND")
    for group in (window, stores, enrolment, sync, settings, identity, catalog, cases):
        group.add_commands(commands, shared)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Never a traceback, unless --debug is given."""
    words = sys.argv[1:] if argv is None else argv
    as_json = "--json" in words
    if argv is None and not opens_window(words):
        gc.set_threshold(OBJECTS_OF_A_COMMAND)
    try:
        arguments = (build_window_parser() if opens_window(words) else build_parser()).parse_args(words)
        answer: Answer = arguments.run(arguments)
        return show(answer, as_json=as_json)
    except Refusal as refusal:
        return show_error(refusal.code, refusal.message, refusal.place, as_json=as_json, exit_code=1)
    except InputProblem as problem:
        return show_error(problem.code, problem.message, problem.place, as_json=as_json, exit_code=WRONG)
    except EnvironmentFailure as failure:
        return show_error(failure.code, failure.message, failure.place, as_json=as_json, exit_code=WRONG)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = None  # whoever read it (head) has gone; nothing is left to flush
        return 0
    except OSError as error:
        if "--debug" in words:
            raise
        message = f"文件读写失败（{error.strerror or type(error).__name__}）。请检查路径、权限和磁盘空间后重试。"
        return show_error("FILE", message, str(error.filename or ""), as_json=as_json, exit_code=WRONG)
    except Exception as error:
        if "--debug" in words:
            raise
        message = (
            f"程序内部错误（{type(error).__name__}）。请先用 yichuang case list 核对本次操作是否已经保存，"
            "再加 --debug 重试并报告管理员。"
        )
        return show_error("BUG", message, "", as_json=as_json, exit_code=WRONG)


if __name__ == "__main__":
    sys.exit(main())
