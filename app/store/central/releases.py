"""Releases of the catalogue as rows: their content lies here until every desk has fetched it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from db.central.access import releases

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Release:
    """A release 事项库版本: known by its hash, named by its number, current from `start` on."""

    hash: str
    number: int
    start: datetime
    position: int
    signature: bytes = field(repr=False)
    published_at: datetime
    published_by: str


_RELEASE = tuple(releases.c[name] for name in Release.__dataclass_fields__)


def add_release(connection: Connection, area: str, release: Release, content: bytes) -> None:
    """Keep a release with its content."""
    row = {name: getattr(release, name) for name in Release.__dataclass_fields__}
    connection.execute(insert(releases).values(area=area, content=content, **row))


def releases_of(connection: Connection, area: str) -> list[Release]:
    """Return every release, oldest first."""
    rows = connection.execute(select(*_RELEASE).where(releases.c.area == area).order_by(releases.c.number))
    return [Release(*row) for row in rows]


def current_release(connection: Connection, area: str, now: datetime) -> Release | None:
    """Return the release in force: of those that have begun, the one that began last; None before the first."""
    wanted = select(*_RELEASE).where(releases.c.area == area, releases.c.start <= now)
    row = connection.execute(wanted.order_by(releases.c.start.desc(), releases.c.number.desc()).limit(1)).first()
    return None if row is None else Release(*row)


def release_content(connection: Connection, area: str, digest: str) -> bytes | None:
    """Return the bytes of a release by its hash."""
    wanted = select(releases.c.content).where(releases.c.area == area, releases.c.hash == digest)
    content: bytes | None = connection.execute(wanted).scalar()
    return content
