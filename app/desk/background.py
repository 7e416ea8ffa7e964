"""Two verbs for all that may block: `read` and `write`.

The store has one thread, so its work is done in order; network, devices and PDFs share a small pool. Results come
back on the thread of the interface. A result whose owner is gone, or whose task was cancelled or superseded, is
dropped; a write is announced all the same, because what it changed did change. No Qt object ever dies on one of the
threads: a task is emptied here, and cyclic garbage is collected here.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal

from app.desk.changes import Changes, HasChanged
from app.desk.garbage import GarbageOnThisThread

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
        work: Callable[[], Any],
        on_done: Callable[[Any], None] | None,
        on_error: Callable[[Exception], None],
    ) -> None:
        self.owner: QObject | None = owner
        self.key = key
        self.work: Callable[[], Any] | None = work
        self.on_done = on_done
        self.on_error: Callable[[Exception], None] | None = on_error
        self.result: Any = None
        self.error: Exception | None = None
        self.lane = Lane.STORE
        self.announces = False
        self.cancelled = False
        self.future: Future[None] | None = None

    def cancel(self) -> None:
        """Drop the result; work that has not begun and announces nothing is not done at all."""
        self.cancelled = True
        if self.future is not None and not self.announces:
            self.future.cancel()

    def run(self) -> None:
        """Do the work, on a lane's thread; what came of it waits in the task."""
        if self.work is None or (self.cancelled and not self.announces):
            return
        try:
            self.result = self.work()
        except Exception as error:  # every failure of the work belongs to whoever asked for it
            self.error = error

    def let_go(self) -> None:
        """Empty the task, on the interface's thread: a lane's thread may be the last to hold it, but then it holds nothing."""
        self.owner = self.work = self.on_done = self.on_error = self.result = self.error = None


class Background(QObject):
    """Runs work off the interface's thread."""

    failed = Signal(object)
    idle = Signal()
    _finished = Signal(object)

    def __init__(self, changes: Changes, pool_threads: int = 3) -> None:
        super().__init__()
        self._changes = changes
        self._lanes = {
            Lane.STORE: ThreadPoolExecutor(1, thread_name_prefix="store"),
            Lane.POOL: ThreadPoolExecutor(pool_threads, thread_name_prefix="pool"),
        }
        self._tasks: set[Task] = set()
        self._closed = False
        self._garbage = GarbageOnThisThread(self)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def settle(self) -> None:
        """Say that all that is heavy is loaded: the collector need not look at it again."""
        self._garbage.settle()

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
        return self._start(Task(owner, key, work, on_done, on_error or self.failed.emit), lane)

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
        task = Task(owner, "", work, on_done, on_error or self.failed.emit)
        task.announces = True
        return self._start(task, lane)

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
        for task in self._tasks:
            task.let_go()
        self._tasks.clear()
        self._garbage.stop()

    def _start(self, task: Task, lane: Lane) -> Task:
        if self._closed:
            task.cancelled = True
            return task
        if QThread.currentThread() is not self.thread():
            raise RuntimeError("background work is started from the interface's thread")
        task.lane = lane
        self._tasks.add(task)
        task.future = self._lanes[lane].submit(self._run, task)
        task.future.add_done_callback(lambda future: self._forget(task) if future.cancelled() else None)
        return task

    def _forget(self, task: Task) -> None:
        self._finished.emit(task)

    def _run(self, task: Task) -> None:
        task.run()
        self._finished.emit(task)

    def _deliver(self, task: Task) -> None:
        self._tasks.discard(task)
        owner, error, result = task.owner, task.error, task.result
        on_done, on_error = task.on_done, task.on_error
        task.let_go()
        alive = not task.cancelled and owner is not None and shiboken6.isValid(owner)
        if error is not None:
            if alive and on_error is not None:
                on_error(error)
            elif task.announces:
                self.failed.emit(error)
            else:
                log.info("a dropped task failed: %s", type(error).__name__)
        else:
            if task.announces and result is not None:
                self._changes.announce(result.changed, owner if alive else None)
            if alive and on_done is not None:
                on_done(result)
        if not self._tasks:
            self.idle.emit()


def _do_last(last: Callable[[], None]) -> None:
    try:
        last()
    except Exception as error:  # the window is gone: there is nobody to tell but the log
        log.error("closing failed: %s", type(error).__name__)
