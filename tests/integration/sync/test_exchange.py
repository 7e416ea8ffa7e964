"""What is written at one counter reaches the server and the other counters, whatever the line does meanwhile."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from app.cli.desk import main
from app.store.journal import read_head
from app.store.outbox import unsent
from app.sync import push
from app.sync.failures import NotEnrolled, NotReachable
from app.sync.loop import Exchange
from app.sync.status import read_status
from app.usecases.exchange_state import exchange_state
from tests.builders.proxy import Fault, FaultyLine
from tests.builders.simulated_desk import PASSWORD
from tests.integration.sync.conftest import Awaited, Hall

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.cluster import ServerProcess
    from tests.builders.simulated_desk import SimulatedDesk


def head_of(desk: SimulatedDesk) -> int:
    store = desk.workplace.store
    with store.read() as connection:
        return read_head(connection, store.journal.id).seq


def waiting(desk: SimulatedDesk) -> int:
    with desk.workplace.store.read() as connection:
        return unsent(connection).events


def at_server(server: ServerProcess) -> dict[str, int]:
    """How many events the server has of each journal."""
    with server.opened() as opened, opened.store.read() as connection:
        rows = connection.exec_driver_sql("select journal, count(*) from events group by journal").all()
    return {row[0]: row[1] for row in rows}


def test_a_case_goes_to_the_server_and_to_the_other_counter(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    case_no = one.hand.accept().state.case_no
    report = one.sync()
    assert (report.pushed, report.acked) == (head_of(one), head_of(one))
    assert waiting(one) == 0
    assert other.sync().pulled > 0
    assert other.hand.state(case_no) == one.hand.state(case_no)
    assert [*one.problems(), *other.problems()] == []


def test_what_a_desk_has_sent_is_not_sent_back(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    for desk in (one, other):
        desk.sync()
    one.hand.accept()
    report = one.sync()
    assert report.pushed > 0
    assert report.pulled == 0
    other.hand.accept()
    assert other.sync().pulled == report.pushed
    assert one.sync().pulled > 0
    assert [*one.problems(), *other.problems()] == []


def test_an_exchange_with_nothing_new_moves_nothing(hall: Hall) -> None:
    desk = hall.join()
    desk.hand.accept()
    desk.sync()
    again = desk.sync()
    assert (again.pushed, again.pulled, again.blobs) == (0, 0, 0)


def test_the_command_says_what_happened(
    hall: Hall, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = hall.join()
    desk.hand.accept()
    home = str(desk.folder / "home")
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    assert main(["sync", "--once", "--home", home, "--clerk", desk.workplace.clerk, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert sorted(answer) == ["acked", "blobs", "offset_s", "position", "pulled", "pushed"]
    assert (answer["pushed"], answer["acked"]) == (head_of(desk), head_of(desk))


def test_a_lone_desk_is_told_how_to_join(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", PASSWORD)
    main(["init", "--home", str(tmp_path / "d"), "--clerk", "王芳", "--evaluation"])
    capsys.readouterr()
    assert main(["sync", "--once", "--home", str(tmp_path / "d"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == NotEnrolled.code


@pytest.mark.parametrize("fault", [Fault("drop-answer"), Fault("duplicate"), Fault("cut-request", at=900)])
def test_a_batch_whose_answer_was_lost_is_taken_once(server: ServerProcess, hall: Hall, fault: Fault) -> None:
    with FaultyLine(server.address, seed=1, mix={}) as line:
        desk = hall.join(url=line.url)
        desk.sync()
        desk.hand.accept()
        line.script(*[Fault("pass")] * 3, fault)  # greeting, challenge, session; then the batch
        desk.try_sync()
        desk.sync_through(5)
        assert (waiting(desk), at_server(server)[desk.workplace.store.journal.id]) == (0, head_of(desk))


def test_a_server_that_is_away_is_said_in_words_and_found_again(mortal: ServerProcess, mortal_hall: Hall) -> None:
    desk = mortal_hall.join()
    desk.sync()
    mortal.stop()
    desk.hand.accept()
    with pytest.raises(NotReachable):
        desk.sync()
    away = exchange_state(desk.workplace)
    assert (away.connected, away.error_code, away.waiting_events > 0) == (False, "SYNC-OFFLINE", True)
    assert "照常受理" in away.last_error
    mortal.start()
    desk.sync()
    back = exchange_state(desk.workplace)
    assert (back.connected, back.last_error, back.waiting_events, back.oldest) == (True, "", 0, None)


def test_a_running_exchange_finds_its_server_again(mortal: ServerProcess, mortal_hall: Hall) -> None:
    desk, heard = mortal_hall.join(), Awaited()
    exchange = Exchange(desk.workplace.store, heard)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    mortal.kill()
    assert heard.until(lambda: not exchange_state(desk.workplace).connected)
    desk.hand.accept()
    mortal.start()
    exchange.retry()
    assert heard.until(lambda: exchange_state(desk.workplace).connected and waiting(desk) == 0)
    exchange.stop()


def test_what_is_written_at_one_open_desk_appears_at_another(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    told, heard = Awaited(), Awaited()
    sending, receiving = Exchange(one.workplace.store, told), Exchange(other.workplace.store, heard)
    sending.start()
    receiving.start()
    assert heard.until(lambda: exchange_state(other.workplace).connected)
    done = one.hand.accept()
    sending.wake()
    assert heard.until(lambda: f"case:{done.state.case_id}" in heard.names)
    assert other.hand.state(done.state.case_no).case_id == done.state.case_id
    sending.stop()
    receiving.stop()


def test_another_process_may_exchange_beside_an_open_desk(hall: Hall) -> None:
    desk, heard = hall.join(), Awaited()
    exchange = Exchange(desk.workplace.store, heard)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    desk.hand.accept()
    report = Exchange(desk.workplace.store).once()
    assert (report.acked, waiting(desk)) == (head_of(desk), 0)
    exchange.stop()
    assert list(desk.problems()) == []


def test_an_exchange_that_is_stopped_leaves_no_thread(hall: Hall) -> None:
    desk, heard = hall.join(), Awaited()
    before = threading.active_count()
    exchange = Exchange(desk.workplace.store, heard)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    exchange.stop()
    assert threading.active_count() == before


def test_a_store_that_joined_no_server_has_a_quiet_exchange(tmp_path: Path) -> None:
    from app.bootstrap import create_workplace, places

    workplace = create_workplace(places(tmp_path), "王芳", PASSWORD, "C03", "500106", evaluation=True)
    exchange = Exchange(workplace.store)
    exchange.start()
    exchange.stop()
    with workplace.store.read() as connection:
        assert read_status(connection).failures == 0
    assert exchange_state(workplace).enrolled is False
    workplace.store.close()


def test_attachments_go_after_the_events_and_are_confirmed_by_their_hash(server: ServerProcess, hall: Hall) -> None:
    desk = hall.join()
    case_id = desk.hand.accept().state.case_id
    digests = {desk.hand.attach(case_id, size) for size in (10, 3 * 1024 * 1024, 200_000)}
    report = desk.sync()
    assert (report.blobs, exchange_state(desk.workplace).waiting_attachments) == (3, 0)
    with server.opened() as opened, opened.store.read() as connection:
        rows = connection.exec_driver_sql("select digest from blobs where complete").scalars()
        kept = {row if isinstance(row, str) else row.hex() for row in rows}
    assert digests <= kept, "the server is shared by the tests of this module: it may hold more"


@pytest.mark.parametrize("at", [1, 200, 70_000, 1_048_000])
def test_a_line_that_is_cut_costs_at_most_one_chunk(server: ServerProcess, hall: Hall, at: int) -> None:
    mebibyte = 1024 * 1024
    with FaultyLine(server.address, seed=1, mix={}) as line:
        desk = hall.join(url=line.url)
        case_id = desk.hand.accept().state.case_id
        desk.sync()
        desk.hand.attach(case_id, 3 * mebibyte)
        line.script(*[Fault("pass")] * 6, Fault("cut-request", at=at))
        desk.try_sync()
        desk.sync_through(5)
        sent = [path for method, path in line.seen if method == "PUT" and "/blobs/" in path]
    assert exchange_state(desk.workplace).waiting_attachments == 0
    assert len(sent) <= 4


def test_one_damaged_attachment_holds_up_nothing(hall: Hall) -> None:
    desk = hall.join()
    case_id = desk.hand.accept().state.case_id
    damaged, whole = desk.hand.attach(case_id, 1000), desk.hand.attach(case_id, 2000)
    desk.workplace.store.files.path(damaged).unlink()
    assert desk.sync().blobs == 1
    state = exchange_state(desk.workplace)
    assert [(one.digest, one.attempts) for one in state.attachments] == [(damaged, 1)]
    assert "重新扫描" in state.attachments[0].last_error
    assert whole not in {one.digest for one in state.attachments}


def test_many_batches_and_pages_arrive_whole_and_in_order(
    hall: Hall, server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "BATCH_BYTES", 20_000)
    one, other = hall.join(), hall.join()
    for _ in range(12):
        one.hand.step()
    report = one.sync()
    assert (report.acked, waiting(one)) == (head_of(one), 0)
    assert at_server(server)[one.workplace.store.journal.id] == head_of(one)
    other.sync()
    assert one.states().keys() >= other.states().keys()
    assert all(one.states()[case] == state for case, state in other.states().items())
    assert [*one.problems(), *other.problems()] == []


def test_a_line_that_is_cut_between_batches_loses_and_doubles_nothing(
    hall: Hall, server: ServerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "BATCH_BYTES", 20_000)
    with FaultyLine(server.address, seed=1, mix={}) as line:
        desk = hall.join(url=line.url)
        for _ in range(8):
            desk.hand.accept()
        line.script(*[Fault("pass")] * 5, Fault("drop-answer"), Fault("pass"), Fault("drop"))
        desk.try_sync()
        desk.sync_through(6)
    assert (waiting(desk), at_server(server)[desk.workplace.store.journal.id]) == (0, head_of(desk))
