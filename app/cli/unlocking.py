"""Opens the store that a command works on, with the password from a file or the environment."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import open_workplace, places
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from app.usecases.workplace import Workplace


def password_of(arguments: argparse.Namespace) -> str:
    """The password from --password-file or YICHUANG_PASSWORD; InputProblem says how to give it."""
    if arguments.password_file:
        try:
            return Path(arguments.password_file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputProblem(
                "INPUT-PASSWORD", "读不到密码文件，请核对路径和权限。", arguments.password_file
            ) from error
    password = os.environ.get("YICHUANG_PASSWORD", "")
    if not password:
        raise InputProblem("INPUT-PASSWORD", "请用 --password-file 或环境变量 YICHUANG_PASSWORD 给出密码。")
    return password


@contextlib.contextmanager
def unlocked(arguments: argparse.Namespace) -> Iterator[Workplace]:
    """The workplace of --home, closed again afterwards."""
    workplace = open_workplace(places(arguments.home), password_of(arguments), arguments.clerk)
    try:
        yield workplace
    finally:
        workplace.store.close()


@contextlib.contextmanager
def perhaps_unlocked(arguments: argparse.Namespace) -> Iterator[Workplace | None]:
    """The workplace of --home, or None where no --home was given: such commands have a built-in default."""
    if arguments.home is None:
        yield None
        return
    with unlocked(arguments) as workplace:
        yield workplace


def read_input(path: str) -> bytes:
    """The bytes of an input file; InputProblem names the file and what to do."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputProblem("INPUT-FILE", "读不到这个文件，请核对路径和权限。", path) from error
