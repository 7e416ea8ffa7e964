"""The public pages say everything in both languages, and hold no text outside them."""

from __future__ import annotations

import ast
import re

from app.central.public.language import english, said
from app.central.public.pages import FOLDER, POLICY
from app.domain.case.status import STATUS_ZH
from app.domain.checklist.filing import RELATION_ZH
from app.domain.identity.check import ID_TYPE_ZH
from app.domain.online_request.events import REQUEST_ZH
from app.domain.online_request.state import STANDING_ZH as REQUEST_STANDING_ZH
from app.domain.pre_application.state import STANDING_ZH
from app.usecases.rating_words import rating_words

SAID = re.compile(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')""")
CHINESE = re.compile("[\u4e00-\u9fff]")
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
TRANSLATED_ELSEWHERE = {
    "BODY-FORM", "FORM-STALE", "STATE-DRAFT", "STATE-NOTHING", "STATE-UNKNOWN", "INPUT-FORM", "UNKNOWN",
    "ACCESS-REQUEST-TIME",
}  # fmt: skip
"""Codes of refusals: their English goes by the code."""


def in_code() -> set[str]:
    """Chinese texts of the handlers, but for words of refusals and of documentation."""
    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        refusing = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args and _code(n.args[0])]
        passed_over = {id(arg) for call in refusing for arg in call.args}
        passed_over |= {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
        texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in passed_over)
        found |= {n.value for n in texts if isinstance(n.value, str) and CHINESE.search(n.value)}
    return found


def _code(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in TRANSLATED_ELSEWHERE


def shown() -> set[str]:
    """Every Chinese text that a page can show."""
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES]
    said = {one or other for text in texts for one, other in SAID.findall(text)}
    quoted = {words for text in texts for words in re.findall(r'"([\u4e00-\u9fff]+)"', text)}
    tables = (STATUS_ZH, STANDING_ZH, REQUEST_ZH, REQUEST_STANDING_ZH, ID_TYPE_ZH, RELATION_ZH)
    fixed = {words for table in tables for words in table.values()} | {level.label for level in rating_words()}
    return said | quoted | fixed | in_code()


def test_every_text_has_english():
    assert sorted(shown() - set(english())) == []


def test_every_place_of_a_text_can_be_filled():
    for words in shown():
        values = dict.fromkeys(re.findall(r"\{(\w+)\}", words), "值")
        assert "{" not in said("zh", words, **values)
        assert "{" not in said("en", words, **values)


def test_english_is_english_with_the_same_places():
    places = re.compile(r"\{(\w+)\}")
    words = english()
    assert [en for en in words.values() if CHINESE.search(en) or "!" in en] == []
    assert [zh for zh, en in words.items() if sorted(places.findall(zh)) != sorted(places.findall(en))] == []


def test_templates_hold_no_text_outside_the_languages():
    for path in TEMPLATES:
        without_code = re.sub(r"\{[{%].*?[%}]\}", "", path.read_text(encoding="utf-8"))
        assert not CHINESE.search(without_code), path.name


def test_pages_bring_no_script_and_no_style_of_their_own():
    assert "script" not in POLICY
    for path in TEMPLATES:
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", path.read_text(encoding="utf-8")), path.name
