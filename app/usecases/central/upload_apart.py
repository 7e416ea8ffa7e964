"""Looking at an upload in a process of its own: what a stranger's file does to a parser, it does there.

The child has bounds on memory and time, writes no file, and answers over its pipes. Where it dies or takes too long the
file is refused; the server goes on. A packaged program is its own child: it takes the same words, see `app.cli.parts`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

import msgspec

from app.domain.refusal import InputProblem
from app.usecases.central.uploads import MOST_BYTES, Checked, check_upload

SECONDS = 30.0
_MEMORY = 1536 * 1024 * 1024
_CPU_SECONDS = 20
_MODULE = "app.usecases.central.upload_apart"


class _Answer(msgspec.Struct):
    """What the child says: the refusal, or what may be kept."""

    code: str = ""
    message: str = ""
    data: bytes = b""
    media_type: str = ""
    pages: int = 1


def check_apart(data: bytes, seconds: float = SECONDS) -> Checked:
    """The same as `check_upload`, in a child; InputProblem UPLOAD-UNCHECKED where it died or took too long."""
    if len(data) > MOST_BYTES:
        return check_upload(data)
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603  # our own module, in our own interpreter or program
            [sys.executable, "-m", _MODULE], input=data, capture_output=True, timeout=seconds, env=surroundings, check=True
        )  # fmt: skip
        answer = msgspec.msgpack.decode(done.stdout, type=_Answer)
    except (subprocess.SubprocessError, OSError, msgspec.MsgspecError):
        words = "这个文件没能检查完，没有收下。请重新扫描或者导出后再传。"
        raise InputProblem("UPLOAD-UNCHECKED", words, "file") from None
    if answer.code:
        raise InputProblem(answer.code, answer.message, "file")
    return Checked(answer.data, answer.media_type, answer.pages)


def _bound() -> None:
    """Give up what the work does not need; a system without these bounds goes without."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer() -> _Answer:
    data = sys.stdin.buffer.read()
    _bound()
    try:
        checked = check_upload(data)
    except InputProblem as problem:
        return _Answer(problem.code, problem.message)
    except MemoryError:
        return _Answer("UPLOAD-BOMB", "这个文件展开后过大，没有收下。请重新扫描或者导出后再传。")
    return _Answer(data=checked.data, media_type=checked.media_type, pages=checked.pages)


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.msgpack.encode(_answer()))
