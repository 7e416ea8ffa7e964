"""Machines that are not what they were: a cloned disk, a restored store, a new machine, seven days without a line."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

from app.bootstrap import places, store_home
from app.domain.documents.numbers import parse_number
from app.store.backup import backup
from app.store.central.ledger import head
from app.store.outbox import unsent
from app.store.restore import restore
from app.usecases.central.tasks import open_tasks
from app.usecases.workplace import program
from tests.builders.simulated_desk import PASSWORD, SimulatedDesk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.running_hall import RunningHall


def marks_on_paper(numbers: list[str]) -> set[str]:
    """The marks in document numbers."""
    parsed = [parse_number(number) for number in numbers]
    return {found.mark for found in parsed if found is not None}


def test_a_cloned_disk_is_found_and_neither_side_loses_a_case(hall: RunningHall) -> None:
    a = hall.desk("a")
    a.hand.accept()
    a.sync()
    hall.close_desk("a")
    shutil.copytree(hall.folder / "a", hall.folder / "clone")
    (hall.folder / "clone" / "tray").unlink()
    first, second = hall.desk("a"), hall.desk("clone")
    apart = [first.hand.accept(), second.hand.accept(), second.hand.correcting()]
    for desk in (first, second, first, second):
        desk.sync()
    after = [first.hand.accept(), second.hand.accept()]
    numbers = {done.state.case_no for done in after}
    assert len(numbers) == 2
    assert first.workplace.store.journal.mark != second.workplace.store.journal.mark
    proof = hall.proof()
    assert proof.cases == 1 + len(apart) + len(after)
    assert (proof.lost, proof.broken_chains, proof.differing_replicas) == (0, 0, 0)
    with hall.server.opened() as server:
        assert {task.kind for task in open_tasks(server.ledger)} >= {"forked"}


def test_a_store_restored_from_a_backup_goes_on_under_the_next_mark(hall: RunningHall, tmp_path: Path) -> None:
    a = hall.desk("a")
    a.hand.accept()
    a.sync()
    backup(a.workplace.store, tmp_path / "backup.ycb")
    lost = [a.hand.accept(), a.hand.correcting()]
    a.sync()
    mark = a.workplace.store.journal.mark
    clerk = (hall.folder / "a" / "clerk").read_text(encoding="utf-8")
    hall.close_desk("a")
    shutil.rmtree(hall.folder / "a" / "home")
    restore(tmp_path / "backup.ycb", store_home(places(hall.folder / "a" / "home")), program(), PASSWORD, clerk)
    assert hall.desk("a").try_sync() == "SYNC-KEY"
    hall.close_desk("a")
    again = hall.join("a", "C01", clerk=clerk)
    again.sync()
    assert again.workplace.store.journal.mark > mark
    new = again.hand.accept()
    assert {done.state.case_no for done in (*lost, new)} <= {state.case_no for state in cases_of(again)}
    assert hall.proof().wrong == []


def cases_of(desk: SimulatedDesk):
    import msgspec

    from app.domain.case.state import CaseState

    return [msgspec.json.decode(state, type=CaseState) for state in desk.states().values()]


def test_a_new_machine_at_the_counter_gets_the_next_mark_and_the_open_cases(hall: RunningHall) -> None:
    a = hall.desk("a")
    done = a.hand.correcting()
    a.sync()
    old = a.workplace.store.journal
    hall.close_desk("a")
    shutil.rmtree(hall.folder / "a" / "home")
    new = hall.join("new", "C01")
    new.sync()
    assert new.workplace.store.journal.counter == old.counter
    assert new.workplace.store.journal.mark > old.mark
    assert new.hand.corrected(done.state.case_no).state.phase == "accepted"
    assert new.hand.accept().state.case_no != done.state.case_no
    earlier = (hall.folder / "a" / "tray").read_text(encoding="utf-8")
    later = (hall.folder / "new" / "tray").read_text(encoding="utf-8")
    (hall.folder / "new" / "tray").write_text(earlier + later, encoding="utf-8")
    assert hall.proof("b", "new").wrong == []


def test_seven_days_without_a_line(hall: RunningHall) -> None:
    a, b = hall.desk("a"), hall.desk("b")
    hall.line.cut()
    for _ in range(7):
        for desk in (a, b):
            desk.hand.step()
            desk.hand.step(0.3)
            assert desk.try_sync() == "SYNC-OFFLINE"
        hall.clock.tomorrow()
    with a.workplace.store.read() as connection:
        waiting = unsent(connection)
    assert waiting.events > 14
    assert waiting.oldest is not None
    assert hall.clock.now() - waiting.oldest > timedelta(days=6)
    hall.line.mend()
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.printed >= 7


def position_of(hall: RunningHall) -> int:
    with hall.server.opened() as server:
        return head(server.ledger).position


def test_the_way_by_stick_and_then_the_line_does_nothing_twice(hall: RunningHall, tmp_path: Path) -> None:
    from app.usecases.carrying import export_unsent

    a, stick = hall.desk("a"), tmp_path / "stick.yc"
    hall.line.cut()
    done = a.hand.accept()
    a.hand.attach(done.state.case_id, 2_500_000)
    carried = export_unsent(a.workplace.store, stick)
    assert carried.events > 4
    assert carried.blobs == 1
    assert done.state.filing.applicant.name.encode() not in stick.read_bytes()
    imported = hall.server.command("journal", "import", stick)
    position = position_of(hall)
    hall.server.command("journal", "import", stick)
    assert (imported["events"], imported["blobs"]) == (carried.events, 1)
    assert position_of(hall) == position
    a.hand.accept()
    hall.line.mend()
    assert a.sync().pushed > 0
    proof = hall.proof()
    assert proof.wrong == []
    assert proof.cases == 2


def test_a_revoked_device_waits_in_quarantine_group_by_group(hall: RunningHall) -> None:
    a = hall.desk("a")
    before = a.hand.accept()
    a.sync()
    admitted, rejected = a.hand.accept(), a.hand.accept()
    hall.server.command("device", "revoke", "C01", "--reason", "失窃")
    a.try_sync()
    held = hall.server.command("quarantine", "list")["groups"]
    assert len(held) > 2
    kept = {done.state.case_no for done in (before, admitted)}
    for number, group in enumerate(held):
        name = group["group"]
        if number < len(held) // 2:
            hall.server.command("quarantine", "admit", name)
        else:
            hall.server.command("quarantine", "reject", name, "--reason", "不是本人所办")
    b = hall.desk("b")
    b.sync()
    assert {state.case_no for state in cases_of(b)} == kept
    assert rejected.state.case_no not in kept
    assert hall.server.command("journal", "verify")["broken"] == []


def test_a_case_given_to_another_hall_arrives_with_its_whole_history(hall: RunningHall) -> None:
    from app.domain.case import commands as c
    from app.usecases.act import act

    a, b = hall.desk("a"), hall.desk("b")
    other = hall.join("other", "C09", "H2")
    done = a.hand.correcting()
    for desk in (a, b, other):
        desk.sync()
    act(a.workplace, done.state.case_no, c.Transfer("H2", "申请人住所在那边"))
    for desk in (a, b, other):
        desk.sync()
    assert [state.hall for state in cases_of(other)] == ["H2"]
    assert other.hand.corrected(done.state.case_no).state.phase == "accepted"
    proof = hall.proof()
    assert proof.wrong == []
    assert len(open_workplace_events(hall, done.state.case_id)) > 5


def open_workplace_events(hall: RunningHall, case_id: str) -> list[object]:
    from app.store.event import Subject

    other = SimulatedDesk.opened(hall.folder / "other", hall.clock.clock())
    events = other.workplace.store.events_of(Subject("case", case_id))
    other.close()
    return list(events)
