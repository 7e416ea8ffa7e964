"""Keys of the sitting: park, take up, next person, visits, papers that need no case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.acceptance.leaving import Leaving
from app.desk.screens.acceptance.renewed import show_differences
from app.usecases import taking as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.counter_work import TakenUp
    from app.usecases.taking import Taking


class SittingKeys:
    """What happens between persons, and beside a case."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen
        self.leaving = Leaving(screen)

    # ---- drafts ----

    def park(self) -> None:
        """Ctrl+S: put the work aside; paper that lies here needs a receipt first."""
        page = self._screen.page
        if not page.editable or page.taking.empty:
            return
        if t.kept_materials(page.taking):
            self._ask_kept(self._park_now)
            return
        self._park_now(page.taking)

    def _park_now(self, taking: Taking) -> None:
        screen = self._screen
        work, title = screen.tools.work, screen.page.title()
        worth_keeping = screen.page.worth_keeping
        screen.page.saved = taking
        screen.start_anew()
        if not worth_keeping:
            screen.desk.background.write(screen, lambda: work.drop(taking.id))
            return
        screen.desk.background.write(
            screen,
            lambda: work.park(taking, title),
            lambda _kept: screen.desk.shell.toast(QCoreApplication.translate("Acceptance", "已暂存，可随时接着办")),
        )

    def _ask_kept(self, go_on: Callable[[Taking], None]) -> None:
        """Paper lies at the counter: a draft is no receipt."""
        screen = self._screen
        n = len(t.kept_materials(screen.page.taking))
        question = QCoreApplication.translate("Acceptance", "有 {n} 份材料留在窗口，暂存不能代替收据").format(n=n)
        answers = [
            *(
                [("receive", QCoreApplication.translate("Acceptance", "打印收件凭证"))]
                if not screen.page.taking.correcting
                else []
            ),
            ("back", QCoreApplication.translate("Acceptance", "材料退还申请人，再暂存")),
            ("stay", QCoreApplication.translate("Acceptance", "接着办")),
        ]

        def answer(key: str) -> None:
            if key == "receive":
                screen.deciding.receive()
            elif key == "back":
                screen.page.change(t.given_back(screen.page.taking))
                go_on(screen.page.taking)

        screen.ask(question, answers, answer)

    def take_up(self, draft: str) -> None:
        """Go on with a draft."""
        screen, work = self._screen, self._screen.tools.work
        screen.save()
        screen.desk.background.read(screen, lambda: work.take_up(draft), self._taken_up, self._not_taken_up)

    def _not_taken_up(self, error: Exception) -> None:
        """What stands against it is said; the list of drafts may be shorter now."""
        self._screen.desk.shell.failed(error)
        self._screen.look_around()

    def _taken_up(self, taken: TakenUp) -> None:
        screen = self._screen
        if taken.renewed:
            show_differences(screen.desk.shell, screen, taken.differences)
        elif taken.item_gone:
            words = QCoreApplication.translate("Acceptance", "原来的事项已停办，申请人信息还在，请重新选事项")
            screen.desk.shell.banner(words, "caution")
        screen.start_anew(taken.taking)
        place = screen.page.next_open()
        if place:
            screen.go_to(place)

    def offer_unfinished(self) -> None:
        """After a crash or a lock: what was being entered is offered."""
        screen = self._screen
        standing = screen.page.standing
        if standing is None or not screen.page.taking.empty:
            return
        unfinished = next((d for d in standing.drafts if not d.parked), None)
        if unfinished is None:
            return
        question = QCoreApplication.translate("Acceptance", "上次没有办完：{title}").format(title=unfinished.title)
        answers = [
            ("go", QCoreApplication.translate("Acceptance", "接着办")),
            ("later", QCoreApplication.translate("Acceptance", "先放着")),
        ]
        screen.ask(question, answers, lambda key: self.take_up(unfinished.id) if key == "go" else screen.focus_first())

    # ---- next person ----

    def next_person(self) -> None:
        """F5: the sitting ends; nothing of the person is left on any screen."""
        screen = self._screen
        page = screen.page
        if page.phase == "deciding":
            return
        if page.phase == "taking" and not page.taking.empty:
            if t.kept_materials(page.taking):
                self._ask_kept(self._park_and_leave)
            else:
                self._park_and_leave(page.taking)
            return
        self.leaving.begin(lambda: None)

    def _park_and_leave(self, taking: Taking) -> None:
        """Nothing that was entered is lost when the next person comes, be it a case in correction."""
        screen = self._screen
        page, work = screen.page, screen.tools.work
        title, worth_keeping = page.title(), page.worth_keeping

        def park() -> None:
            page.saved = taking
            if not worth_keeping:
                screen.desk.background.write(screen, lambda: work.drop(taking.id))
                return
            screen.desk.background.write(screen, lambda: work.park(taking, title))
            screen.desk.shell.toast(QCoreApplication.translate("Acceptance", "没办完的已暂存，可随时接着办"), "plain")

        self.leaving.begin(park)

    # ---- visits and papers beside a case ----

    def ask_visit(self) -> None:
        """F11: somebody came without filing; one key."""
        answers = [
            ("enquiry", QCoreApplication.translate("Acceptance", "咨询（打印办事指南）")),
            ("collection", QCoreApplication.translate("Acceptance", "领取")),
            ("misdirected", QCoreApplication.translate("Acceptance", "指错来此")),
        ]
        self._screen.ask(QCoreApplication.translate("Acceptance", "来做什么"), answers, self._visit)

    def _visit(self, kind: str) -> None:
        screen = self._screen
        taking, work = screen.page.taking, screen.tools.work
        screen.desk.background.write(
            screen,
            lambda: work.record_visit(kind, taking),  # type: ignore[arg-type]  # one of the answers
            lambda _done: screen.desk.shell.toast(QCoreApplication.translate("Acceptance", "已登记")),
        )
        if kind == "enquiry" and screen.page.item is not None:
            self.print_guide()

    def ask_signature(self) -> None:
        """Alt+G: the person confirms by his signature what was entered of the case taken last."""
        screen = self._screen
        cases, audience = screen.page.cases_of_sitting(), screen.tools.audience
        if cases and audience is not None:
            audience.ask_signature(cases[-1], "application")

    def print_guide(self) -> None:
        """F8: the guide sheet for the answers given so far."""
        work, taking = self._screen.tools.work, self._screen.page.taking
        if self._screen.page.item is not None:
            self._print(lambda: work.guide_sheet(taking), QCoreApplication.translate("Acceptance", "办事指南已送打印"))

    def print_application(self) -> None:
        """F7: the application form, to be read and signed before acceptance; with an agent, the 授权委托书 too."""
        work, taking = self._screen.tools.work, self._screen.page.taking
        if self._screen.page.item is not None:
            self._print(
                lambda: work.application(taking),
                QCoreApplication.translate("Acceptance", "申请书已送打印，请申请人核对后签字"),
            )

    def print_power_of_attorney(self) -> None:
        """A 授权委托书 with what is known."""
        work, taking = self._screen.tools.work, self._screen.page.taking
        self._print(
            lambda: work.power_of_attorney(taking), QCoreApplication.translate("Acceptance", "授权委托书已送打印")
        )

    def _print(self, make: object, said: str) -> None:
        screen, printing = self._screen, self._screen.tools.printing
        screen.desk.background.write(
            screen,
            lambda: printing.sheet(make()),  # type: ignore[operator]  # makes a document
            lambda _done: screen.desk.shell.toast(said),
        )
