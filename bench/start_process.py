"""A start in a fresh process: `python -m bench.start_process empty|desk|log-in SPAWNED HOME`; prints milliseconds.

`empty`: a bare PySide6 window. `desk`: the command `yichuang` until its window has painted. `log-in`: from Enter in the
password to a page that can be typed in, after the second that a clerk needs for the password; then the processor's time.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

TYPING_MS = 1500


def since_spawn() -> float:
    """Milliseconds since the process was asked for."""
    return (time.monotonic() - float(sys.argv[2])) * 1000


def tell(*milliseconds: float) -> None:
    """Print the figures and end at once: how a process ends is not measured."""
    print(*milliseconds, flush=True)
    os._exit(0)


def empty() -> None:
    """A window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            super().paintEvent(event)
            tell(since_spawn())

    application = QApplication(["bench"])
    window = Window()
    window.resize(1366, 768)
    window.show()
    application.exec()


def desk() -> None:
    """The program as it is started from the menu."""
    from app.cli.desk import main
    from app.desk import main as start
    from app.desk.main_window import MainWindow

    class Window(MainWindow):
        def __init__(self) -> None:
            super().__init__()
            self.first_painted.connect(lambda: tell(since_spawn()))

    vars(start)["MainWindow"] = Window  # the stop-watch looks at the window that is made
    main(["--home", sys.argv[3]])


def log_in() -> None:
    """Log in at a desk that stands at its log-in page."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from app.bootstrap import places
    from app.desk.application import DeskApplication
    from app.desk.main import open_window
    from app.desk.preferences import Preferences
    from app.window_program import WindowProgram
    from bench.many_cases import PASSWORD
    from bench.window import wait_for
    from tests.gui.keys import type_text

    application = QApplication(["bench", "-style", "Fusion"])
    opened = open_window(application, Preferences())
    running = DeskApplication(opened, lambda: WindowProgram(places(sys.argv[3])))
    told: list[str] = []
    running.ready.connect(lambda: told.append("ready"))
    running.logged_in.connect(lambda: told.append("logged in"))
    opened.window.show()
    opened.window.activateWindow()
    running.start()
    wait_for(lambda: "ready" in told)
    QTest.qWait(TYPING_MS)
    password = application.focusWidget()
    assert isinstance(password, QLineEdit), password
    type_text(password, PASSWORD)
    start, used = time.monotonic(), time.process_time()
    QTest.keyClick(password, Qt.Key.Key_Return)
    wait_for(lambda: "logged in" in told)
    wait_for(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and QApplication.focusWidget() is not password)
    opened.window.repaint()
    tell((time.monotonic() - start) * 1000, (time.process_time() - used) * 1000)


if __name__ == "__main__":
    Path(sys.argv[3]).mkdir(parents=True, exist_ok=True)
    {"empty": empty, "desk": desk, "log-in": log_in}[sys.argv[1]]()
