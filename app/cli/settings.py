"""`yichuang settings`: what stands on paper, and the limits that the administrator sets."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from app.cli.answer import Answer
from app.cli.unlocking import unlocked
from app.domain.refusal import InputProblem

if TYPE_CHECKING:
    import argparse

    from app.settings import HallSettings


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the words of this group."""
    settings = commands.add_parser(
        "settings", parents=[shared], help="show the hall's settings, or change some (a lead)"
    )
    settings.add_argument("changes", nargs="*", metavar="NAME=VALUE")
    settings.set_defaults(run=settings_of_hall)


def settings_of_hall(arguments: argparse.Namespace) -> Answer:
    """Show all settings; with changes set them first, all or none."""
    from app.usecases.hall_settings import change_hall

    with unlocked(arguments) as workplace:
        if arguments.changes:
            change_hall(workplace, read_changes(arguments.changes, workplace.settings))
        data = {f.name: getattr(workplace.settings, f.name) for f in fields(workplace.settings)}
    return Answer(data, "\n".join(f"{name} = {value}" for name, value in data.items()))


def read_changes(words: list[str], present: HallSettings) -> dict[str, str]:
    """The changes that `NAME=VALUE` words ask for; InputProblem names the word that can't be read."""
    changes: dict[str, str] = {}
    for word in words:
        name, found, value = word.partition("=")
        kept = getattr(present, name, None) if name in {f.name for f in fields(present)} else None
        if not found or not isinstance(kept, (str, int)):
            raise InputProblem("INPUT-SETTING", "写成 名称=值；没有这项设置，或者它只能在窗口的“设置”里改。", word)
        changes[name] = value
    return changes
