"""Pre-applications at real desks: seen by the whole hall, taken by one, gone for all once a case came of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.refusal import InputProblem, Refusal
from app.store.event import NewEvent, Subject
from app.store.journal_events import SubjectErased
from app.sync.failures import NotReachable
from app.usecases.accept import accept
from app.usecases.applications import (
    advise_application,
    application_file,
    application_view,
    release_application,
    take_application,
    waiting_applications,
)
from app.usecases.central import pre_applications as pre
from app.usecases.central.enrolment import issue_code
from app.usecases.central.folding import ERASURE
from app.usecases.central.own_journal import append_own
from app.usecases.central.pre_drafts import add_file, hand_to_counter, new_draft
from app.usecases.central.uploads import check_upload
from app.usecases.prefill import read_prefill, short_text
from tests.builders.filings import complete_filing, item_of
from tests.builders.http_central import Served, make_central
from tests.builders.online import ITEM, PERSON, entries_for, file_one, small_pdf
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Counters:
    """Two desks of one hall at a server of their own."""

    def __init__(self, served: Served, folder: Path) -> None:
        self.served, self.server, self.shelf = served, served.server, served.services.shelf
        self.desks = tuple(self._join(folder / counter, counter) for counter in ("C03", "C05"))

    def _join(self, folder: Path, counter: str) -> SimulatedDesk:
        code = issue_code(self.server, counter).code
        desk = SimulatedDesk.enrolled(folder, self.served.url, code, f"员{counter}")
        desk.sync()
        return desk


@pytest.fixture
def counters(tmp_path: Path) -> Iterator[Counters]:
    """An evaluation server in this process, and two desks."""
    server = make_central(tmp_path / "central", evaluation=True)
    with Served(server, io.StringIO()) as served:
        made = Counters(served, tmp_path)
        yield made
        for desk in made.desks:
            desk.close()
    server.close()


def test_one_counter_takes_it_and_a_case_ends_it_for_all(counters: Counters) -> None:
    draft = new_draft(counters.server, counters.shelf, ITEM, entries_for(counters.shelf), assisted=False)
    draft = add_file(counters.server, draft, "id_card", check_upload(small_pdf()))
    number = pre.file_draft(counters.server, counters.shelf, draft).number
    one, other = counters.desks
    for desk in counters.desks:
        desk.sync()
    assert [(row.number, row.state, row.files) for row in waiting_applications(one.workplace)] == [
        (number, "waiting", 1)
    ]
    assert waiting_applications(one.workplace, "没有这个人") == ()
    view = take_application(one.workplace, number.lower()).view
    assert (view.row.mine, view.filing.applicant.name) == (True, PERSON["applicant.name"])
    assert [check.outcome for check in view.checks] == ["pass"]
    with pytest.raises(Refusal, match="C03 窗口 员C03") as refused:
        take_application(other.workplace, number)
    assert refused.value.code == "STATE-PRE-TAKEN"
    other.sync()
    row = waiting_applications(other.workplace)[0]
    assert (row.state, row.mine, row.taken_by) == ("taken", False, "C03")
    digest = view.files["id_card"][0].digest
    assert application_file(one.workplace, digest) == small_pdf()
    done = accept(one.workplace, complete_filing(item_of(ITEM), one.workplace.today()), pre_application=view.row.id)
    one.sync()
    assert pre.find(counters.server, number).case_no == done.state.case_no
    for desk in counters.desks:
        desk.sync()
        assert waiting_applications(desk.workplace) == ()
        assert desk.workplace.store.rebuild_check().differences == []


def test_it_is_given_back_and_commented(counters: Counters) -> None:
    number = file_one(counters.server, counters.shelf).number
    one, other = counters.desks
    take_application(one.workplace, number)
    release_application(one.workplace, number)
    assert take_application(other.workplace, number).view.row.mine
    with pytest.raises(InputProblem):
        advise_application(other.workplace, number, " ")
    told = advise_application(other.workplace, number, "请把首页也拍上。").view
    assert [(one.text, one.counter) for one in told.advice] == [("请把首页也拍上。", "C05")]
    one.sync()
    assert application_view(one.workplace, number).row.advised
    with pytest.raises(Refusal) as unknown:
        take_application(one.workplace, "WS-20261123-0042-K")
    assert unknown.value.code == "STATE-UNKNOWN"
    with counters.server.store.write() as connection:
        identity = told.row.id
        erased = NewEvent(Subject(ERASURE, "e1"), SubjectErased(PRE_APPLICATION, identity, "到期"))
        append_own(counters.server.ledger, connection, [erased], "server", counters.server.now())
    one.sync()
    assert waiting_applications(one.workplace) == ()
    assert one.workplace.store.rebuild_check().differences == []
    with one.workplace.store.read() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM events WHERE subject_id = ?", (identity,)).scalars().all()
    assert set(bodies) == {None}


def test_without_a_line_it_can_be_read_but_not_taken(counters: Counters) -> None:
    number = file_one(counters.server, counters.shelf).number
    draft = new_draft(counters.server, counters.shelf, ITEM, entries_for(counters.shelf), assisted=False)
    code = hand_to_counter(counters.server, draft)
    desk = counters.desks[0]
    desk.sync()
    read = read_prefill(short_text(code), desk.workplace)
    assert read.applicant is not None
    assert (read.item, read.applicant.name) == (ITEM, PERSON["applicant.name"])
    with pytest.raises(Refusal):
        read_prefill(short_text("ZZZZZZZZZZ"), desk.workplace)
    counters.served.program.should_exit = True
    counters.served.__exit__()
    assert application_view(desk.workplace, number).filing.applicant.name == PERSON["applicant.name"]
    with pytest.raises(NotReachable):
        take_application(desk.workplace, number)
