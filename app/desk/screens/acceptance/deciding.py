"""Deciding: one press gives the verdict and prints; then the questions about the papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.desk.screens.acceptance.afterwards import Afterwards, Step
from app.desk.screens.acceptance.on_the_spot import OnTheSpotKeys
from app.desk.widgets.dialog import Dialog
from app.desk.widgets.text_edit import LineEdit
from app.usecases.package_immediate import PackageDecision

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.services import Sent
    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.accept import Done
    from app.usecases.immediate import OnTheSpot, SpotDecision
    from app.usecases.package import PackageDone
    from app.usecases.package_immediate import PackageOnTheSpot


class Deciding:
    """Starts a decision once, prints its papers, asks what became of them."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen
        self.afterwards: Afterwards | None = None
        self.on_the_spot = OnTheSpotKeys(screen, self._write_spot)

    def decide(self, reason: str = "") -> None:
        """Give the verdict that stands; `reason` where a second notice is given."""
        screen = self._screen
        page, work = screen.page, screen.tools.work
        check = page.check
        if check is None or not page.can_decide:
            return
        again = page.taking.correcting and page.taking.received != "first"
        if again and check.verdict == "correction-notice" and not reason:
            screen.checklist.ask_second()
            return
        receive = check.powerless and not page.taking.correcting and check.verdict == "received"
        taking = page.begin_deciding()
        if taking is None:
            return
        if taking.correcting:
            self._write(lambda: work.complete_correction(taking, reason))
        elif taking.package:
            self._write(lambda: work.accept_package(taking))
        else:
            self._write(lambda: work.accept(taking, receive=receive))

    def receive(self) -> None:
        """F6: take the papers in without a verdict; the five days run."""
        page, work = self._screen.page, self._screen.tools.work
        if not page.can_receive:
            return
        taking = page.begin_deciding()
        if taking is not None:
            self._write(lambda: work.accept(taking, receive=True))

    def _write_spot(self, decision: SpotDecision | PackageDecision) -> None:
        page, work = self._screen.page, self._screen.tools.work
        taking = page.begin_deciding()
        if taking is None:
            return
        self._screen.setFocus()

        def decide() -> OnTheSpot | PackageOnTheSpot:
            if isinstance(decision, PackageDecision):
                return work.decide_package_at_once(taking, decision)
            return work.decide_at_once(taking, decision)

        self._screen.desk.background.write(self._screen, decide, self._spot_done, self._spot_refused)

    def _spot_done(self, result: OnTheSpot | PackageOnTheSpot) -> None:
        self.on_the_spot.done()
        self._decided(result.done)
        if result.stopped is not None:
            words = QCoreApplication.translate("Acceptance", "已受理，当场办结没有完成：{why}")
            self._screen.desk.shell.refused(
                words.format(why=result.stopped.message), "caution", result.done.state.case_no
            )

    def _spot_refused(self, error: Exception) -> None:
        self._refused(error)
        self.on_the_spot.again()

    def _write(self, work: Callable[[], Done | PackageDone]) -> None:
        self._screen.setFocus()  # what had the focus takes no entries now
        self._screen.desk.background.write(self._screen, work, self._decided, self._refused)

    def _decided(self, done: Done | PackageDone) -> None:
        screen = self._screen
        screen.page.decided(done)
        self.afterwards = Afterwards(done)
        screen.sitting.leaving.case_taken(self.afterwards)
        if screen.tools.audience is not None:
            screen.tools.audience.serve(done.state.case_no)
        printing = screen.tools.printing
        screen.desk.background.write(screen, lambda: printing.start(done.papers), self._sent)
        self._ask()

    def _refused(self, error: Exception) -> None:
        screen = self._screen
        screen.page.refused()
        screen.desk.shell.failed(error)
        place = getattr(error, "place", "")
        if place:
            screen.go_to(place)

    # ---- papers ----

    def _sent(self, sent: Sent) -> None:
        if sent.failed:
            self._screen.desk.shell.banner("；".join(sent.failed), "caution")

    def _ask(self) -> None:
        asked = self.afterwards.question() if self.afterwards else None
        if asked is not None:
            self._screen.ask(asked[0], asked[1], self._answered)
            return
        self._screen.strip.clear()
        self._screen.verdict.show_state()
        self._screen.verdict.focus_next()

    def _answered(self, key: str) -> None:
        if self.afterwards is None:
            return
        step = self.afterwards.answer(key)
        if step is not None:
            self.record(step)
        self._ask()

    def record(self, step: Step) -> None:
        """Record what became of papers."""
        printing = self._screen.tools.printing
        if step.kind in ("came-out", "again"):
            yes = step.kind == "came-out"
            for number in step.numbers:
                self._each(partial(printing.came_out, number, yes), self._sent)
        elif step.kind == "refused-to-sign":
            witness = self._ask_witness()
            if witness:
                for number in step.numbers:
                    self._each(partial(printing.handed_over, number, "refused-to-sign", witness))
        else:
            for number in step.numbers:
                self._each(partial(printing.handed_over, number, "handed-over"))

    def _each(self, work: Callable[[], Any], on_done: Callable[[Any], None] | None = None) -> None:
        self._screen.desk.background.write(self._screen, work, on_done)

    def _ask_witness(self) -> str:
        """Who saw that the person would not sign."""
        dialog = Dialog(
            self._screen.window(),
            QCoreApplication.translate("Acceptance", "拒绝签收"),
            QCoreApplication.translate("Acceptance", "请写明见证人；文书已交付的事实照样成立。"),
        )
        line = LineEdit(QCoreApplication.translate("Acceptance", "见证人姓名"))
        dialog.body.addWidget(line)
        dialog.add_button("later", QCoreApplication.translate("Acceptance", "以后再登记"))
        dialog.add_button("ok", QCoreApplication.translate("Acceptance", "登记"), "primary")
        line.submitted.connect(lambda: dialog.finish("ok") if line.value() else None)
        line.setFocus()
        return line.value() if dialog.ask() == "ok" else ""
