"""What a counter of each profile takes, and with which powers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.catalog.profiles import load_profiles
from app.domain.case import commands as c
from app.domain.case.decide import open_case
from app.domain.case.evolve import fold
from app.domain.catalog.profile import UNDIFFERENTIATED
from app.domain.refusal import InputProblem, Refusal
from tests.builders.filings import RESOURCES, around, complete_filing, item_of, starting_catalogue

if TYPE_CHECKING:
    from pathlib import Path

PROFILES = load_profiles(RESOURCES / "catalog" / "profiles.yaml")


def test_undifferentiated_counter_takes_every_item_as_it_stands() -> None:
    profile = PROFILES["undifferentiated"]
    assert profile == UNDIFFERENTIATED
    assert [profile.at_counter(i) for i in starting_catalogue().items] == list(starting_catalogue().items)


def test_departments_of_profiles_exist() -> None:
    known = set(starting_catalogue().department_by_key)
    assert [d for p in PROFILES.values() for d in p.departments if d not in known] == []


def test_other_items_are_directed_elsewhere() -> None:
    with pytest.raises(Refusal) as refused:
        PROFILES["market-desk"].at_counter(item_of("MZ-01"))
    assert refused.value.code == "STATE-ELSEWHERE"
    assert "无差别综合窗口" in refused.value.message


def test_street_centre_cannot_refuse() -> None:
    item = PROFILES["street-centre"].at_counter(item_of("WJ-01"))
    assert item.authorisation.powers == ("receive", "accept", "correct")


def test_received_for_another_district_names_its_authority() -> None:
    item = PROFILES["cross-district"].at_counter(item_of("GT-04"))
    state = fold("case", open_case(c.Open("case", "500106-20261123-C03A-0001-7", complete_filing(item)), around(item)))
    assert state is not None
    assert (state.phase, state.for_authority) == ("received", "重庆市渝中区市场监督管理局")


@pytest.mark.parametrize("text", ["- key: a\n  nome: x\n", "- {", "- {key: a, name: x}\n- {key: a, name: y}\n"])
def test_faulty_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "profiles.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as problem:
        load_profiles(file)
    assert problem.value.place == str(file)
