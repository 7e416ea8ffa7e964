"""Files that an applicant uploads for an online request and has not sent in: kept encrypted for seven days, no event.

They lie beside the drafts of pre-applications and are swept with them. A draft has the id of the request that comes of
it, or that it changes, so that its files need not move.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from app.domain.online_request.events import ONLINE_REQUEST, RequestKind
from app.domain.pre_application.events import UploadedFile
from app.domain.refusal import Refusal
from app.store.central import pre_applications as rows
from app.store.central.blobs import let_go
from app.store.keyring import new_id
from app.usecases.central.blobs import remove_files
from app.usecases.central.pre_drafts import sweep_drafts
from app.usecases.central.uploads import keep_upload, refuse_too_many

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.domain.online_request.state import OnlineRequest
    from app.usecases.central.server import Server
    from app.usecases.central.uploads import Checked


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What was uploaded so far, by material; `changing` where it changes what was sent in already."""

    id: str
    kind: RequestKind
    case_id: str
    files: dict[str, tuple[UploadedFile, ...]] = field(default_factory=dict)
    changing: bool = False

    @property
    def file_count(self) -> int:
        """How many files were uploaded."""
        return sum(len(some) for some in self.files.values())


_decode = msgspec.json.Decoder(RequestDraft).decode


def begin_draft(server: Server, kind: RequestKind, case_id: str, before: OnlineRequest | None) -> RequestDraft:
    """Begin one: empty, or with the files of the open request that it changes."""
    sweep_drafts(server)
    draft = RequestDraft(new_id(), kind, case_id)
    if before is not None:
        files = {key: tuple(some) for key, some in before.content.files.items()}
        draft = RequestDraft(before.id, kind, case_id, files, changing=True)
    _keep(server, draft)
    return draft


def find_draft(server: Server, identity: str) -> RequestDraft | None:
    """The draft with this id; None where it was sent in, deleted or has expired."""
    with server.store.read() as connection:
        plain = rows.draft(connection, server.area, server.ledger.vault, identity) if identity else None
    return None if plain is None else _decode(plain)


def add_file(server: Server, draft: RequestDraft, material: str, checked: Checked) -> RequestDraft:
    """Put a checked file to a material; the same one again changes nothing. InputProblem UPLOAD-COUNT and its like."""
    present = draft.files.get(material, ())
    if checked.file.digest in {file.digest for file in present}:
        return draft
    refuse_too_many(draft.files, material, len(checked.data))
    file = keep_upload(server, draft.id, checked, ONLINE_REQUEST)
    changed = replace(draft, files={**draft.files, material: (*present, file)})
    _keep(server, changed)
    return changed


def drop_file(server: Server, draft: RequestDraft, material: str, digest: str) -> RequestDraft:
    """Take a file off a material; its bytes go too, unless they were sent in before."""
    left = tuple(file for file in draft.files.get(material, ()) if file.digest != digest)
    files = {**draft.files, material: left} if left else {k: v for k, v in draft.files.items() if k != material}
    changed = replace(draft, files=files)
    _keep(server, changed)
    if not draft.changing and digest not in {file.digest for some in files.values() for file in some}:
        with server.store.write() as connection:
            names = let_go(connection, server.area, ONLINE_REQUEST, draft.id, digest)
        remove_files(server.ledger, names)
    return changed


def drop_draft(server: Server, draft: RequestDraft) -> None:
    """Delete a draft; its files go too, unless it changes something that was sent in with them."""
    with server.store.write() as connection:
        names = drop_within(server, connection, draft.id, files=not draft.changing)
    remove_files(server.ledger, names)


def drop_within(server: Server, connection: Connection, identity: str, *, files: bool) -> list[str]:
    """The same within the caller's write; the names of files to be deleted after it."""
    return rows.drop_draft(connection, server.area, identity, files=files)


def require_draft(server: Server, identity: str) -> RequestDraft:
    """The draft with this id; Refusal STATE-DRAFT where there is none any more."""
    draft = find_draft(server, identity)
    if draft is None:
        raise Refusal("STATE-DRAFT", "这份填写已经提交、删除或者过期（保存七天）。请重新填写。", "draft")
    return draft


def _keep(server: Server, draft: RequestDraft) -> None:
    plain = msgspec.json.encode(draft)
    with server.store.write() as connection:
        rows.keep_draft(connection, server.area, server.ledger.vault, draft.id, plain, server.now())
