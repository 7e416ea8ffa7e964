"""Pages of scans as pictures: drawn anew, no larger than asked, and what cannot be drawn is said in plain words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.domain.refusal import InputProblem
from app.usecases.central import file_apart, file_pages
from app.usecases.central.file_apart import draw_apart
from app.usecases.central.file_pages import SIDES, Wanted, draw
from tests.builders.case_scans import pdf_of
from tests.builders.online import filled_form, picture

PDF = pdf_of("One", "Two", "Three")


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as shown:
        assert shown.format == "JPEG"
        return shown.size


def test_the_pages_of_a_pdf_are_counted_and_each_is_drawn_as_large_as_asked():
    assert (draw(Wanted(PDF)).pages, draw(Wanted(PDF)).picture) == (3, b"")
    assert size_of(draw(Wanted(PDF, 3)).picture) == (934, SIDES[0])
    assert size_of(draw(Wanted(PDF, 1, 600, 90)).picture) == (600, 400)
    assert draw(Wanted(PDF, 1)).picture != draw(Wanted(PDF, 2)).picture


def test_what_was_filled_into_a_form_is_seen():
    with Image.open(io.BytesIO(draw(Wanted(filled_form(), 1, 600)).picture)) as shown:
        assert min(shown.convert("L").tobytes()) < 60


def test_of_a_picture_nothing_but_the_picture_comes_out():
    sent = picture("JPEG", (4000, 300)) + b"PK\x05\x06<script>alert(1)</script>"
    drawn = draw(Wanted(sent, 1)).picture
    assert size_of(drawn) == (1400, 105)
    assert b"script" not in drawn
    assert b"secret-place" not in drawn
    assert draw(Wanted(sent)).pages == 1


def test_what_is_transparent_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(draw(Wanted(out.getvalue(), 1)).picture)) as shown:
        assert shown.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "page", "code"),
    [
        (b"<html><script>", 1, "FILE-KIND"),
        (b"", 1, "FILE-KIND"),
        (PDF[:200], 0, "FILE-PAGE"),
        (PDF, 4, "FILE-PAGE"),
        (picture("PNG")[:60], 1, "FILE-PAGE"),
    ],
)
def test_what_cannot_be_drawn_is_said(data: bytes, page: int, code: str):
    with pytest.raises(InputProblem) as refused:
        draw(Wanted(data, page))
    assert refused.value.code == code
    assert refused.value.message.endswith("。")


def test_a_picture_of_too_many_points_is_not_unpacked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(file_pages, "_MOST_PIXELS", 2000)
    with pytest.raises(InputProblem) as refused:
        draw(Wanted(picture("PNG", (60, 40)), 1))
    assert refused.value.code == "FILE-PIXELS"


def test_it_is_drawn_in_a_process_of_its_own_that_may_die(monkeypatch: pytest.MonkeyPatch):
    assert draw_apart(Wanted(PDF, 2)) == draw(Wanted(PDF, 2))
    with pytest.raises(InputProblem) as refused:
        draw_apart(Wanted(b"<html>", 1))
    assert refused.value.code == "FILE-KIND"
    with pytest.raises(InputProblem) as late:
        draw_apart(Wanted(PDF, 1), seconds=0.001)
    monkeypatch.setattr(file_apart, "_MODULE", "app.no_such_module")
    with pytest.raises(InputProblem) as dead:
        draw_apart(Wanted(PDF, 1))
    assert (late.value.code, dead.value.code) == ("FILE-UNDRAWN", "FILE-UNDRAWN")
