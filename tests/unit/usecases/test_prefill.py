"""The code of a form that was filled on a phone: read back as it was entered, or refused in words."""

from __future__ import annotations

import base64
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.checklist.filing import Applicant, Filing, Person
from app.domain.refusal import Refusal
from app.usecases.prefill import MOST_TEXT, is_prefill, prefill_text, read_prefill, short_text

FILING = Filing(
    "GT-04",
    Applicant("organisation", "uscc", "91500106MA5U000000", "渝州𬭊餐饮", "13800001111",
              legal_representative=Person("citizen-id", "500106195503074533", "钱进")),
    answers={"form": "shop"},
    form={"area": "86.5", "seats": 12, "site": True, "address": "沙坪坝区汉渝路66号"},
    channel="online",
)  # fmt: skip


def test_what_was_entered_comes_back():
    text = prefill_text(FILING)
    assert is_prefill(text)
    assert len(text) <= MOST_TEXT
    assert text == text.upper()
    found = read_prefill(f"  {text.lower()}\n")
    assert (found.item, found.applicant, found.agent) == ("GT-04", FILING.applicant, None)
    assert (found.answers, found.form) == (FILING.answers, FILING.form)
    assert found.filing() == replace(FILING, channel="counter")


@settings(max_examples=25)
@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(max_size=30) | st.integers(0, 999) | st.booleans()))
def test_any_form_comes_back(form: dict[str, str | int | bool]):
    text = prefill_text(replace(FILING, form=form))
    assert text == "" or read_prefill(text).form == form


def test_what_is_too_long_for_a_code_gets_none():
    long = {f"k{n}": f"{n * 7919:x}{'长' * (n % 9)}" for n in range(300)}
    assert prefill_text(replace(FILING, form=long)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://zwfw.example/c/q/1/abc",
        "YCP1.",
        "YCP1.AAAA",
        "YCP1.1!",
        short_text("ABCDEFGH23"),
        prefill_text(FILING)[:-9],
        "YCP1." + base64.b32encode(zlib.compress(b'{"item": 5}')).decode(),
        "YCP1." + base64.b32encode(zlib.compress(b" " * 10_000_000)).decode(),
    ],
)
def test_what_cannot_be_read_is_said_so(text: str):
    with pytest.raises(Refusal) as refused:
        read_prefill(text)
    assert refused.value.code == "ENTRY-PREFILL"
