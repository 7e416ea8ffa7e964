"""Settings 设置 without a window: the options offered, in the order shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from app.desk.shortcuts import Scope, Shortcut, is_function_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.desk.changes import HasChanged

FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))


class PrinterTools(Protocol):
    """The printers as the page sees them. `names` may take seconds."""

    def kinds(self) -> list[tuple[str, str]]:
        """Kinds of documents that may have a printer of their own, with their titles."""
        ...

    def names(self) -> list[str]:
        """Printers to choose from."""
        ...

    def chosen(self) -> dict[str, str]:
        """What was chosen, by kind."""
        ...

    def choose(self, kind: str, printer: str) -> HasChanged:
        """Choose the printer of a kind; empty: the default."""
        ...

    def set_ticket(self, address: str) -> HasChanged:
        """Set the address of the ticket printer; empty: none."""
        ...


class HallTools(Protocol):
    """The hall's settings as the page sees them, as text by name."""

    @property
    def may_change(self) -> bool:
        """Whether the clerk at work may change them."""
        ...

    def texts(self) -> dict[str, str]:
        """What is kept."""
        ...

    def profiles(self) -> list[tuple[str, str]]:
        """Kinds of counters, with their names."""
        ...

    def problems(self, texts: Mapping[str, str]) -> dict[str, str]:
        """What does not fit, by name; asked on the interface's thread."""
        ...

    def keep(self, texts: Mapping[str, str]) -> HasChanged:
        """Keep some, all or none."""
        ...


def settable(rows: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
    """Return the shortcuts whose F-key a clerk may change: all but help."""
    return tuple(row for row in rows if is_function_key(row.keys) and row.id != "help" and row.scope is not Scope.LIST)
