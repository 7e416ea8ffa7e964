"""The console says everything in both languages, and every kind of event has words."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

from app.central import console
from app.central.console import act_forms
from app.central.console.language import english, preferred, said
from app.central.console.pages import FOLDER, NAVIGATION
from app.central.console.words import KIND_ZH, OTHER, TASK_EN, kinds_told
from app.domain.case.ruling import REASONS
from app.domain.case.status import STATUS_ZH
from app.domain.rights import ROLE_ZH
from app.usecases.central.alerts import ALERT_ZH
from app.usecases.central.ingest import CHAIN_WORDS
from app.usecases.central.rulings import WORDS as RULED
from app.usecases.central.stopped_items import CODE as STOPPED
from app.usecases.workplace import program

WORDS = english()
SAID = re.compile(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')""")
CHINESE = re.compile("[\u4e00-\u9fff]")


def shown() -> set[str]:
    """Every Chinese text that a page can show."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((FOLDER / "templates").glob("*.html"))]
    found = {one or other for text in texts for one, other in SAID.findall(text)}
    quoted = {words for text in texts for words in re.findall(r'"([\u4e00-\u9fff]+)"', text)}
    fixed = {entry.words for entry in NAVIGATION} | set(STATUS_ZH.values()) | set(ROLE_ZH.values())
    names = [one.name for one in pkgutil.iter_modules(console.__path__) if one.name.startswith("words")]
    modules = [importlib.import_module(f"{console.__name__}.{name}") for name in names]
    tables = [table for one in modules for name, table in vars(one).items() if name.endswith("_ZH")]
    fixed |= {words for table in tables for words in table.values()} | act_forms.words()
    return found | quoted | fixed | {OTHER, "没有办成"}


def test_every_text_has_english_and_none_is_left_over():
    assert shown() == set(WORDS)


def test_english_is_english():
    assert [words for words in WORDS.values() if CHINESE.search(words) or "!" in words] == []


def test_templates_hold_no_text_outside_the_languages():
    for path in sorted((FOLDER / "templates").glob("*.html")):
        without_code = re.sub(r"\{[{%].*?[%}]\}", "", path.read_text(encoding="utf-8"))
        assert not CHINESE.search(without_code), path.name


def test_places_in_words_are_the_same_in_both_languages():
    places = re.compile(r"\{(\w+)\}")
    assert [zh for zh, en in WORDS.items() if sorted(places.findall(zh)) != sorted(places.findall(en))] == []


def test_every_kind_of_event_has_words():
    assert set(program().types.kinds()) == set(KIND_ZH)


def test_every_reason_of_a_task_has_english():
    reasons = {*REASONS, *RULED, *CHAIN_WORDS, STOPPED, *ALERT_ZH}
    assert reasons - set(TASK_EN) == set()
    assert [words for words in TASK_EN.values() if not words.endswith(".") or CHINESE.search(words)] == []


def test_a_group_is_told_by_what_it_is_about():
    assert kinds_told(["numbers.drawn", "case.received", "case.accepted"]) == ["收件", "受理"]
    assert kinds_told(["numbers.drawn"]) == ["取号"]
    assert kinds_told(["of.tomorrow"]) == [OTHER]


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("fr,en;q=0.5,zh;q=0.7", "zh"),
        ("de", "zh"),
        ("en;q=0, zh", "zh"),
        ("en;q=x", "zh"),
    ],
)
def test_the_browser_chooses(asked: str, language: str):
    assert preferred(asked) == language


def test_words_that_have_no_english_stay():
    assert said("en", "没有这句") == "没有这句"
    assert said("en", "位置") == "Position"
