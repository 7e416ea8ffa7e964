"""The sheet for an item that is decided at once 立等可取: what is granted, who confirms, who takes the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.desk.screens.case.act_form import ActForm
from app.usecases.immediate import SpotDecision

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.immediate import Spot


class OnTheSpotKeys:
    """Asks what has to be asked, then lets `decide` do all three steps. What was typed survives a refusal, no password."""

    def __init__(self, screen: AcceptanceScreen, decide: Callable[[SpotDecision], None]) -> None:
        self._screen = screen
        self._decide = decide
        self._kept: dict[str, Any] = {}
        self.sheet: ActForm | None = None

    def begin(self) -> None:
        """Ctrl+Shift+Enter: at once where nothing is to be entered, else the sheet."""
        spot = self._screen.page.spot
        if spot is None or self.sheet is not None:
            return
        if not spot.asks:
            self._decide(SpotDecision(spot.content))
            return
        self._open(self._form(spot))

    def done(self) -> None:
        """It is stored."""
        self._kept = {}

    def again(self) -> None:
        """It was refused (a wrong password): the sheet comes back with what was typed."""
        self.begin()

    def leave_person(self) -> None:
        """Forget what was typed."""
        if self.sheet is not None:
            self.sheet.reject()
        self._kept = {}

    def _form(self, spot: Spot) -> ActForm:
        words = QCoreApplication.translate("Acceptance", "受理、决定、出件一次办完，各记各的经办人。结果交给 {name}。")
        if not spot.issued:
            words = QCoreApplication.translate(
                "Acceptance", "受理、决定一次办完，各记各的经办人。结果邮寄给 {name}，在出件里登记。"
            )
        form = ActForm(
            self._screen,
            QCoreApplication.translate("Acceptance", "当场办结"),
            words.format(name=spot.collector),
            QCoreApplication.translate("Acceptance", "受理并当场办结"),
            self._said,
        )
        form.add_text("content", QCoreApplication.translate("Acceptance", "准予的内容（决定书上写的）"), lines=2)
        form.require("content", QCoreApplication.translate("Acceptance", "请写明准予的内容"))
        if spot.numbered:
            form.add_text("licence_no", QCoreApplication.translate("Acceptance", "证照编号（没有可不填）"))
            form.add_day("valid_from", QCoreApplication.translate("Acceptance", "有效期自（没有可不填）"))
            form.add_day("valid_to", QCoreApplication.translate("Acceptance", "有效期至（没有可不填）"))
        if spot.seconds:
            choice = form.add_choice(
                "second",
                QCoreApplication.translate("Acceptance", "由谁确认决定（不能是受理的人）"),
                [(name, name) for name in spot.seconds],
            )
            choice.set_value(spot.seconds[0])
            form.add_password("password", QCoreApplication.translate("Acceptance", "他的登录密码（由他本人输入）"))
            form.require("password", QCoreApplication.translate("Acceptance", "请由确认的人输入自己的密码"))
        form.take_up({"content": spot.content, **self._kept})
        return form

    def _said(self, values: dict[str, Any]) -> None:
        self._kept = {key: value for key, value in values.items() if key != "password"}
        self._decide(
            SpotDecision(
                values["content"], values.get("licence_no", "").strip(), values.get("valid_from", ""),
                values.get("valid_to", ""), values.get("second", ""), values.get("password", ""),
            )
        )  # fmt: skip

    def _open(self, form: ActForm) -> None:
        self.sheet = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()
        first = "password" if self._kept and "password" in form.values() else "content"
        form.field(first).setFocus()

    def _closed(self, form: ActForm) -> None:
        if form.result_key != "yes":
            self._kept = {key: value for key, value in form.values().items() if key != "password"}
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()
