"""Forms that an applicant fills online and has not sent in: kept encrypted for seven days, never an event.

A draft has the id of the pre-application that comes of it, so that its files need not move.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from app.domain.case.decide import facts_of
from app.domain.catalog.resolve import Resolved, resolve
from app.domain.catalog.service_item import ServiceItem
from app.domain.checklist.filing import Filing
from app.domain.pre_application.events import PRE_APPLICATION, UploadedFile
from app.domain.refusal import Refusal
from app.store.central import online_requests
from app.store.central import pre_applications as rows
from app.store.central.blobs import let_go
from app.store.central.devices import counters_of
from app.store.clock import CHINA
from app.store.keyring import new_id
from app.usecases.central.blobs import remove_files
from app.usecases.central.knowledge import knowledge
from app.usecases.central.pre_entries import LONGEST_ENTRY, Entries, entries_of, entry_problems, filing_of
from app.usecases.central.shelf import Book
from app.usecases.central.uploads import keep_upload, refuse_too_many

if TYPE_CHECKING:
    from datetime import date

    from app.domain.pre_application.state import PreApplication
    from app.usecases.central.server import Server
    from app.usecases.central.shelf import Shelf
    from app.usecases.central.uploads import Checked

KEPT = timedelta(days=7)
PICKUP = timedelta(hours=24)
"""How long the short code on the applicant's phone works."""
_SWEPT = 20
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """What was entered, as it was typed. `number` is set while something sent in already is being supplemented."""

    id: str
    item: str
    release: str
    hall: str
    entries: Entries
    assisted: bool = False
    files: dict[str, tuple[UploadedFile, ...]] = field(default_factory=dict)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft with what it amounts to today. `problems` by the name of the place."""

    draft: Draft
    book: Book
    item: ServiceItem
    filing: Filing
    resolved: Resolved
    problems: Mapping[str, str]


_decode = msgspec.json.Decoder(Draft).decode


def new_draft(server: Server, shelf: Shelf, code: str, entries: Entries, *, hall: str = "", assisted: bool) -> Draft:
    """Begin a draft; what nobody has touched for seven days is deleted meanwhile."""
    book = shelf.current()
    item = book.online_item(code)
    halls = halls_of(server)
    at = hall if hall in halls else halls[0]  # where there is only one, the form does not ask
    draft = Draft(new_id(), item.code, book.catalogue.hash, at, tidied(entries), assisted=assisted)
    sweep_drafts(server)
    _keep(server, draft)
    return draft


def change_entries(server: Server, draft: Draft, entries: Entries) -> Draft:
    """Keep what was typed, right or wrong."""
    changed = replace(draft, entries=tidied(entries))
    _keep(server, changed)
    return changed


def find_draft(server: Server, identity: str) -> Draft:
    """The draft with this id; Refusal STATE-DRAFT where it was sent in, deleted or has expired."""
    with server.store.read() as connection:
        plain = rows.draft(connection, server.area, server.ledger.vault, identity)
    if plain is None:
        raise Refusal("STATE-DRAFT", "这份填写已经提交、删除或者过期（保存七天）。请重新填写。", "draft")
    return _decode(plain)


def begin_change(server: Server, state: PreApplication) -> Draft:
    """Begin to supplement what was sent in: a draft with all of it."""
    draft = Draft(
        state.id, state.item_code, state.release, state.hall, entries_of(state.filing), state.assisted,
        {key: tuple(files) for key, files in state.files.items()}, state.number,
    )  # fmt: skip
    _keep(server, draft)
    return draft


def halls_of(server: Server) -> list[str]:
    """The halls that have a counter; the server's own where none has joined yet."""
    with server.store.read() as connection:
        found = dict.fromkeys(row.hall for row in counters_of(connection, server.area) if row.hall)
    return list(found) or [server.settings.hall]


def look(server: Server, shelf: Shelf, draft: Draft) -> Looked:
    """What a draft amounts to, by the release that it was begun on."""
    return look_at(server, shelf.of(draft.release), draft)


def look_at(server: Server, book: Book, draft: Draft) -> Looked:
    """The same by a release at hand."""
    item, today = book.item(draft.item), today_of(server)
    filing = filing_of(item, draft.entries, assisted=draft.assisted)
    resolved = checklist(item, filing, today)
    return Looked(draft, book, item, filing, resolved, entry_problems(item, filing, resolved, today))


def checklist(item: ServiceItem, filing: Filing, today: date) -> Resolved:
    """The checklist that applies to a filing today."""
    return resolve(item, facts_of(filing, today), knowledge().evaluate)


def today_of(server: Server) -> date:
    """The day by the hall's clock."""
    return server.now().astimezone(CHINA).date()


def add_file(server: Server, draft: Draft, material: str, checked: Checked) -> Draft:
    """Put a checked file to a material; the same one again changes nothing. InputProblem UPLOAD-COUNT and its like."""
    present = draft.files.get(material, ())
    if checked.file.digest in {file.digest for file in present}:
        return draft
    refuse_too_many(draft.files, material, len(checked.data))
    file = keep_upload(server, draft.id, checked)
    changed = replace(draft, files={**draft.files, material: (*present, file)})
    _keep(server, changed)
    return changed


def drop_file(server: Server, draft: Draft, material: str, digest: str) -> Draft:
    """Take a file off a material; its bytes go when the draft goes."""
    kept = _filed_digests(server, draft)
    left = tuple(file for file in draft.files.get(material, ()) if file.digest != digest)
    files = {**draft.files, material: left} if left else {k: v for k, v in draft.files.items() if k != material}
    changed = replace(draft, files=files)
    _keep(server, changed)
    still = kept | {file.digest for some in files.values() for file in some}
    if digest not in still:
        with server.store.write() as connection:
            names = let_go(connection, server.area, PRE_APPLICATION, draft.id, digest)
        remove_files(server.ledger, names)
    return changed


def drop_draft(server: Server, draft: Draft) -> None:
    """Delete a draft; its files go too, unless it supplements something that was sent in with them."""
    with server.store.write() as connection:
        names = rows.drop_draft(connection, server.area, draft.id, files=not draft.number)
    remove_files(server.ledger, names)


def hand_to_counter(server: Server, draft: Draft) -> str:
    """A short code by which a counter fetches what was entered, for 24 hours; the one before is worth nothing then."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    with server.store.write() as connection:
        rows.keep_draft(connection, server.area, server.ledger.vault, draft.id, _bytes(draft), server.now())
        rows.set_pickup(connection, server.area, draft.id, server.ledger.vault.keyed("pickup", code))
    return code


def fetch_by_code(server: Server, code: str) -> Draft:
    """The draft of a short code; Refusal STATE-UNKNOWN for a wrong or expired one."""
    pickup = server.ledger.vault.keyed("pickup", code.strip().upper())
    since = server.now() - PICKUP
    with server.store.read() as connection:
        vault = server.ledger.vault
        plain = rows.draft_of_pickup(connection, server.area, vault, pickup, since) if pickup else None
    if plain is None:
        raise Refusal("STATE-UNKNOWN", "没有这个取表码，或者已过 24 小时。请申请人重新生成。", "code")
    return _decode(plain)


def sweep_drafts(server: Server) -> int:
    """Delete drafts that nobody has touched for seven days, a few at a time; returns how many."""
    with server.store.write() as connection:
        old = rows.old_drafts(connection, server.area, server.now() - KEPT, _SWEPT)
        names: list[str] = []
        for identity in old:
            sent = rows.by_id(connection, server.area, server.ledger.vault, identity) is not None
            sent = sent or online_requests.is_known(connection, server.area, identity)
            names += rows.drop_draft(connection, server.area, identity, files=not sent)
    remove_files(server.ledger, names)
    return len(old)


def tidied(entries: Entries) -> Entries:
    """Entries of bearable length without what is empty."""
    return {name[:200]: value[:LONGEST_ENTRY] for name, value in entries.items() if value}


def _filed_digests(server: Server, draft: Draft) -> set[str]:
    """What was sent in with the pre-application that a draft supplements: its files stay."""
    if not draft.number:
        return set()
    with server.store.read() as connection:
        state = rows.by_id(connection, server.area, server.ledger.vault, draft.id)
    return {file.digest for some in state.files.values() for file in some} if state else set()


def _keep(server: Server, draft: Draft) -> None:
    with server.store.write() as connection:
        rows.keep_draft(connection, server.area, server.ledger.vault, draft.id, _bytes(draft), server.now())


def _bytes(draft: Draft) -> bytes:
    return msgspec.json.encode(draft)
