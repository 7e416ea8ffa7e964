"""Theme packages at a counter with a real store: one group of events, each thing once, and what follows from results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.refusal import InputProblem, Refusal
from app.store.event import Subject
from app.usecases.act import act
from app.usecases.erasing import erase_case
from app.usecases.package import PackageFiling, accept_package
from app.usecases.package_issuing import issue_together
from app.usecases.package_members import drop_member, file_member
from app.usecases.package_queries import issued_with, package_of, read_package
from app.usecases.todo import read_todo
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import LI_MING, TODAY, starting_catalogue
from tests.builders.package_files import complete_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.catalog.theme_package import ThemePackage
    from app.usecases.package import PackageDone

MONDAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    made = counter_at(tmp_path, MONDAY)
    yield made
    made.close()


def package(key: str) -> ThemePackage:
    return next(p for p in starting_catalogue().packages if p.key == key)


def changed(counter: PlayedCounter, key: str, joint: str = "", **groups: dict[str, str]) -> ThemePackage:
    """A package with groups among its members, in force at the counter."""
    members = tuple(
        replace(
            m,
            together=groups.get("together", {}).get(m.item, m.together),
            reviewed_together=groups.get("reviewed_together", {}).get(m.item, m.reviewed_together),
        )
        for m in package(key).members
    )
    new = replace(package(key), joint=joint, members=members)
    catalogue = counter.workplace.catalogue
    others = tuple(new if p.key == key else p for p in catalogue.packages)
    counter.workplace.library = replace(counter.workplace.library, catalogue=replace(catalogue, packages=others))
    return new


def taken(counter: PlayedCounter, key: str, wanted: ThemePackage | None = None, **answers: str) -> PackageDone:
    filing = complete_package(starting_catalogue(), wanted or package(key), answers)
    return accept_package(counter.workplace, PackageFiling(key, filing))


def grant(counter: PlayedCounter, case_no: str, licence: str = "") -> None:
    act(counter.workplace, case_no, c.Grant("准予", licence))


@pytest.mark.parametrize("key", ["restaurant", "start-company", "newborn", "after-death"])
def test_a_package_is_taken_as_one(counter: PlayedCounter, key: str) -> None:
    done = taken(counter, key)
    members = done.package.members
    assert {m.case_no for m in members if m.mode != "waiting"} == set(done.case_nos)
    assert all(m.filing is not None and not m.case_id for m in members if m.mode == "waiting")
    assert all(one.state.package == done.package.package_id for one in done.dones)
    assert done.package.package_no == f"TC{done.case_nos[0]}"
    kinds = [p.meant.kind for p in done.papers]
    departments = {one.state.department for one in done.dones}
    assert (kinds[0], kinds.count("acceptance-notice")) == ("package-cover", len(departments))
    with counter.workplace.store.write() as uow:
        stored = [e for one in done.dones for e in uow.events_of(Subject("case", one.state.case_id))]
        stored += uow.events_of(Subject("package", done.package.package_id))
    assert len({e.header.group.first for e in stored}) == 1


def test_each_paper_lies_in_one_file(counter: PlayedCounter) -> None:
    done = taken(counter, "after-death")
    kept = [
        (one.state.item_code, key)
        for one in done.dones
        for key, entry in one.state.filing.materials.items()
        if "death" in key and "original-kept" in entry.provided
    ]
    assert len(kept) == 1


@pytest.mark.law("LAW-26-2")
def test_one_authority_accepts_for_all_with_one_notice(counter: PlayedCounter) -> None:
    wanted = changed(counter, "after-death", joint="civil")
    done = taken(counter, "after-death", wanted)
    assert [p.meant.kind for p in done.papers] == ["package-cover", "joint-acceptance-notice"]
    assert done.package.joint.endswith("民政局")
    notice = done.papers[1]
    assert done.state.documents[notice.meant.number].kind == "joint-acceptance-notice"
    assert any(row.task.subject == notice.meant.number for row in read_todo(counter.workplace).rows)


def test_a_waiting_member_is_filed_on_the_day_of_the_result(counter: PlayedCounter) -> None:
    done = taken(counter, "restaurant", staff="none")
    number = done.package.package_no
    with pytest.raises(Refusal) as waiting:
        file_member(counter.workplace, number, "CG-01")
    assert waiting.value.code == "STATE-WAITING"
    counter.clock.set(date(2026, 11, 25))
    grant(counter, done.case_nos[0], "92500106MA600ABC3J")
    tasks = [r.task for r in read_todo(counter.workplace).rows if r.of_package]
    assert {t.subject for t in tasks} == {"GT-04", "CG-01", "GT-08", "SW-01", "PS-01"}
    filed = file_member(counter.workplace, number, "CG-01")
    assert (filed.state.received_on, filed.state.filing.applicant.kind) == ("2026-11-25", "sole-trader")
    assert "CG-01" not in {r.task.subject for r in read_todo(counter.workplace).rows if r.of_package}
    with pytest.raises(Refusal) as twice:
        file_member(counter.workplace, number, "CG-01")
    assert twice.value.code == "STATE-FILED"


def test_a_withdrawal_leaves_the_rest_and_asks_for_those_that_waited(counter: PlayedCounter) -> None:
    done = taken(counter, "newborn")
    first, other = done.case_nos
    act(counter.workplace, first, c.Withdraw("改日再办", True))
    view = read_package(counter.workplace, done.package.package_no)
    assert (view.status, {m.item_code: m.status for m in view.members}["MZ-04"]) == ("partly", "running")
    held = [r for r in read_todo(counter.workplace).rows if r.task.kind == "package-decision"]
    assert {r.task.subject for r in held} == {"WJ-05", "GA-01", "YB-04"}
    for row in held:
        drop_member(counter.workplace, row.case_no, row.task.subject, "改日再办")
    after = package_of(counter.workplace, other)
    assert after is not None
    assert {m.item_code: m.status for m in after.members}["YB-02"] == "held"


def test_two_results_go_out_at_once(counter: PlayedCounter) -> None:
    wanted = changed(counter, "after-death", together={"BZ-01": "证", "SB-02": "证"})
    done = taken(counter, "after-death", wanted)
    numbers = {one.state.item_code: one.state.case_no for one in done.dones}
    grant(counter, numbers["BZ-01"])
    handing = c.Issue(LI_MING)
    assert issued_with(counter.workplace, numbers["BZ-01"]).missing == ((numbers["SB-02"], "养老保险待遇停发（死亡）"),)
    for hand in (act, issue_together):
        with pytest.raises(Refusal) as refused:
            hand(counter.workplace, numbers["BZ-01"], handing)
        assert refused.value.code == "STATE-TOGETHER"
    grant(counter, numbers["SB-02"])
    out = issue_together(counter.workplace, numbers["BZ-01"], handing)
    assert [counter.workplace.find_case(numbers[i]).phase for i in ("BZ-01", "SB-02")] == ["issued", "issued"]
    assert out.state.case_no == numbers["BZ-01"]


def test_an_erased_package_names_nobody(counter: PlayedCounter) -> None:
    done = taken(counter, "newborn")
    number, (first, second) = done.package.package_no, done.case_nos
    for case_no in (first, second):
        act(counter.workplace, case_no, c.Withdraw("不办了", True))
    erase_case(counter.workplace, first, "PIPL 47")
    assert read_package(counter.workplace, number).applicant == LI_MING.name
    for member in read_package(counter.workplace, number).members:
        if not member.case_no:
            drop_member(counter.workplace, number, member.item_code, "不办了")
    erase_case(counter.workplace, second, "PIPL 47")
    with pytest.raises(Refusal, match="没有套餐"):
        read_package(counter.workplace, number)


def test_what_is_missing_is_named_where_the_package_asks_it(counter: PlayedCounter) -> None:
    filing = complete_package(starting_catalogue(), package("newborn"))
    bare = replace(filing, form={k: v for k, v in filing.form.items() if k != "mother_name"})
    for wrong, place in (
        (replace(filing, answers={k: v for k, v in filing.answers.items() if k != "marriage"}), "answers.marriage"),
        (replace(filing, form={**filing.form, "moon": "x"}), "form.moon"),
        (bare, "form.mother_name"),
    ):
        with pytest.raises((Refusal, InputProblem)) as refused:
            accept_package(counter.workplace, PackageFiling("newborn", wrong))
        assert isinstance(refused.value, (Refusal, InputProblem))
        assert refused.value.place == place
    assert read_todo(counter.workplace).rows == ()
    assert counter.workplace.today() == TODAY
