"""Document numbers as they are built, printed and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.documents.kinds import DOCUMENT_KINDS, series_character
from app.domain.documents.numbers import DocumentNumber, number_for, parse_number

NUMBERED = [k for k in DOCUMENT_KINDS if series_character(k)]


def test_number_reads_as_on_paper() -> None:
    number = DocumentNumber("沙市监", "受", 2026, "C03A", 214)
    assert number.text == "沙市监受〔2026〕C03A-214 号"
    assert number.series == "沙市监受〔2026〕C03A"


@given(
    st.sampled_from(NUMBERED),
    st.sampled_from(["沙市监", "沙政务", "沙卫", "沙人社", "渝北不动产"]),
    st.integers(2020, 2099),
    st.from_regex(r"[A-Z][0-9]{2}[A-Z]{1,2}", fullmatch=True),
    st.integers(1, 10**6),
)
def test_what_was_built_is_read_back(kind: str, character: str, year: int, mark: str, serial: int) -> None:
    number = number_for(kind, character, year, mark, serial)  # type: ignore[arg-type]  # drawn from the literals
    assert number is not None
    assert parse_number(number.text) == number


@pytest.mark.parametrize(
    "typed",
    [
        "沙市监不受〔2026〕C03A-2 号",
        "沙市监不受〔2026〕C03A-2号",
        " 沙市监不受[2026]c03a-2 ",
        "沙市监不受（２０２６）Ｃ０３Ａ－２号",
        "沙市监不受(2026) C03A-2",
    ],
)
def test_number_is_understood_as_people_type_it(typed: str) -> None:
    assert parse_number(typed) == DocumentNumber("沙市监", "不受", 2026, "C03A", 2)


@pytest.mark.parametrize(
    "text", ["", "沙市监受2026C03A-1", "受〔2026〕C03A-1", "沙市监受〔2026〕C03A-0", "沙市监许〔2026〕C03A-1", "abc"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("kind", ["guide-sheet", "application", "power-of-attorney"])
def test_papers_without_a_series_get_no_number(kind: str) -> None:
    assert number_for(kind, "沙市监", 2026, "C03A", 1) is None  # type: ignore[arg-type]  # from the literals
