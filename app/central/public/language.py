"""The two languages of the public pages: their words stand in Chinese in the pages, their English in files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.central.console.language import TRANSLATIONS

if TYPE_CHECKING:
    from app.central.console.language import Language


@cache
def english() -> dict[str, str]:
    """The English of every Chinese text of the public pages."""
    import yaml

    words: dict[str, str] = {}
    for path in sorted(TRANSLATIONS.glob("public_en*.yaml")):
        words |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return words


def said(language: Language, words: str, /, **values: object) -> str:
    """Words of a public page in a language, with values put into their places; what has no English stays."""
    text = words if language == "zh" else english().get(words, words)
    return text.format(**values) if values else text
