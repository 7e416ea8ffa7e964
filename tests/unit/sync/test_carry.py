"""The file for the USB stick: only its server reads it, only its device can have made it, and half of it is nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.box import encrypt_at, new_key
from app.crypto.seal import new_private_key, public_key_of, seal
from app.crypto.sign import new_signing_key
from app.store.exchange import Batch, SentEvent
from app.store.exchange_admission import BlobAnnounced
from app.sync.carry import MAGIC, CarryFailure, CarryHead, Piece, Sender, read_carried, write_carried

if TYPE_CHECKING:
    from collections.abc import Sequence

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DIGEST = "ab" * 32
SERVER = new_private_key()
DEVICE = new_signing_key()
SENDER = Sender("d1", "500106", "C03", DEVICE, public_key_of(SERVER))
ITEMS = [
    Batch("j1", 1, [SentEvent(b"{}", b"salt", "张三".encode())], b"statement", b"s" * 64, b"k" * 32),
    Batch("j1", 2, [SentEvent(b"{}", None, None)], b"statement", b"s" * 64, b"k" * 32),
    BlobAnnounced(DIGEST, 5, "image/png", "case", "c1"),
    Piece(DIGEST, 0, b"12345"),
]


def key_of(device: str) -> bytes | None:
    return {"d1": DEVICE.public}.get(device)


def written(items: Sequence[object] = ITEMS, sender: Sender = SENDER) -> bytes:
    target = io.BytesIO()
    write_carried(target, sender, NOW, items)
    return target.getvalue()


FILE = written()


def test_the_server_reads_what_the_desk_wrote_in_order() -> None:
    carried = read_carried(io.BytesIO(FILE), SERVER, key_of)
    assert (carried.head.device, carried.head.counter, carried.head.made_at) == ("d1", "C03", NOW)
    assert list(carried.items) == ITEMS


def test_nothing_of_a_person_can_be_read_in_it() -> None:
    assert "张三".encode() not in FILE
    assert b"image/png" not in FILE


def test_an_empty_outbox_makes_a_file_too() -> None:
    assert list(read_carried(io.BytesIO(written([])), SERVER, key_of).items) == []


@given(st.integers(0, len(FILE) - 1))
def test_a_file_that_was_cut_is_refused(length: int) -> None:
    with pytest.raises(CarryFailure):
        read_carried(io.BytesIO(FILE[:length]), SERVER, key_of)


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_before_anything_is_taken(at: int, change: int) -> None:
    data = bytearray(FILE)
    data[at] ^= change
    with pytest.raises(CarryFailure):
        read_carried(io.BytesIO(bytes(data)), SERVER, key_of)


def test_bytes_behind_the_signature_are_refused() -> None:
    with pytest.raises(CarryFailure):
        read_carried(io.BytesIO(FILE + b"x"), SERVER, key_of)


def test_another_server_cannot_read_it() -> None:
    with pytest.raises(CarryFailure) as refused:
        read_carried(io.BytesIO(FILE), new_private_key(), key_of)
    assert refused.value.code == "CARRY-SERVER"


def test_a_device_that_nobody_knows_is_named() -> None:
    with pytest.raises(CarryFailure) as refused:
        read_carried(io.BytesIO(FILE), SERVER, lambda device: None)
    assert (refused.value.code, refused.value.place) == ("CARRY-DEVICE", "d1")


def test_a_device_cannot_sign_for_another() -> None:
    forged = written(sender=Sender("d1", "500106", "C03", new_signing_key(), public_key_of(SERVER)))
    with pytest.raises(CarryFailure, match="签名不符"):
        read_carried(io.BytesIO(forged), SERVER, key_of)


def test_a_frame_that_would_unpack_to_gigabytes_is_refused() -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(64 * 1024 * 1024))
    key = new_key()
    head = msgspec.json.encode(CarryHead(1, "d1", "500106", "C03", NOW, seal(public_key_of(SERVER), key, MAGIC)))
    import hashlib

    frame = encrypt_at(key, bytes(12), bomb, hashlib.sha256(head).digest())
    body = MAGIC + len(head).to_bytes(4, "big") + head + len(frame).to_bytes(4, "big") + frame + bytes(4)
    signed = body + DEVICE.sign(b"yichuang carry 1\0" + hashlib.sha256(body).digest())
    carried = read_carried(io.BytesIO(signed), SERVER, key_of)
    with pytest.raises(CarryFailure):
        next(carried.items)
