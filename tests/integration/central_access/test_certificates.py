"""The certificate that the server shows: kept while it holds, made anew before it ends, when a name or the CA changes."""

from __future__ import annotations

import ssl
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.central_program import central_home
from app.crypto.tls import names_of, valid_until
from app.store.central.certificates import server_certificate, server_names
from app.store.central.keyfile import decode_keys, encode_keys, new_keys, read_keys
from app.store.failures import CorruptStore, NewerStore

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.central_access.conftest import Hands


def test_certificate_is_kept_until_it_ends_soon(tmp_path: Path, hands: Hands) -> None:
    home, keys = central_home(tmp_path), new_keys("一窗", hands.now)
    names = server_names(("hall.example",))
    path, key = server_certificate(home, keys.authority, names, hands.now)
    first = path.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert names_of(first) >= {"hall.example", "localhost", "127.0.0.1", "::1"}
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path, key)
    hands.forward(days=300)
    assert server_certificate(home, keys.authority, names, hands.now)[0].read_bytes() == first
    hands.forward(days=80)
    renewed = server_certificate(home, keys.authority, names, hands.now)[0].read_bytes()
    assert valid_until(renewed) - hands.now > timedelta(days=390)


def test_certificate_is_made_anew_for_another_name_or_authority(tmp_path: Path, hands: Hands) -> None:
    home, keys = central_home(tmp_path), new_keys("一窗", hands.now)
    first = server_certificate(home, keys.authority, ("a.example",), hands.now)[0].read_bytes()
    second = server_certificate(home, keys.authority, ("a.example", "b.example"), hands.now)[0].read_bytes()
    other = new_keys("一窗", hands.now)
    third = server_certificate(home, other.authority, ("a.example",), hands.now)[0].read_bytes()
    (home.tls / "server.pem").write_bytes(b"damaged")
    fourth = server_certificate(home, other.authority, ("a.example",), hands.now)[0].read_bytes()
    assert len({first, second, third, fourth}) == 4


def test_addresses_of_no_machine_are_no_names() -> None:
    assert not {"0.0.0.0", "::", "", "窗口"} & set(server_names(("0.0.0.0", "::", "", "窗口")))


def test_keys_are_read_as_they_were_written(tmp_path: Path, hands: Hands) -> None:
    keys = new_keys("一窗", hands.now)
    assert decode_keys(encode_keys(keys), "keys.json") == keys
    assert len({keys.data_key(), keys.search_key(), keys.token_key(), keys.code_key(), keys.data}) == 5
    shown = repr(keys)
    assert keys.data.hex() not in shown
    assert repr(keys.data) not in shown
    with pytest.raises(CorruptStore):
        decode_keys(b"{}", "keys.json")
    with pytest.raises(NewerStore):
        decode_keys(encode_keys(keys).replace(b'"format":1', b'"format":2'), "keys.json")
    with pytest.raises(CorruptStore):
        read_keys(tmp_path / "none.json")
