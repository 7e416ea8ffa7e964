"""What was typed into the form of an item, before an acceptance: made plain, and told apart from unreadable input."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.checklist.entry import plain_form, refuse_bad_entries, refuse_unknown_keys
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import TODAY, complete_filing, item_of


def test_numbers_of_the_form_are_made_plain_and_texts_readable() -> None:
    item = item_of()
    filing = complete_filing(item)
    typed = {**filing.form, "site_area": "８６.５ ", "site_address": "三峡广场\u0007\u200b12号"}
    plain = plain_form(item, replace(filing, form=typed))
    assert (plain.form["site_area"], plain.form["site_address"]) == ("86.5", "三峡广场12号")
    assert plain_form(item, plain) is plain


def test_place_of_a_correction_that_is_not_there_is_unreadable_input() -> None:
    item = item_of()
    filing = complete_filing(item)
    entry = filing.materials["floor_plan"]
    point = item.materials[2].points[0].key
    wrong = replace(entry, fill={point: {"没有的空": "x"}})
    with pytest.raises(InputProblem, match="没有补正填空"):
        refuse_unknown_keys(item, replace(filing, materials={**filing.materials, "floor_plan": wrong}))


def test_decimal_that_is_no_text_is_unreadable_input() -> None:
    item = item_of()
    filing = complete_filing(item)
    with pytest.raises(InputProblem):
        refuse_bad_entries(item, replace(filing, form={**filing.form, "employees": "六"}), TODAY)
    with pytest.raises(Refusal):
        refuse_bad_entries(item, replace(filing, form={**filing.form, "employees": 0}), TODAY)
