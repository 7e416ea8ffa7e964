"""The USB stick: what a desk has not sent, in one file that only its server can read and only this desk can have made.

    "YCCARRY" 0x01 ‖ length (4 bytes, big endian) ‖ head ‖ (length ‖ frame) ‖ … ‖ 0x00000000 ‖ signature (64)

`head` is JSON: format, device, area, counter, made_at and `box`, the file's random key sealed to the server's recovery
key. Frame number i is ChaCha20-Poly1305(key, zstd(msgpack(kind, content)), nonce = i, AAD = SHA-256(head)); the last one
counts the others. The signature is the device's (Ed25519) over the SHA-256 of all bytes before it. Batches come before
files, and are the same as over the wire: importing them twice, or after the line came back, changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from app.crypto.box import NONCE_SIZE, CannotOpen, decrypt_at, encrypt_at, new_key
from app.crypto.seal import open_sealed, seal
from app.crypto.sign import SigningKey, verify
from app.store.exchange import Batch, Digest
from app.store.exchange_admission import BlobAnnounced
from app.sync.failures import SyncFailure

if TYPE_CHECKING:
    from typing import Any

MAGIC = b"YCCARRY\x01"
_CONTEXT = b"yichuang carry 1\0"
_FRAME_BYTES = 32 * 1024 * 1024
_HEAD_BYTES = 64 * 1024
_SIGNATURE = 64
_END, _BATCH, _FILE, _PIECE = range(4)


class Piece(msgspec.Struct, frozen=True):
    """A piece of the file that was announced last: its bytes from `offset` on."""

    digest: Digest
    offset: int
    data: bytes


class CarryHead(msgspec.Struct, frozen=True):
    """Who wrote the file, when, and its key, sealed to the server."""

    format: int
    device: str
    area: str
    counter: str
    made_at: datetime
    box: bytes


class _Count(msgspec.Struct, frozen=True):
    frames: int


@dataclass(frozen=True)
class Carried:
    """A file whose signature and key hold. `items` reads on: batches, then files in pieces, in order."""

    head: CarryHead
    items: Iterator[Batch | BlobAnnounced | Piece]


class CarryFailure(SyncFailure):
    """The file cannot be taken; nothing of it was."""

    code = "CARRY-FILE"


@dataclass(frozen=True)
class Sender:
    """The device that writes, and the server that shall read."""

    device: str
    area: str
    counter: str
    key: SigningKey
    recovery_key: bytes


def write_carried(target: BinaryIO, sender: Sender, made_at: datetime, items: Iterable[Any]) -> None:
    """Write `items` (Batch, BlobAnnounced, Piece) as one signed file that only the server can read."""
    key = new_key()
    box = seal(sender.recovery_key, key, MAGIC)
    head = msgspec.json.encode(CarryHead(1, sender.device, sender.area, sender.counter, made_at, box))
    state = hashlib.sha256()

    def put(data: bytes) -> None:
        state.update(data)
        target.write(data)

    put(MAGIC + _sized(head))
    context = hashlib.sha256(head).digest()
    number = 0
    for item in items:
        put(_sized(_closed(key, number, context, _kind_of(item), item)))
        number += 1
    put(_sized(_closed(key, number, context, _END, _Count(number))))
    put(bytes(4))
    target.write(sender.key.sign(_CONTEXT + state.digest()))


def read_carried(source: BinaryIO, private: bytes, key_of: Callable[[str], bytes | None]) -> Carried:
    """Check a file (seekable) from end to end and return what it holds; CarryFailure says why it can't be taken.

    `private` is the server's recovery key; `key_of` returns the public key of a device, None if there is no such one.
    """
    head_bytes = _check_outside(source, key_of)
    head = msgspec.json.decode(head_bytes, type=CarryHead)
    try:
        key = open_sealed(private, head.box, MAGIC)
    except CannotOpen:
        words = "这个文件不是写给本服务器的，没有导入任何内容。请核对窗口接入的是哪一台服务器。"
        raise CarryFailure(words, code="CARRY-SERVER") from None
    source.seek(len(MAGIC) + 4 + len(head_bytes))
    return Carried(head, _items(source, key, hashlib.sha256(head_bytes).digest()))


def _check_outside(source: BinaryIO, key_of: Callable[[str], bytes | None]) -> bytes:
    """Check form and signature without the key; return the bytes of the head."""
    source.seek(0)
    state = hashlib.sha256()
    magic = source.read(len(MAGIC))
    if magic != MAGIC:
        raise _damaged("这不是一窗导出的文件，请核对文件名。")
    state.update(magic)
    head = _taken(source, state, _HEAD_BYTES)
    while _taken(source, state, _FRAME_BYTES):
        pass
    signature = source.read(_SIGNATURE + 1)
    try:
        device = msgspec.json.decode(head, type=CarryHead).device
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _damaged() from None
    public = key_of(device)
    if public is None:
        raise CarryFailure("导出这个文件的设备没有在本服务器登记，没有导入任何内容。", device, code="CARRY-DEVICE")
    if not verify(public, _CONTEXT + state.digest(), signature):
        raise _damaged("文件的签名不符，可能没有拷完或被改动过，没有导入任何内容。请在窗口重新导出。")
    return head


def _taken(source: BinaryIO, state: Any, most: int) -> bytes:
    length = source.read(4)
    size = int.from_bytes(length, "big")
    data = source.read(size) if len(length) == 4 and size <= most else b""
    if len(length) != 4 or len(data) != size:
        raise _damaged()
    state.update(length + data)
    return data


def _items(source: BinaryIO, key: bytes, context: bytes) -> Iterator[Batch | BlobAnnounced | Piece]:
    kinds: dict[int, Any] = {_BATCH: Batch, _FILE: BlobAnnounced, _PIECE: Piece, _END: _Count}
    number = 0
    while True:
        box = source.read(int.from_bytes(source.read(4), "big"))
        try:
            data = _expanded(decrypt_at(key, _nonce(number), box, context))
            item = msgspec.msgpack.decode(data[1:], type=kinds[data[0]])
        except (CannotOpen, msgspec.MsgspecError, UnicodeDecodeError, KeyError, IndexError):
            raise _damaged() from None
        if isinstance(item, _Count):
            if item.frames != number:
                raise _damaged()
            return
        yield item
        number += 1


def _expanded(data: bytes) -> bytes:
    """Unpack a frame that says how large it is, and is not larger than a frame may be; msgspec.DecodeError if not."""
    import zstandard

    try:
        if not 0 < zstandard.frame_content_size(data) <= _FRAME_BYTES:
            raise msgspec.DecodeError
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        raise msgspec.DecodeError from error


def _kind_of(item: Any) -> int:
    kinds: dict[Any, int] = {Batch: _BATCH, BlobAnnounced: _FILE, Piece: _PIECE}
    return kinds[type(item)]


def _closed(key: bytes, number: int, context: bytes, kind: int, item: Any) -> bytes:
    import zstandard

    data = zstandard.ZstdCompressor(level=3).compress(bytes((kind,)) + msgspec.msgpack.encode(item))
    return encrypt_at(key, _nonce(number), data, context)


def _nonce(number: int) -> bytes:
    return number.to_bytes(NONCE_SIZE, "big")


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def _damaged(words: str = "文件不完整，没有导入任何内容。请在窗口重新导出，并等拷贝完成后再拔出。") -> CarryFailure:
    return CarryFailure(words)
