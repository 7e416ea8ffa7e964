"""The licences of what is packed: those libraries and no others, with their texts, without a place of the building machine."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.third_party import Notice, notices_of_libraries, page_of

ROOT = Path(__file__).resolve().parents[3]


def test_a_library_is_known_by_what_was_packed_of_it():
    names = ["PIL", "psycopg_binary.libs", "sqlalchemy", "app", "resources", "json"]
    notices = notices_of_libraries(names)
    assert [n.name.partition(" ")[0].lower() for n in notices] == ["pillow", "psycopg-binary", "sqlalchemy"]
    assert all(len(text) > 200 for n in notices for text in n.texts)


def test_qt_comes_with_the_text_of_its_licence():
    page = page_of(notices_of_libraries(["PySide6", "shiboken6"]))
    assert "LGPL-3.0-only" in page
    assert "/usr/share/common-licenses/LGPL-3" in page


def test_the_page_is_in_order_and_names_no_place_of_this_machine():
    page = page_of([*notices_of_libraries(["uvicorn", "jinja2", "PIL"]), Notice("jinja2 0", "MIT", ("text",))])
    heads = [part.strip().partition("\n")[0] for part in page.split("=" * 80)[1:]]
    assert heads == sorted(heads, key=str.lower)
    assert str(ROOT) not in page
    assert sys.prefix not in page
