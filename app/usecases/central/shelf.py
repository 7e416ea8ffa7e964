"""The catalogue as the public pages read it: the release in force, kept with its search index until another begins."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.search import SearchIndex
from app.domain.catalog.catalogue import Catalogue
from app.domain.refusal import Refusal
from app.usecases.central.knowledge import knowledge, release_of
from app.usecases.central.releases import current_hash

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ServiceItem
    from app.usecases.central.server import Server

_KEPT = 4


@dataclass(frozen=True)
class Book:
    """A release with its search."""

    catalogue: Catalogue
    index: SearchIndex

    def item(self, code: str) -> ServiceItem:
        """An item by its code; Refusal STATE-UNKNOWN where there is none, or it takes no new case."""
        found = self.catalogue.by_code.get(code)
        if found is None or found.stopped:
            raise Refusal("STATE-UNKNOWN", "没有这个事项，或者已经停止办理。请重新查找。", "item")
        return found

    def online_item(self, code: str) -> ServiceItem:
        """An item that can be applied for online; Refusal STATE-COUNTER-ONLY for another."""
        found = self.item(code)
        if not found.online:
            raise Refusal("STATE-COUNTER-ONLY", f"“{found.name}”只能到窗口办理，不用网上预审。", "item")
        return found


class Shelf:
    """Books by the hash of their release; one for a running program."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._books: dict[str, Book] = {}
        self._lock = threading.Lock()

    def current(self) -> Book:
        """The release in force for new cases; before the first, the catalogue that the program brings."""
        with self._server.store.read() as connection:
            digest = current_hash(self._server, connection)
        return self.of(digest)

    def of(self, digest: str) -> Book:
        """A release by its hash ('': the one that the program brings)."""
        known = self._books.get(digest)
        if known is not None:
            return known
        with self._lock:
            if digest not in self._books:
                self._books[digest] = self._open(digest)
                for old in list(self._books)[:-_KEPT]:
                    del self._books[old]
            return self._books[digest]

    def _open(self, digest: str) -> Book:
        from app.catalog.search_cache import load_index

        starting = knowledge().starting
        catalogue = starting if not digest else release_of(self._server, digest)
        if catalogue is None:
            raise Refusal("STATE-RELEASE", "服务器还没有事项目录，请稍后再来。")
        cache = self._server.home.folder / "search" / f"{catalogue.hash[:16]}.index"
        return Book(catalogue, load_index(catalogue, cache))
