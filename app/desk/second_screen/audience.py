"""What the pages tell the applicant's screen. Cheap where nobody looks: a reference is kept, nothing is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.catalog.service_item import ServiceItem
    from app.usecases.taking import Taking

TOGETHER_MS = 120
"""Changes within this time are shown together: the clerk's keys never wait for the applicant's screen."""


class Audience(QObject):
    """One a session. `entering` when the first thing is entered; `shown(taking, item)` a little after each change."""

    entering = Signal()
    shown = Signal(object, object)
    served = Signal(str, str)
    left = Signal()
    sign_wanted = Signal(str, str)
    asked = Signal()
    toggle_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._taking: Taking | None = None
        self._item: ServiceItem | None = None
        self._empty = True
        self.on_signed: Callable[[], Any] | None = None
        self.watched = False
        self.served_case = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TOGETHER_MS)
        self._timer.timeout.connect(self._tell)

    def show(self, taking: Taking, item: ServiceItem | None) -> None:
        """Something was entered or changed on the clerk's page."""
        if taking is self._taking and item is self._item:
            return
        self._taking, self._item = taking, item
        was_empty, self._empty = self._empty, taking.empty
        if was_empty and not self._empty:
            self.entering.emit()
        if self.watched and not self._timer.isActive():
            self._timer.start()

    def cases(self) -> tuple[str, ...]:
        """Numbers of the cases of the sitting."""
        taking = self._taking
        if taking is None:
            return ()
        return (*taking.cases, *((taking.correcting,) if taking.correcting else ()))

    def serve(self, case_no: str = "", ticket: str = "") -> None:
        """A service was given: the person is asked to rate it, where there is a screen for him."""
        self.served_case = self.served_case or bool(case_no)
        self.served.emit(case_no, ticket)

    def ask_signature(self, case_no: str, purpose: str, on_signed: Callable[[], Any] | None = None) -> None:
        """Let the person sign for a case; `on_signed` is called when the signature is kept."""
        self.on_signed = on_signed
        self.sign_wanted.emit(case_no, purpose)

    def leave(self) -> None:
        """The person left: nothing of him stays."""
        self._timer.stop()
        self._taking, self._item, self._empty, self.served_case = None, None, True, False
        self.left.emit()

    def _tell(self) -> None:
        if self._taking is not None:
            self.shown.emit(self._taking, self._item)
