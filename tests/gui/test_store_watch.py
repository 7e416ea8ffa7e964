"""What another process writes is announced within a second or so, once."""

from __future__ import annotations

import threading

from app.desk.link import Link
from app.desk.program import Pulse
from app.desk.store_watch import ALL, StoreWatch


def test_what_others_write_is_announced_once(qtbot, desk):
    arrivals, shown, told = [5, 5, 7, 7], [], []
    desk.changes.announced.connect(lambda names, _owner: told.append(names))
    watch = StoreWatch(
        desk.background, desk.changes, lambda: Pulse(arrivals.pop(0), Link("https://hall")), shown.append
    )
    for count in range(1, 5):
        watch.look()
        qtbot.waitUntil(lambda n=count: len(shown) == n)
    assert told == [ALL]
    assert {p.link.server for p in shown} == {"https://hall"}


def test_a_store_that_cannot_be_read_is_asked_again(qtbot, desk):
    shown, answers = [], [OSError("away"), Pulse(1)]

    def pulse():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    watch = StoreWatch(desk.background, desk.changes, pulse, shown.append)
    watch.look()
    qtbot.waitUntil(lambda: len(answers) == 1)
    qtbot.waitUntil(lambda: (watch.look(), bool(shown))[1])
    assert shown[0].arrival == 1


def test_what_has_arrived_is_announced_by_its_own_names_as_soon_as_it_is_told(qtbot, desk):
    pulses, told = [Pulse(5), Pulse(5, arrived=frozenset({"case:1", "todo"}))], []
    desk.changes.announced.connect(lambda names, _owner: told.append(names))
    watch = StoreWatch(
        desk.background, desk.changes, lambda: pulses.pop(0) if len(pulses) > 1 else pulses[0], told.append
    )
    watch.start()
    qtbot.waitUntil(lambda: len(pulses) == 1)
    threading.Thread(target=watch.nudge).start()
    qtbot.waitUntil(lambda: frozenset({"case:1", "todo"}) in told, timeout=900)
    watch.stop()
    before = len(told)
    watch.nudge()
    qtbot.waitUntil(lambda: not desk.background.busy())
    assert len(told) == before
