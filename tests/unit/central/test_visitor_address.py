"""Whose address counts: the peer's own, unless the peer is a proxy that the settings name."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from litestar import Request

from app.central.public.visitor import visitor_address


@pytest.mark.parametrize(
    ("peer", "said", "proxies", "address"),
    [
        ("203.0.113.9", "", (), "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", (), "203.0.113.9"),
        ("10.1.2.3", "1.2.3.4", ("10.1.2.3",), "1.2.3.4"),
        ("10.1.2.3", "9.9.9.9, 1.2.3.4", ("10.1.0.0/16",), "1.2.3.4"),
        ("10.1.2.3", "1.2.3.4, 10.1.9.9", ("10.1.0.0/16",), "1.2.3.4"),
        ("10.1.2.3", "", ("10.1.2.3",), "10.1.2.3"),
        ("10.1.2.3", "no address", ("10.1.2.3", "no network"), "no address"),
    ],
)
def test_a_visitor_is_known_by(peer: str, said: str, proxies: tuple[str, ...], address: str):
    headers = [(b"x-forwarded-for", said.encode())] if said else []
    request: Request[Any, Any, Any] = Request(cast("Any", {"type": "http", "client": (peer, 1), "headers": headers}))
    services = cast("Any", SimpleNamespace(server=SimpleNamespace(settings=SimpleNamespace(proxies=proxies))))
    assert visitor_address(request, services) == address
