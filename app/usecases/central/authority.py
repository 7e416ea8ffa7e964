"""The server's certificate authority: shown, succeeded. A successor is announced before it is used.

The announcement is an event that every desk reads over a connection that the present authority vouches for; the area's
key signs it besides. A desk that was away for the whole time in between enrols anew or pins the successor by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.crypto.tls import fingerprint, make_authority, valid_until
from app.domain.area import AuthorityAnnounced
from app.domain.refusal import Refusal
from app.store.central.keyfile import encode_keys, succeeded
from app.usecases.central.server import OPERATOR

if TYPE_CHECKING:
    from app.store.central.keyfile import ServerKeys
    from app.usecases.central.server import Server

CONTEXT = b"yichuang authority 1\0"
"""What stands before a successor's certificate when the area's key signs it."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority in use. `successor` is the fingerprint of the announced one, empty where there is none."""

    fingerprint: str
    certificate: str
    valid_until: datetime
    successor: str


def authority_of(server: Server) -> Authority:
    """Return the authority in use."""
    keys = server.keys
    return Authority(
        fingerprint=keys.fingerprint,
        certificate=keys.authority.certificate.decode(),
        valid_until=valid_until(keys.authority.certificate),
        successor=fingerprint(keys.successor.certificate) if keys.successor else "",
    )


def announce(server: Server, *, by: str = OPERATOR) -> str:
    """Announce a successor; returns its fingerprint. Announced already, the same one is named again.

    The key is in the file before anybody is told of it.
    """
    successor = server.keys.successor
    if successor is None:
        successor = make_authority(f"Yichuang {server.area}", server.now())
        _keep(server, replace(server.keys, successor=successor))
    certificate = successor.certificate
    signature = server.keys.area.sign(CONTEXT + certificate)
    with server.store.write() as connection:
        server.record(connection, [AuthorityAnnounced(certificate.decode(), signature.hex())], by)
    return fingerprint(certificate)


def switch(server: Server) -> str:
    """Put the announced authority in use; returns its fingerprint. Refusal STATE-AUTHORITY where none was announced.

    The server shows a certificate of it from its next start on.
    """
    if server.keys.successor is None:
        raise Refusal("STATE-AUTHORITY", "还没有公布继任者，请先运行 ca announce，并等各窗口同步过一次。")
    keys = succeeded(server.keys)
    _keep(server, keys)
    return keys.fingerprint


def _keep(server: Server, keys: ServerKeys) -> None:
    server.home.write(server.home.keys, encode_keys(keys))
