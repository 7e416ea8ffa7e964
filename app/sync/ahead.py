"""A second connection, whose answers are waited for in a thread of its own while this one works on the store."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.sync.client import Link
    from app.sync.session import Session

T = TypeVar("T")


class Ahead:
    """Asks one thing at a time; the thread ends with `close`."""

    def __init__(self, session: Session) -> None:
        self._link = session.link()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="yichuang-ahead")

    def ask(self, work: Callable[[Link], T]) -> Future[T]:
        """Begin to ask; the result, or the failure, is the future's."""
        return self._pool.submit(work, self._link)

    def abort(self) -> None:
        """Cut the connection under whatever is being asked; safe from any thread."""
        self._link.abort()

    def close(self) -> None:
        """Wait for what is being asked, and end."""
        self._pool.shutdown(wait=True)
        self._link.close()
