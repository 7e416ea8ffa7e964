"""Every command of both programs stands in docs/commands.md, and nothing that is not there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from app.cli import central
from app.cli.desk import build_parser

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def commands(parser: argparse.ArgumentParser, words: str = "yichuang") -> set[str]:
    """The words of every command that does something; argparse tells them only by its own attributes."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    below = [commands(choice, f"{words} {name}") for group in groups for name, choice in group.choices.items()]
    acts = {words} if parser.get_default("run") or not groups else set()
    return acts.union(*below)


def rows_of(program: str) -> list[str]:
    """The commands of one program as the page names them."""
    rows = re.findall(rf"^\| `({program}(?: [a-z][a-z-]*)*)[ `]", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(rows)


def test_the_page_names_exactly_the_commands_that_there_are() -> None:
    assert rows_of("yichuang") == sorted(commands(build_parser()))


def test_the_page_names_exactly_the_commands_of_the_server() -> None:
    assert rows_of("yichuang-central") == sorted(commands(central.build_parser(), "yichuang-central"))
