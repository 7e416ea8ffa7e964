"""The two languages of the console: its words stand in Chinese in the pages, their English in a file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
ENGLISH = Path(__file__).resolve().parents[3] / "resources" / "translations" / "console_en.yaml"


@cache
def _english() -> dict[str, str]:
    import yaml

    words: dict[str, str] = yaml.safe_load(ENGLISH.read_text(encoding="utf-8"))
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


def said(language: Language, words: str, **values: object) -> str:
    """Words of the console in a language, with values put into their places."""
    text = words if language == "zh" else _english().get(words, words)
    return text.format(**values) if values else text
