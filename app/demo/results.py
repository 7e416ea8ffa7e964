"""One counter hands out every result 一个窗口出件: at a machine of its own, whoever accepted and whoever decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.demo.hands import Key, StageFright

if TYPE_CHECKING:
    from app.demo.stage import Stage
    from app.desk.screens.issuance.view import IssuanceScreen
    from app.desk.screens.prints.view import PrintsScreen

MOST_QUESTIONS = 10


class ResultCounter:
    """The issuer at his counter."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def issuance(self) -> IssuanceScreen:
        """The page of what waits to be collected."""
        return cast("IssuanceScreen", self._stage.screen("issuance"))

    @property
    def prints(self) -> PrintsScreen:
        """The print page."""
        return cast("PrintsScreen", self._stage.screen("prints"))

    def hand_out(self, case_no: str, code: str) -> None:
        """The code on the receipt finds the result; the licence comes out; who collects is looked at and signs."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("16:48")
        stage.last_exchange()
        hands.control(Key.Key_9).settle()
        self._waits(case_no)
        stage.picture("results")
        hands.control(Key.Key_F).type(code).press(Key.Key_Return).settle()
        self._waits(case_no)
        self._print()
        hands.control(Key.Key_9).settle()
        hands.go_on().settle()
        if self.issuance.sheet is None:
            raise StageFright(f"the result cannot be handed out: {stage.shell.banner_text()}")
        hands.press(Key.Key_Space)
        stage.picture("result-collector")
        hands.go_on().settle()
        stage.picture("result-delivery")
        self._came_out_and_signed()
        if stage.workplace.find_case(case_no).phase != "issued":
            raise StageFright("the result was not handed out")

    def _waits(self, case_no: str) -> None:
        if case_no not in [row.case_no for row in self.issuance.page.rows()]:
            raise StageFright("the result is not here")

    def _print(self) -> None:
        """The decision comes out of this counter's printer."""
        hands = self._stage.hands
        hands.press(Key.Key_F9).settle()
        hands.press(Key.Key_Return).settle()
        self._stage.picture("result-prints")
        for _ in range(MOST_QUESTIONS):
            if not self.prints.strip.isVisible():
                return
            self.prints.strip.setFocus()
            hands.type("1").settle()
        raise StageFright(self.prints.strip.question())

    def _came_out_and_signed(self) -> None:
        """The record of delivery 送达回证 came out; it is signed, and the licence is in his hand."""
        strip, hands = self.issuance.strip, self._stage.hands
        hands.type("1").settle()
        self._stage.picture("result-signature")
        hands.type("1").settle()
        if strip.isVisible():
            raise StageFright(strip.question())
