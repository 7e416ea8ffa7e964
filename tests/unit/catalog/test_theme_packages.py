"""The eight packages of the starting catalogue: who belongs, in which order, how long it takes."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.catalog.expressions import CelEvaluator
from app.catalog.load import load
from app.domain.catalog.merge import MergedPackage, merge
from app.domain.catalog.resolve import Facts

if TYPE_CHECKING:
    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.theme_package import ThemePackage

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load(ROOT / "resources" / "catalog")
    assert loaded.errors == ()
    assert loaded.catalogue is not None
    return loaded.catalogue


def package(catalogue: Catalogue, key: str) -> ThemePackage:
    return next(p for p in catalogue.packages if p.key == key)


def merged(catalogue: Catalogue, key: str, **answers: str) -> MergedPackage:
    """The package with these answers; every other question gets its first option."""
    chosen = package(catalogue, key)
    first = {s.key: s.options[0].key for s in chosen.situations}
    return merge(chosen, catalogue, Facts(today=TODAY, answers={**first, **answers}), CelEvaluator())


def waiting(result: MergedPackage) -> dict[str, tuple[str, ...]]:
    return {m.item.code: m.waits_for for m in result.members}


def test_restaurant_licence_comes_before_everything_else(catalogue: Catalogue) -> None:
    result = merged(catalogue, "restaurant", licensee="company", hall="reached")
    assert waiting(result) == {
        "GT-02": (),
        **dict.fromkeys(("GT-04", "CG-01", "XF-01", "SB-01", "GT-08", "SW-01", "PS-01"), ("GT-02",)),
    }


def test_restaurant_that_has_its_licence_registers_nothing_again(catalogue: Catalogue) -> None:
    result = merged(catalogue, "restaurant", licensee="licensed", seal="no_seal", staff="none", drain="not_drained")
    assert waiting(result) == {"GT-04": (), "CG-01": ()}


def test_convenience_store_tobacco_waits_for_licence_and_food(catalogue: Catalogue) -> None:
    packed = waiting(merged(catalogue, "convenience-store", tobacco="tobacco"))
    assert packed["YC-01"] == ("GT-01", "GT-05")
    loose = waiting(merged(catalogue, "convenience-store", tobacco="tobacco", goods="loose"))
    assert loose["YC-01"] == ("GT-01", "GT-04")
    assert "GT-05" not in loose


def test_pharmacy_devices_and_food_stand_side_by_side_before_insurance(catalogue: Catalogue) -> None:
    found = waiting(merged(catalogue, "pharmacy", food="prepackaged", insurance="now"))
    assert found["GT-07"] == ("GT-01",)
    assert found["GT-09"] == found["GT-05"] == ("GT-07",)
    assert set(found["YB-03"]) == {"GT-07", "GT-09", "GT-05"}


def test_gym_without_pool_needs_no_hygiene_and_no_sports_licence(catalogue: Catalogue) -> None:
    assert set(waiting(merged(catalogue, "gym"))) == {"GT-01", "XF-01", "CG-01"}


def test_gym_with_pool_asks_sports_last(catalogue: Catalogue) -> None:
    found = waiting(merged(catalogue, "gym", pool="pool"))
    assert found["TY-01"] == ("XF-01", "WJ-01")


def test_hair_salon_is_licence_then_hygiene(catalogue: Catalogue) -> None:
    assert waiting(merged(catalogue, "hair-salon", sign="no_sign")) == {"GT-01": (), "WJ-01": ("GT-01",)}


def test_company_is_started_within_one_day(catalogue: Catalogue) -> None:
    result = merged(catalogue, "start-company")
    assert result.promise_days == 1
    assert waiting(result) == {
        "GT-02": (),
        **dict.fromkeys(("GT-08", "SW-01", "SB-01", "GJ-01", "YH-01"), ("GT-02",)),
    }


def test_newborn_runs_from_certificate_to_social_card(catalogue: Catalogue) -> None:
    found = waiting(merged(catalogue, "newborn"))
    assert found["GA-01"] == ("WJ-04",)
    assert found["YB-02"] == ("GA-01",)
    assert found["RS-04"] == ("YB-02",)


def test_after_death_a_commitment_stands_in_only_where_the_item_takes_one(catalogue: Catalogue) -> None:
    result = merged(catalogue, "after-death", fund="fund", estate="both", aid="both")
    at_once = {m.item.code for m in result.members if m.at_once}
    assert at_once == {"WJ-06", "BZ-01", "SB-02", "SB-03", "YB-05", "GJ-02", "MZ-05", "MZ-06"}
    for member in result.members:
        household = [m for m in member.item.materials if m.identity == "household_cancellation"]
        assert all(m.committable for m in household)


@pytest.mark.parametrize(
    "key",
    [
        "restaurant",
        "convenience-store",
        "pharmacy",
        "hair-salon",
        "gym",
        "start-company",
        "newborn",
        "after-death",
    ],
)
def test_every_combination_of_answers_gives_a_package_that_can_be_begun(catalogue: Catalogue, key: str) -> None:
    chosen, evaluate = package(catalogue, key), CelEvaluator()
    for answer in product(*[[o.key for o in s.options] for s in chosen.situations]):
        answers = dict(zip([s.key for s in chosen.situations], answer, strict=True))
        result = merge(chosen, catalogue, Facts(today=TODAY, answers=answers), evaluate)
        assert any(m.at_once for m in result.members)
        assert len({m.identity for m in result.materials}) == len(result.materials)
        assert result.savings.materials.after <= result.savings.materials.before
