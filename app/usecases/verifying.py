"""Verify the code of a document with no network: from a PDF, from a picture of it, or from the code's text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.crypto.sign import verify
from app.domain.refusal import InputProblem
from app.usecases.signing import trust_of

if TYPE_CHECKING:
    from app.receipts.codes import Verified
    from app.usecases.workplace import Workplace

LONGEST_TEXT = 4000


def verify_document(what: str, workplace: Workplace | None) -> Verified:
    """What the code says: valid, invalid, unknown signer or revoked signer; void where this store voided the number.

    InputProblem where there is nothing to read. A paper that is kept here tells what other cases it is about too.
    """
    found = _read(what, workplace)
    if not found.valid or workplace is None:
        return found
    found = replace(found, also=_also(found, workplace))
    voided = _voided(found, workplace)
    if not voided:
        return found
    return replace(found, valid=False, answer="void", reason=f"签名有效，但这份文书已经作废：{voided}")


def _also(found: Verified, workplace: Workplace) -> tuple[str, ...]:
    """The other cases that the paper tells, as the case has it that holds it; none where that is not here."""
    from app.usecases.package_queries import case_of

    with workplace.store.read() as connection:
        state = case_of(connection, found.case_no) if found.case_no else None
    paper = state.documents.get(found.document) if state else None
    return paper.also if paper else ()


def _voided(found: Verified, workplace: Workplace) -> str:
    """Why the document was voided here; empty where it was not, or is not known here."""
    from sqlalchemy import select

    from db.desk.projections import documents

    wanted = select(documents.c.voided).where(documents.c.number == found.document)
    with workplace.store.read() as connection:
        return connection.execute(wanted).scalar() or ""


def _read(what: str, workplace: Workplace | None) -> Verified:
    from app.receipts.codes import read_codes, verify_text

    trust = trust_of(workplace)
    path = Path(what) if len(what) < LONGEST_TEXT else None
    if path is None or not _is_file(path):
        if "/" in what and "://" not in what and Path(what).suffix:
            raise InputProblem("INPUT-FILE", "没有这个文件，请核对路径。", what)
        return verify_text(what.strip(), trust, verify)
    found = [verify_text(text, trust, verify) for text in read_codes(path)]
    if not found:
        return verify_text("", trust, verify)
    valid = [v for v in found if v.valid]
    return valid[0] if valid and len({v.document for v in found}) == 1 else found[0]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
