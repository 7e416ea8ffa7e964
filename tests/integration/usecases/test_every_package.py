"""Every package of the hall's size goes through a scripted acceptance, each combination of members by a seeded draw."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from app.catalog.generate import generate
from app.domain.case import commands as c
from app.usecases.act import act
from app.usecases.package import PackageFiling, accept_package
from app.usecases.package_members import file_member, member_filing
from app.usecases.package_queries import read_package
from tests.builders.counters import counter_at
from tests.builders.filings import TODAY, applicant_of, starting_catalogue
from tests.builders.package_files import complete_package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.theme_package import ThemePackage
    from app.domain.checklist.filing import Filing
    from app.usecases.package import PackageDone
    from app.usecases.workplace import Workplace

PACKAGES = 95
IN_CI = (3, 38, 86)
BUSINESS = "92500106MA600ABC3J"


@cache
def catalogue() -> Catalogue:
    """The generated catalogue of the hall's size."""
    return generate(starting_catalogue())


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    played = counter_at(tmp_path_factory.mktemp("packages"), TODAY)
    played.workplace.library = replace(played.workplace.library, catalogue=catalogue())
    played.workplace.put_in_force(catalogue())
    yield played.workplace
    played.close()


def drawn(package: ThemePackage, seed: int) -> dict[str, str]:
    """Answers to the package's questions."""
    draw = random.Random(seed)
    return {s.key: draw.choice(s.options).key for s in package.situations}


def play(workplace: Workplace, package: ThemePackage, seed: int) -> PackageDone:
    """Take a package, decide at once what the counter may, and file whatever that makes ready."""
    answers = drawn(package, seed)
    done = accept_package(workplace, PackageFiling(package.key, complete_package(catalogue(), package, answers)))
    running = list(done.dones)
    while running:
        state = running.pop().state
        item = catalogue().by_code[state.item_code]
        if not (item.immediate and state.phase == "accepted" and not state.open_deferrals):
            continue
        act(workplace, state.case_no, c.Grant("准予", BUSINESS))
        for member in read_package(workplace, done.package.package_no).ready:
            filing = suited(member_filing(workplace, done.package.package_no, member.item_code), member.item_code)
            running.append(file_member(workplace, done.package.package_no, member.item_code, filing))
    return done


def suited(filing: Filing, code: str) -> Filing:
    """The filing by an applicant whom the item is open to: who that is, a person would enter."""
    kinds = catalogue().by_code[code].applicants
    return filing if filing.applicant.kind in kinds else replace(filing, applicant=applicant_of(kinds[0]))


def check(workplace: Workplace, package: ThemePackage, done: PackageDone) -> None:
    """What holds of every package: each member has its case or waits for one that has no result yet."""
    view = read_package(workplace, done.package.package_no)
    assert view.promised >= done.package.opened_on
    codes = {m.item_code for m in view.members}
    assert codes <= {m.item for m in package.members}
    for member in view.members:
        assert bool(member.case_no) == (member.status not in ("waiting", "ready", "held", "dropped"))
        assert member.status != "waiting" or member.on
    assert not view.ready


@pytest.mark.parametrize("place", IN_CI)
def test_a_generated_package_is_taken_to_where_only_departments_can_go_on(workplace: Workplace, place: int) -> None:
    package = catalogue().packages[place]
    check(workplace, package, play(workplace, package, place))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_every_generated_package_is_taken(workplace: Workplace, seed: int) -> None:
    assert len(catalogue().packages) == PACKAGES
    for place, package in enumerate(catalogue().packages):
        check(workplace, package, play(workplace, package, PACKAGES * seed + place))
