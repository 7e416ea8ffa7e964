"""Two verbs for all that may block: `read` and `write`.

The store has one thread, so its work is done in order; network, devices and PDFs share a small pool. Results come
back on the thread of the interface. A result whose owner is gone, or whose task was cancelled or superseded, is
dropped; a write is announced all the same, because what it changed did change.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal

from app.desk.changes import Changes, HasChanged

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
W = TypeVar("W", bound=HasChanged)
log = logging.getLogger(__name__)


class Lane(Enum):
    """Where work is done."""

    STORE = "store"
    POOL = "pool"


class Task:
    """A piece of work under way. `cancel` drops its result; work that can stop early may look at `cancelled`."""

    def __init__(
        self,
        owner: QObject,
        key: str,
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[Exception], None],
    ) -> None:
        self.owner = owner
        self.key = key
        self.on_done = on_done
        self.on_error = on_error
        self.lane = Lane.STORE
        self.announces = False
        self.cancelled = False
        self.future: Future[None] | None = None

    def cancel(self) -> None:
        """Drop the result; work that has not begun and announces nothing is not done at all."""
        self.cancelled = True
        if self.future is not None and not self.announces:
            self.future.cancel()


class Background(QObject):
    """Runs work off the interface's thread."""

    failed = Signal(object)
    idle = Signal()
    _finished = Signal(object, object, object)

    def __init__(self, changes: Changes, pool_threads: int = 3) -> None:
        super().__init__()
        self._changes = changes
        self._lanes = {
            Lane.STORE: ThreadPoolExecutor(1, thread_name_prefix="store"),
            Lane.POOL: ThreadPoolExecutor(pool_threads, thread_name_prefix="pool"),
        }
        self._tasks: set[Task] = set()
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.STORE,
        key: str = "",
    ) -> Task:
        """Do `work` elsewhere and give its result to `on_done` here.

        With a `key`, a newer read of the same owner and key supersedes the older one. Without `on_error` the error
        goes to the signal `failed`.
        """
        if key:
            for task in [task for task in self._tasks if task.owner is owner and task.key == key]:
                task.cancel()
        return self._start(Task(owner, key, on_done, on_error or self.failed.emit), work, lane)

    def write(
        self,
        owner: QObject,
        work: Callable[[], W],
        on_done: Callable[[W], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        *,
        lane: Lane = Lane.STORE,
    ) -> Task:
        """Do `work`, which changes something, and announce once what its result says was changed."""
        task = Task(owner, "", on_done, on_error or self.failed.emit)
        task.announces = True
        return self._start(task, work, lane)

    def drop(self, owner: QObject) -> None:
        """Cancel all that `owner` still waits for."""
        for task in self._tasks:
            if task.owner is owner:
                task.cancel()

    def busy(self, lane: Lane | None = None) -> bool:
        """Tell whether any work (of one lane) is under way or waiting for delivery."""
        return any(lane is None or task.lane is lane for task in self._tasks)

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Finish every write, drop the reads that have not begun, do `last` on the store's thread, end the threads."""
        if self._closed:
            return
        self._closed = True
        for task in self._tasks:
            task.cancelled = True
        if last is not None:
            self._lanes[Lane.STORE].submit(_do_last, last)
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=False)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        self._tasks.clear()

    def _start(self, task: Task, work: Callable[[], Any], lane: Lane) -> Task:
        if self._closed:
            task.cancelled = True
            return task
        if QThread.currentThread() is not self.thread():
            raise RuntimeError("background work is started from the interface's thread")
        task.lane = lane
        self._tasks.add(task)
        task.future = self._lanes[lane].submit(self._run, task, work)
        task.future.add_done_callback(lambda future: self._forget(task) if future.cancelled() else None)
        return task

    def _forget(self, task: Task) -> None:
        self._finished.emit(task, None, None)

    def _run(self, task: Task, work: Callable[[], Any]) -> None:
        if task.cancelled and not task.announces:
            self._finished.emit(task, None, None)
            return
        try:
            result = work()
        except Exception as error:  # every failure of the work belongs to whoever asked for it
            self._finished.emit(task, None, error)
        else:
            self._finished.emit(task, result, None)

    def _deliver(self, task: Task, result: Any, error: Exception | None) -> None:
        self._tasks.discard(task)
        alive = not task.cancelled and shiboken6.isValid(task.owner)
        if error is not None:
            if alive:
                task.on_error(error)
            elif task.announces:
                self.failed.emit(error)
            else:
                log.info("a dropped task failed: %s", type(error).__name__)
        else:
            if task.announces and result is not None:
                self._changes.announce(result.changed, task.owner if alive else None)
            if alive and task.on_done is not None:
                task.on_done(result)
        if not self._tasks:
            self.idle.emit()


def _do_last(last: Callable[[], None]) -> None:
    try:
        last()
    except Exception as error:  # the window is gone: there is nobody to tell but the log
        log.error("closing failed: %s", type(error).__name__)
