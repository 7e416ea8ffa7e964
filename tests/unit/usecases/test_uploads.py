"""What strangers upload: known by content, limited, made harmless; never believed because of its name."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from app.domain.refusal import InputProblem
from app.usecases.central import upload_pdf
from app.usecases.central.upload_apart import check_apart
from app.usecases.central.uploads import MOST_BYTES, check_upload
from tests.builders.online import picture, small_pdf

PDF = small_pdf()
CATALOG = b"/Type /Catalog"


def code_of(data: bytes) -> str:
    with pytest.raises(InputProblem) as refused:
        check_upload(data)
    assert refused.value.message.endswith("。")
    return refused.value.code


def png(width: int, height: int) -> bytes:
    """The head of a picture that claims a size."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 99)) + part(b"IEND", b"")


def with_stream(head: bytes, data: bytes) -> bytes:
    """The PDF with one more stream."""
    one = b"9 0 obj\n<< %s /Length %d >>\nstream\n" % (head, len(data)) + data + b"\nendstream\nendobj\n"
    return PDF.replace(b"xref\n", one + b"xref\n", 1)


def test_a_pdf_is_kept_as_it_is():
    checked = check_upload(PDF)
    assert (checked.data, checked.media_type, checked.pages) == (PDF, "application/pdf", 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_picture_nothing_but_the_picture_is_kept(kind: str):
    sent = picture(kind) + b"PK\x05\x06<script>alert(1)</script>"
    checked = check_upload(sent)
    assert b"script" not in checked.data
    assert b"secret-place" not in checked.data
    with Image.open(io.BytesIO(checked.data)) as shown:
        assert (shown.format, shown.size) == (kind, (60, 40))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "UPLOAD-EMPTY"),
        (b"<html><script>alert(1)</script>", "UPLOAD-TYPE"),
        (b"MZ\x90\0", "UPLOAD-TYPE"),
        (b"\xff\xd8\xff<html>", "UPLOAD-PICTURE"),
        (picture("PNG")[:-30], "UPLOAD-PICTURE"),
        (png(60_000, 60_000), "UPLOAD-PIXELS"),
        (png(13_000, 10), "UPLOAD-PIXELS"),
        (b"%PDF-1.7\nnothing", "UPLOAD-PDF"),
        (PDF + b"PK\x03\x04behind the end", "UPLOAD-PDF"),
        (PDF.replace(CATALOG, CATALOG + b" /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "UPLOAD-ACTIVE"),
        (PDF.replace(CATALOG, CATALOG + b" /AA << /WC << /S /J#61vaScript /J#53 (1) >> >>"), "UPLOAD-ACTIVE"),
        (PDF.replace(CATALOG, CATALOG + b" /OpenAction << /S /Launch /F (calc.exe) >>"), "UPLOAD-ACTIVE"),
        (PDF.replace(CATALOG, CATALOG + b" /Names << /EmbeddedFiles 9 0 R >>"), "UPLOAD-ACTIVE"),
        (with_stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"<< /S /JavaScript >>")), "UPLOAD-ACTIVE"),
        (with_stream(b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", b"00"), "UPLOAD-ACTIVE"),
        (PDF.replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), "UPLOAD-LOCKED"),
    ],
)
def test_what_is_not_taken(sent: bytes, code: str):
    assert code_of(sent) == code


def test_too_many_bytes_are_not_looked_at():
    assert code_of(PDF + b" " * MOST_BYTES) == "UPLOAD-SIZE"


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(upload_pdf, "MOST_UNPACKED", 1_000_000)
    assert code_of(with_stream(b"/Filter /FlateDecode", zlib.compress(b"\0" * 2_000_000))) == "UPLOAD-BOMB"


def test_a_file_is_looked_at_in_a_process_of_its_own():
    assert check_apart(PDF) == check_upload(PDF)
    with pytest.raises(InputProblem) as refused:
        check_apart(b"<html>")
    assert refused.value.code == "UPLOAD-TYPE"
    with pytest.raises(InputProblem) as late:
        check_apart(PDF, seconds=0.001)
    assert late.value.code == "UPLOAD-UNCHECKED"
