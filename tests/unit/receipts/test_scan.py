"""Codes read back from the printed page: from the PDF and from pictures of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from app.domain.refusal import InputProblem
from app.receipts.qr import SIDE, modules
from app.receipts.render import copies_of, render
from app.receipts.scan import read_codes
from tests.builders.papers import all_documents

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = {name: document for name, document in all_documents().items() if document.heading.code}
NOTICE = DOCUMENTS["acceptance-notice-deferred"]


def code_text(name: str = "acceptance-notice-deferred") -> str:
    code = DOCUMENTS[name].heading.code
    assert code is not None
    return code.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_code_is_read_from_the_pdf(name: str, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(render(DOCUMENTS[name], copies_of("acceptance-notice", 2, 1)))
    assert read_codes(path) == (code_text(name),)


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("suffix", ["png", "jpg"])
@pytest.mark.parametrize("turned", [0, 1.5, 90, 180])
def test_code_is_read_from_a_picture(dpi: int, suffix: str, turned: float, tmp_path: Path) -> None:
    picture = pypdfium2.PdfDocument(render(NOTICE))[0].render(scale=dpi / 72).to_pil().convert("RGB")
    path = tmp_path / f"notice.{suffix}"
    picture.rotate(turned, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white").save(path)
    assert read_codes(path) == (code_text(),)


def test_page_without_code_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(render(all_documents()["guide-sheet"]))
    assert read_codes(path) == ()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"not a picture at all"])
def test_broken_file_is_told_plainly(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(content)
    with pytest.raises(InputProblem) as raised:
        read_codes(path)
    assert raised.value.code == "ENTRY-FILE"


def test_missing_file_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="文件读不到"):
        read_codes(tmp_path / "nothing.pdf")


def test_code_is_printed_large_enough() -> None:
    assert SIDE >= 27.5 * 72 / 25.4
    assert len(modules(code_text())) <= 77
