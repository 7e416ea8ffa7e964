"""Resident memory in a fresh process: `python -m bench.memory_process desk|window FOLDER`; prints MB, one figure a word.

`desk`: the desk with all its workspaces after 100 and after 500 acceptances, each printed into a folder and announced to
every workspace. `window`: the same libraries imported, none of our own code, and a window with a table and a form.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from pathlib import Path

FIRST, LAST = 100, 500
LIST = "libraries.txt"


def resident() -> float:
    """Resident memory of this process in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def libraries() -> list[str]:
    """What this process has imported from others."""
    modules = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
    return [name for name, file in modules.items() if "site-packages" in file and name != "__main__"]


def window(folder: Path) -> None:
    """The floor."""
    from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QMainWindow, QTableWidget, QWidget

    for library in (folder / LIST).read_text(encoding="utf-8").split():
        with contextlib.suppress(ImportError):  # parts that only their own library can import
            import_module(library)
    application = QApplication(["bench"])
    shown, body = QMainWindow(), QWidget()
    form = QFormLayout(body)
    for number in range(25):
        form.addRow(f"字段 {number}", QLineEdit())
    form.addRow(QTableWidget(200, 8))
    shown.setCentralWidget(body)
    shown.resize(1366, 768)
    shown.show()
    application.processEvents()
    print(resident())


def desk(folder: Path) -> None:
    """The desk at work."""
    from app.bootstrap import places
    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.accept import Done, accept
    from app.window_program import WindowProgram
    from bench.window import BenchWindow
    from tests.builders.filings import complete_filing, item_of

    program = WindowProgram(places(folder / "home"))
    session = program.create("王芳", "bench-密码-1", "3")
    shown = BenchWindow(program.screens(session), session)
    shown.shell.make_all()
    shown.settle()
    page = shown.front()
    assert isinstance(page, AcceptanceScreen)
    filings = [
        complete_filing(item_of(code), session.workplace.today()) for code in ("GT-04", "GT-05", "MZ-03", "RS-01")
    ]
    figures = []
    for number in range(1, LAST + 1):

        def work(number: int = number) -> Done:
            done = accept(session.workplace, filings[number % len(filings)])
            session.printing.start(done.papers)
            return done

        shown.shell.desk.background.write(page, work)
        shown.settle()
        if number in (FIRST, LAST):
            figures.append(resident())
    (folder / LIST).write_text("\n".join(libraries()), encoding="utf-8")
    print(*figures)


if __name__ == "__main__":
    {"desk": desk, "window": window}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.flush()
    os._exit(0)
