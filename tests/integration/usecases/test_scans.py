"""Scans of a case: attached with the act that names them, listed by material, read here or fetched; never a paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.domain.case import commands as c
from app.domain.checklist.filing import MaterialEntry
from app.domain.refusal import InputProblem, Refusal
from app.store.attachments import digests_of
from app.store.event import Subject
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.case_view import read_case
from app.usecases.case_work import CaseWork
from app.usecases.scans import ScanFailure, keep_scan, read_scan, read_scan_file
from db.journal import attachments
from tests.builders.counters import PlayedCounter, counter_at
from tests.builders.filings import complete_filing, item_of, without
from tests.builders.online import picture, small_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.accept import Done

FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)
PLAN, LICENCE, RULES = "floor_plan", "business_licence", "safety_rules"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[PlayedCounter]:
    played = counter_at(tmp_path / "home", FRIDAY)
    yield played
    played.close()


def with_scan(counter: PlayedCounter, digest: str, *, missing: str = "", defer: str = "") -> Done:
    """A case whose floor plan was scanned; without one material, or with one to come later."""
    filing = complete_filing(item_of("GT-04"), FRIDAY)
    entry = replace(filing.entry(PLAN), scans=(digest,))
    filing = replace(filing, materials={**filing.materials, PLAN: entry})
    if missing or defer:
        filing = without(filing, {missing or defer})
    if defer:
        filing = replace(filing, defer={defer: "2026-11-26"})
    return accept(counter.workplace, filing)


def attached(counter: PlayedCounter, case_id: str) -> set[str]:
    with counter.workplace.store.read() as connection:
        return digests_of(connection, Subject("case", case_id))


def points(counter: PlayedCounter, done: Done, material: str) -> dict[str, str]:
    view = read_case(counter.workplace, done.state.case_no)
    return {key: "pass" for owed in view.owed if owed.key == material for key, _ in owed.points}


def test_scans_are_attached_with_the_acceptance_itself(counter: PlayedCounter) -> None:
    digest = keep_scan(counter.workplace, small_pdf())
    done = with_scan(counter, digest)
    with counter.workplace.store.read() as connection:
        row = connection.execute(select(attachments)).one()
    assert (row.subject_id, row.digest, row.media_type) == (done.state.case_id, digest, "application/pdf")
    assert row.size == len(small_pdf())


def test_what_is_refused_attaches_nothing(counter: PlayedCounter) -> None:
    digest = keep_scan(counter.workplace, picture())
    done = with_scan(counter, digest, defer=RULES)
    more = keep_scan(counter.workplace, small_pdf())
    with pytest.raises(Refusal, match="还没有核对"):
        act(counter.workplace, done.state.case_no, c.SupplyDeferred(RULES, ("copy-kept",), {}, "", (more,), 1))
    assert attached(counter, done.state.case_id) == {digest}


def test_a_scan_alone_does_not_say_that_the_paper_was_brought(counter: PlayedCounter) -> None:
    done = with_scan(counter, keep_scan(counter.workplace, picture()), defer=RULES)
    more = keep_scan(counter.workplace, small_pdf())
    with pytest.raises(Refusal) as refused:
        CaseWork(counter.workplace).supply(done.state.case_no, RULES, (), {}, scanned=(more,))
    assert refused.value.code == "STATE-NOTHING"


def test_deferred_material_comes_with_its_scans(counter: PlayedCounter) -> None:
    done = with_scan(counter, keep_scan(counter.workplace, picture()), defer=RULES)
    counter.clock.set(MONDAY)
    more = keep_scan(counter.workplace, small_pdf())
    work = CaseWork(counter.workplace)
    work.supply(done.state.case_no, RULES, ("copy-kept",), points(counter, done, RULES), scanned=(more,))
    entry = counter.workplace.find_case(done.state.case_no).filing.entry(RULES)
    assert (entry.scans, entry.pages, more in attached(counter, done.state.case_id)) == ((more,), 1, True)
    lines = work.view(done.state.case_no).scans
    assert [(line.name, f"{line.at:%m-%d}", line.who, line.here, line.replaced) for line in lines] == [
        ("经营场所布局、操作流程、设备设施说明（平面图）", "11-20", "王芳", True, False),
        ("食品安全规章制度目录", "11-23", "王芳", True, False),
    ]  # fmt: skip


def test_what_a_correction_replaced_is_still_there_to_be_looked_at(counter: PlayedCounter) -> None:
    old, new = keep_scan(counter.workplace, picture()), keep_scan(counter.workplace, small_pdf())
    filing = complete_filing(item_of("GT-04"), FRIDAY)
    shown = replace(without(filing, {LICENCE}).entry(LICENCE), scans=(old,))
    done = accept(counter.workplace, replace(filing, materials={**filing.materials, LICENCE: shown}))
    assert done.state.phase == "correction"
    counter.clock.set(MONDAY)
    brought = replace(filing.entry(LICENCE), scans=(new,))
    act(counter.workplace, done.state.case_no, c.CompleteCorrection({LICENCE: brought}))
    lines = read_case(counter.workplace, done.state.case_no).scans
    assert [(line.digest, line.replaced) for line in lines] == [(new, False), (old, True)]
    assert attached(counter, done.state.case_id) == {old, new}


def test_a_scan_of_another_counter_hinders_no_act_here_and_is_told_to_be_elsewhere(counter: PlayedCounter) -> None:
    elsewhere = "ab" * 32
    done = with_scan(counter, elsewhere)
    assert attached(counter, done.state.case_id) == set()
    (line,) = read_case(counter.workplace, done.state.case_no).scans
    assert (line.digest, line.here) == (elsewhere, False)
    with pytest.raises(ScanFailure, match="不在本机") as told:
        read_scan(counter.workplace, elsewhere)
    assert told.value.code == "SCAN-OFFLINE"


def test_where_it_came_from_stands_with_the_scan(counter: PlayedCounter) -> None:
    digest = keep_scan(counter.workplace, picture())
    filing = complete_filing(item_of("GT-04"), FRIDAY)
    entry = replace(MaterialEntry(), scans=(digest,), machine="网上预审")
    filing = replace(without(filing, {LICENCE}), materials={**without(filing, {LICENCE}).materials, LICENCE: entry})
    done = accept(counter.workplace, filing)
    (line,) = read_case(counter.workplace, done.state.case_no).scans
    assert (line.source, done.state.phase) == ("网上预审", "correction")


def test_only_pictures_and_pdfs_are_kept(counter: PlayedCounter, tmp_path: Path) -> None:
    with pytest.raises(InputProblem):
        keep_scan(counter.workplace, b"MZ\x90")
    with pytest.raises(ScanFailure) as failed:
        read_scan_file(tmp_path / "none.pdf")
    assert failed.value.code == "SCAN-FILE"
    assert str(tmp_path) not in failed.value.message
