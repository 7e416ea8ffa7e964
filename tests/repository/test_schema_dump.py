"""The committed page of the schema is the schema."""

from __future__ import annotations

from tests.repository.schema_dump import PAGE, page


def test_the_committed_schema_is_the_programs() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make generated`"


def test_every_table_says_what_it_is_for() -> None:
    sections = page().split("\n### ")[1:]
    assert [section.split("\n")[0] for section in sections if section.split("\n")[2].startswith("```")] == []
