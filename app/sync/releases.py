"""Releases of the catalogue: announced in the feed, signed by the area; fetched by hash, and kept where both hold."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.store.release_statement import release_holds
from app.store.settings import read_setting, write_bytes, write_setting
from app.sync.failures import Untrusted

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.domain.area import CatalogueReleased
    from app.sync.line import Line

RELEASES = "sync.releases"
"""Releases that are kept here or wait to be fetched: number, hash, start, and whether the content has come."""


class Release(msgspec.Struct, frozen=True):
    """A release that the server announced; `kept` once its content lies in the store and was verified."""

    number: int
    hash: str
    start: str
    signature: str
    kept: bool = False


def releases_of(connection: Connection) -> list[Release]:
    """Every release that the server announced to this store."""
    return msgspec.convert(read_setting(connection, RELEASES, default=[]), list[Release])


def note_release(line: Line, body: object) -> None:
    """Note a release that was announced; its signature must be the area's. Its content is fetched apart."""
    released: CatalogueReleased = body  # type: ignore[assignment]  # the kind of the event says so
    binding = line.binding
    start = datetime.fromisoformat(released.start)
    signature = bytes.fromhex(released.signature)
    if not release_holds(binding.area_key, binding.area, released.number, released.hash, start, signature):
        line.alarms["SYNC-RELEASE"] = "收到的事项库版本签名不符，没有采用。请联系管理员。"
        return
    with line.store.write_local() as connection:
        known = releases_of(connection)
        if any(one.hash == released.hash and one.start == released.start for one in known):
            return
        known.append(Release(released.number, released.hash, released.start, released.signature))
        write_setting(connection, RELEASES, msgspec.to_builtins(known))
    line.announce("catalog")


def fetch_releases(line: Line) -> int:
    """Fetch the content of releases that were announced and are not here; return how many came."""
    with line.store.read() as connection:
        wanted = [one for one in releases_of(connection) if not one.kept]
    for release in wanted:
        content = line.session.send(line.link, "GET", f"releases/{release.hash}").content
        if hashlib.sha256(content).hexdigest() != release.hash:
            raise Untrusted(
                "收到的事项库内容与公布的不符，没有采用。请联系管理员。", release.hash[:12], code="SYNC-RELEASE"
            )
        with line.store.write_local() as connection:
            write_bytes(connection, f"release:{release.hash}", content)
            known = [
                msgspec.structs.replace(one, kept=True) if one.hash == release.hash else one
                for one in releases_of(connection)
            ]
            write_setting(connection, RELEASES, msgspec.to_builtins(known))
        line.announce("catalog")
    return len(wanted)
