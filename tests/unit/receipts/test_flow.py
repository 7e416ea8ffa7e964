"""Pages: what is split, what is held together, what repeats."""

from __future__ import annotations

from dataclasses import dataclass

from app.receipts.flow import Frame, Placed, paginate
from app.receipts.grid import list_grid
from app.receipts.text import TextBlock, TextStyle, plain

FRAME = Frame(200, 220, 20, 100)


@dataclass
class Box:
    """A block of a fixed height."""

    size: float
    after: float = 0
    keep: bool = False

    def height(self, width: float) -> float:
        return self.size

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, canvas: object, x: float, top: float, width: float) -> None:
        raise AssertionError("nothing is drawn here")


def sizes(pages: list[list[Placed]]) -> list[list[float]]:
    return [[placed.block.height(100) for placed in page] for page in pages]


def test_blocks_fill_a_page_and_go_on() -> None:
    pages = paginate([Box(100), Box(80), Box(50)], FRAME)
    assert sizes(pages) == [[100, 80], [50]]
    assert [placed.top for placed in pages[0]] == [200, 100]
    assert pages[1][0].top == 220


def test_kept_block_goes_with_what_follows() -> None:
    assert sizes(paginate([Box(120), Box(30, keep=True), Box(50)], FRAME)) == [[120], [30, 50]]


def test_chain_of_kept_blocks_stays_together() -> None:
    blocks = [Box(100), Box(20, keep=True), Box(20, keep=True), Box(60)]
    assert sizes(paginate(blocks, FRAME)) == [[100], [20, 20, 60]]


def test_block_higher_than_a_page_has_a_page_of_its_own() -> None:
    assert sizes(paginate([Box(20), Box(500), Box(20)], FRAME)) == [[20], [500], [20]]


def test_paragraph_is_split_between_pages() -> None:
    text = TextBlock(plain("一二三四五六七八九十" * 20), TextStyle(10, 15))
    assert sizes(paginate([Box(100), text], FRAME)) == [[100, 75], [195], [30]]


def test_table_repeats_its_head() -> None:
    grid = list_grid([("名称", 1, "left")], [(str(n),) for n in range(20)])
    row = grid.height(100) / 21
    pages = paginate([grid], FRAME)
    assert len(pages) == 3
    rows = [round(page[0].block.height(100) / row) - 1 for page in pages]
    assert rows == [7, 8, 5]


def test_row_higher_than_a_page_is_split_between_its_lines() -> None:
    tall = Frame(700, 700, 20, 100)
    said = "一二三四五六七八九十" * 60
    pages = paginate([list_grid([("问题", 1, "left")], [(said,), ("尾",)])], tall)
    assert len(pages) == 2
    assert all(page[0].block.height(100) <= 680 for page in pages)
    rows = [row for page in pages for row in page[0].block.rows]  # type: ignore[attr-defined]  # they are tables
    assert "".join(span.text for row in rows for cell in row for span in cell.spans) == said + "尾"
