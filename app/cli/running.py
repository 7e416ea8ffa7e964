"""Runs one command of either program: reads its words, prints its answer, turns what went wrong into an exit code."""

from __future__ import annotations

import argparse
import gc
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from app.cli.answer import NO, WRONG, Answer, show, show_error
from app.domain.refusal import InputProblem, Refusal
from app.errors import EnvironmentFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OBJECTS_OF_A_COMMAND = 100_000
"""A process of one command ends before its garbage matters; collecting while it imports costs a sixth of its time."""


class Parser(argparse.ArgumentParser):
    """Usage errors have the same shape as all others; a word is never guessed from its beginning."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **given})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words, exit 2."""
        self.print_usage(sys.stderr)
        raise InputProblem("USAGE", f"用法不对（usage）：{message}", "")


def run(
    build: Callable[[], argparse.ArgumentParser], words: Sequence[str], bug_advice: str, *, alone: bool = True
) -> int:
    """Run one command; return its exit code. Never a traceback, unless --debug is given.

    `alone`: this process does nothing else. `bug_advice` says what to look at after an error of the program's own.
    """
    as_json, debug = "--json" in words, "--debug" in words
    if alone:
        gc.set_threshold(OBJECTS_OF_A_COMMAND)
    try:
        arguments = build().parse_args(words)
        answer: Answer = arguments.run(arguments)
        return show(answer, as_json=as_json)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = None  # whoever read it (head) has gone; nothing is left to flush
        return 0
    except Exception as error:
        code, message, place, exit_code = _words_of(error, bug_advice)
        if debug and exit_code == WRONG and not isinstance(error, InputProblem | EnvironmentFailure):
            raise
        return show_error(code, message, place, as_json=as_json, exit_code=exit_code)


def _words_of(error: Exception, bug_advice: str) -> tuple[str, str, str, int]:
    """Code, message, place and exit code of an error."""
    if isinstance(error, Refusal):
        return error.code, error.message, error.place, NO
    if isinstance(error, InputProblem | EnvironmentFailure):
        return error.code, error.message, error.place, WRONG
    if isinstance(error, OSError):
        said = error.strerror or type(error).__name__
        message = f"文件读写失败（{said}）。请检查路径、权限和磁盘空间后重试。"
        return "FILE", message, str(error.filename or ""), WRONG
    return "BUG", f"程序内部错误（{type(error).__name__}）。{bug_advice}", "", WRONG
