"""Cases with scans at a server: filings that name them, and their bytes as a counter sends them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from app.store.exchange_admission import BLOB_CHUNK, BlobAnnounced
from tests.builders.filings import complete_filing, item_of, starting_catalogue
from tests.builders.http_central import JSON

if TYPE_CHECKING:
    from app.domain.checklist.filing import Filing
    from tests.builders.http_central import HttpDesk

BYTES = {"Content-Type": "application/octet-stream"}


def digest_of(data: bytes) -> str:
    """How a scan is named."""
    return hashlib.sha256(data).hexdigest()


def pdf_of(*words: str) -> bytes:
    """A PDF with a page for each word."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600), invariant=1)
    for one in words:
        canvas.setFont("Helvetica", 60)
        canvas.drawString(40, 300, one)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(filing: Filing, scans: dict[str, tuple[bytes, ...]], pages: int = 1) -> Filing:
    """The filing with scans of some materials."""
    entries = {
        key: replace(filing.entry(key), scans=tuple(digest_of(one) for one in found), pages=pages)
        for key, found in scans.items()
    }
    return replace(filing, materials={**filing.materials, **entries})


def case_with(desk: HttpDesk, item: str, scans: dict[str, tuple[bytes, ...]], **more: str) -> str:
    """Take a case whose materials were scanned; its id. Nothing is sent yet."""
    filing = scanned(complete_filing(item_of(item)), scans)
    return desk.pen.case(item, release=starting_catalogue().hash, filing=filing, **more)  # type: ignore[arg-type]  # ids


def send(desk: HttpDesk, case_id: str, data: bytes, media_type: str, upto: int | None = None) -> str:
    """Announce a scan and send it, or its first bytes; its digest."""
    name = digest_of(data)
    asked = BlobAnnounced(name, len(data), media_type, "case", case_id)
    desk.client.post("/blobs", content=msgspec.json.encode(asked), headers=JSON).raise_for_status()
    for offset in range(0, len(data) if upto is None else upto, BLOB_CHUNK):
        part = data[offset : offset + BLOB_CHUNK] if upto is None else data[:upto]
        answer = desk.client.put(f"/blobs/{name}", params={"offset": offset}, content=part, headers=BYTES)
        answer.raise_for_status()
    return name
