"""Scans: encrypted beside the database, found by their content, damaged ones noticed."""

from __future__ import annotations

import hashlib
import io
import os
from typing import TYPE_CHECKING

import pytest

from app.store.attachments import CHUNK, digests_of
from app.store.event import NewEvent, Subject
from app.store.failures import AttachmentDamaged, ReadOnlyHome
from app.store.journal_events import SubjectErased
from tests.builders.store import NAME, noted, opened

if TYPE_CHECKING:
    from app.store.store import Store

A, B = Subject("case", "a"), Subject("case", "b")


def attach(store: Store, content: bytes, *subjects: Subject) -> str:
    with store.write() as uow:
        digests = {store.attach(uow, subject, io.BytesIO(content), "image/jpeg") for subject in subjects}
        uow.append([noted(subject.id) for subject in subjects])
        uow.commit()
    (digest,) = digests
    return digest


def erase(store: Store, subject: Subject) -> None:
    with store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e" + subject.id), SubjectErased(subject.kind, subject.id, "期满"))])
        uow.erase(subject)
        uow.commit()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_content_comes_back_and_is_named_by_its_digest(store: Store, size: int) -> None:
    content = os.urandom(size)
    digest = attach(store, content, A)
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.files.get(digest) == content
    assert store.files.verify(digest)


def test_sending_is_taken_up_at_any_chunk(store: Store) -> None:
    content = os.urandom(2 * CHUNK + 5)
    digest = attach(store, content, A)
    assert [len(chunk) for chunk in store.files.chunks(digest, 1)] == [CHUNK, 5]
    assert b"".join(store.files.chunks(digest, 1)) == content[CHUNK:]


def test_the_same_content_is_kept_once(store: Store) -> None:
    digest = attach(store, b"x" * 100, A, B)
    assert attach(store, b"x" * 100, A) == digest
    assert len(list(store.home.attachments.glob("*/*"))) == 1


def test_neither_name_nor_bytes_tell_the_content(store: Store) -> None:
    content = NAME.encode() * 1000
    digest = attach(store, content, A)
    (path,) = store.home.attachments.glob("*/*")
    assert digest not in str(path)
    assert NAME.encode() not in path.read_bytes()


@pytest.mark.parametrize("place", [0, 7, 17, 30, CHUNK + 40, -1])
def test_a_changed_byte_is_noticed(store: Store, place: int) -> None:
    digest = attach(store, os.urandom(CHUNK + 100), A)
    path = store.files.path(digest)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert store.damaged_attachments() == [digest]
    with pytest.raises(AttachmentDamaged) as caught:
        store.files.get(digest)
    assert "重新扫描" in caught.value.message


@pytest.mark.parametrize("size", [0, 10, 18, CHUNK])
def test_a_shortened_file_is_noticed(store: Store, size: int) -> None:
    digest = attach(store, os.urandom(CHUNK + 100), A)
    os.truncate(store.files.path(digest), size)
    assert store.damaged_attachments() == [digest]


def test_a_missing_file_is_noticed(store: Store) -> None:
    digest = attach(store, b"x", A)
    store.files.path(digest).unlink()
    assert store.damaged_attachments() == [digest]


def test_an_erasure_deletes_the_file_with_the_last_subject(store: Store) -> None:
    digest = attach(store, b"shared", A, B)
    erase(store, A)
    assert store.files.get(digest) == b"shared"
    erase(store, B)
    assert not store.files.path(digest).exists()
    with store.read() as connection:
        assert digests_of(connection) == set()


def test_an_erasure_that_is_not_committed_deletes_nothing(store: Store) -> None:
    digest = attach(store, b"kept", A)
    with store.write() as uow:
        uow.append([opened("z")])
        uow.erase(A)
    assert store.files.get(digest) == b"kept"


def test_what_an_interrupted_write_left_is_swept_after_an_hour(store: Store) -> None:
    kept = attach(store, b"kept", A)
    with store.write() as uow:
        lost = store.attach(uow, A, io.BytesIO(b"lost"), "image/jpeg")
    assert store.sweep_attachments() == 0
    for digest in (kept, lost):
        os.utime(store.files.path(digest), (1, 1))
    assert store.sweep_attachments() == 1
    assert store.files.path(kept).exists()
    assert not store.files.path(lost).exists()


def test_a_folder_that_cannot_be_written_is_told(store: Store) -> None:
    store.home.attachments.rmdir()
    store.home.attachments.write_bytes(b"")
    with pytest.raises(ReadOnlyHome), store.write() as uow:
        store.attach(uow, A, io.BytesIO(b"x"), "image/jpeg")
