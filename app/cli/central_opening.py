"""Opens the server that a command works on, and reads the files that its options name."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from app.cli.unlocking import read_input
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from app.usecases.central.server import Server


@contextlib.contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Server]:
    """The server of --home, closed again afterwards."""
    from app.central_program import central_home, open_server

    server = open_server(central_home(arguments.home), arguments.database)
    try:
        yield server
    finally:
        server.close()


ENVIRONMENT = {
    "database": "YICHUANG_DATABASE",
    "host": "YICHUANG_HOST",
    "port": "YICHUANG_PORT",
    "tls": "YICHUANG_TLS",
    "tls_cert": "YICHUANG_TLS_CERT",
    "tls_key": "YICHUANG_TLS_KEY",
}
"""Options whose default a service sets by variables: a database's address with its password must not stand in argv."""


def set_outside(option: str, default: str | None = None) -> str | None:
    """The value that the surroundings give to an option; an empty one counts as none."""
    return os.environ.get(ENVIRONMENT[option]) or default


def text_of(path: str) -> str:
    """The text of a file with one secret in it; InputProblem where it cannot be read."""
    try:
        return read_input(path).decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputProblem("INPUT-FILE", "这个文件不是 UTF-8 文本，请核对。", path) from error


def given_password(arguments: argparse.Namespace) -> str | None:
    """The password in the file of --new-password-file; None: a one-time one is made up."""
    return None if arguments.new_password_file is None else text_of(arguments.new_password_file)


def passphrase_of(arguments: argparse.Namespace) -> str | None:
    """The passphrase from --password-file or YICHUANG_PASSWORD, None where neither is given."""
    if arguments.password_file:
        return text_of(arguments.password_file)
    return os.environ.get("YICHUANG_PASSWORD") or None
