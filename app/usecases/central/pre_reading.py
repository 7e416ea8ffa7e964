"""Pre-applications as counters and other systems read them over the API. The retrieval code's hash stays here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.domain.case.scope import masked_name
from app.domain.checklist.filing import Filing
from app.domain.pre_application.events import UploadedFile
from app.domain.pre_application.state import Advice, PreApplication, Standing
from app.domain.refusal import Refusal
from app.usecases.central.blobs import read_blob
from app.usecases.central.pre_applications import point_checks
from app.usecases.central.pre_drafts import fetch_by_code, look
from app.usecases.central.uploads import MOST_BYTES

if TYPE_CHECKING:
    from app.usecases.central.server import Server
    from app.usecases.central.shelf import Shelf


class PreApplicationRow(msgspec.Struct, frozen=True):
    """A pre-application in a list; the name masked. `taken_by` is the counter that has it now, empty where none has."""

    id: str
    number: str
    item_code: str
    item_name: str
    masked_name: str
    state: Standing
    filed_at: str
    changed_at: str
    assisted: bool
    files: int
    advised: bool
    taken_by: str = ""
    taken_name: str = ""
    taken_at: str = ""
    until: str = ""
    case_no: str = ""


class PointShown(msgspec.Struct, frozen=True):
    """A point that the program checks itself: pass, fail, or open while a field is empty."""

    material: str
    point: str
    text: str
    outcome: str
    why: str


class PreApplicationShown(msgspec.Struct, frozen=True):
    """A whole pre-application: what was entered, the files by material, suggestions, the automatic checks."""

    row: PreApplicationRow
    filing: Filing
    files: dict[str, list[UploadedFile]]
    advice: list[Advice]
    checks: list[PointShown]


class PrefillShown(msgspec.Struct, frozen=True):
    """What an applicant entered on a phone, for the form at the counter."""

    item: str
    filing: Filing


def row_of(state: PreApplication, server: Server) -> PreApplicationRow:
    """The line of a pre-application as it stands now."""
    now = server.now()
    hold = state.held_by(now)
    return PreApplicationRow(
        state.id, state.number, state.item_code, state.item_name, masked_name(state.filing.applicant.name),
        state.standing(now), state.filed_at, state.changed_at, state.assisted, state.file_count, bool(state.advice),
        hold.counter if hold else "", hold.by if hold else "", hold.since if hold else "", hold.until if hold else "",
        state.case_no,
    )  # fmt: skip


def shown(server: Server, shelf: Shelf, state: PreApplication) -> PreApplicationShown:
    """The whole of it."""
    checks = [
        PointShown(one.material.key, one.point.key, one.point.text, one.outcome, one.point.why if one.outcome == "fail" else "")
        for one in point_checks(state, shelf, server)
    ]  # fmt: skip
    files = {material: list(some) for material, some in state.files.items()}
    return PreApplicationShown(row_of(state, server), state.filing, files, list(state.advice), checks)


def prefill_of(server: Server, shelf: Shelf, code: str) -> PrefillShown:
    """What was entered under a short code; Refusal STATE-UNKNOWN."""
    draft = fetch_by_code(server, code)
    return PrefillShown(draft.item, look(server, shelf, draft).filing)


def file_bytes(server: Server, state: PreApplication, digest: str) -> tuple[bytes, UploadedFile]:
    """The bytes of one of its files; Refusal STATE-UNKNOWN where it has none such."""
    file = next((one for some in state.files.values() for one in some if one.digest == digest), None)
    part = read_blob(server.ledger, digest, 0, MOST_BYTES * 4) if file else None
    if file is None or part is None:
        raise Refusal("STATE-UNKNOWN", "没有这个文件。", "digest")
    return part.data, file
