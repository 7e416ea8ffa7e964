"""The catalogue browser 事项库 without a window: what was asked, which guide is open, its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.domain.catalog.shares import Shares
    from app.usecases.catalogue_work import CatalogueRow


class CataloguePresenter:
    """The open item or package, and the answers given for it; each keeps its own."""

    def __init__(self) -> None:
        self.row: CatalogueRow | None = None
        self._answers: dict[str, dict[str, str]] = {}

    def open(self, row: CatalogueRow | None) -> None:
        """Open another row."""
        self.row = row

    @property
    def answers(self) -> dict[str, str]:
        """The answers for what is open."""
        return self._answers.get(self.row.code, {}) if self.row is not None else {}

    def answer(self, key: str, option: str) -> None:
        """Answer a question."""
        if self.row is not None:
            self._answers[self.row.code] = {**self.answers, key: option}

    def forget(self) -> None:
        """Forget every answer."""
        self._answers.clear()


def share_words(found: Shares, release: str) -> str:
    """The shares of the catalogue in words, with the release they are computed over."""
    said = QCoreApplication.translate(
        "Catalogue", "{n} 个事项：一窗综办 {one}，立等可取 {now}，可网办 {online} · {release}"
    )
    return said.format(
        n=f"{found.one_system.whole:,}",
        one=found.one_system.percent,
        now=found.immediate.percent,
        online=found.online.percent,
        release=release,
    )
