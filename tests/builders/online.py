"""An applicant at home: what he enters for the shop licence, and a file that passes every check."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from app.usecases.central.pre_applications import Filed, file_draft
from app.usecases.central.pre_drafts import new_draft
from app.usecases.central.shelf import Shelf

if TYPE_CHECKING:
    from app.usecases.central.server import Server

ITEM = "MZ-03"
PERSON = {
    "applicant.kind": "person",
    "applicant.id_type": "citizen-id",
    "applicant.id_number": "500106195503074533",
    "applicant.name": "钱进",
    "applicant.phone": "13800001111",
}


def entries_for(shelf: Shelf, code: str = ITEM) -> dict[str, str]:
    """Right entries for an item: the person, the first answer to each question, the examples of the form."""
    item = shelf.current().item(code)
    answers = {f"answer.{s.key}": s.options[0].key for s in item.situations}
    form = {f"form.{f.key}": str(f.example).lower() if f.type == "boolean" else str(f.example) for f in item.form}
    return PERSON | answers | form


def file_one(server: Server, shelf: Shelf | None = None, code: str = ITEM) -> Filed:
    """Send a pre-application in."""
    books = shelf or Shelf(server)
    draft = new_draft(server, books, code, entries_for(books, code), assisted=False)
    return file_draft(server, books, draft)


def small_pdf(words: str = "Page") -> bytes:
    """A PDF of one page."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(100, 700, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def filled_form() -> bytes:
    """A PDF of one page, nothing on it but a field that somebody filled in."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 100), invariant=1)
    canvas.acroForm.textfield(name="name", value="XXXXX", x=20, y=40, width=200, height=30, fontSize=20, borderWidth=0)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture with words of its maker beside it."""
    from PIL import Image

    out = io.BytesIO()
    if kind == "JPEG":
        exif = Image.Exif()
        exif[0x010E] = "secret-place"
        Image.new("RGB", size, "white").save(out, "JPEG", exif=exif)
    else:
        Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()
