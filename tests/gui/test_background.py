"""Background work: order, delivery, dropping, errors, announcement, shutdown."""

from __future__ import annotations

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from app.desk.background import Background, Lane
from app.desk.changes import Changes, Wrote


@pytest.fixture
def owner(qapp):
    return QObject()


def test_result_comes_back_on_the_interface_thread(background, owner, settled):
    threads = []
    background.read(
        owner, lambda: threading.current_thread().name, lambda name: threads.append((name, QThread.currentThread()))
    )
    settled()
    assert threads == [("store_0", owner.thread())]


def test_store_work_is_done_in_order(background, owner, settled):
    done = []
    for number in range(20):
        background.read(owner, lambda number=number: number, done.append)
    settled()
    assert done == list(range(20))


def test_pool_does_not_wait_for_the_store(background, owner, settled):
    gate, done = threading.Event(), []
    background.read(owner, gate.wait, lambda _: done.append("store"))
    background.read(owner, gate.set, lambda _: done.append("pool"), lane=Lane.POOL)
    settled()
    assert sorted(done) == ["pool", "store"]


def test_result_of_a_deleted_owner_is_dropped(background, settled):
    gate, done, gone = threading.Event(), [], QObject()
    background.read(gone, gate.wait, done.append)
    shiboken6.delete(gone)
    gate.set()
    settled()
    assert done == []


def test_cancelled_and_dropped_tasks_say_nothing(background, owner, settled):
    gate, done = threading.Event(), []
    first = background.read(owner, gate.wait, done.append)
    background.read(owner, lambda: 2, done.append)
    first.cancel()
    background.drop(owner)
    gate.set()
    settled()
    assert done == []


def test_newer_read_of_a_key_supersedes_the_older(background, owner, settled):
    gate, done = threading.Event(), []
    background.read(owner, lambda: gate.wait() and "s", done.append, key="search")
    background.read(owner, lambda: "sp", done.append, key="search")
    background.read(owner, lambda: "spj", done.append, key="search")
    gate.set()
    settled()
    assert done == ["spj"]


def test_error_goes_to_its_handler_or_to_failed(background, owner, settled):
    handled, failed = [], []
    background.failed.connect(failed.append)

    def broken():
        raise ValueError("x")

    background.read(owner, broken, lambda _: None, handled.append)
    background.read(owner, broken, lambda _: None)
    settled()
    assert [type(error) for error in (*handled, *failed)] == [ValueError, ValueError]


def test_write_is_announced_once(background, changes, owner, settled):
    announced, done = [], []
    changes.announced.connect(lambda names, source: announced.append((names, source)))
    background.write(owner, lambda: Wrote(7, frozenset({"cases"})), lambda wrote: done.append(wrote.value))
    background.write(owner, lambda: Wrote(8, frozenset()))
    settled()
    assert (announced, done) == ([(frozenset({"cases"}), owner)], [7])


def test_write_of_a_closed_page_is_done_and_announced(background, changes, settled):
    gate, announced, done, gone = threading.Event(), [], [], QObject()
    changes.announced.connect(lambda names, _source: announced.append(names))
    background.read(QObject(), gate.wait, lambda _: None)
    task = background.write(gone, lambda: Wrote(1, frozenset({"drafts"})), done.append)
    task.cancel()
    shiboken6.delete(gone)
    gate.set()
    settled()
    assert (announced, done) == ([frozenset({"drafts"})], [])


def test_close_finishes_writes_skips_reads_and_ends_threads(qapp, owner):
    background, gate, written = Background(Changes()), threading.Event(), []

    def write(name):
        written.append(name)
        return Wrote(None, frozenset())

    background.read(owner, gate.wait, lambda _: None)
    background.write(owner, lambda: write("draft"))
    background.read(owner, lambda: written.append("never"), lambda _: None)
    gate.set()
    background.close(last=lambda: written.append("store closed"))
    background.close()
    assert written == ["draft", "store closed"]
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith(("store_", "pool_"))] == []


def test_nothing_is_started_after_close(qapp, owner):
    background, done = Background(Changes()), []
    background.close()
    assert background.read(owner, lambda: 1, done.append).cancelled
    assert done == []
