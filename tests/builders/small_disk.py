"""Runs a module of the tests on a disk that is really small, and can be filled.

The disk is a tmpfs in a mount namespace of the child's own: nothing is left behind, whatever is killed. Where a machine
allows no namespace, the greatest size of a file is limited instead: writes fail there too, only with another error.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOUNT = 'mount -t tmpfs -o size="$1",mode=0777 small "$2" && shift 2 && exec "$@"'
LIMITED = "YICHUANG_TEST_FILE_LIMIT"


def on_small_disk(module: str, folder: Path, megabytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m module FOLDER arguments…` with FOLDER on a disk of so many megabytes."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", module, str(folder), *arguments]
    namespace = _namespace(folder)
    environment = dict(os.environ)
    if namespace:
        command = [*namespace, "sh", "-c", MOUNT, "sh", f"{megabytes}m", str(folder), *command]
    else:
        environment[LIMITED] = "1"
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, env=environment)


def _namespace(folder: Path) -> list[str]:
    """How this machine lets us mount; empty where it does not."""
    for way in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        tried = [*way, "sh", "-c", MOUNT, "sh", "1m", str(folder), "true"]
        try:
            if subprocess.run(tried, capture_output=True, check=False).returncode == 0:
                return way
        except FileNotFoundError:
            return []
    return []


def is_real() -> bool:
    """Whether this process has a disk of its own, and no limit instead."""
    return not os.environ.get(LIMITED)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leave no byte free below the folder for the length of the `with`."""
    if not is_real():
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        return
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        block = b"\0" * 65536
        while block:
            try:
                file.write(block)
            except OSError:
                block = block[: len(block) // 2]
    try:
        yield
    finally:
        filler.unlink()
