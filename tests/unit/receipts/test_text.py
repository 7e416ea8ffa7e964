"""Lines: punctuation, numbers, indents, splitting, justification."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.receipts.text import Span, TextBlock, TextStyle, plain

STYLE = TextStyle(10, 15)


def lines_of(text: str, width: float, style: TextStyle = STYLE) -> list[str]:
    return ["".join(g.character for g in line.glyphs) for line in TextBlock(plain(text), style).lines(width)]


def test_closing_punctuation_never_starts_a_line() -> None:
    assert lines_of("一二三四五，六七八九十。", 50) == ["一二三四", "五，六七八", "九十。"]


def test_opening_bracket_never_ends_a_line() -> None:
    assert lines_of("一二三四（五六七八）", 50) == ["一二三四", "（五六七", "八）"]


def test_number_is_kept_whole() -> None:
    assert lines_of("统一社会代码92500106MA600ABC3J为准", 120) == ["统一社会代码", "92500106MA600ABC3J为", "准"]


def test_word_wider_than_the_line_is_broken() -> None:
    found = lines_of("A" * 40, 60)
    assert "".join(found) == "A" * 40
    assert len(found) > 1


def test_first_line_is_indented_by_characters() -> None:
    assert lines_of("一二三四五六七八", 50, TextStyle(10, 15, indent=2)) == ["一二三", "四五六七八"]


def test_space_is_not_carried_to_the_next_line() -> None:
    assert lines_of("一二三四五 六", 50) == ["一二三四五", "六"]


def test_empty_text_is_one_line_high() -> None:
    assert TextBlock((), STYLE).height(100) == 15


@given(st.text("一二三（）《》，。、：ABC0123 -/", max_size=80), st.integers(25, 200))
@settings(deadline=None)
def test_nothing_but_blanks_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    block = TextBlock(plain(text), STYLE)
    joined = "".join(g.character for line in block.lines(width) for g in line.glyphs)
    assert joined.replace(" ", "") == text.replace(" ", "")
    assert all(line.width <= width + 0.1 for line in block.lines(width))


def test_split_leaves_two_lines_on_either_side() -> None:
    block = TextBlock(plain("一二三四五" * 6), STYLE, after=4)
    assert block.split(50, 29) is None
    parts = block.split(50, 62)
    assert parts is not None
    head, tail = parts
    assert (head.height(50), tail.height(50)) == (60, 30)
    assert (head.after, tail.after) == (0, 4)
    assert block.split(50, 1000) is not None


@pytest.mark.parametrize(("text", "gaps"), [("在2026年", 2), ("（2026）", 0), ("第C03A-1号", 2), ("abc", 0)])
def test_gap_stands_between_chinese_and_latin_only(text: str, gaps: int) -> None:
    line = TextBlock((Span(text),), STYLE).lines(500)[0]
    assert sum(g.gap > 0 for g in line.glyphs) == gaps


def test_divided_text_keeps_its_emphasis() -> None:
    block = TextBlock((Span("一二三四"), Span("五六七八", bold=True), Span("九十")), STYLE)
    assert block.divided(50, 1) == (
        (Span("一二三四"), Span("五", bold=True)),
        (Span("六七八", bold=True), Span("九十")),
    )
