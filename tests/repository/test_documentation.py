"""The documentation says what the program has: each setting, each event, each term, each decision by number."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from app.desk.preferences import Preferences
from app.domain.glossary import TERMS
from app.settings import HallSettings
from app.usecases.workplace import program
from scripts import event_pages

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DECISION = re.compile(r"^(\d{4})-[a-z0-9-]+\.md$")


def test_every_setting_is_described_to_the_administrator() -> None:
    text = (DOCS / "administrator.md").read_text(encoding="utf-8")
    assert [field.name for field in dataclasses.fields(HallSettings) if f"`{field.name}`" not in text] == []


def test_every_preference_of_a_machine_is_described_to_the_administrator() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (DOCS / "administrator.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [field.name for field in dataclasses.fields(Preferences) if field.name not in rows] == []


def test_no_setting_stands_in_two_places() -> None:
    in_store = {field.name for field in dataclasses.fields(HallSettings)}
    assert in_store & {field.name for field in dataclasses.fields(Preferences)} == set()


def test_the_page_of_events_is_what_the_program_registers() -> None:
    assert event_pages.PAGE.read_text(encoding="utf-8") == event_pages.page(), "run `make generated`"


def test_every_event_says_what_it_means_on_its_own() -> None:
    types = program().types
    silent = [kind for kind in types.kinds() if not event_pages.says_something(types.of_kind(kind)[1])]
    assert silent == []


def test_glossary_page_and_code_hold_the_same_terms() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert rows[0] == ("English", "中文")
    assert dict(rows[1:]) == dict(TERMS)


def test_each_term_has_a_name_of_its_own() -> None:
    assert len(set(TERMS.values())) == len(TERMS)


def test_decisions_are_numbered_without_gaps() -> None:
    matches = sorted(
        int(match[1]) for path in (DOCS / "decisions").glob("*.md") if (match := DECISION.match(path.name))
    )
    assert matches == list(range(1, len(matches) + 1))
    assert matches


def test_decisions_say_context_decision_and_consequence() -> None:
    incomplete = [
        path.name
        for path in sorted((DOCS / "decisions").glob("*.md"))
        if DECISION.match(path.name)
        and not all(
            f"\n## {part}\n" in path.read_text(encoding="utf-8") for part in ("Context", "Decision", "Consequences")
        )
    ]
    assert incomplete == []


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
