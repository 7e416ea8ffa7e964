"""Which addresses a desk talks to, and how."""

from __future__ import annotations

import ssl

import pytest

from app.sync.failures import Untrusted
from app.sync.trust import check_url, is_loopback, pinned_context


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://hall.example:8443", "https://hall.example:8443"),
        ("hall.example:8443/", "https://hall.example:8443"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:1", "http://[::1]:1"),
    ],
)
def test_an_address_has_one_form(given: str, taken: str) -> None:
    assert check_url(given) == taken


@pytest.mark.parametrize("given", ["http://hall.example", "http://10.0.0.1:80", "ftp://x", "", "https://"])
def test_plain_http_leaves_no_machine(given: str) -> None:
    with pytest.raises(Untrusted) as refused:
        check_url(given)
    assert refused.value.code == "SYNC-ADDRESS"


def test_loopback_is_this_machine_only() -> None:
    assert [is_loopback(host) for host in ("127.0.0.9", "::1", "localhost", "128.0.0.1", "localhost.example")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_without_a_pinned_authority_nobody_is_trusted() -> None:
    context = pinned_context(())
    assert (context.verify_mode, context.get_ca_certs()) == (ssl.CERT_REQUIRED, [])
