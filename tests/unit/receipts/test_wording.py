"""Wording: places are filled, emphasis is wording's alone, a lost key is named."""

from __future__ import annotations

import pytest

from app.receipts.text import Span
from app.receipts.wording import Wording, wording

WORDS = Wording("test", {"a": {"b": "向{name!b}申请{what}。"}})


def test_places_are_filled_and_emphasised() -> None:
    assert WORDS.spans("a.b", name="某局", what="许可") == (
        Span("向"), Span("某局", bold=True), Span("申请"), Span("许可"), Span("。"),
    )  # fmt: skip


def test_what_a_person_entered_is_never_wording() -> None:
    assert WORDS.text("a.b", name="{what}", what="**{name!b}**<b>") == "向{what}申请**{name!b}**<b>。"


def test_empty_value_leaves_no_span() -> None:
    assert WORDS.spans("a.b", name="", what="") == (Span("向"), Span("申请"), Span("。"))


def test_lost_key_is_named() -> None:
    with pytest.raises(KeyError, match=r"test.yaml: a.c"):
        WORDS.text("a.c")


def test_wording_is_read_once() -> None:
    assert wording("page") is wording("page")
