"""The window: the log-in page, then the shell; the locked screen above both. It holds no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.desk.screens.login.cover import Cover

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from app.desk.screens.lock.view import LockScreen
    from app.desk.screens.login.view import LoginView
    from app.desk.shell_page import ShellPage


class MainWindow(QMainWindow):
    """`first_painted` once, after the first paint; `closing` before it closes; `unlock_wanted(password)`."""

    first_painted = Signal()
    closing = Signal()
    unlock_wanted = Signal(str)
    locked = Signal()
    switch_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("一窗")
        self.resize(1366, 768)
        self.setMinimumSize(1024, 640)
        self._painted = False
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._login: QWidget = Cover()
        self._stack.addWidget(self._login)
        self.shell: ShellPage | None = None
        self._lock: LockScreen | None = None
        self._covers: list[QFrame] = []
        self._focus_before: QWidget | None = None

    def show_login(self, login: LoginView) -> None:
        """Put the log-in page in place of the cover, or of an earlier log-in page."""
        if login is not self._login:
            self._stack.removeWidget(self._login)
            self._login.deleteLater()
            self._login = login
            self._stack.insertWidget(0, login)
        self._stack.setCurrentWidget(login)

    def show_shell(self, shell: ShellPage) -> None:
        """Put the shell in place of the log-in page, or of an earlier shell."""
        if self.shell is not None:
            self._stack.removeWidget(self.shell)
            self.shell.deleteLater()
        self.shell = shell
        shell.lock_wanted.connect(self.locked)
        shell.switch_wanted.connect(self.switch_wanted)
        self._stack.addWidget(shell)
        self._stack.setCurrentWidget(shell)
        if self._lock is not None:
            self._lock.raise_()

    def leave_shell(self, login: LoginView) -> None:
        """Put the log-in page in place of the shell, and close what lies open beside it or above."""
        from app.desk.screens.lock.covers import close_others  # after the first paint

        self._uncover()
        close_others(self)
        shell, self.shell, self._focus_before = self.shell, None, None
        if shell is not None:
            self._stack.removeWidget(shell)
            shell.hide()
            shell.deleteLater()
        self.show_login(login)
        self.activateWindow()

    def lock(self, clerk: str, switch_keys: str = "") -> None:
        """Cover everything; what lies below is neither seen nor reached by a key."""
        if self._lock is not None or self.shell is None:
            return
        from app.desk.screens.lock.covers import cover_others  # after the first paint
        from app.desk.screens.lock.view import LockScreen  # after the first paint

        self._focus_before = QApplication.focusWidget() or self.focusWidget()
        self._covers = cover_others(self)
        self.shell.setEnabled(False)
        self._stack.hide()
        self._lock = LockScreen(clerk, switch_keys, self)
        self._lock.unlock_wanted.connect(self.unlock_wanted)
        self._lock.switch_wanted.connect(self.switch_wanted)
        self._lock.cover(self)

    def is_locked(self) -> bool:
        """Tell whether the locked screen is shown."""
        return self._lock is not None

    def lock_screen(self) -> LockScreen | None:
        """Return the locked screen, None while it is open."""
        return self._lock

    def unlock(self) -> None:
        """Take the cover away; the focus goes back to where it was."""
        if self._lock is None:
            return
        self._uncover()
        if self.shell is not None:
            self.shell.setEnabled(True)
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus()

    def _uncover(self) -> None:
        if self._lock is not None:
            self._lock.hide()
            self._lock.deleteLater()
            self._lock = None
        for cover in self._covers:
            if isValid(cover):
                cover.deleteLater()
        self._covers = []
        self._stack.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that something is to be seen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cover as large as the window."""
        super().resizeEvent(event)
        if self._lock is not None and not self._lock.isWindow():
            self._lock.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let everything be written before the window goes."""
        self.closing.emit()
        super().closeEvent(event)
