"""Fonts: rare characters are drawn and extracted right, a character that no font has is an error, never a box."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

from app.receipts.fonts import FontBook, MissingGlyph, font_book, missing_characters
from app.receipts.page import new_canvas
from app.receipts.resources import font_path, wording_path
from app.receipts.text import TextBlock, TextStyle, plain, strong
from app.receipts.truetype import MappedFace, to_unicode

RARE = "䶮㛃𬭊𠅤𫍯龘𡋾𬱖𪚥㐂鿍鿯𬺈"
FILES = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")
LEVEL_THREE = (
    (0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0),
)  # fmt: skip


def page_of(block: TextBlock) -> bytes:
    buffer = io.BytesIO()
    canvas = new_canvas(buffer, "t", "")
    block.draw(canvas, 60, 760, 460)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def extracted(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


@pytest.mark.parametrize("spans", [plain(f"姓名{RARE}。"), strong(f"姓名{RARE}。")])
def test_rare_characters_are_extracted_as_they_were_written(spans: tuple[object, ...]) -> None:
    block = TextBlock(spans, TextStyle(12, 18))  # type: ignore[arg-type]  # spans of either style
    assert extracted(page_of(block)) == f"姓名{RARE}。"


def test_names_of_minorities_and_latin_are_extracted() -> None:
    text = "买买提·吐尔逊 José Ñandú O’Neil"
    assert extracted(page_of(TextBlock(plain(text), TextStyle(12, 18)))) == text


def test_every_chinese_character_of_gb_18030_has_a_glyph() -> None:
    book = font_book()
    for first, last in LEVEL_THREE:
        for code in range(first, last + 1):
            assert book.find("serif", chr(code))[1] > 0


def test_rare_characters_are_really_drawn() -> None:
    """Each one leaves ink, and another picture than the rest: no two are the same box."""
    pictures = set()
    for character in RARE:
        page = pypdfium2.PdfDocument(page_of(TextBlock(plain(character), TextStyle(40, 50))))[0]
        picture = page.render(scale=1, grayscale=True).to_pil().crop((60, 80, 110, 140))
        assert picture.getextrema()[0] < 100
        pictures.add(picture.tobytes())
    assert len(pictures) == len(RARE)


def test_missing_glyph_names_the_code_point() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+1F600") as raised:
        TextBlock(plain("张😀"), TextStyle(12, 18)).height(400)
    assert raised.value.code_point == "U+1F600"
    assert "张" not in str(raised.value)


def test_missing_characters_of_a_name_are_listed_once() -> None:
    assert missing_characters(["张😀", "\U000323af😀"]) == ("😀", "\U000323af")
    assert missing_characters(["欧阳龘", RARE]) == ()


def test_all_wording_can_be_printed() -> None:
    texts = [path.read_text(encoding="utf-8").replace("\n", "") for path in wording_path("page").parent.glob("*.yaml")]
    assert len(texts) > 14
    assert missing_characters(texts) == ()


def test_rare_font_is_opened_only_for_rare_characters() -> None:
    book = FontBook()
    book.width("serif", "重庆市沙坪坝区 2026")
    common = book.opened
    book.width("serif", "𡋾")
    assert [common, book.opened] == [("Serif",), ("Serif", "Rare")]


@pytest.mark.parametrize("name", FILES)
def test_mapped_face_agrees_with_reportlab(name: str) -> None:
    ours, theirs = MappedFace(font_path(name)), TTFontFace(str(font_path(name)))
    sample = sorted(theirs.charToGlyph)[::97]
    assert [ours.glyph_of(c) for c in sample if c != 0xA0] == [theirs.charToGlyph[c] for c in sample if c != 0xA0]
    ours.learn("".join(map(chr, sample)))
    assert [ours.charWidths[c] for c in sample if ours.glyph_of(c)] == [
        theirs.charWidths[c] for c in sample if ours.glyph_of(c)
    ]
    assert list(ours.glyphPos[:2000]) == theirs.glyphPos[:2000]


def test_unicode_map_is_utf_16() -> None:
    lines = to_unicode("F", [0, 0x4E00, 0x2CB4A]).splitlines()
    assert "<01> <4E00>" in lines
    assert "<02> <D872DF4A>" in lines


def test_unicode_map_is_written_in_blocks_of_a_hundred() -> None:
    lines = to_unicode("F", list(range(0x4E00, 0x4E00 + 250))).splitlines()
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar", "100 beginbfchar", "50 beginbfchar",
    ]  # fmt: skip


def test_every_font_has_its_licence_beside_it() -> None:
    folder = font_path("x").parent
    families = {path.name.split("-")[0].removesuffix(".ttf") for path in folder.glob("*.ttf")}
    assert {path.name for path in folder.glob("*-LICENSE.txt")} == {f"{family}-LICENSE.txt" for family in families}


def test_what_is_taken_for_drawn_is_drawn() -> None:
    book = font_book()
    ranges = ((0x20, 0x7E), (0xA0, 0xFF), (0x3000, 0x303F), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E))
    for first, last in ranges:
        for code in range(first, last + 1):
            assert book.find("serif", chr(code))[0]
