"""One notice of acceptance for each authority of a package: what it says, how it reaches the person, how it is made again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from app.domain.case import commands as c
from app.domain.law.calendar import CalendarYear, WorkCalendar
from app.domain.refusal import Refusal
from app.usecases.act import act
from app.usecases.calendar_change import replace_of_case
from app.usecases.case_view import read_case
from app.usecases.package import PackageFiling, accept_package, package_sheet
from app.usecases.print_queue import preview
from app.usecases.printing import came_out, sheet
from app.usecases.reissue import reissue
from app.usecases.todo import read_todo
from app.usecases.verifying import verify_document
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import starting_catalogue
from tests.builders.package_files import complete_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.catalog.theme_package import ThemePackage
    from app.usecases.accept import Done
    from app.usecases.numbering import NumberedPaper
    from app.usecases.package import PackageDone

MONDAY = date(2026, 11, 23)
TOGETHER = ("SB-02", "SB-03")
"""The items of the package after a death that one authority decides."""


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    made = counter_at(tmp_path, MONDAY)
    yield made
    made.close()


def changed(counter: PlayedCounter, joint: str) -> ThemePackage:
    """The package, in force at the counter with an authority that accepts for all, where one is named."""
    found = next(p for p in starting_catalogue().packages if p.key == "after-death")
    if joint:
        catalogue, found = counter.workplace.catalogue, replace(found, joint=joint)
        packages = tuple(found if p.key == found.key else p for p in catalogue.packages)
        counter.workplace.library = replace(counter.workplace.library, catalogue=replace(catalogue, packages=packages))
    return found


def taken(counter: PlayedCounter, joint: str = "") -> PackageDone:
    """The package after a death, accepted whole."""
    found = changed(counter, joint)
    return accept_package(counter.workplace, PackageFiling(found.key, complete_package(starting_catalogue(), found)))


def notices(done: PackageDone | Done) -> list[NumberedPaper]:
    return [p for p in done.papers if p.meant.kind in ("acceptance-notice", "joint-acceptance-notice")]


def shared(done: PackageDone) -> NumberedPaper:
    return next(p for p in notices(done) if p.meant.also)


def words(counter: PlayedCounter, number: str) -> str:
    """The text of a paper as it comes out of the printer, without blanks."""
    pdf = pypdfium2.PdfDocument(preview(counter.workplace, number))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


def told(counter: PlayedCounter) -> list[str]:
    return [row.task.subject for row in read_todo(counter.workplace).rows if row.task.kind == "tell"]


@pytest.mark.law("LAW-32-5", "LAW-32-9")
def test_an_authority_accepts_all_that_it_decides_on_one_paper(counter: PlayedCounter) -> None:
    done = taken(counter)
    by_department: dict[str, list[str]] = {}
    for one in done.dones:
        by_department.setdefault(one.state.department, []).append(one.state.case_no)
    assert sorted([p.data.heading.case_no, *p.meant.also] for p in notices(done)) == sorted(by_department.values())
    assert {p.data.heading.author for p in notices(done)} == set(by_department)
    text = words(counter, shared(done).meant.number)
    cases = [one.state for one in done.dones if one.state.item_code in TOGETHER]
    assert "一并提出下列2个事项的申请" in text
    for case in cases:
        assert case.accepted_on == MONDAY.isoformat()
        assert all(said in text for said in (case.case_no, "".join(case.item_name.split())))
        assert case.promised is not None
        day = date.fromisoformat(case.promised.date)
        assert f"{day.year}年{day.month}月{day.day}日" in text
    alone = next(p for p in notices(done) if not p.meant.also)
    assert "一并提出" not in words(counter, alone.meant.number)


def test_the_other_case_shows_the_paper_and_is_served_by_it(counter: PlayedCounter) -> None:
    done = taken(counter)
    paper = shared(done)
    number, (other,) = paper.meant.number, paper.meant.also
    line = next(p for p in read_case(counter.workplace, other).papers if p.number == number)
    assert line.sheets == f"与 {paper.data.heading.case_no} 同一份"
    own = next(p for p in read_case(counter.workplace, paper.data.heading.case_no).papers if p.number == number)
    assert own.sheets == "同时告知另 1 件"
    assert told(counter).count(number) == 1
    came_out(counter.workplace, number)
    after = act(counter.workplace, other, c.Tell(number, "handed-over"))
    assert (after.state.case_no, number in told(counter)) == (paper.data.heading.case_no, False)
    code = paper.data.heading.code
    assert code is not None
    said = verify_document(code.text, counter.workplace)
    assert (said.valid, said.also) == (True, (other,))


@pytest.mark.parametrize("joint", ["", "civil"])
@pytest.mark.law("LAW-32-4", "LAW-26-2")
def test_a_member_to_be_corrected_has_its_own_paper(counter: PlayedCounter, joint: str) -> None:
    found = changed(counter, joint)
    filing = complete_package(starting_catalogue(), found)
    sheet = package_sheet(counter.workplace, found, filing, MONDAY)
    first = sheet.at_once[0].item.code
    only = next(m.key for m in sheet.materials if {code for code, _ in m.parts} == {first} and m.material.required)
    filing = replace(filing, materials={k: v for k, v in filing.materials.items() if k != only})
    done = accept_package(counter.workplace, PackageFiling(found.key, filing))
    phases = {one.state.item_code: one.state.phase for one in done.dones}
    assert (phases.pop(first), set(phases.values())) == ("correction", {"accepted"})
    told = [number for p in notices(done) for number in (p.data.heading.case_no, *p.meant.also) if number[:2] != "TC"]
    accepted = sorted(one.state.case_no for one in done.dones if one.state.phase == "accepted")
    if joint:
        (paper,) = notices(done)
        holder = next(one for one in done.dones if paper.meant.number in one.state.documents)
        told = [holder.state.case_no, *paper.meant.also]
        assert holder.state.phase == "accepted"
    assert sorted(told) == accepted
    assert [d.kind for d in done.state.documents.values()][-2:] == ["correction-notice", "package-cover"]


@pytest.mark.parametrize("joint", ["", "civil"])
@pytest.mark.law("LAW-32-9", "LAW-26-2")
def test_made_again_it_tells_those_that_go_on(counter: PlayedCounter, joint: str) -> None:
    done = taken(counter, joint)
    paper = shared(done)
    number, others = paper.meant.number, paper.meant.also
    act(counter.workplace, others[0], c.Withdraw("不办了", True))
    act(counter.workplace, others[0], c.VoidDocument(number, "印错"))
    assert [r.task.kind for r in read_todo(counter.workplace).rows if r.task.subject == number] == ["reissue"]
    made = reissue(counter.workplace, others[-1], number)
    (fresh,) = made.papers
    assert (fresh.meant.kind, fresh.meant.also) == (paper.meant.kind, others[1:])
    text = words(counter, fresh.meant.number)
    assert (others[0] in text, paper.data.heading.author in text) == (False, True)
    with pytest.raises(Refusal) as refused:
        reissue(counter.workplace, others[-1], number)
    assert refused.value.code == "STATE-SUCCEEDED"


def test_it_is_made_again_for_the_others_when_the_first_has_gone(counter: PlayedCounter) -> None:
    done = taken(counter)
    paper = shared(done)
    number, (other,) = paper.meant.number, paper.meant.also
    act(counter.workplace, paper.data.heading.case_no, c.Withdraw("不办了", True))
    act(counter.workplace, paper.data.heading.case_no, c.VoidDocument(number, "印错"))
    (fresh,) = reissue(counter.workplace, other, number).papers
    assert fresh.meant.also == (other,)
    assert [r for r in read_todo(counter.workplace).rows if r.task.kind == "reissue"] == []


@pytest.mark.parametrize("joint", ["", "civil"])
@pytest.mark.law("LAW-82")
def test_dates_that_move_make_it_again_once(tmp_path: Path, joint: str) -> None:
    counter = counter_at(tmp_path, date(2026, 12, 24))
    try:
        done = taken(counter, joint)
        paper = shared(done)
        numbers = (paper.data.heading.case_no, *paper.meant.also)
        first = done.case_nos[0]
        provisional = [n for n in done.case_nos if _provisional(counter, n)]
        assert set(numbers) & set(provisional)
        _publish(counter)
        made = [
            one for number in (*reversed(done.case_nos), first) if (one := replace_of_case(counter.workplace, number))
        ]
        fresh = [p for one in made for p in one.papers if p.meant.kind == paper.meant.kind and p.meant.also]
        assert len(fresh) == 1
        assert fresh[0].meant.also == paper.meant.also
        assert not any(_provisional(counter, number) for number in done.case_nos)
        held = counter.workplace.find_case(numbers[0] if not joint else done.case_nos[0])
        assert [bool(d.voided) for d in held.documents.values() if d.kind == paper.meant.kind] == [True, False]
        assert sheet(counter.workplace, fresh[0].meant.number).copies == 2
    finally:
        counter.close()


def _provisional(counter: PlayedCounter, case_no: str) -> bool:
    state = counter.workplace.find_case(case_no)
    return any(due is not None and due.provisional for due in (state.legal, state.promised))


def _publish(counter: PlayedCounter) -> None:
    """The holidays of the next year, which move its first workdays."""
    holidays = ((date(2027, 1, 1), "元旦"), (date(2027, 1, 4), "元旦调休"), (date(2027, 1, 5), "元旦调休"))
    years = (*counter.workplace.calendar.years, CalendarYear(2027, holidays, ()))
    counter.workplace.library = replace(counter.workplace.library, calendar=WorkCalendar(years))


def test_a_void_cover_list_is_made_again_while_its_case_runs(counter: PlayedCounter) -> None:
    done = taken(counter)
    cover = next(p for p in done.papers if p.meant.kind == "package-cover")
    first, number = done.state.case_no, cover.meant.number
    act(counter.workplace, first, c.VoidDocument(number, "污损"))
    assert [r.task.kind for r in read_todo(counter.workplace).rows if r.task.subject == number] == ["reissue"]
    (fresh,) = reissue(counter.workplace, first, number).papers
    assert (fresh.meant.kind, fresh.data.heading.case_no) == ("package-cover", cover.data.heading.case_no)
    assert replace(fresh.data, heading=cover.data.heading) == cover.data
    assert fresh.meant.number.replace(" ", "") in words(counter, fresh.meant.number)
    assert [r for r in read_todo(counter.workplace).rows if r.task.kind == "reissue"] == []
    act(counter.workplace, first, c.Withdraw("不办了", True))
    act(counter.workplace, first, c.VoidDocument(fresh.meant.number, "不办了"))
    assert [r for r in read_todo(counter.workplace).rows if r.task.subject == fresh.meant.number] == []
