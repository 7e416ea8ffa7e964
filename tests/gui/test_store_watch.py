"""What another process writes is announced within a second or so, once."""

from __future__ import annotations

from app.desk.program import Pulse
from app.desk.store_watch import ALL, StoreWatch


def test_what_others_write_is_announced_once(qtbot, desk):
    arrivals, shown, told = [5, 5, 7, 7], [], []
    desk.changes.announced.connect(lambda names, _owner: told.append(names))
    watch = StoreWatch(desk.background, desk.changes, lambda: Pulse(arrivals.pop(0), "plain", "单机"), shown.append)
    for count in range(1, 5):
        watch.look()
        qtbot.waitUntil(lambda n=count: len(shown) == n)
    assert told == [ALL]
    assert {p.text for p in shown} == {"单机"}


def test_a_store_that_cannot_be_read_is_asked_again(qtbot, desk):
    shown, answers = [], [OSError("away"), Pulse(1, "plain", "")]

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
