"""Every code of a refusal, an input problem or a failure has English words that say what to do, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORDS = yaml.safe_load((ROOT / "resources/translations/errors_en.yaml").read_text(encoding="utf-8"))
RAISED = re.compile(
    r"""(?:Refusal|InputProblem|[A-Z]\w*(?:Failure|Denied|Store|Busy|Full|Home|Problem))\(\s*f?"([A-Z]+(?:-[A-Z0-9]+)+)"""
)
NAMED = re.compile(r"""\bcode(?:: str)?\s*=\s*"([A-Z]+(?:-[A-Z0-9]+)*)\"""")


def codes() -> set[str]:
    """Codes that the program raises."""
    found: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= set(RAISED.findall(text)) | set(NAMED.findall(text))
    return found


def test_codes_are_found() -> None:
    assert {"LAW-32-4", "STATE-OPEN", "STORE-BUSY", "INPUT-FIELD"} <= codes()


@pytest.mark.parametrize("code", sorted(codes()))
def test_code_has_english_words(code: str) -> None:
    assert code in WORDS


def test_words_are_sentences_without_exclamation() -> None:
    assert [c for c, words in WORDS.items() if not words.endswith(".") or "!" in words] == []
