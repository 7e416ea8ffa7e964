"""Whom a desk trusts: the CA that was pinned at enrolment, and nobody else.

The pinned CA issues certificates to one server only, so that a host name would add nothing to it; a hall that moves its
server to another address does not lose its desks. Where the machine's own clock is wrong the dates of a certificate
cannot be judged by it: see `relaxed`.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.sync.failures import Untrusted

if TYPE_CHECKING:
    import ssl

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which the standard library does not name."""


@dataclass(frozen=True)
class Address:
    """Where the server is and whose certificates count (PEM, the pinned CA and, once announced, its successor)."""

    url: str
    ca: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Host name or address, for words and logs."""
        return urlsplit(self.url).hostname or self.url


def check_url(url: str) -> str:
    """Return the address in its one form; Untrusted for plain HTTP that leaves the machine, or no address at all."""
    parts = urlsplit(url if "//" in url else f"https://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Untrusted("服务器地址写成 https://主机:端口 这样，请核对。", url, code="SYNC-ADDRESS")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise Untrusted("本机以外的服务器只用加密连接，请把地址写成 https:// 开头。", url, code="SYNC-ADDRESS")
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pinned_context(ca: tuple[str, ...], *, relaxed: bool = False) -> ssl.SSLContext:
    """A TLS context that trusts the pinned CA only. `relaxed` leaves the dates of certificates out of it."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False  # see the head of this module
    context.verify_mode = ssl.CERT_REQUIRED
    for certificate in ca:
        context.load_verify_locations(cadata=certificate)
    if relaxed:
        context.verify_flags = ssl.VerifyFlags(context.verify_flags | _NO_CHECK_TIME)
    return context


def open_context() -> ssl.SSLContext:
    """A TLS context that believes anybody: only to fetch what a fingerprint is then compared with."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
