"""Imports the workspaces while the clerk types the password, so that the page stands at once after it."""

from __future__ import annotations

from importlib import import_module

WORKSPACES = (
    "acceptance.entry",
    "todo.view",
    "applications.view",
    "issuance.view",
    "search.view",
    "prints.view",
    "escalations.view",
    "catalog.view",
    "shift.view",
    "settings.view",
)


def import_workspaces() -> None:
    """Import every workspace; nothing is made. For the pool, once the log-in page stands."""
    for name in WORKSPACES:
        import_module(f"app.desk.screens.{name}")
