"""What every test of the desk shares: offscreen, the bundled fonts only, the real theme, a shell that remembers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pytestqt.qtbot import QtBot

from app.desk.background import Background
from app.desk.changes import Changes
from app.desk.context import Desk
from app.desk.icons import Icons
from app.desk.link import Link
from app.desk.preferences import PreferenceKeeper, Preferences
from app.desk.shortcuts import Shortcuts
from app.desk.theme import Theme, load_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication, QWidget

# Both are read when the application is made. A system's Chinese fonts would hide what the bundled ones lack.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_NO_FONTS = Path(tempfile.gettempdir()) / "yichuang-no-fonts.conf"
_NO_FONTS.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig></fontconfig>\n")
os.environ["FONTCONFIG_FILE"] = str(_NO_FONTS)


PATIENCE_MS = 30_000


class RecordingShell:
    """A shell that remembers what it was told."""

    def __init__(self) -> None:
        self.went: list[tuple[str, object]] = []
        self.toasts: list[str] = []
        self.banners: list[str] = []
        self.errors: list[Exception] = []
        self.ticket = ""
        self.link = Link()
        self.left_person = 0

    def go(self, screen_id: str, argument: object = None) -> None:
        self.went.append((screen_id, argument))

    def toast(self, text: str, kind: str = "good") -> None:
        self.toasts.append(text)

    def banner(self, text: str, kind: str = "caution", action: str = "", on_action: Any = None) -> None:
        self.banners.append(text)

    def refused(self, text: str, kind: str = "caution", case_no: str = "") -> None:
        self.banners.append(text)

    def clear_banner(self) -> None:
        self.banners.clear()

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def set_ticket(self, text: str) -> None:
        self.ticket = text

    def set_link(self, link: Link) -> None:
        self.link = link

    def leave_person(self) -> None:
        self.left_person += 1


class PatientBot(QtBot):
    """A bot that gives a busy machine its time before it says that something does not happen."""

    # The names are pytest-qt's.
    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **given: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **given)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["yichuang-test", "-style", "Fusion"]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme at normal type, worn by the application."""
    if "Noto Sans SC" not in _families():
        load_fonts()
    worn = Theme()
    worn.apply()
    return worn


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    return Changes()


@pytest.fixture
def background(changes: Changes) -> Iterator[Background]:
    started = Background(changes)
    yield started
    started.close()


@pytest.fixture
def shortcuts(qapp: QApplication) -> Shortcuts:
    return Shortcuts()


@pytest.fixture
def shell() -> RecordingShell:
    return RecordingShell()


@pytest.fixture
def desk(theme: Theme, background: Background, changes: Changes, shortcuts: Shortcuts, shell: RecordingShell) -> Desk:
    """A desk without a store; replace `session` with dataclasses.replace where a screen needs one."""
    keeper = PreferenceKeeper(None, Preferences())
    background.failed.connect(shell.failed)
    return Desk(theme, Icons(theme), background, changes, shortcuts, keeper, shell, None)


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> Callable[[QWidget], QWidget]:
    """Show a widget as an active window and wait until it is."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitUntil(lambda: _active(widget))
        return widget

    return show


@pytest.fixture
def settled(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Wait until no background work is under way."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not background.busy())

    return wait


@pytest.fixture
def picture() -> Callable[[QWidget, str], None]:
    """Save a picture of a widget where YICHUANG_PICTURES names a folder."""

    def save(widget: QWidget, name: str) -> None:
        folder = os.environ.get("YICHUANG_PICTURES")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            widget.grab().save(str(Path(folder) / f"{name}.png"))

    return save


def _families() -> list[str]:
    from PySide6.QtGui import QFontDatabase

    return QFontDatabase.families()


def _active(widget: QWidget) -> bool:
    """Whether it is the active window; asked for again until it is, for another one may just have been closed."""
    if not widget.isActiveWindow():
        widget.activateWindow()
    return widget.isActiveWindow() and widget.isVisible()
