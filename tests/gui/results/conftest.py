"""A counter with a real store under the screens of results, matters and pre-applications; its printer keeps nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.devices.printers.choice import Printers
from app.devices.printers.folder import NAME
from app.usecases.counter_printing import CounterPrinting
from tests.builders.counters import PlayedCounter, counter_at
from tests.gui.keys import type_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FIRST = date(2026, 11, 6)
"""The day on which the store was made; a test turns the clock on from here."""


@pytest.fixture
def counter(tmp_path: Path, background: Any) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", FIRST)
    yield played
    background.close()
    played.close()


@pytest.fixture
def printing(counter: PlayedCounter, tmp_path: Path) -> CounterPrinting:
    return CounterPrinting(counter.workplace, Printers(tmp_path / "printed", default=NAME, ask_system=list))


class Keys:
    """Hands at the keyboard: keys go to whatever has the focus."""

    def __init__(self, qtbot: Any, settled: Callable[[], None]) -> None:
        self._qtbot = qtbot
        self._settled = settled

    def press(self, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> Keys:
        QTest.keyClick(self.focus(), key, modifier)
        return self.wait()

    def type(self, text: str) -> Keys:
        type_text(self.focus(), text)
        return self.wait()

    def yes(self) -> Keys:
        """Ctrl+Enter, on the sheet or the page."""
        return self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def focus(self) -> Any:
        QApplication.processEvents()
        if QApplication.activeWindow() is None:  # offscreen no window manager gives the focus back when a sheet closes
            next(w for w in QApplication.topLevelWidgets() if w.isVisible()).activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return QApplication.focusWidget()

    def wait(self) -> Keys:
        QApplication.processEvents()
        self._settled()
        QApplication.processEvents()
        return self


@pytest.fixture
def keys(qtbot: Any, settled: Callable[[], None]) -> Keys:
    return Keys(qtbot, settled)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The search index of the starting catalogue, made once."""
    from app.catalog.search_cache import load_index
    from tests.builders.filings import starting_catalogue

    return load_index(starting_catalogue(), tmp_path_factory.mktemp("index") / "search")
