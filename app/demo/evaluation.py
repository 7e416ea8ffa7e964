"""`python -m app.demo.evaluation HOME CLERK COUNTER`: an evaluation store that has joined a server of its own machine.

For `make run`; the password is taken from YICHUANG_PASSWORD. What is there already is left as it is.
"""

from __future__ import annotations

import os
import sys

from app.bootstrap import places, store_home
from app.window_program import WindowProgram


def furnish(home: str, clerk: str, counter: str, password: str) -> str:
    """Make the store and its server, once; answers the address of the server's console."""
    where = places(home)
    program = WindowProgram(where)
    try:
        if not store_home(where).exists():
            program.create(clerk, password, counter, served=True)
        return program.server.url if program.server.exists else ""
    finally:
        program.end()


if __name__ == "__main__":
    print(furnish(sys.argv[1], sys.argv[2], sys.argv[3], os.environ["YICHUANG_PASSWORD"]))
