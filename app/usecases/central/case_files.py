"""Files of a case at the server: the scans of its materials, whether they have arrived, who opened one, their bytes.

A paper that a theme package collected once lies in the file of one member; the others are shown its scan. Pictures of
signatures are attached to a case too, but are part of its papers and none of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.audit import AUDIT, RecordFileOpened
from app.domain.refusal import Refusal
from app.domain.signature import SignatureTaken
from app.store.central.blobs import BlobFiles, attached, blobs_among
from app.store.central.heads import heads_of_package
from app.store.event import NewEvent, Subject
from app.usecases.central.cases import case_within, events_within
from app.usecases.central.knowledge import release_of
from app.usecases.central.own_journal import append_own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import Material
    from app.domain.checklist.filing import MaterialEntry
    from app.store.central.blobs import BlobRow
    from app.store.central.heads import CaseHead
    from app.store.event import StoredEvent
    from app.usecases.central.server import Server

MOST_BYTES = 64 * 1024 * 1024
_DIGEST = re.compile("[0-9a-f]{64}")
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A scan. `media_type` is what the counter said it is (empty and 0 while it is not announced); `pages` 0: unknown.

    `lies_in` is the number of the package's case in whose file the paper lies, empty where it is this one's own.
    """

    digest: str
    media_type: str = ""
    size: int = 0
    received: int = 0
    complete: bool = False
    pages: int = 0
    lies_in: str = ""

    @property
    def ending(self) -> str:
        """How the name of its file ends."""
        return _ENDINGS.get(self.media_type, "bin")


@dataclass(frozen=True, slots=True)
class MaterialFiles:
    """The scans of a material, in the order in which they were made; key and name are empty for those of none."""

    key: str
    name: str
    files: tuple[CaseFile, ...]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of a case that is whole, what it belongs to, and all files of the case."""

    case_no: str
    material: MaterialFiles
    file: CaseFile
    every: tuple[MaterialFiles, ...]
    name: str
    """Of the encrypted file that holds its bytes."""


def files_within(
    server: Server, connection: Connection, head: CaseHead, members: Sequence[CaseHead], events: Sequence[StoredEvent]
) -> tuple[MaterialFiles, ...]:
    """The files of a case by material; `members` are the other cases of its package, `events` its own."""
    bound = {row.digest: row for row in attached(connection, server.area, head.case_id)}
    named = list(_named(server, head.state, members))
    missing = {file.digest for one in named for file in one.files} - bound.keys()
    known = bound | {row.digest: row for row in blobs_among(connection, server.area, missing)}
    found = [replace(one, files=tuple(_standing(file, known) for file in one.files)) for one in named]
    signed = {x.body.digest for x in events if isinstance(x.body, SignatureTaken)}
    others = bound.keys() - {file.digest for one in named for file in one.files} - signed
    rest = tuple(_standing(CaseFile(digest), known) for digest in bound if digest in others)
    return (*found, MaterialFiles("", "", rest)) if rest else tuple(found)


def file_of_case(server: Server, case_no: str, digest: str) -> OpenedFile:
    """A file that belongs to a case, whole. Refusal STATE-UNKNOWN, UNKNOWN, STATE-FILE where its bytes are still to come."""
    with server.store.read() as connection:
        return _found(server, connection, case_no, digest)[1]


def open_file(server: Server, case_no: str, digest: str, by: str, way: str) -> OpenedFile:
    """The same for somebody who opens or fetches it, which is an event. Refusals as `file_of_case`."""
    with server.store.read() as connection:
        head, opened = _found(server, connection, case_no, digest)
    event = NewEvent(Subject(AUDIT, head.case_id), RecordFileOpened(head.case_id, digest, by, way))
    with server.store.write() as connection:
        append_own(server.ledger, connection, [event], by, server.now())
    return opened


def bytes_of(server: Server, opened: OpenedFile, offset: int = 0, limit: int = MOST_BYTES) -> bytes:
    """Bytes of an opened file, from an offset on."""
    return BlobFiles(server.ledger.blobs, server.ledger.vault).read(opened.name, offset, limit)


def _found(server: Server, connection: Connection, case_no: str, digest: str) -> tuple[CaseHead, OpenedFile]:
    head = case_within(connection, server.ledger, case_no)
    if head is None or head.state.erased:
        raise Refusal("STATE-UNKNOWN", "没有这个编号的办件，请核对。", case_no)
    members = members_within(server, connection, head)
    every = files_within(server, connection, head, members, events_within(connection, server.ledger, head.case_id))
    for material in every:
        for file in material.files:
            if file.digest == digest:
                return head, _opened(server, connection, head, material, file, every)
    raise Refusal("UNKNOWN", "本件没有这份扫描件，请从办件页打开。", "digest")


def _opened(
    server: Server,
    connection: Connection,
    head: CaseHead,
    material: MaterialFiles,
    file: CaseFile,
    every: tuple[MaterialFiles, ...],
) -> OpenedFile:
    rows = blobs_among(connection, server.area, [file.digest])
    if not file.complete or not rows:
        raise Refusal("STATE-FILE", "这份扫描件还没有传完，请等窗口电脑联网传齐后再打开。", "digest")
    return OpenedFile(head.case_no, material, file, every, rows[0].file)


def members_within(server: Server, connection: Connection, head: CaseHead) -> list[CaseHead]:
    """The other cases of the package that a case belongs to."""
    if not head.state.package:
        return []
    found = heads_of_package(connection, server.area, server.ledger.vault, head.state.package)
    return [other for other in found if other.case_id != head.case_id and not other.state.erased]


def _named(server: Server, state: CaseState, members: Sequence[CaseHead]) -> Iterator[MaterialFiles]:
    """The scans that the filing names; for a paper that lies in another file of the package, those of that file."""
    known = _materials(server, state)
    for key, entry in state.filing.materials.items():
        material = known.get(key)
        own = tuple(dict.fromkeys(d for d in entry.scans if _DIGEST.fullmatch(d)))
        files = tuple(CaseFile(digest, pages=_pages(entry, own)) for digest in own)
        if not files and entry.brought and material is not None:
            files = tuple(_elsewhere(server, material.identity, members))
        if files:
            yield MaterialFiles(key, material.name if material is not None else key, files)


def _elsewhere(server: Server, identity: str, members: Iterable[CaseHead]) -> Iterator[CaseFile]:
    """The scans of a paper in the first other file of the package that has some."""
    for head in members:
        for key, material in _materials(server, head.state).items():
            entry = head.state.filing.entry(key)
            if material.identity == identity and entry.scans:
                own = tuple(d for d in entry.scans if _DIGEST.fullmatch(d))
                yield from (CaseFile(digest, pages=_pages(entry, own), lies_in=head.case_no) for digest in own)
                return


def _materials(server: Server, state: CaseState) -> Mapping[str, Material]:
    """The materials of a case's item; none where the server has not the release."""
    try:
        return {m.key: m for m in release_of(server, state.release).by_code[state.item_code].materials}
    except Refusal:
        return {}


def _pages(entry: MaterialEntry, scans: Sequence[str]) -> int:
    """The pages of a scan where the counter's count tells: it counts those of all scans of a material together."""
    return entry.pages if len(scans) == 1 else 0


def _standing(file: CaseFile, known: Mapping[str, BlobRow]) -> CaseFile:
    row = known.get(file.digest)
    if row is None:
        return file
    pages = {"jpg": 1, "png": 1, "pdf": file.pages}.get(_ENDINGS.get(row.media_type, ""), 0)
    return replace(
        file, media_type=row.media_type, size=row.size, received=row.received, complete=row.complete, pages=pages
    )
