"""Pre-applications at the server, on both databases: one counter wins, the case ends it, the hall alone is told."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.pre_application.events import PRE_APPLICATION
from app.domain.refusal import InputProblem, Refusal
from app.store.central.tasks import open_tasks
from app.store.clock import Clock
from app.store.event import NewEvent, Subject
from app.store.exchange import FeedEvent
from app.store.journal_events import SubjectErased
from app.usecases.central import pre_applications as pre
from app.usecases.central.accounts import add_user
from app.usecases.central.blobs import read_blob
from app.usecases.central.feed import page
from app.usecases.central.folding import ERASURE
from app.usecases.central.ingest import ingest
from app.usecases.central.own_journal import append_own
from app.usecases.central.pre_drafts import (
    add_file,
    begin_change,
    change_entries,
    drop_file,
    fetch_by_code,
    find_draft,
    hand_to_counter,
    look,
    new_draft,
    sweep_drafts,
)
from app.usecases.central.rebuild import rebuild
from app.usecases.central.shelf import Shelf
from app.usecases.central.uploads import check_upload
from tests.builders.http_central import make_central
from tests.builders.online import ITEM, entries_for, file_one, small_pdf
from tests.builders.pens import AREA, Pen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.server import Server

ADDRESS = "203.0.113.9"


@pytest.fixture
def server(central_url: str, tmp_path: Path) -> Iterator[Server]:
    made = make_central(tmp_path / "home", central_url)
    yield made
    made.close()


def take(server: Server, number: str, counter: str) -> pre.Done:
    return pre.take(server, number, counter, server.settings.hall, f"员{counter}")


def desk(server: Server, counter: str) -> Pen:
    clerk = add_user(server, f"员{counter}", "clerk", password="窗口-密码-01")
    pen = Pen(counter=counter, hall=server.settings.hall, evaluation=False, actor=clerk.id)
    pen.open()
    return pen


def test_of_two_counters_that_take_it_at_once_one_has_it(server: Server):
    number = file_one(server).number
    started, won, lost = threading.Barrier(4), [], []

    def reach(counter: str) -> None:
        started.wait()
        try:
            won.append(take(server, number, counter).state.hold)
        except Refusal as refused:
            lost.append((refused.code, refused.place))

    reaching = [threading.Thread(target=reach, args=(f"C{n}",)) for n in range(10, 14)]
    for one in reaching:
        one.start()
    for one in reaching:
        one.join()
    assert len(won) == 1
    assert won[0] is not None
    assert lost == [("STATE-PRE-TAKEN", won[0].counter)] * 3
    assert rebuild(server.ledger, check=True).differences == []


def test_the_case_that_comes_of_it_ends_it_and_a_second_one_is_a_task(server: Server):
    filed = file_one(server)
    for counter in ("C03", "C04"):
        pen = desk(server, counter)
        pen.case(pre_application=filed.id)
        receipt = ingest(server.ledger, pen.batch(), pen.device, server.now())
        assert (receipt.acked, receipt.ruled) == (pen.last, [])
        assert sum(run.last - run.first + 1 for run in receipt.taken) == pen.last
    found = pre.find(server, filed.number)
    assert found.phase == "filed"
    assert found.case_no.split("-")[2] == "C03A"
    with server.store.read() as connection:
        tasks = open_tasks(connection, AREA, kinds=["pre-application"])
    assert [(task.code, task.case_no.split("-")[2]) for task in tasks] == [("STATE-PRE-TWICE", "C04A")]
    assert pre.list_waiting(server) == []
    assert rebuild(server.ledger, check=True).differences == []
    rebuild(server.ledger)
    assert pre.find(server, filed.number) == found


def test_the_hall_is_told_and_no_other(server: Server):
    file_one(server)
    now = server.now()

    def kinds(hall: str) -> list[str]:
        entries = page(server.ledger, hall, "", 0, now).entries
        return [one for one in (str(e.header) for e in entries if isinstance(e, FeedEvent)) if "pre-application" in one]

    assert len(kinds(server.settings.hall)) == 1
    assert kinds("另一个大厅") == []


def test_only_the_right_code_opens_it_and_guessing_is_slowed_down(server: Server):
    now = server.now()
    server = replace(server, clock=Clock(wall=lambda: now))
    filed = file_one(server)
    typed = f" {filed.code[:4].lower()} {filed.code[4:]}"
    assert pre.open_by_code(server, filed.number.lower(), typed, ADDRESS).id == filed.id
    unknown: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for number, told in (("WS-20261123-9999-0", unknown), (filed.number, wrong)):
        for _ in range(5):
            with pytest.raises(Refusal) as refused:
                pre.open_by_code(server, number, "WRONGONE", ADDRESS)
            told.append((refused.value.code, refused.value.message))
    assert unknown[:4] == wrong[:4] == [("ACCESS-PRE", unknown[0][1])] * 4
    assert unknown[4][0] == wrong[4][0] == "ACCESS-LOCKED"


def test_a_draft_is_kept_changed_sent_in_once_and_supplemented(server: Server):
    shelf = Shelf(server)
    entries = entries_for(shelf)
    draft = new_draft(server, shelf, ITEM, {**entries, "applicant.id_number": "500106195503074539"}, assisted=False)
    assert list(look(server, shelf, draft).problems) == ["applicant.id_number"]
    with pytest.raises(InputProblem, match="改好") as wrong:
        pre.file_draft(server, shelf, draft)
    assert wrong.value.code == "INPUT-FORM"
    draft = change_entries(server, find_draft(server, draft.id), entries)
    draft = add_file(server, draft, "id_card", check_upload(small_pdf()))
    filed = pre.file_draft(server, shelf, draft)
    with pytest.raises(Refusal) as again:
        pre.file_draft(server, shelf, draft)
    assert again.value.code == "STATE-DRAFT"
    change = begin_change(server, pre.find(server, filed.number))
    assert (change.entries, change.files) == (look(server, shelf, change).draft.entries, draft.files)
    changed = change_entries(server, change, {**change.entries, "applicant.phone": "13900002222"})
    assert pre.supplement(server, shelf, changed).state.filing.applicant.phone == "13900002222"
    assert pre.find(server, filed.number).file_count == 1


def test_files_are_kept_for_the_hall_encrypted_and_go_with_the_erasure(server: Server):
    shelf = Shelf(server)
    draft = new_draft(server, shelf, ITEM, entries_for(shelf), assisted=True)
    draft = add_file(server, draft, "id_card", check_upload(small_pdf("Qian Jin")))
    filed = pre.file_draft(server, shelf, draft)
    state = pre.find(server, filed.number)
    assert (state.assisted, state.filing.channel) == (True, "assisted-online")
    digest = state.files["id_card"][0].digest
    part = read_blob(server.ledger, digest, 0, hall=server.settings.hall)
    assert part is not None
    assert part.data.startswith(b"%PDF")
    assert read_blob(server.ledger, digest, 0, hall="另一个大厅") is None
    assert [f for f in server.ledger.blobs.rglob("*") if f.is_file() and b"%PDF" in f.read_bytes()] == []
    erased = NewEvent(Subject(ERASURE, "e1"), SubjectErased(PRE_APPLICATION, filed.id, "到期"))
    with server.store.write() as connection:
        append_own(server.ledger, connection, [erased], "server", server.now())
    assert pre.find_by_id(server, filed.id) is None
    assert read_blob(server.ledger, digest, 0) is None
    assert rebuild(server.ledger, check=True).differences == []


def test_a_form_is_fetched_by_its_short_code(server: Server):
    shelf = Shelf(server)
    draft = new_draft(server, shelf, ITEM, entries_for(shelf), assisted=False)
    old, code = hand_to_counter(server, draft), hand_to_counter(server, draft)
    assert fetch_by_code(server, code.lower()).entries == draft.entries
    with pytest.raises(Refusal):
        fetch_by_code(server, old)


def test_what_is_not_sent_in_leaves_nothing(server: Server):
    shelf = Shelf(server)
    draft = new_draft(server, shelf, ITEM, entries_for(shelf), assisted=False)
    for words in ("one", "two"):
        draft = add_file(server, draft, "id_card", check_upload(small_pdf(words)))
    draft = drop_file(server, draft, "id_card", draft.files["id_card"][0].digest)
    assert len([file for file in server.ledger.blobs.rglob("*") if file.is_file()]) == 1
    late = replace(server, clock=Clock(wall=lambda: server.now() + timedelta(days=8)))
    assert sweep_drafts(late) == 1
    assert [file for file in server.ledger.blobs.rglob("*") if file.is_file()] == []
    with pytest.raises(Refusal) as gone:
        find_draft(server, draft.id)
    assert gone.value.code == "STATE-DRAFT"


def test_what_ended_long_ago_is_erased_when_others_file(server: Server):
    filed = file_one(server)
    pre.withdraw(server, filed.number)
    late = replace(server, clock=Clock(wall=lambda: server.now() + timedelta(days=91)))
    file_one(late)
    assert pre.find_by_id(server, filed.id) is None
    assert rebuild(server.ledger, check=True).differences == []
