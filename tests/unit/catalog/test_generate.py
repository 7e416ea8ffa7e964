"""The generated catalogue for tests of scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.catalog.generate import generate
from app.catalog.load import load
from app.catalog.yaml_text import write_catalogue
from app.domain.catalog.shares import shares
from tests.builders.catalog_folder import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catalog.catalogue import Catalogue


@pytest.fixture
def base(tmp_path: Path) -> Catalogue:
    catalogue = load(write_folder(tmp_path / "base")).catalogue
    assert catalogue is not None
    return catalogue


def test_the_sizes_of_the_hall(base: Catalogue) -> None:
    made = generate(base)
    assert (len(made.items), len(made.departments), len(made.packages)) == (1194, 34, 95)
    assert len({i.code for i in made.items}) == 1194
    assert {i.department for i in made.items} == {d.key for d in made.departments}
    counted = shares(made.items)
    assert 0.45 < counted.immediate.part / 1194 < 0.57
    assert 0.89 < counted.one_system.part / 1194 < 0.94


def test_everything_says_that_it_is_generated(base: Catalogue) -> None:
    made = generate(base, 10, 5, 4)
    assert all(i.generated and "（生成 " in i.name and i.name.endswith("）") for i in made.items)
    assert all(p.generated and "（生成 " in p.name for p in made.packages)


def test_the_same_seed_gives_the_same_catalogue(base: Catalogue) -> None:
    assert generate(base, 50, 9, 7, seed=3).hash == generate(base, 50, 9, 7, seed=3).hash
    assert generate(base, 50, 9, 7, seed=3).hash != generate(base, 50, 9, 7, seed=4).hash


def test_a_generated_catalogue_passes_the_check(base: Catalogue, tmp_path: Path) -> None:
    made = generate(base, 41, 12, 30)
    write_catalogue(made, tmp_path / "made", "生成")
    loaded = load(tmp_path / "made")
    assert loaded.errors == ()
    assert loaded.catalogue == made


def test_too_few_items_are_refused(base: Catalogue) -> None:
    with pytest.raises(ValueError, match="at least 2 items"):
        generate(base, 1)
