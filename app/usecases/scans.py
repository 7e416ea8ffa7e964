"""The scans of a case 扫描件: kept encrypted, attached by the act that brings them, listed by material.

A scan alone never says that a paper was brought; that is what `provided` of the material's entry is for.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.refusal import InputProblem
from app.errors import EnvironmentFailure
from app.store.attachments import attach
from app.store.case_projection import CASE
from app.store.event import Subject
from app.usecases.story import who_of
from app.usecases.workplace import chinese_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.domain.checklist.filing import MaterialEntry
    from app.store.event import StoredEvent
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.workplace import Workplace

_MAGIC = ((b"%PDF", "application/pdf"), (b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


LARGEST = 50 * 1024 * 1024
"""Bytes of a scan; what is larger is none of papers."""


class ScanFailure(EnvironmentFailure):
    """A scan cannot be taken or shown now; nothing is lost."""

    code = "SCAN"


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A scan of a material: when it came (by the hall's clock), through whom, and from where if not from a counter.

    `here`: its file lies on this desk. `replaced`: it belongs to what was brought before and no longer stands.
    """

    digest: str
    material: str
    name: str
    at: datetime
    who: str
    source: str
    here: bool
    replaced: bool


def media_type(data: bytes) -> str:
    """The media type of a scan by its first bytes; empty where it is none that is taken."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def keep_scan(workplace: Workplace, data: bytes) -> str:
    """Keep a scan, encrypted; return its digest. It belongs to a case once an act names it.

    InputProblem INPUT-SCAN for what is neither a picture nor a PDF.
    """
    if not media_type(data):
        raise InputProblem("INPUT-SCAN", "这个文件不是 PNG、JPEG 或 PDF，没有收下。", "scans")
    digest, _size = workplace.store.files.put(io.BytesIO(data))
    return digest


def read_scan_file(path: Path) -> bytes:
    """The bytes of a file that a person chose; ScanFailure where it cannot be read. Its name is not told."""
    try:
        if path.stat().st_size > LARGEST:
            raise ScanFailure("这个文件太大，没有收下；请扫描成 50 MB 以内的文件。", code="SCAN-SIZE")
        return path.read_bytes()
    except OSError as error:
        raise ScanFailure("扫描文件读不出来，请重新选。", code="SCAN-FILE") from error


def read_scan(workplace: Workplace, digest: str) -> bytes:
    """The bytes of a scan: this desk's, or fetched from the server now and kept encrypted. May block: not the store's thread.

    ScanFailure in plain words where it is not here and cannot be had now.
    """
    from app.sync.failures import NotEnrolled, NotReachable, Refused
    from app.usecases.online import fetch_attachment

    try:
        return fetch_attachment(workplace, digest)
    except Refused as refused:
        if refused.status != 404:
            raise
        words = "中心还没有这份扫描件：收件的窗口传上去以后就能看，请稍后再打开。"
        raise ScanFailure(words, code="SCAN-ELSEWHERE") from None
    except (NotEnrolled, NotReachable):
        words = "这份扫描件不在本机，现在连不上中心，取不到；连上以后再打开就能看。"
        raise ScanFailure(words, code="SCAN-OFFLINE") from None


def fetch_missing(workplace: Workplace, digests: Iterable[str]) -> int:
    """Fetch what is not here, as far as the line goes; answer how many are missing still. Not the store's thread."""
    files = workplace.store.files
    missing = [digest for digest in digests if not files.path(digest).exists()]
    for place, digest in enumerate(missing):
        try:
            read_scan(workplace, digest)
        except EnvironmentFailure:
            return sum(not files.path(one).exists() for one in missing[place:])
    return 0


def attach_scans(workplace: Workplace, uow: UnitOfWork, case_id: str, happened: Iterable[Any]) -> None:
    """Note, with the events themselves, that the scans they name belong to the case; so they are sent to the server.

    What was scanned at another counter and is not here was attached there.
    """
    named = {digest for body in happened for entry in entries_of(body).values() for digest in entry.scans}
    for digest in sorted(named):
        found = workplace.store.files.look(digest)
        if found is not None:
            size, beginning = found
            attach(uow.connection, Subject(CASE, case_id), digest, size, media_type(beginning), uow.now.effective)


def entries_of(body: object) -> Mapping[str, MaterialEntry]:
    """What an event of a case says of materials, by their keys; nothing where it is about something else."""
    match body:
        case e.CaseReceived() | e.FilingAmended():
            return body.filing.materials
        case e.CorrectionReceived():
            return body.materials
        case e.DeferredSupplied():
            return {body.material: body.entry}
        case _:
            return {}


def scans_of(
    workplace: Workplace,
    state: CaseState,
    events: Sequence[StoredEvent],
    materials: Mapping[str, str],
    accounts: Mapping[str, str],
) -> tuple[ScanLine, ...]:
    """All scans of a case by material, in the order of the list (`materials`: names by key), the newest of each first."""
    files, found = workplace.store.files, dict[tuple[str, str], ScanLine]()
    for event in events:
        for key, entry in entries_of(event.body).items():
            for digest in entry.scans:
                standing = digest in state.filing.entry(key).scans
                line = ScanLine(
                    digest, key, materials.get(key, key), chinese_time(event.at), who_of(event.actor, accounts),
                    entry.machine, files.path(digest).exists(), not standing,
                )  # fmt: skip
                found.setdefault((key, digest), line)
    places = {key: place for place, key in enumerate(materials)}
    lines = sorted(found.values(), key=lambda line: line.at, reverse=True)
    return tuple(sorted(lines, key=lambda line: (places.get(line.material, len(places)), line.replaced)))
