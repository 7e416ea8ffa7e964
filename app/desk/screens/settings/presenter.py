"""Settings 设置 without a window: the options offered, in the order shown."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.shortcuts import Scope, Shortcut, is_function_key

FUNCTION_KEYS = tuple(f"F{number}" for number in range(1, 13))


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document that may have a printer of its own."""

    key: str
    title: str


def settable(rows: tuple[Shortcut, ...]) -> tuple[Shortcut, ...]:
    """Return the shortcuts whose F-key a clerk may change: all but help."""
    return tuple(row for row in rows if is_function_key(row.keys) and row.id != "help" and row.scope is not Scope.LIST)


def printers_after(kept: dict[str, str], kind: str, printer: str) -> dict[str, str]:
    """Return the printers by kind after a choice; an empty printer means the system's default and is not kept."""
    after = {key: name for key, name in kept.items() if key != kind}
    if printer:
        after[kind] = printer
    return after
