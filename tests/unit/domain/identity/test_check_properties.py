"""Properties of the check characters, and python-stdnum as a second opinion."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.cn import uscc as second_uscc
from stdnum.exceptions import ValidationError

from app.domain.identity import citizen_id, uscc
from app.domain.identity.check import check

TODAY = date(2026, 11, 23)
DIGITS = "0123456789"
births = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def citizen_numbers(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(["500106", "110105", "440524", "510212", "810000"]))
    body = f"{area}{draw(births):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + citizen_id.check_character(body)


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    body = draw(st.sampled_from(["91", "92", "93", "11", "52"])) + draw(st.sampled_from(["500106", "110105"]))
    body += draw(st.text(uscc.ALPHABET, min_size=9, max_size=9))
    return body + uscc.check_character(body)


@pytest.mark.law("GB-11643")
@given(citizen_numbers())
def test_every_number_with_its_check_character_stands(number: str) -> None:
    checked = check(number, "citizen-id", TODAY)
    assert checked.valid
    assert f"{checked.birth_date:%Y%m%d}" == number[6:14]
    assert check(number, None, TODAY).valid


@pytest.mark.law("GB-11643")
@given(citizen_numbers(), st.integers(0, 16), st.sampled_from(DIGITS))
def test_one_changed_digit_is_refused(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    changed = number[:place] + digit + number[place + 1 :]
    assert not check(changed, "citizen-id", TODAY).valid
    assert not check(changed, None, TODAY).valid


@pytest.mark.law("GB-11643")
@given(citizen_numbers(), st.integers(0, 16))
def test_two_swapped_neighbours_are_refused(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not check(swapped, "citizen-id", TODAY).valid


@given(citizen_numbers())
def test_citizen_check_character_agrees_with_stdnum(number: str) -> None:
    assert ric.calc_check_digit(number) == number[17]


@pytest.mark.law("GB-32100")
@given(credit_codes())
def test_credit_codes_stand_and_stdnum_agrees(code: str) -> None:
    assert check(code, "uscc", TODAY).valid
    assert second_uscc.calc_check_digit(code[:17]) == code[17]


@pytest.mark.law("GB-32100")
@given(credit_codes(), st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_one_changed_character_of_a_code_is_refused(code: str, place: int, character: str) -> None:
    assume(code[place] != character)
    changed = code[:place] + character + code[place + 1 :]
    assert not check(changed, "uscc", TODAY).valid
    with pytest.raises(ValidationError):
        second_uscc.validate(changed)


@pytest.mark.law("GB-32100")
@given(credit_codes(), st.integers(0, 15))
def test_two_swapped_characters_of_a_code_are_refused(code: str, place: int) -> None:
    assume(code[place] != code[place + 1])
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert not check(swapped, "uscc", TODAY).valid


@given(st.text(max_size=30), st.sampled_from([None, "citizen-id", "uscc", "passport", "taiwan-pass", "other"]))
def test_any_text_gets_an_answer(text: str, kind: str | None) -> None:
    checked = check(text, kind, TODAY)
    assert checked.valid == (checked.reason == "")
    assert checked.valid == (checked.reason_code == "")


def test_old_number_becomes_its_search_key() -> None:
    assert citizen_id.from_old_number("500106780704001") == "500106197807040016"
