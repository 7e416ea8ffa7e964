"""Talking with a process that a test has started."""

from __future__ import annotations

import subprocess
import sys


def start(script: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start Python on a script, with pipes to and from it."""
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def said(process: subprocess.Popen[bytes], size: int | None = None) -> str:
    """Return the next line that it writes, or the next `size` bytes."""
    assert process.stdout is not None
    data = process.stdout.readline() if size is None else process.stdout.read(size)
    return data.decode()


def tell(process: subprocess.Popen[bytes], line: str = "go") -> None:
    """Send it a line."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n".encode())
    process.stdin.flush()
