"""Official item codes of 12, 31 and 33 digits."""

from __future__ import annotations

import pytest

from app.domain.identity.item_code import ItemCode, parse_item_code
from app.domain.refusal import Refusal

BASIC = "000131015000"
BODY = "115001060092800105"


@pytest.mark.law("GB-39554")
def test_three_lengths_are_read() -> None:
    assert parse_item_code(BASIC) == ItemCode(BASIC, BASIC)
    implementing = parse_item_code(f"{BODY}4{BASIC}", BASIC)
    assert implementing == ItemCode("1150010600928001054000131015000", BASIC, BODY, "4")
    assert implementing.level_text == "县级"
    handling = parse_item_code(f" {BODY}4{BASIC}０１ ")
    assert (handling.sub, handling.text) == ("01", f"{BODY}4{BASIC}01")
    assert parse_item_code(BASIC).level_text == ""


@pytest.mark.law("GB-39554")
@pytest.mark.parametrize(
    ("code", "basic", "word"),
    [
        ("12345", "", "现在是5位"),
        ("", "", "现在是0位"),
        ("00013101500!", "", "数字和字母"),
        (f"{BODY}4{BASIC}-1", "", "数字和字母"),
        (f"115001060092800106{4}{BASIC}", "", "统一社会信用代码"),
        (f"{BODY}7{BASIC}", "", "行使层级"),
        (f"{BODY}4{BASIC}", "000131015001", "不一致"),
        (BASIC, "000131015001", "不一致"),
    ],
)
def test_codes_that_do_not_fit_are_refused(code: str, basic: str, word: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_item_code(code, basic)
    assert refused.value.code == "ENTRY-ITEM-CODE"
    assert word in refused.value.message
