"""A theme package at the counter 主题套餐: its questions first, so that only what this person needs is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.domain.catalog.theme_package import ThemePackage


class PackageQuestions:
    """Asks one question after another, answered by number; then the first member is opened."""

    def __init__(self, screen: AcceptanceScreen) -> None:
        self._screen = screen

    def begin(self, key: str) -> None:
        """Take the package with this key."""
        package = self._screen.page.work.package(key)
        if package is not None:
            self._go_on(package, {})

    def _go_on(self, package: ThemePackage, answers: Mapping[str, str]) -> None:
        asked = next((s for s in package.situations if s.key not in answers), None)
        if asked is None:
            self._take(package, answers)
            return
        words = QCoreApplication.translate("Acceptance", "{package}：{question}")
        self._screen.ask(
            words.format(package=package.name, question=asked.question),
            [(option.key, option.text) for option in asked.options],
            lambda answer: self._go_on(package, {**answers, asked.key: answer}),
        )

    def _take(self, package: ThemePackage, answers: Mapping[str, str]) -> None:
        page = self._screen.page
        page.choose_package(package, answers)
        first = page.waiting()
        if first:
            self._screen.choose_item(first[0].code)
