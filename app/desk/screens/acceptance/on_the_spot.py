"""The sheet for an item that is decided at once 立等可取: what is granted, who confirms, who takes the result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from app.desk.screens.case.act_form import ActForm
from app.usecases.immediate import SpotDecision
from app.usecases.package_immediate import PackageDecision, PackageSpot

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.usecases.immediate import Spot


WIDE = 940
"""Pixels of the sheet where several items stand below each other: what belongs to one of them stands in one row."""


class OnTheSpotKeys:
    """Asks what has to be asked, then lets `decide` do all three steps. What was typed survives a refusal, no password."""

    def __init__(self, screen: AcceptanceScreen, decide: Callable[[SpotDecision | PackageDecision], None]) -> None:
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
            self._decide(_proposed(spot))
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

    def _form(self, spot: Spot | PackageSpot) -> ActForm:
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
        first = self._ask_package(form, spot) if isinstance(spot, PackageSpot) else self._ask_item(form, spot)
        if spot.seconds:
            choice = form.add_choice(
                "second",
                QCoreApplication.translate("Acceptance", "由谁确认决定（不能是受理的人）"),
                [(name, name) for name in spot.seconds],
            )
            choice.set_value(spot.seconds[0])
            form.add_password("password", QCoreApplication.translate("Acceptance", "他的登录密码（由他本人输入）"))
            form.require("password", QCoreApplication.translate("Acceptance", "请由确认的人输入自己的密码"))
            if isinstance(spot, PackageSpot):
                form.beside("second", "password")
        form.take_up({**first, **self._kept})
        return form

    def _ask_item(self, form: ActForm, spot: Spot) -> dict[str, str]:
        """The fields of one item; what is proposed for them."""
        form.add_text("content", QCoreApplication.translate("Acceptance", "准予的内容（决定书上写的）"), lines=2)
        form.require("content", QCoreApplication.translate("Acceptance", "请写明准予的内容"))
        if spot.numbered:
            self._ask_number(form, "")
        return {"content": spot.content}

    def _ask_package(self, form: ActForm, spot: PackageSpot) -> dict[str, str]:
        """The fields of each member that is decided at once, under its name; the others are accepted only."""
        if spot.rest:
            words = QCoreApplication.translate("Acceptance", "另有 {n} 件只受理，由部门决定。")
            form.add_note(words.format(n=spot.rest))
        for one in spot.members:
            words = QCoreApplication.translate("Acceptance", "{item}：准予的内容")
            form.add_text(f"{one.code}.content", words.format(item=one.name))
            form.require(f"{one.code}.content", QCoreApplication.translate("Acceptance", "请写明准予的内容"))
            if one.numbered:
                self._ask_number(form, f"{one.code}.")
                form.beside(*(f"{one.code}.{key}" for key in ("content", "licence_no", "valid_from", "valid_to")))
        form.setMinimumWidth(WIDE)
        return {f"{one.code}.content": one.content for one in spot.members}

    @staticmethod
    def _ask_number(form: ActForm, before: str) -> None:
        form.add_text(f"{before}licence_no", QCoreApplication.translate("Acceptance", "证照编号（没有可不填）"))
        form.add_day(f"{before}valid_from", QCoreApplication.translate("Acceptance", "有效期自（没有可不填）"))
        form.add_day(f"{before}valid_to", QCoreApplication.translate("Acceptance", "有效期至（没有可不填）"))

    def _said(self, values: dict[str, Any]) -> None:
        self._kept = {key: value for key, value in values.items() if key != "password"}
        second, password = values.get("second", ""), values.get("password", "")
        codes = [key.removesuffix(".content") for key in values if key.endswith(".content")]
        if codes:
            members = {code: _entered(values, f"{code}.") for code in codes}
            self._decide(PackageDecision(members, second, password))
        else:
            self._decide(replace(_entered(values, ""), second=second, password=password))

    def _open(self, form: ActForm) -> None:
        self.sheet = form
        form.finished.connect(lambda _code: self._closed(form))
        form.open()
        names = list(form.values())
        first = "password" if self._kept and "password" in names else next(n for n in names if n.endswith("content"))
        form.field(first).setFocus()

    def _closed(self, form: ActForm) -> None:
        if form.result_key != "yes":
            self._kept = {key: value for key, value in form.values().items() if key != "password"}
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()


def _entered(values: dict[str, Any], before: str) -> SpotDecision:
    """What was entered for one item; the fields of a package's bear its code before their names."""
    words = {key: values.get(f"{before}{key}", "") for key in ("content", "licence_no", "valid_from", "valid_to")}
    return SpotDecision(words["content"], words["licence_no"].strip(), words["valid_from"], words["valid_to"])


def _proposed(spot: Spot | PackageSpot) -> SpotDecision | PackageDecision:
    """The decision where nothing has to be entered."""
    if isinstance(spot, PackageSpot):
        return PackageDecision({one.code: SpotDecision(one.content) for one in spot.members})
    return SpotDecision(spot.content)
