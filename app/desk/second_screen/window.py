"""The applicant's window on the second display: which page it shows when, and that nothing of anybody stays.

The clerk can neither see the rating nor skip it: it stays until it is given or its time is over, whatever he presses.
With one display only it can be opened as a window that says that it is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.desk.background import Lane
from app.desk.screen import ScreenWidget
from app.desk.second_screen.mirror import lines_of
from app.desk.second_screen.pages import EnteredPage, MessagePage, RatePage, SignPage
from app.desk.words import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent

    from app.desk.changes import HasChanged
    from app.desk.context import Desk
    from app.desk.second_screen.audience import Audience
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.rating.decide import RatingLevel
    from app.domain.signature import Purpose
    from app.usecases.taking import Taking

RATING_MS = 45_000
AFTER_LEAVING_MS = 20_000
THANKS_MS = 3_000
PURPOSES = {
    "application": QT_TRANSLATE_NOOP("SecondScreen", "确认申请内容 {number}"),
    "service": QT_TRANSLATE_NOOP("SecondScreen", "签收文书（送达回证）{number}"),
    "receipt": QT_TRANSLATE_NOOP("SecondScreen", "领取结果 {number}"),
}


class SecondWork(Protocol):
    """What the screen needs of the use cases; every method belongs on the store's thread."""

    def levels(self) -> Sequence[RatingLevel]: ...  # noqa: D102
    def rate(self, case_no: str, ticket: str, level: int, labels: tuple[str, ...]) -> HasChanged: ...  # noqa: D102
    def keep_signature(self, case_no: str, png: bytes, purpose: Purpose) -> HasChanged: ...  # noqa: D102


@dataclass(frozen=True)
class SecondTools:
    """What the screen is given besides the desk. `hall` and `counter` stand on its welcome."""

    work: SecondWork
    hall: str
    counter: str


class SecondScreen(ScreenWidget):
    """A window of its own. It reads nothing of the clerk's pages but what `Audience` tells it."""

    def __init__(self, desk: Desk, audience: Audience, tools: SecondTools) -> None:
        super().__init__(desk)
        self.setObjectName("Audience")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setProperty("own_window", True)
        self.setProperty("public", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("申请人屏"))
        self.audience = audience
        self.work = tools.work
        self._pending: list[tuple[str, str]] = []
        self._signing: tuple[str, Purpose] | None = None
        self._showing = False
        self._gone = False
        self.welcome = MessagePage(tools.hall, self.tr("{n} 号窗口 · 您好").format(n=tools.counter))
        self.entered = EnteredPage()
        self.sign = SignPage()
        self.rate = RatePage()
        self.thanks = MessagePage(self.tr("谢谢"), "")
        self._lay_out()
        self._connect()
        self._place()
        desk.background.read(self, tools.work.levels, self.rate.set_levels, lane=Lane.POOL)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        for page in (self.welcome, self.entered, self.sign, self.rate, self.thanks):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _connect(self) -> None:
        audience = self.audience
        audience.shown.connect(self._entered)
        audience.served.connect(self._served)
        audience.left.connect(self._left)
        audience.sign_wanted.connect(self.ask_signature)
        audience.toggle_wanted.connect(self.toggle)
        self.rate.rated.connect(self._rated)
        self.sign.signed.connect(self._signed)
        self.entered.confirmed.connect(self._confirmed)
        self._rating_time, self._thanks_time = QTimer(self), QTimer(self)
        for timer in (self._rating_time, self._thanks_time):
            timer.setSingleShot(True)
        self._rating_time.timeout.connect(self.rating_over)
        self._thanks_time.timeout.connect(self.thanks_over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self._place)
            application.screenRemoved.connect(self._place)

    # ---- what the shell tells ----

    def on_leaving_person(self) -> None:
        """The sitting is over, whichever page said so."""
        self.audience.leave()

    # ---- where it stands ----

    def _place(self, _screen: object = None) -> None:
        """On the display that is not the clerk's; hidden where there is one only."""
        page: QWidget | None = self.parentWidget()
        own = page.screen() if page is not None else QGuiApplication.primaryScreen()
        others = [one for one in QGuiApplication.screens() if one is not own]
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()
        elif self.windowTitle() != self._simulated():
            self.hide()
        self._watch()

    def _simulated(self) -> str:
        return self.tr("模拟申请人屏")

    def toggle(self) -> None:
        """With one display only: open it as a window that says that it is simulated, or close it."""
        if self.isVisible():
            self.hide()
        else:
            self.setWindowTitle(self._simulated())
            self.resize(900, 600)
            self.show()
        self._watch()

    def _watch(self) -> None:
        self.audience.watched = self.isVisible()
        if not self.isVisible():
            self._forget()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by hand: as with one display."""
        super().closeEvent(event)
        self.audience.watched = False
        self._forget()

    def event(self, event: QEvent) -> bool:
        """Once it has its page, watch whether that is locked."""
        page: QWidget | None = self.parentWidget()
        if event.type() is QEvent.Type.ParentChange and page is not None:
            page.installEventFilter(self)
            QTimer.singleShot(0, self, self._place)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The clerk's page is locked: what was entered goes; a rating under way is the person's and stays."""
        if event.type() is QEvent.Type.EnabledChange and isinstance(watched, QWidget):
            self.setEnabled(True)
            if not watched.isEnabled():
                self._leave_entered()
        return super().eventFilter(watched, event)

    # ---- what is entered ----

    def _entered(self, taking: Taking, item: ServiceItem | None) -> None:
        if not self.isVisible():
            return
        lines = () if taking.empty else lines_of(taking, item)
        self._showing = bool(lines)
        self.entered.show_lines(lines)
        if self.pages.currentWidget() in (self.welcome, self.entered, self.thanks):
            self._thanks_time.stop()
            self._rest()

    def _confirmed(self) -> None:
        self.desk.shell.toast(QCoreApplication.translate("SecondScreen", "申请人已核对，内容无误"))

    def _leave_entered(self) -> None:
        self._showing = False
        self.entered.clear()
        self._signing = None
        self.sign.pad.clear()
        if self.pages.currentWidget() in (self.entered, self.sign, self.thanks):
            self._rest()

    def _left(self) -> None:
        """The sitting is over. A rating that was asked for may still be given, for a little while."""
        self._leave_entered()
        if self._pending:
            left = self._rating_time.remainingTime() if self._rating_time.isActive() else AFTER_LEAVING_MS
            self._ask_rating()
            self._rating_time.start(min(left, AFTER_LEAVING_MS))
            self._gone = True

    def _forget(self) -> None:
        self._pending, self._gone = [], False
        self._rating_time.stop()
        self._thanks_time.stop()
        self.rate.clear()
        self._leave_entered()
        self._rest()

    def _rest(self) -> None:
        """The page for when nothing is asked."""
        self.pages.setCurrentWidget(self.entered if self._showing else self.welcome)

    # ---- rating ----

    def _served(self, case_no: str, ticket: str) -> None:
        """Ask at once. Several services of a sitting that are not rated yet are rated together."""
        if not self.isVisible() or not self.rate.buttons:
            return
        self._end_of_the_one_before()
        self._pending.append((case_no, ticket))
        self.desk.shell.toast(QCoreApplication.translate("SecondScreen", "评价已请"), "plain")
        if self._signing is None:
            self._ask_rating()

    def _end_of_the_one_before(self) -> None:
        """Nobody rates for the person before: what he has not rated by now is over."""
        if self._gone:
            self.rating_over()

    def _ask_rating(self) -> None:
        if self.pages.currentWidget() is not self.rate:
            self.rate.clear()
        self.pages.setCurrentWidget(self.rate)
        self._rating_time.start(RATING_MS)

    def _rated(self, level: int, labels: tuple[str, ...]) -> None:
        pending, self._pending, self._gone = self._pending, [], False
        self._rating_time.stop()
        for case_no, ticket in pending:
            self._write(case_no, ticket, level, labels)
        self.rate.clear()
        self._thank(self.tr("谢谢"), self.tr("您的评价已记下"))

    def _write(self, case_no: str, ticket: str, level: int, labels: tuple[str, ...]) -> None:
        work = self.work

        def not_kept(_error: Exception) -> None:
            """The clerk is told nothing; the person is told of the other way."""
            self._thank(self.tr("没有记下"), self.tr("可能已经评价过；也可以扫回执上的二维码评价"))

        self.desk.background.write(self, lambda: work.rate(case_no, ticket, level, labels), None, not_kept)

    def rating_over(self) -> None:
        """Its time is over: a level that was chosen counts, else it was not rated."""
        if self.rate.level:
            self.rate.give()
            return
        self._pending, self._gone = [], False
        self._rating_time.stop()
        self.rate.clear()
        self._rest()

    def _thank(self, title: str, note: str) -> None:
        if self.pages.currentWidget() in (self.sign, self.entered) and self._showing:
            return
        self.thanks.title.setText(title)
        self.thanks.note.setText(note)
        self.thanks.note.show()
        self.pages.setCurrentWidget(self.thanks)
        self._thanks_time.start(THANKS_MS)

    def thanks_over(self) -> None:
        """Thanks were shown long enough; what has come since stays."""
        if self.pages.currentWidget() is self.thanks:
            self._rest()

    # ---- signature ----

    def ask_signature(self, case_no: str, purpose: Purpose) -> None:
        """Let the person sign; asked again, the field is emptied."""
        if not self.isVisible():
            words = QCoreApplication.translate("SecondScreen", "没有接申请人屏，请在纸上签字")
            self.desk.shell.toast(words, "caution")
            return
        self._end_of_the_one_before()
        self._signing = (case_no, purpose)
        self._rating_time.stop()
        words = QCoreApplication.translate("SecondScreen", PURPOSES.get(purpose, "{number}"))
        self.sign.note.setText(words.format(number=case_no))
        self.sign.pad.clear()
        self.pages.setCurrentWidget(self.sign)

    def _signed(self) -> None:
        png, asked, work = self.sign.pad.png(), self._signing, self.work
        if not png or asked is None:
            return
        case_no, purpose = asked
        self._signing = None
        then: Callable[[], Any] | None = self.audience.on_signed
        self.audience.on_signed = None

        def kept(_done: HasChanged) -> None:
            self.desk.shell.toast(QCoreApplication.translate("SecondScreen", "申请人已签名"))
            if then is not None:
                then()

        self.desk.background.write(self, lambda: work.keep_signature(case_no, png, purpose), kept)
        self.sign.pad.clear()
        if self._pending:
            self._ask_rating()
        else:
            self._thank(self.tr("谢谢"), self.tr("签名已收到"))
