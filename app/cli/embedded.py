"""`python -m app.cli.embedded serve …`: the server of one machine; it ends when whoever started it is gone."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING

from app.cli.central import main

if TYPE_CHECKING:
    from collections.abc import Sequence

_STDIN = 0


def serve_for_parent(words: Sequence[str]) -> int:
    """Run `yichuang-central` with these words until it is ended, or the pipe from its parent closes."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    return main(words)


def _end_with_parent() -> None:
    """The pipe to the desk closes when the desk is gone, however it went."""
    with contextlib.suppress(OSError):
        while os.read(_STDIN, 1):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(serve_for_parent(sys.argv[1:]))
