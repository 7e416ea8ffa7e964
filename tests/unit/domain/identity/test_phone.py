"""Telephone numbers in the ways people say and type them."""

from __future__ import annotations

import pytest

from app.domain.identity.phone import check_phone


@pytest.mark.parametrize(
    ("typed", "kind", "kept"),
    [
        ("13800138000", "mobile", "13800138000"),
        ("138 0013 8000", "mobile", "13800138000"),
        ("１９９－０００１－０００１", "mobile", "19900010001"),
        ("+86 138-0013-8000", "mobile", "13800138000"),
        ("008613800138000", "mobile", "13800138000"),
        ("023-65368111", "landline", "023-65368111"),
        ("(023)65368111", "landline", "023-65368111"),
        ("02365368111", "landline", "023-65368111"),
        ("0831-2345678转801", "landline", "0831-2345678-801"),
        ("+86-23-65368111", "landline", "023-65368111"),
        ("65368111", "landline", "65368111"),
        ("400-800-1234", "service", "4008001234"),
        ("12345", "service", "12345"),
        ("95588", "service", "95588"),
        ("+852 2123 4567", "international", "+85221234567"),
        ("0044 20 7946 0000", "international", "+442079460000"),
    ],
)
def test_numbers_that_can_be_called(typed: str, kind: str, kept: str) -> None:
    checked = check_phone(typed)
    assert (checked.valid, checked.kind, checked.normalised, checked.reason) == (True, kind, kept, "")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "还没有填写"),
        ("1380013800", "现在是10位"),
        ("138001380001", "现在是12位"),
        ("12800138000", "13至19"),
        ("abc", "数字以外"),
        ("1", "不像电话号码"),
        ("0236536811100", "不像电话号码"),
    ],
)
def test_numbers_that_cannot(typed: str, word: str) -> None:
    checked = check_phone(typed)
    assert (checked.valid, checked.kind) == (False, None)
    assert word in checked.reason


def test_local_number_warns_of_the_missing_area() -> None:
    assert check_phone("65368111").warnings == ("座机号码没有区号，按本地号码记录。",)
