"""A counter that types and says when its draft is in the store; the test kills it.

Run as a program: HOME_FOLDER, or HOME_FOLDER CASE_NUMBER to work on a correction.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.bootstrap import cache_file, open_workplace, places
from app.catalog.search_cache import load_index
from app.desk.background import Background
from app.desk.changes import Changes
from app.desk.context import Desk
from app.desk.icons import Icons
from app.desk.preferences import PreferenceKeeper, Preferences
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.desk.shortcuts import Shortcuts
from app.desk.theme import Theme
from app.devices.printers.choice import Printers
from app.devices.printers.folder import NAME
from app.usecases.counter_printing import CounterPrinting
from app.usecases.counter_work import CounterWork
from tests.gui.acceptance.conftest import PASSWORD
from tests.gui.conftest import RecordingShell
from tests.gui.keys import type_text


def main(home: Path, case_no: str = "") -> None:
    """Type a number and a name, wait for the draft alone, say so, and go on for ever.

    With a case number: say instead that a material of its correction was not brought again.
    """
    application = QApplication(["typing"])
    where = places(home)
    workplace = open_workplace(where, PASSWORD)
    theme, changes = Theme(), Changes()
    background = Background(changes)
    desk = Desk(theme, Icons(theme), background, changes, Shortcuts(), PreferenceKeeper(None, Preferences()),
                RecordingShell(), None)  # fmt: skip
    work = CounterWork(workplace, load_index(workplace.catalogue, cache_file(where, "search")))
    printing = CounterPrinting(workplace, Printers(home / "printed", default=NAME, ask_system=list))
    screen = AcceptanceScreen(desk, AcceptanceTools(work, printing))
    screen.show()
    if case_no:
        screen.open_correction(case_no)
        while not screen.page.taking.correcting:
            application.processEvents()
        screen.checklist.press_missing("safety_rules")
    else:
        type_person(screen)
    while screen.page.dirty or background.busy():
        application.processEvents()
    sys.stdout.write("saved\n")
    sys.stdout.flush()
    application.exec()


def type_person(screen: AcceptanceScreen) -> None:
    """A number and a name."""
    editor, name = (screen.applicant.bound.editor(f"applicant.{key}") for key in ("id_number", "name"))
    assert editor is not None
    assert name is not None
    type_text(editor, "500106199003070016")
    type_text(name, "买买提·吐尔逊")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
