"""The TLS certificate that the server shows: issued under its own authority, renewed before it ends."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import TYPE_CHECKING

from app.crypto.tls import CertifiedKey, issue, issued_by, names_of, valid_until

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from app.store.central.home import CentralHome

RENEW = timedelta(days=30)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def server_names(more: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names under which this machine is reached, `more` first."""
    wanted = [*more, socket.gethostname(), *LOOPBACK]
    usable = [name for name in wanted if name and name.isascii() and name not in ("0.0.0.0", "::")]  # noqa: S104 the names of no machine are left out
    return tuple(dict.fromkeys(usable))


def server_certificate(
    home: CentralHome, authority: CertifiedKey, names: tuple[str, ...], now: datetime
) -> tuple[Path, Path]:
    """Return the files of certificate and key; made anew where they end soon or lack a name."""
    certificate, key = home.tls / "server.pem", home.tls / "server.key"
    if not _serves(certificate, key, authority, names, now):
        fresh = issue(authority, names, now)
        home.make()
        home.write(key, fresh.key)
        home.write(certificate, fresh.certificate + authority.certificate)
    return certificate, key


def _serves(certificate: Path, key: Path, authority: CertifiedKey, names: tuple[str, ...], now: datetime) -> bool:
    try:
        found = certificate.read_bytes()
        return (
            key.exists()
            and valid_until(found) - now > RENEW
            and names_of(found) >= set(names)
            and issued_by(found, authority.certificate)
        )
    except (OSError, ValueError):
        return False
