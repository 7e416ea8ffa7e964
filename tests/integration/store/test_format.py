"""docs/store-format.md, followed with nothing of the program's own code: what is frozen cannot move unnoticed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import tarfile
from typing import TYPE_CHECKING, Any

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from app.store.backup import backup
from app.store.event import Subject
from app.store.verify import make_checkpoint
from tests.builders.store import NAME, PASSWORD, noted, opened, write

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.home import Home
    from app.store.store import Store

SCAN = bytes(range(256)) * 5000


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two groups, a scan, and a checkpoint."""
    write(store, opened("a"), noted("a"))
    with store.write() as uow:
        uow.append([noted("a")])
        store.attach(uow, Subject("case", "a"), io.BytesIO(SCAN), "image/png")
        uow.commit()
    make_checkpoint(store)
    return store


def hkdf(key: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(key)


def ring_of(data: bytes) -> dict[str, Any]:
    """Check the signature over the verbatim bytes and return the key ring."""
    text = data.decode()
    inner = text[len('{"keyring":') : text.rindex(',"signature":')]
    ring: dict[str, Any] = json.loads(inner)
    signature = base64.b64decode(json.loads(text)["signature"])
    Ed25519PublicKey.from_public_bytes(base64.b64decode(ring["signer"])).verify(signature, inner.encode())
    return ring


def database_key(ring: dict[str, Any]) -> bytes:
    """Open the first account's slot with its password."""
    account = ring["accounts"][0]
    bits, given = base64.b64decode, account["parameters"]
    key = hash_secret_raw(
        PASSWORD.encode(), bits(given["salt"]), given["passes"], given["memory"], given["lanes"], 32, Type.ID
    )
    box = bits(account["private_key"])
    private = ChaCha20Poly1305(key).decrypt(box[:12], box[12:], account["id"].encode())
    slot = next(slot for slot in account["slots"] if slot["key"] == ring["key"])
    sealed = bits(slot["box"])
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(sealed[1:33]))
    inner = hkdf(shared, b"yichuang sealed box 1", sealed[1:33] + bits(account["public_key"]))
    assert sealed[0] == 1
    return ChaCha20Poly1305(inner).decrypt(bytes(12), sealed[33:], slot["key"].encode())


def connect(home: Home) -> dbapi2.Connection:
    key = database_key(ring_of(home.keyring.read_bytes()))
    connection = dbapi2.connect(str(home.database))
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def test_the_chain_is_what_the_page_says(filled: Store, home: Home) -> None:
    connection = connect(home)
    rows = connection.execute("select header, hash, salt, body from events order by seq").fetchall()
    statement, signature = connection.execute("select statement, signature from checkpoints").fetchone()
    connection.close()
    previous = bytes(32)
    for number, (header, digest, salt, body) in enumerate(rows, 1):
        fields = json.loads(header)
        assert (fields["seq"], fields["journal"]) == (number, filled.journal.id)
        assert hashlib.sha256(salt + body).hexdigest() == fields["body_hash"]
        previous = hashlib.sha256(previous + header).digest()
        assert previous == digest
    first = json.loads(rows[0][3])
    assert [json.loads(row[0])["group"] for row in rows] == [
        {"first": 1, "of": 1}, {"first": 2, "of": 2}, {"first": 2, "of": 2}, {"first": 4, "of": 1},
    ]  # fmt: skip
    assert json.loads(statement) == {"journal": filled.journal.id, "from": 1, "to": 4, "head": previous.hex()}
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(first["public_key"])).verify(signature, statement)
    assert (first["hash"], first["mark"], first["after"]) == ("sha256", "A", None)
    assert json.loads(rows[1][3])["name"] == NAME


def test_an_attachment_is_what_the_page_says(filled: Store, home: Home) -> None:
    connection = connect(home)
    (key,) = connection.execute("select value from settings where key = 'attachments.key'").fetchone()
    connection.close()
    digest = hashlib.sha256(SCAN).digest()
    name = hkdf(key, b"attachment name\x00" + digest).hex()
    data = (home.attachments / name[:2] / name).read_bytes()
    head, rest = data[:18], data[18:]
    cipher = ChaCha20Poly1305(hkdf(key, b"attachment content\x00" + digest))
    size = 2**20 + 16
    plain = [
        cipher.decrypt(i.to_bytes(12, "big"), rest[i * size : (i + 1) * size], head)
        for i in range(-(-len(rest) // size))
    ]
    assert head == b"YCATT\x01" + struct.pack(">QI", len(SCAN), 2**20)
    assert b"".join(plain) == SCAN
    assert filled.damaged_attachments() == []


def test_a_backup_is_what_the_page_says(filled: Store, tmp_path: Path) -> None:
    backup(filled, tmp_path / "b.ycb")
    data = (tmp_path / "b.ycb").read_bytes()
    assert data[:10] == b"YCBACKUP\x01\n"
    (length,) = struct.unpack(">I", data[10:14])
    head, rest = data[14 : 14 + length], data[14 + length :]
    digest = hashlib.sha256(head).digest()
    fields = json.loads(head)
    cipher = ChaCha20Poly1305(hkdf(database_key(ring_of(fields["keyring"].encode())), b"yichuang backup\x00" + digest))
    plain, number = b"", 0
    while rest:
        (size,) = struct.unpack(">I", rest[:4])
        box, rest = rest[4 : 4 + size], rest[4 + size :]
        plain += cipher.decrypt(number.to_bytes(12, "big"), box, digest + (b"\x00" if rest else b"\x01"))
        number += 1
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        names = archive.getnames()
    assert (names[0], len(names), fields["format"]) == ("store.db", 2, 1)
    assert names[1].startswith("attachments/")
