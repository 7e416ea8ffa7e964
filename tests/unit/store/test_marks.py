"""Marks of journals: A to Z, then AA, never the same twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.home import Home
from app.store.journal import next_mark
from app.store.new_journal import known_marks, note_mark

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("mark", "after"), [("", "A"), ("A", "B"), ("Z", "AA"), ("AZ", "BA"), ("ZZ", "AAA"), ("AAZ", "ABA")]
)
def test_next_mark(mark: str, after: str) -> None:
    assert next_mark(mark) == after


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=4))
def test_the_next_mark_is_later(mark: str) -> None:
    after = next_mark(mark)
    assert (len(after), after) > (len(mark), mark)


def test_a_home_remembers_its_marks(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert known_marks(home) == set()
    note_mark(home, "A")
    note_mark(home, "B")
    note_mark(home, "A")
    assert known_marks(home) == {"A", "B"}
    home.marks.write_text("{")
    assert known_marks(home) == set()
