"""Bytes from outside: what is no msgpack or JSON, too deep, packed to burst, or of the wrong shape is refused by name."""

from __future__ import annotations

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.central.forms import from_json, from_msgpack, unpacked
from app.central.problems import HttpProblem
from app.store.exchange import Batch
from app.store.exchange_admission import SessionRequest


def code_of(call) -> tuple[int, str, str]:
    with pytest.raises(HttpProblem) as refused:
        call()
    return refused.value.status, refused.value.code, refused.value.place


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{", (400, "BODY-FORM", "")),
        (b"\xff\xfe", (400, "BODY-FORM", "")),
        (b'{"a":' * 100_000, (400, "BODY-FORM", "")),
        (b"[" * 100_000, (422, "BODY-FIELDS", "$")),
        (b'{"device":"\xff"}', (400, "BODY-FORM", "")),
        (b'{"device":7}', (422, "BODY-FIELDS", "$.device")),
        (b'{"device":"a b"}', (422, "BODY-FIELDS", "$.device")),
        (b"7", (422, "BODY-FIELDS", "$")),
    ],
)
def test_json_that_does_not_fit_is_refused_with_its_place(data, expected):
    assert code_of(lambda: from_json(data, SessionRequest)) == expected


def test_msgpack_that_is_cut_off_is_refused():
    whole = msgspec.msgpack.encode({"journal": "J", "first": 1})
    assert code_of(lambda: from_msgpack(whole[:-1], Batch))[:2] == (400, "BODY-FORM")
    assert code_of(lambda: from_msgpack(whole, Batch)) == (422, "BODY-FIELDS", "$")


@given(st.binary(max_size=300))
def test_no_bytes_bring_the_decoder_down(data):
    assert code_of(lambda: from_msgpack(data, Batch))[0] in {400, 422}


def test_packed_bytes_come_back():
    data = bytes(range(256)) * 100
    assert unpacked(zstandard.compress(data), "zstd", len(data)) == data
    assert unpacked(data, "", 1) == data


@pytest.mark.parametrize("known_size", [True, False])
def test_a_bomb_is_stopped_at_the_limit(known_size):
    packer = zstandard.ZstdCompressor(write_content_size=known_size)
    bomb = packer.compress(bytes(64 * 1024 * 1024))
    assert len(bomb) < 10_000
    assert code_of(lambda: unpacked(bomb, "zstd", 1024 * 1024))[:2] == (413, "BODY-SIZE")


def test_what_is_not_packed_is_refused():
    assert code_of(lambda: unpacked(b"not zstd at all", "zstd", 100))[:2] == (400, "BODY-FORM")


def test_a_window_that_takes_too_much_memory_is_refused():
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True, write_content_size=False)
    packer = zstandard.ZstdCompressor(compression_params=parameters)
    frame = packer.compressobj()
    data = frame.compress(bytes(32 * 1024 * 1024)) + frame.flush()
    assert code_of(lambda: unpacked(data, "zstd", 64 * 1024 * 1024))[:2] == (400, "BODY-FORM")
