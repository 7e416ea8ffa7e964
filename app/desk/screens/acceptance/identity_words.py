"""What is said under the fields of persons: birth date and sex, what is wrong with a number, who may act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.domain.identity.check import ID_TYPE_ZH
from app.domain.identity.names import check_name
from app.domain.identity.phone import check_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.presenter import AcceptancePresenter

Said = tuple[str, str]
FULL = 18


class IdentityWords:
    """Words for what was typed; the rules are the domain's."""

    def __init__(self, presenter: AcceptancePresenter) -> None:
        self._page = presenter

    @staticmethod
    def person_types() -> list[tuple[str, str]]:
        """Types of papers that a person shows."""
        return [(key, text) for key, text in ID_TYPE_ZH.items() if key != "uscc"]

    def number_label(self) -> str:
        """The label of the applicant's number."""
        who = self._page.taking.filing.applicant
        if who.kind != "person":
            return QCoreApplication.translate("Acceptance", "统一社会信用代码")
        named = dict(self.person_types()).get(who.id_type, "")
        return named + QCoreApplication.translate("Acceptance", "号码")

    def applicant_number(self, value: str) -> Said:
        """Of the applicant's number."""
        return self._number(value, self._page.taking.filing.applicant.id_type)

    def person_number(self, place: str) -> Callable[[str], Said]:
        """Of the number of a person at a place."""

        def say(value: str) -> Said:
            return self._number(value, str(self._page.value(f"{place}.id_type") or "citizen-id"))

        return say

    def _number(self, value: str, id_type: str) -> Said:
        if not value:
            return "mute", ""
        checked = self._page.work.number(value, id_type)
        if not checked.valid:
            return "bad", checked.reason
        sexes = {
            "male": QCoreApplication.translate("Acceptance", "男"),
            "female": QCoreApplication.translate("Acceptance", "女"),
        }
        age = checked.age_on(self._page.work.today)
        told = [
            checked.birth_date.isoformat() if checked.birth_date else "",
            sexes.get(checked.sex or "", ""),
            QCoreApplication.translate("Acceptance", "{n} 岁").format(n=age) if age is not None else "",
        ]
        words = " · ".join(part for part in told if part) or checked.kind_text
        if checked.warnings:
            return "caution", f"{words} · {checked.warnings[0]}" if words else checked.warnings[0]
        return "good", words

    @staticmethod
    def name(value: str) -> Said:
        """Of a name."""
        checked = check_name(value) if value else None
        return ("bad", checked.reason) if checked is not None and not checked.valid else ("mute", "")

    @staticmethod
    def phone(value: str) -> Said:
        """Of a telephone number."""
        checked = check_phone(value) if value else None
        return ("bad", checked.reason) if checked is not None and not checked.valid else ("mute", "")

    def actor(self) -> Said:
        """Of who acts: an item to be applied for in person refuses an agent, with the rule."""
        check = self._page.check
        if check is None or check.problem is None or self._page.taking.filing.agent is None:
            return "mute", ""
        place, message = check.problem
        return ("bad", message) if place == "agent" else ("mute", "")
