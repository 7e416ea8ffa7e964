"""Where a packaged program begins: its command, or a part of it that runs as a process of its own.

From a source tree such a part is started by `python -m MODULE …`. A packaged program has no interpreter to call, so it
takes the same words itself, for the modules that are named here and no others.
"""

from __future__ import annotations

import os
import runpy
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

PARTS = ("app.cli.embedded", "app.usecases.central.upload_apart", "app.usecases.central.file_pages")
"""Modules that run as `__main__`: the server beside an evaluation desk, the looks at an uploaded and at a kept file."""
_LIBRARIES, _LIBRARIES_BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"


def begin(main: Callable[[], int]) -> int:
    """Run the part that the words `-m MODULE …` name, else `main`; return the exit code."""
    give_back_libraries(os.environ)
    part = part_of(sys.argv)
    if part is None:
        return main()
    sys.argv = [part, *sys.argv[3:]]
    runpy.run_module(part, run_name="__main__")
    return 0


def part_of(words: list[str]) -> str | None:
    """The part that the words of a process ask for, None where they are a command."""
    return words[2] if len(words) > 2 and words[1] == "-m" and words[2] in PARTS else None


def give_back_libraries(surroundings: MutableMapping[str, str]) -> None:
    """Let programs of the system (lp) that are started from here find the system's libraries, not those packed with us.

    Ours are loaded by then; the starter of the packaged program sets the path again for its own parts.
    """
    before = surroundings.pop(_LIBRARIES_BEFORE, None)
    if before is not None:
        surroundings[_LIBRARIES] = before
    elif getattr(sys, "frozen", False):
        surroundings.pop(_LIBRARIES, None)
