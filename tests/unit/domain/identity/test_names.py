"""Names: everything that stands on a card is taken, only the invisible is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identity.names import check_name, normalise_name


@pytest.mark.parametrize(
    "name",
    [
        "王",
        "张三",
        "欧阳娜娜",
        "买买提·吐尔逊",
        "阿卜杜热合曼·麦麦提敏",
        "𬭊",
        "𠅤𫍯",
        "䶮㛃",
        "\U00031350",
        "\U000323b0",
        "〇〇",
        "Anne-Marie O'Neil Jr.",
        "重庆市沙坪坝区某某餐饮店（个体工商户）",
        "7天酒店",
        "王" * 50,
        "𠅤" * 50,
    ],
)
def test_names_that_stand(name: str) -> None:
    checked = check_name(name)
    assert (checked.valid, checked.normalised, checked.reason) == (True, name, "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "EMPTY"),
        (" \u3000 ", "EMPTY"),
        ("王\x00芳", "CONTROL"),
        ("王\n芳", "CONTROL"),
        ("王\u202e芳", "CONTROL"),
        ("王\u2028芳", "CONTROL"),
        ("王\ud800", "CONTROL"),
        ("王\ue000", "PRIVATE"),
        ("王\U0010fffd", "PRIVATE"),
        ("王\uffff", "PRIVATE"),
        ("12345", "LETTERS"),
        ("——", "LETTERS"),
        ("王" * 51, "LENGTH"),
    ],
)
def test_names_that_do_not(name: str, code: str) -> None:
    checked = check_name(name)
    assert (checked.valid, checked.reason_code) == (False, f"ENTRY-NAME-{code}")
    assert checked.reason.endswith("。")


def test_organisations_may_have_more_room() -> None:
    assert check_name("某" * 80, longest=100).valid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u3000张\u3000三 ", "张 三"),
        ("John  \u00a0 Smith\n", "John Smith"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("e\u0301va", "éva"),
        ("王\u200b芳\ufeff", "王芳"),
        ("①号店", "①号店"),
        ("ＡＢ公司", "ＡＢ公司"),
    ],
)
def test_normalised_without_changing_the_name(typed: str, kept: str) -> None:
    assert normalise_name(typed) == kept


def test_compatibility_ideographs_stay_as_on_the_card() -> None:
    name = "\uf92c\U0002f800e\u0301"
    assert unicodedata.normalize("NFC", name) != name
    assert normalise_name(name) == "\uf92c\U0002f800é"


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert check_name(text).valid == (check_name(text).reason == "")
