"""Options that every command takes stand before its words or after them."""

from __future__ import annotations

import pytest

from app.cli import central, desk


@pytest.mark.parametrize("program", [desk, central])
@pytest.mark.parametrize("words", [["--home", "place", "doctor", "--json"], ["doctor", "--json", "--home", "place"]])
def test_an_option_is_kept_wherever_it_stands(program, words):
    found = program.build_parser().parse_args(words)
    assert (found.home, found.json, found.debug) == ("place", True, False)
