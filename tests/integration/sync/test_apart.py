"""What goes wrong with whole machines: cloned disks, restored desks and servers, revoked devices, lines down for days."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import open_workplace, places, store_home
from app.cli.desk import main
from app.store.accounts import change_password
from app.store.backup import backup
from app.store.keyring import read_keyring
from app.store.outbox import own_journals, unsent
from app.store.restore import restore
from app.sync.failures import KeyUnknown
from app.sync.loop import Exchange
from app.usecases.enrolling import enrol
from app.usecases.exchange_state import exchange_state
from app.usecases.workplace import program
from tests.builders.simulated_desk import PASSWORD, SimulatedDesk
from tests.integration.sync.conftest import Awaited

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.cluster import ServerProcess
    from tests.integration.sync.conftest import Hall


PATIENCE = 120.0
"""Seconds that a busy machine may take for what takes none."""


def reopened(desk: SimulatedDesk, folder: Path | None = None) -> SimulatedDesk:
    """The same desk, opened again; or what lies in another folder."""
    return SimulatedDesk.opened(folder or desk.folder)


def journals_at(server: ServerProcess) -> dict[str, int]:
    """How many events the server has of each journal or branch."""
    with server.opened() as opened, opened.store.read() as connection:
        rows = connection.exec_driver_sql("select journal, count(*) from events group by journal").all()
    return {row[0]: row[1] for row in rows}


def test_a_cloned_disk_is_found_and_neither_side_loses_a_case(hall: Hall, server: ServerProcess) -> None:
    one = hall.join()
    one.hand.accept()
    one.sync()
    one.close()
    shutil.copytree(one.folder, one.folder.with_name("clone"))
    original, clone = reopened(one), reopened(one, one.folder.with_name("clone"))
    hall.desks += [original, clone]
    numbers = {original.hand.accept().state.case_no, clone.hand.accept().state.case_no}
    journal = original.workplace.store.journal.id
    original.sync()
    clone.sync()
    original.hand.accept()
    original.sync()
    clone.sync()
    marks = {original.workplace.store.journal.mark, clone.workplace.store.journal.mark}
    assert journal not in {original.workplace.store.journal.id, clone.workplace.store.journal.id}
    assert len(marks | {"A"}) == 3
    assert "复制" in exchange_state(clone.workplace).alarm
    third = hall.join()
    third.sync()
    assert {third.hand.state(number).case_no for number in numbers} == numbers
    assert [*original.problems(), *clone.problems(), *third.problems()] == []


def test_a_restored_desk_is_taken_in_again_and_gets_back_what_it_lost(
    hall: Hall, server: ServerProcess, tmp_path: Path
) -> None:
    desk = hall.join()
    desk.hand.accept()
    desk.sync()
    backup(desk.workplace.store, tmp_path / "b.ycb")
    lost = desk.hand.accept().state.case_no
    desk.sync()
    counter, clerk, old = desk.workplace.counter, desk.workplace.clerk, desk.workplace.store.journal.id
    desk.close()
    home = store_home(places(desk.folder / "home"))
    shutil.rmtree(home.folder)
    restore(tmp_path / "b.ycb", home, program(), PASSWORD, clerk)
    before = reopened(desk)
    with pytest.raises(KeyUnknown) as refused:
        before.sync()
    assert "接入码" in refused.value.message
    before.close()
    done = enrol(home, program(), server.url, server.code(counter, hall.name), clerk, PASSWORD)
    again = reopened(desk)
    hall.desks.append(again)
    again.sync()
    assert done.journal != old
    assert again.hand.state(lost).case_no == lost
    taken = again.hand.accept().state.case_no
    again.sync()
    other = hall.join()
    other.sync()
    assert other.hand.state(taken).case_no == taken
    assert [*again.problems(), *other.problems()] == []


def test_a_desk_set_back_with_its_key_goes_on_in_a_new_journal(hall: Hall) -> None:
    desk = hall.join()
    desk.hand.accept()
    desk.sync()
    desk.close()
    shutil.copytree(desk.folder, desk.folder.with_name("snapshot"))
    later = reopened(desk)
    lost = later.hand.accept().state.case_no
    later.sync()
    later.close()
    shutil.rmtree(desk.folder)
    desk.folder.with_name("snapshot").rename(desk.folder)
    back = reopened(desk)
    hall.desks.append(back)
    before = back.workplace.store.journal
    back.sync()
    back.sync()
    assert back.workplace.store.journal.mark != before.mark
    assert back.hand.state(lost).case_no == lost
    assert list(back.problems()) == []


def test_a_server_set_back_gets_again_what_it_lost(
    mortal_hall: Hall, mortal: ServerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", "备份-口令-0001")
    one, other = mortal_hall.join(), mortal_hall.join()
    one.hand.accept()
    one.sync()
    other.sync()
    mortal.command("backup", tmp_path / "server.ycb")
    since = [one.hand.accept().state.case_no, other.hand.accept().state.case_no]
    one.sync()
    other.sync()
    one.sync()
    had = {k: n for k, n in journals_at(mortal).items() if k in {d.workplace.store.journal.id for d in (one, other)}}
    mortal.stop()
    mortal.command("restore", tmp_path / "server.ycb")
    mortal.start()
    for _ in range(2):
        one.sync()
        other.sync()
    assert {k: n for k, n in journals_at(mortal).items() if k in had} == had
    third = mortal_hall.join()
    third.sync()
    assert {third.hand.state(number).case_no for number in since} == set(since)
    assert [*one.problems(), *other.problems(), *third.problems()] == []


def test_what_a_suspended_device_sends_waits_for_a_person(mortal_hall: Hall, mortal: ServerProcess) -> None:
    desk = mortal_hall.join()
    desk.hand.accept()
    desk.sync()
    with desk.workplace.store.read() as connection:
        acked = own_journals(connection)[-1].acked
    device = exchange_device(desk)
    mortal.command("device", "suspend", device, "--reason", "丢失")
    desk.hand.accept()
    desk.try_sync()
    state = exchange_state(desk.workplace)
    with desk.workplace.store.read() as connection:
        own = own_journals(connection)[-1]
    assert (own.acked, own.held > 0, own.waiting) == (acked, True, 0)
    assert "审核" in state.alarm
    assert state.connected is False


def exchange_device(desk: SimulatedDesk) -> str:
    from app.sync.binding import binding_of

    return binding_of(desk.workplace.store).device


def test_the_stick_carries_what_the_line_did_not(
    hall: Hall,
    server: ServerProcess,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = hall.join()
    desk.sync()
    case = desk.hand.accept().state
    desk.hand.attach(case.case_id, 2_500_000)
    with desk.workplace.store.read() as connection:
        waiting = unsent(connection)
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    stick, home = tmp_path / "stick.ycc", str(desk.folder / "home")
    assert main(["journal", "export", str(stick), "--home", home, "--clerk", desk.workplace.clerk, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"events": waiting.events, "blobs": 1}
    assert case.filing.applicant.name.encode() not in stick.read_bytes()
    first = server.command("journal", "import", stick)
    second = server.command("journal", "import", stick)
    assert (first["events"], first["blobs"], second["events"]) == (waiting.events, 1, waiting.events)
    report = desk.sync()
    with desk.workplace.store.read() as connection:
        assert unsent(connection).events == 0
    assert report.blobs == 1
    other = hall.join()
    other.sync()
    assert other.hand.state(case.case_no).case_no == case.case_no
    assert journals_at(server)[desk.workplace.store.journal.id] == report.acked


def test_a_catalogue_that_was_published_is_in_force_at_the_desk(
    mortal_hall: Hall, mortal: ServerProcess, tmp_path: Path
) -> None:
    desk = mortal_hall.join()
    desk.sync()
    before = desk.workplace.catalogue
    from app.bootstrap import RESOURCES

    shutil.copytree(RESOURCES / "catalog", tmp_path / "catalog")
    release = tmp_path / "catalog" / "release.yaml"
    release.write_text(release.read_text(encoding="utf-8").replace("number: 1", "number: 2"), encoding="utf-8")
    published = mortal.command("catalog", "publish", tmp_path / "catalog")
    assert exchange_state(desk.workplace).behind == ""
    desk.sync()
    assert "第 2 版" in exchange_state(desk.workplace).behind
    again = open_workplace(places(desk.folder / "home"), PASSWORD, desk.workplace.clerk)
    now, behind = again.catalogue, exchange_state(again).behind
    case = again.release(before.hash)
    again.store.close()
    assert (now.number, now.hash, behind) == (2, published["hash"], "")
    assert case.hash == before.hash


def test_an_account_added_at_the_server_can_log_in_before_anybody_else_did(
    mortal_hall: Hall, mortal: ServerProcess, tmp_path: Path
) -> None:
    from app.sync.accounts import refresh_accounts

    desk = mortal_hall.join()
    desk.sync()
    desk.close()
    (tmp_path / "pw").write_text("窗口-密码-01", encoding="utf-8")
    mortal.command("user", "add", "李强", "--role", "clerk", "--new-password-file", tmp_path / "pw")
    home = store_home(places(desk.folder / "home"))
    assert refresh_accounts(home, PATIENCE) is True
    assert refresh_accounts(home, PATIENCE) is False  # nothing new
    workplace = open_workplace(places(desk.folder / "home"), "窗口-密码-01", "李强")
    name = workplace.clerk
    workplace.store.close()
    mortal.stop()
    assert name == "李强"
    assert refresh_accounts(home) is False


def test_one_exchange_is_whole_without_a_thread(hall: Hall) -> None:
    desk = hall.join()
    desk.hand.accept()
    report = Exchange(desk.workplace.store).once()
    assert report.offset_s == pytest.approx(0, abs=PATIENCE)  # the clock is one and the same


def test_accounts_that_change_while_a_desk_is_open_reach_it(
    mortal_hall: Hall, mortal: ServerProcess, tmp_path: Path
) -> None:
    desk, heard = mortal_hall.join(), Awaited()
    exchange = Exchange(desk.workplace.store, heard)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    (tmp_path / "pw").write_text("窗口-密码-01", encoding="utf-8")
    mortal.command("user", "add", "李强", "--role", "clerk", "--new-password-file", tmp_path / "pw")
    home = desk.workplace.store.home
    assert heard.until(lambda: "李强" in {one.name for one in read_keyring(home.keyring).accounts})
    mortal.command("user", "disable", desk.workplace.clerk)
    assert heard.until(lambda: "已被停用" in exchange_state(desk.workplace).alarm)
    exchange.stop()


def test_a_password_that_was_changed_here_counts_at_the_server(mortal_hall: Hall, mortal: ServerProcess) -> None:
    one, other = mortal_hall.join(), mortal_hall.join()
    one.sync()
    change_password(one.workplace.store, PASSWORD, "换了一个-新密码-02")
    one.sync()
    other.sync()
    other.close()
    home = store_home(places(other.folder / "home"))
    again = open_workplace(places(home.folder), "换了一个-新密码-02", one.workplace.clerk)
    name = again.clerk
    again.store.close()
    assert name == one.workplace.clerk
