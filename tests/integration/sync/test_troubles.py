"""What the server refuses, or asks for, stands in the status in plain words, and the rest goes on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.store import journal
from app.store.home import Home
from app.store.store import Counter, create_store
from app.sync.failures import Busy, NotReachable, Refused
from app.sync.loop import Exchange
from app.sync.status import read_status
from app.usecases.act import act
from app.usecases.doctor import examine_server
from app.usecases.exchange_state import exchange_state
from tests.builders.proxy import Fault, FaultyLine
from tests.builders.store import CLERK, PASSWORD, make_program, noted, write
from tests.integration.sync.conftest import Awaited

if TYPE_CHECKING:
    from pathlib import Path

    from tests.builders.cluster import ServerProcess
    from tests.integration.sync.conftest import Hall


def test_a_body_that_no_server_would_take_is_not_written(tmp_path: Path) -> None:
    store = create_store(Home(tmp_path), make_program(), Counter("500106", "C03"), CLERK, PASSWORD)
    before = store.last_arrival()
    with pytest.raises(Refusal) as refused:
        write(store, noted("c1", "字" * 400_000))
    after = store.last_arrival()
    store.close()
    assert (refused.value.code, after) == ("ENTRY-SIZE", before)


def test_own_events_that_are_refused_do_not_keep_the_rest_waiting(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = hall.join(), hall.join()
    one.sync()
    monkeypatch.setattr(journal, "LARGEST_BODY", 1 << 24)
    case_no = one.hand.accept().state.case_no
    act(one.workplace, case_no, c.CorrectRecord("applicant.phone", "13800000001", "录" * 400_000))
    theirs = other.hand.accept().state.case_no
    other.sync()
    with pytest.raises(Refused):
        one.sync()
    state = exchange_state(one.workplace)
    assert one.hand.state(theirs).case_no == theirs
    assert (state.connected, bool(state.last_error), state.waiting_events > 0) == (False, True, True)
    assert state.journals[-1].attempts > 0


def test_a_server_that_asks_for_patience_gets_it(hall: Hall, server: ServerProcess) -> None:
    with FaultyLine(server.address, seed=1, mix={}) as line:
        desk = hall.join(url=line.url)
        line.script(Fault("unavailable"))
        with pytest.raises(Busy):
            desk.sync()
        assert exchange_state(desk.workplace).connected is False
        desk.sync()
    assert exchange_state(desk.workplace).connected is True


def test_a_page_that_was_cut_is_asked_for_again(hall: Hall, server: ServerProcess) -> None:
    with FaultyLine(server.address, seed=1, mix={}) as line:
        desk, other = hall.join(url=line.url), hall.join()
        case_no = other.hand.accept().state.case_no
        other.sync()
        desk.sync()
        other.hand.accept()
        other.sync()
        line.script(*[Fault("pass")] * 3, Fault("cut-answer", at=400))
        desk.try_sync()
        desk.sync_through(5)
        assert desk.hand.state(case_no).case_no == case_no
        assert desk.states() == other.states()


def test_a_running_exchange_says_when_it_tries_again(mortal_hall: Hall, mortal: ServerProcess) -> None:
    desk, heard = mortal_hall.join(), Awaited()
    exchange = Exchange(desk.workplace.store, heard, chance=lambda: 1.0)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    mortal.kill()
    assert heard.until(lambda: exchange_state(desk.workplace).failures >= 2)
    with desk.workplace.store.read() as connection:
        status = read_status(connection)
    exchange.stop()
    assert status.next_try is not None
    assert status.since is not None
    assert timedelta(0) < status.next_try - status.since < timedelta(minutes=2)
    assert (status.code, status.connected) == (NotReachable.code, False)


def test_an_error_while_telling_does_not_end_the_exchange(hall: Hall) -> None:
    desk, heard = hall.join(), Awaited()

    def fails_once(names: frozenset[str]) -> None:
        heard(names)
        if len(told) < 1:
            told.append(names)
            raise ValueError

    told: list[frozenset[str]] = []
    exchange = Exchange(desk.workplace.store, fails_once)
    exchange.start()
    assert heard.until(lambda: exchange_state(desk.workplace).connected)
    case = desk.hand.accept().state
    exchange.wake()
    assert heard.until(lambda: exchange_state(desk.workplace).waiting_events == 0)
    exchange.stop()
    assert desk.hand.state(case.case_no).case_id == case.case_id


def test_the_doctor_asks_the_server_and_counts_what_waits(mortal_hall: Hall, mortal: ServerProcess) -> None:
    desk = mortal_hall.join()
    desk.sync()
    well = {one.check: one for one in examine_server(desk.workplace)}
    assert {name: one.ok for name, one in well.items()} == {"server": True, "outbox": True, "offset": True}
    mortal.stop()
    desk.hand.accept()
    away = {one.check: one for one in examine_server(desk.workplace)}
    assert (away["server"].ok, "照常受理" in away["server"].advice) == (False, True)
    assert "最早" in away["outbox"].detail
    assert not any(one.fatal for one in away.values())
