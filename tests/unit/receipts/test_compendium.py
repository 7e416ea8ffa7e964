"""The compendium: the same catalogue as a book, with pages that its contents name rightly."""

from __future__ import annotations

import re
from functools import cache

import pypdfium2
import pytest

from app.domain.refusal import InputProblem
from app.receipts.compendium import Compendium, PackageSaving, compendium
from tests.builders.filings import starting_catalogue

SAVINGS = (PackageSaving("开餐馆一件事", ("个体工商户设立登记", "食品经营许可（新办）"), 5, 8, 3),)


@cache
def market() -> tuple[Compendium, list[str]]:
    """The book of one department and the text of its pages."""
    book = compendium(starting_catalogue(), "market", SAVINGS)
    return book, [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(book.pdf)]


def test_counts_are_those_of_the_catalogue() -> None:
    items = [i for i in starting_catalogue().items if i.department == "market"]
    book, pages = market()
    assert book.items == len(items)
    assert book.points == sum(len(m.points) for i in items for m in i.materials)
    assert book.pages == len(pages)


def test_contents_name_the_page_of_each_item() -> None:
    _, pages = market()
    entries = re.findall(r"(GT-\d\d)[^\r\n]*?(\d+)\s*(?:\r\n|$)", pages[1])
    assert len(entries) == market()[0].items
    assert all(f"{code}　" in pages[int(page) - 1] for code, page in entries)


def test_every_point_with_its_correction_stands_in_the_book() -> None:
    text = re.sub(r"\s", "", "".join(market()[1]))
    points = [p for i in starting_catalogue().items if i.department == "market" for m in i.materials for p in m.points]
    lost = [p.text for p in points if re.sub(r"\s", "", p.text)[:12] not in text]
    assert lost == []


def test_savings_are_printed_where_given() -> None:
    assert "开餐馆一件事" in market()[1][-1]
    pages = list(pypdfium2.PdfDocument(compendium(starting_catalogue(), "health").pdf))
    assert not any("主题套餐" in page.get_textpage().get_text_range() for page in pages)


def test_department_is_found_by_name_and_unknown_one_is_told() -> None:
    assert compendium(starting_catalogue(), "区卫生健康委").items > 0
    with pytest.raises(InputProblem, match="没有部门"):
        compendium(starting_catalogue(), "税务总局")


def test_store_in_service_prints_no_unconfirmed_basis_in_its_points() -> None:
    pages = pypdfium2.PdfDocument(compendium(starting_catalogue(), "health", in_service=True).pdf)
    told = [page.get_textpage().get_text_range() for page in pages]
    assert not any("待部门确认" in text for text in told)
    assert any("办事指南要求" in text for text in told)


def test_same_catalogue_gives_the_same_bytes() -> None:
    assert compendium(starting_catalogue(), "health").pdf == compendium(starting_catalogue(), "health").pdf
