"""The two languages of the console: its words stand in Chinese in the pages, their English in a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
TRANSLATIONS = Path(__file__).resolve().parents[3] / "resources" / "translations"
ENGLISH = "console_en*.yaml"
"""One file for each family of pages."""


@cache
def english() -> dict[str, str]:
    """The English of every Chinese text of the console, from all its files."""
    import yaml

    words: dict[str, str] = {}
    for path in sorted(TRANSLATIONS.glob(ENGLISH)):
        words |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return words


def preferred(accept_language: str) -> Language:
    """The language of a browser that asks for these, best first; Chinese where it asks for neither."""
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language.split(",")[:20]):
        name, _, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        wanted.append((-weight, place, name.strip().lower()))
    for weight, _, name in sorted(wanted):
        if weight < 0 and name[:2] == "zh":
            return "zh"
        if weight < 0 and name[:2] == "en":
            return "en"
    return "zh"


def said(language: Language, words: str, /, **values: object) -> str:
    """Words of the console in a language, with values put into their places."""
    text = words if language == "zh" else english().get(words, words)
    return text.format(**values) if values else text
