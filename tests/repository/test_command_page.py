"""Every command of the program stands in docs/commands.md, and nothing that is not there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from app.cli.desk import build_parser

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def commands(parser: argparse.ArgumentParser, words: str = "yichuang") -> set[str]:
    """The words of every command that does something; argparse tells them only by its own attributes."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    below = [commands(choice, f"{words} {name}") for group in groups for name, choice in group.choices.items()]
    acts = {words} if parser.get_default("run") or not groups else set()
    return acts.union(*below)


def test_the_page_names_exactly_the_commands_that_there_are() -> None:
    rows = re.findall(r"^\| `(yichuang[a-z ]*)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(row.strip() for row in rows) == sorted(commands(build_parser()))
