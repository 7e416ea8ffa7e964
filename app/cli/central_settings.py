"""`yichuang-central settings`: what stands on papers that are made at the server, and the limits of the offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.central_opening import opened
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    settings = commands.add_parser("settings", parents=[shared], help="show the server's settings, or change some")
    settings.add_argument("changes", nargs="*", metavar="NAME=VALUE")
    settings.set_defaults(run=settings_of_server)


def settings_of_server(arguments: argparse.Namespace) -> Answer:
    """Show all settings; with changes set them first, all or none."""
    from app.usecases.central.hall import change_hall_at_centre, hall_of, names_at_server

    changes = _changes(arguments.changes, names_at_server())
    with opened(arguments) as server:
        if changes:
            change_hall_at_centre(server, changes)
        with server.store.read() as connection:
            kept = hall_of(server, connection)
    data = {name: getattr(kept, name) for name in names_at_server()}
    return Answer(data, "\n".join(f"{name} = {value}" for name, value in data.items()))


def _changes(words: list[str], names: tuple[str, ...]) -> dict[str, str]:
    """The changes that `NAME=VALUE` words ask for; InputProblem names the word that can't be read."""
    changes: dict[str, str] = {}
    for word in words:
        name, found, value = word.partition("=")
        if not found or name not in names:
            raise InputProblem("INPUT-SETTING", f"写成 名称=值；可以设置的有：{'、'.join(names)}。", word)
        changes[name] = value
    return changes
