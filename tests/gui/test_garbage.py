"""No Qt object dies on a background thread: cycles are collected here, and a task that was delivered holds nothing."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer

from app.desk.background import Background
from app.desk.garbage import GarbageOnThisThread


@pytest.fixture
def owner(qapp):
    return QObject()


class Cycle(QObject):
    """A closed screen in small: it holds itself, and a timer."""

    def __init__(self, ended):
        super().__init__()
        self.timer = QTimer(self)
        self.timer.start(1)
        self.itself = self
        weakref.finalize(self.timer, lambda: ended.append(threading.current_thread().name))


def churn():
    """As much garbage as makes Python collect, on the thread that calls this."""
    for _ in range(20_000):
        cycle = []
        cycle.append(cycle)


def test_a_worker_collects_nothing_while_threads_run(background, owner, settled):
    ended = []
    for _ in range(20):
        Cycle(ended)
    background.read(owner, churn, lambda _none: None)
    settled()
    assert ended == []
    gc.collect()
    assert set(ended) == {threading.current_thread().name}


def test_the_timer_collects_what_is_due(background):
    keeper = background.findChild(GarbageOnThisThread)
    churn()
    before = gc.get_count()[0]
    keeper.collect()
    assert before > gc.get_threshold()[0] > gc.get_count()[0]


def test_python_collects_by_itself_again_afterwards(changes):
    assert gc.isenabled()
    started = Background(changes)
    assert not gc.isenabled()
    started.close()
    assert gc.isenabled()


def test_a_delivered_task_holds_nothing(background, owner, settled):
    task = background.read(owner, lambda: owner, lambda _owner: None)
    settled()
    held = (task.owner, task.work, task.on_done, task.on_error, task.result, task.error)
    assert held == (None,) * len(held)


def test_a_full_collection_waits_until_much_has_come(background):
    keeper = background.findChild(GarbageOnThisThread)
    made_due()
    keeper.collect()
    assert gc.get_count()[2] == 0
    made_due()
    keeper.collect()
    assert gc.get_count()[2] > gc.get_threshold()[2]


def made_due():
    """So many collections of the middle generation that a full one is due."""
    for _ in range(gc.get_threshold()[2] + 1):
        gc.collect(1)


def test_what_is_loaded_is_looked_at_no_more(background):
    keeper = background.findChild(GarbageOnThisThread)
    background.settle()
    assert gc.get_freeze_count() > 0
    background.settle()
    keeper.stop()
    assert gc.get_freeze_count() == 0
