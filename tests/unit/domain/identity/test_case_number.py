"""The case number: one for life, read back from paper and from hurried typing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from app.domain.identity.case_number import CaseNumber, build_case_number, check_character, parse_case_number
from app.domain.refusal import Refusal

PRINTED = "500106-20261123-C03A-0042-Q"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

numbers = st.builds(
    CaseNumber,
    st.sampled_from(["500106", "500103", "110105"]),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.from_regex(r"[A-Z]{0,3}[0-9]{1,4}", fullmatch=True).filter(str.isascii),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=2),
    st.integers(1, 9_999_999),
)


def test_the_number_of_the_design() -> None:
    number = build_case_number("500106", date(2026, 11, 23), "C03", "A", 42)
    assert number.text == PRINTED
    assert parse_case_number(PRINTED) == number


@pytest.mark.parametrize(
    "typed", ["500106-20261123-c03a-0042-q", "50010620261123C03A0042Q", "５００１０６－20261123－C03A—0042 Q"]
)
def test_typed_in_a_hurry(typed: str) -> None:
    assert parse_case_number(typed).text == PRINTED


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "形式"),
        ("500106-20261123-C03A-42-Q", "形式"),
        ("500106-20261123-C03-0042-Q", "形式"),
        ("500106-20261131-C03A-0042-Q", "日期不存在"),
        ("500106-20261123-C03A-0042-R", "校验位"),
        ("500106-20261123-C03A-0043-Q", "校验位"),
    ],
)
def test_what_is_no_case_number(typed: str, word: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_case_number(typed)
    assert refused.value.code == "ENTRY-CASE-NUMBER"
    assert word in refused.value.message


@pytest.mark.parametrize("sequence", ["0000", "00042"])
def test_a_sequence_that_is_never_drawn_is_refused(sequence: str) -> None:
    body = f"50010620261123C03A{sequence}"
    with pytest.raises(Refusal):
        parse_case_number(body + check_character(body))


@pytest.mark.parametrize(
    ("area", "counter", "mark", "sequence", "place"),
    [
        ("5001", "C03", "A", 1, "area"),
        ("500106", "C", "A", 1, "counter"),
        ("500106", "C03", "a", 1, "mark"),
        ("500106", "C03", "", 1, "mark"),
        ("500106", "C03", "A", 0, "sequence"),
    ],
)
def test_parts_that_make_no_number(area: str, counter: str, mark: str, sequence: int, place: str) -> None:
    with pytest.raises(Refusal) as refused:
        build_case_number(area, date(2026, 11, 23), counter, mark, sequence)
    assert refused.value.place == place


@given(numbers)
def test_built_then_parsed_is_the_same(number: CaseNumber) -> None:
    assert parse_case_number(number.text) == number
    assert parse_case_number(number.text.replace("-", "").lower()) == number
    mod_37_36.validate(number.text.replace("-", ""))


@given(numbers, st.integers(0, 40), st.sampled_from(ALPHABET))
def test_one_changed_character_is_refused(number: CaseNumber, place: int, character: str) -> None:
    text = number.text
    assume(place < len(text) and text[place] not in ("-", character))
    with pytest.raises(Refusal):
        parse_case_number(text[:place] + character + text[place + 1 :])


def test_swapped_neighbours_are_refused_but_for_the_pair_the_method_misses() -> None:
    """Over every pair of neighbours: ISO 7064 hybrid systems miss a few swaps, and no more than that."""
    missed = tried = 0
    for first in ALPHABET:
        for second in ALPHABET:
            if first != second:
                tried += 1
                missed += check_character(f"0042{first}{second}") == check_character(f"0042{second}{first}")
    assert tried == 1260
    assert missed / tried < 0.05
