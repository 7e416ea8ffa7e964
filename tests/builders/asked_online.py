"""What an applicant asked for online about a case, as a desk has it once the feed has brought it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from app.domain.online_request import events as e
from app.domain.pre_application.events import UploadedFile
from app.store.event import NewEvent, Subject

if TYPE_CHECKING:
    from app.domain.online_request.events import RequestKind
    from app.usecases.workplace import Workplace


def uploaded(digest: str, pages: int = 1) -> UploadedFile:
    """A file that was uploaded."""
    return UploadedFile(digest, "application/pdf", 1000, pages)


def ask_online(
    workplace: Workplace,
    case_no: str,
    kind: RequestKind,
    *,
    files: dict[str, tuple[UploadedFile, ...]] | None = None,
    reason: str = "",
    changes: dict[str, str] | None = None,
    note: str = "",
) -> str:
    """File a request about a case; its id."""
    state, identity = workplace.find_case(case_no), secrets.token_hex(16)
    item = workplace.release(state.release).by_code[state.item_code]
    names = {m.key: m.name for m in item.materials if m.key in (files or {})}
    with workplace.store.write() as uow:
        content = e.Content(files or {}, names, reason, changes or {}, note)
        at = uow.now.effective.isoformat()
        filed = e.OnlineRequestFiled(kind, state.case_id, state.case_no, state.item_name, state.hall, content, at)
        uow.append([NewEvent(Subject(e.ONLINE_REQUEST, identity), filed, 0)])
        uow.commit()
    return identity


def look_elsewhere(workplace: Workplace, identity: str, counter: str = "C05", by: str = "张静") -> None:
    """Another counter begins to look at a request."""
    with workplace.store.write() as uow:
        taken = e.OnlineRequestTaken("", counter, by, uow.now.effective.isoformat())
        uow.append([NewEvent(Subject(e.ONLINE_REQUEST, identity), taken, 1)])
        uow.commit()
