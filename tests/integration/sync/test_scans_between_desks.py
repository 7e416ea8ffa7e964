"""Scans and what applicants send in, between two desks and their server: seen at the other counter, taken in there."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.catalog.search import SearchIndex, index_entries
from app.store.attachments import digests_of
from app.store.event import Subject
from app.usecases import taking as t
from app.usecases.accept import accept
from app.usecases.case_work import CaseWork
from app.usecases.central import online_requests as requests
from app.usecases.central.enrolment import issue_code
from app.usecases.central.request_drafts import add_file, begin_draft
from app.usecases.central.uploads import check_upload
from app.usecases.counter_work import CounterWork
from app.usecases.scans import ScanFailure, keep_scan, read_scan
from app.usecases.taking_over import SENT_IN
from tests.builders.filings import complete_filing, item_of, without
from tests.builders.http_central import Served, make_central
from tests.builders.online import picture, small_pdf
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.server import Server

LICENCE, PLAN = "business_licence", "floor_plan"


class Pair:
    """Two desks of a hall, and the server that can be taken away from them."""

    def __init__(self, served: Served, server: Server, folder: Path) -> None:
        self.server = server
        joined = (
            SimulatedDesk.enrolled(folder / one, served.url, issue_code(server, one).code, f"员{one}")
            for one in ("C03", "C05")
        )
        self.one, self.other = joined

    def sync(self) -> None:
        for desk in (self.one, self.other):
            desk.sync()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    server = make_central(tmp_path / "central", evaluation=True)
    with Served(server, io.StringIO()) as served:
        made = Pair(served, server, tmp_path)
        made.sync()
        yield made
        for desk in (made.one, made.other):
            desk.close()
    server.close()


def test_what_one_counter_scanned_the_other_looks_at(pair: Pair) -> None:
    here, there = pair.one.workplace, pair.other.workplace
    filing = complete_filing(item_of("GT-04"), here.today())
    digest = keep_scan(here, small_pdf("plan"))
    filing = replace(filing, materials={**filing.materials, PLAN: replace(filing.entry(PLAN), scans=(digest,))})
    state = accept(here, filing).state
    pair.sync()
    (line,) = CaseWork(there).view(state.case_no).scans
    assert (line.digest, line.here) == (digest, False)
    assert read_scan(there, digest) == small_pdf("plan")
    assert CaseWork(there).view(state.case_no).scans[0].here


def test_what_the_server_lacks_is_said_to_be_on_its_way(pair: Pair) -> None:
    with pytest.raises(ScanFailure) as told:
        read_scan(pair.other.workplace, "cd" * 32)
    assert told.value.code == "SCAN-ELSEWHERE"


def test_what_was_sent_in_is_taken_in_at_another_counter_and_belongs_to_the_case(pair: Pair) -> None:
    here, there = pair.one.workplace, pair.other.workplace
    state = accept(here, without(complete_filing(item_of("GT-04"), here.today()), {LICENCE})).state
    pair.sync()
    draft = begin_draft(pair.server, "correction", state.case_id, None)
    draft = add_file(pair.server, draft, LICENCE, check_upload(picture()))
    asked = requests.send_files(pair.server, draft, "").id
    pair.sync()
    page = CounterWork(there, SearchIndex(index_entries(there.catalogue)))
    taking = page.correction(state.case_no).taking
    (digest,) = taking.filing.entry(LICENCE).scans
    assert (page.fetch_scans(taking), taking.filing.entry(LICENCE).brought) == (0, False)
    material = there.catalogue.by_code["GT-04"].material(LICENCE)
    assert material is not None
    taking = t.bring(taking, material)
    for point in material.points:
        taking = t.with_answer(taking, material, point.key, "pass") if point.check == "eye" else taking
    assert page.complete_correction(taking).state.phase == "accepted"
    pair.sync()
    pair.one.sync()
    with there.store.read() as connection:
        assert digests_of(connection, Subject("case", state.case_id)) == {digest}
    assert CaseWork(here).requests.view(asked).row.state == "done"
    (line,) = CaseWork(here).view(state.case_no).scans
    assert (line.source, read_scan(here, digest)[:3]) == (SENT_IN, b"\xff\xd8\xff")
