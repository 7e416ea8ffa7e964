"""Every document against its golden page: what is written, in which order, and where it stands (points from the foot).

`UPDATE_GOLDEN=1 pytest tests/unit/receipts/test_golden.py` writes them anew; the difference is read before a commit.
"""

from __future__ import annotations

import os
from pathlib import Path

import pypdfium2
import pytest

from app.receipts.data import from_mapping, kind_of, to_mapping
from app.receipts.render import render
from tests.builders.papers import all_documents

GOLDEN = Path(__file__).parents[2] / "golden" / "receipts"
DOCUMENTS = all_documents()


def written(pdf: bytes) -> str:
    """Each line of text with the place of its lower left corner and its height, page by page."""
    lines = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        lines.append(f"== {number} of {len(document)}: {page.get_width():.0f} x {page.get_height():.0f}")
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " / ").rstrip()
            lines.append(f"{left:5.0f} {bottom:5.0f} {top - bottom:3.0f} {words}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_equals_its_golden_page(name: str) -> None:
    found, golden = written(render(DOCUMENTS[name])), GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_no_golden_page_is_left_over() -> None:
    assert sorted(p.stem for p in GOLDEN.glob("*.txt")) == sorted(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_same_data_give_the_same_bytes(name: str) -> None:
    document = DOCUMENTS[name]
    again = from_mapping(kind_of(document), to_mapping(document))
    assert again == document
    assert render(again) == render(document)
