"""Releases of the catalogue 事项库: checked, numbered, signed by the area's key, announced to every desk.

The content is a blob that desks fetch by its hash and verify. A case stays with its release; an item that was stopped
by law takes no new case, and its open ones become tasks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.blob import catalogue_bytes, decode_catalogue, make_catalogue
from app.domain.area import CatalogueReleased
from app.store.central.releases import Release, add_release, current_release, release_content, releases_of
from app.store.release_statement import sign_release
from app.usecases.central.server import OPERATOR

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from app.domain.catalog.catalogue import Catalogue
    from app.usecases.central.server import Server


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a publication: `fresh` is False where the newest release has this very content already.

    `stopped` are codes of items that this release stops, `tasks` how many open cases became tasks by it.
    """

    release: Release
    items: int
    packages: int
    fresh: bool
    stopped: tuple[str, ...] = ()
    tasks: int = 0


def publish(server: Server, catalogue: Catalogue, start: datetime | None = None, *, by: str = OPERATOR) -> Published:
    """Publish a catalogue that was checked. It holds from `start`, at once where none is named.

    Its number is the catalogue's own, or the one after the last release where that is higher. The content of the newest
    release again changes nothing.
    """
    now = server.now()
    with server.store.write() as connection:
        before = releases_of(connection, server.area)
        newest = before[-1] if before else None
        if newest is not None and _numbered(catalogue, newest.number).hash == newest.hash:
            return Published(newest, len(catalogue.items), len(catalogue.packages), fresh=False)
        numbered = _numbered(catalogue, max(catalogue.number, newest.number + 1 if newest else catalogue.number))
        release = _released(server, connection, numbered, start or now, by)
        stopped = _newly_stopped(connection, server, newest, numbered)
        tasks = _tasks_for(server, connection, stopped, release)
    return Published(release, len(numbered.items), len(numbered.packages), fresh=True, stopped=stopped, tasks=tasks)


def list_releases(server: Server) -> list[Release]:
    """Return every release, oldest first."""
    with server.store.read() as connection:
        return releases_of(connection, server.area)


def content_of(server: Server, digest: str) -> bytes | None:
    """Return the bytes of a release; whoever fetched them compares their SHA-256 with the hash."""
    with server.store.read() as connection:
        return release_content(connection, server.area, digest)


def current_hash(server: Server, connection: Connection) -> str:
    """Return the hash of the release in force; empty before the first."""
    release = current_release(connection, server.area, server.now())
    return "" if release is None else release.hash


def _numbered(catalogue: Catalogue, number: int) -> Catalogue:
    return make_catalogue(number, catalogue.items, catalogue.packages, catalogue.departments)


def _released(server: Server, connection: Connection, catalogue: Catalogue, start: datetime, by: str) -> Release:
    content = catalogue_bytes(catalogue)
    digest = hashlib.sha256(content).hexdigest()
    signature = sign_release(server.keys.area, server.area, catalogue.number, digest, start)
    event = CatalogueReleased(catalogue.number, digest, start.isoformat(), signature.hex())
    position = server.record(connection, [event], by)
    release = Release(digest, catalogue.number, start, position, signature, server.now(), by)
    add_release(connection, server.area, release, content)
    return release


def _newly_stopped(
    connection: Connection, server: Server, before: Release | None, catalogue: Catalogue
) -> tuple[str, ...]:
    """Codes of the items that this release stops and the one before did not."""
    content = release_content(connection, server.area, before.hash) if before is not None else None
    old = {item.code for item in decode_catalogue(content).items if item.stopped} if content else set[str]()
    return tuple(item.code for item in catalogue.items if item.stopped and item.code not in old)


def _tasks_for(server: Server, connection: Connection, stopped: tuple[str, ...], release: Release) -> int:
    """Make a task of each open case of an item that was stopped."""
    from app.usecases.central.stopped_items import tasks_of_stopped

    return tasks_of_stopped(server, connection, stopped, release.position) if stopped else 0
