"""Handwritten signatures 手写签名 of a case: the picture is an encrypted attachment, the event says what it was for."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.refusal import InputProblem
from app.domain.signature import PURPOSE_ZH, Purpose, SignatureTaken
from app.store.attachments import attach
from app.store.case_projection import CASE
from app.store.event import NewEvent, Subject
from app.store.ticket_projection import signature_digest
from app.usecases.rights import require

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

MEDIA_TYPE = "image/png"
MOST = 512 * 1024
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class SignatureKept:
    """A signature is durable; `digest` names its picture."""

    digest: str
    changed: frozenset[str]


def keep_signature(workplace: Workplace, case_no: str, png: bytes, purpose: Purpose) -> SignatureKept:
    """Keep what a person signed for a case. InputProblem for what is no picture of a signature."""
    require(workplace, "take-signature")
    if purpose not in PURPOSE_ZH:
        raise InputProblem("INPUT-PURPOSE", "签名的用途不认识。", "purpose")
    if not png.startswith(_PNG) or len(png) > MOST:
        raise InputProblem("INPUT-SIGNATURE", "签名没有收到，请再签一次。", "signature")
    state = workplace.find_case(case_no)
    subject = Subject(CASE, state.case_id)
    digest, size = workplace.store.files.put(io.BytesIO(png))
    with workplace.store.write() as uow:
        attach(uow.connection, subject, digest, size, MEDIA_TYPE, uow.now.effective)
        body = SignatureTaken(state.case_id, purpose, digest, MEDIA_TYPE, size)
        uow.append([NewEvent(subject, body, state.seq)])
        uow.commit()
    return SignatureKept(digest, frozenset({f"case:{state.case_id}"}))


def signature_of(workplace: Workplace, case_no: str, purpose: Purpose) -> bytes | None:
    """The last signature of a case for a purpose, as PNG; None where nobody signed. AttachmentDamaged."""
    state = workplace.find_case(case_no)
    with workplace.store.read() as connection:
        found = signature_digest(connection, state.case_id, purpose)
    return None if found is None else workplace.store.files.get(found[0])
