"""The code as it is read out over the telephone and typed in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.tls import fingerprint, make_authority
from app.domain.refusal import Refusal
from app.store.enrolment_code import ALPHABET, EnrolmentCode, new_code, parse_code

AUTHORITY = make_authority("一窗", datetime(2026, 11, 23, tzinfo=UTC)).certificate
LETTERS = st.text(ALPHABET, min_size=25, max_size=25)


def test_code_names_the_server_it_is_for() -> None:
    code = new_code(AUTHORITY)
    assert code.matches(AUTHORITY)
    assert code.fingerprint == fingerprint(AUTHORITY)[:15]
    assert not code.matches(make_authority("一窗", datetime(2026, 11, 23, tzinfo=UTC)).certificate)
    assert not code.matches(b"nothing")
    assert code.secret not in repr(code)


@given(LETTERS)
def test_code_is_read_as_it_is_shown(letters: str) -> None:
    code = EnrolmentCode(letters[:10], letters[10:])
    assert parse_code(code.text) == code
    assert [len(group) for group in code.text.split("-")] == [5] * 5


@given(LETTERS)
def test_letters_that_are_mistaken_are_forgiven(letters: str) -> None:
    typed = f"  {letters.lower().replace('0', 'o').replace('1', 'l')} "
    assert parse_code(typed) == EnrolmentCode(letters[:10], letters[10:])


@pytest.mark.parametrize("text", ["", "ABC", "U" * 25, "0" * 24, "0" * 26, "一" * 25])
def test_what_is_no_code_is_refused_with_words(text: str) -> None:
    with pytest.raises(Refusal, match="接入码有 25 个"):
        parse_code(text)
