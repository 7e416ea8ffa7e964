"""Has the pages of a scan drawn in a process of its own: where that one dies or takes too long, the server goes on."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from app.domain.refusal import InputProblem
from app.usecases.central.file_pages import Drawn, Wanted

SECONDS = 30.0
_MODULE = "app.usecases.central.file_pages"
_JPEG = b"\xff\xd8\xff"


def draw_apart(wanted: Wanted, seconds: float = SECONDS) -> Drawn:
    """A page drawn, or how many pages there are. InputProblem FILE-… says in plain words why there is nothing to see."""
    try:
        drawn = msgspec.msgpack.decode(_answered(msgspec.msgpack.encode(wanted), seconds), type=Drawn)
    except (subprocess.SubprocessError, OSError, msgspec.MsgspecError):
        words = "这份扫描件没能显示出来，可以下载原件查看。"
        raise InputProblem("FILE-UNDRAWN", words, "file") from None
    if drawn.code:
        raise InputProblem(drawn.code, drawn.words, "file")
    if wanted.page and not drawn.picture.startswith(_JPEG):
        raise InputProblem("FILE-UNDRAWN", "这份扫描件没能显示出来，可以下载原件查看。", "file")
    return drawn


def _answered(asked: bytes, seconds: float) -> bytes:
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(  # noqa: S603  # our own module, in our own interpreter or program
        [sys.executable, "-m", _MODULE], input=asked, capture_output=True, timeout=seconds, env=surroundings, check=True
    )  # fmt: skip
    return done.stdout
