"""What was filled in elsewhere comes into the page: a pre-application that was taken over, a form scanned from a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication

from app.desk.background import Lane
from app.devices.wedge import parse_scanned
from app.usecases.taking_over import from_application, from_phone

if TYPE_CHECKING:
    from app.desk.arguments import TakeApplication
    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.domain.checklist.filing import Filing


class Prefill(Protocol):
    """A form that was filled in on a phone."""

    @property
    def item(self) -> str:
        """The code of its item, empty where none was chosen."""
        ...

    def filing(self) -> Filing:
        """Its values; untrusted until a clerk has looked at them."""
        ...


class Prefilling:
    """Puts values into the page as filled in by a machine; Ctrl+Z takes a scanned form back."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen

    def scanned(self, text: str) -> None:
        """A code that a scanner typed: a form from a phone, or a notice that opens its case."""
        read = self._screen.tools.read_prefill
        if parse_scanned(text).kind != "prefill" or read is None:
            self._screen.open_correction(text)
            return
        if self._screen.page.editable:
            self._screen.desk.background.read(self._screen, lambda: read(text), self._fill, lane=Lane.POOL)

    def take_over(self, given: TakeApplication) -> None:
        """Begin with a pre-application; what was on the page is kept as a draft."""
        screen, work = self._screen, self._screen.tools.work
        item = work.item(given.item_code)
        if item is None or item.stopped:
            words = QCoreApplication.translate("Acceptance", "这个事项已停办，网上预审不能接着办，请联系申请人")
            screen.desk.shell.banner(words, "caution")
            return
        screen.save()
        taking = from_application(given.id, given.filing, given.files, item, work.release())
        screen.start_anew(taking, resumed=False)
        screen.page.refresh()
        place = screen.page.next_open()
        if place:
            screen.go_to(place)
        words = QCoreApplication.translate("Acceptance", "{number} 已接手：逐项核对后受理，填报内容已带入")
        screen.desk.shell.toast(words.format(number=given.number), "plain")

    def _fill(self, prefill: Any) -> None:
        screen, work = self._screen, self._screen.tools.work
        page, found = screen.page, prefill
        item = work.item(found.item) if found.item else page.item
        if item is not None and (item.stopped or (page.taking.correcting and page.taking.filing.item != item.code)):
            words = QCoreApplication.translate("Acceptance", "扫到的是“{name}”的填报，这里现在不能用")
            screen.desk.shell.banner(words.format(name=item.name), "caution")
            return
        if page.taking.correcting:
            words = QCoreApplication.translate("Acceptance", "正在办补正，没有用扫到的填报")
            screen.desk.shell.banner(words, "caution")
            return
        page.change(from_phone(page.taking, found.filing(), item, work.release()))
        screen.matter.close_search()
        words = QCoreApplication.translate("Acceptance", "已填入手机上的填报，请和本人核对；Ctrl+Z 撤回")
        screen.desk.shell.toast(words, "plain")
        place = page.next_open()
        if place:
            screen.go_to(place)
