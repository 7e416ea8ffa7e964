"""The hall's settings as a lead changes them: what stands on paper, what kind of counter this is, where work stops.

Everything is checked together before anything is kept; each problem names its setting.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.domain.catalog.profile import UNDIFFERENTIATED
from app.domain.refusal import InputProblem
from app.settings import HallSettings
from app.usecases.rights import allowed, require

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.usecases.workplace import Workplace

LONGEST_NAME = {"hall": 40, "hall_short": 20, "reconsideration": 40, "court": 40}
LONGEST_URL = 120
LARGEST = 9_999_999
PHONES = ("hall_phone", "supervision_phone")
NUMBERS = tuple(field.name for field in fields(HallSettings) if isinstance(field.default, int))
TEXTS = (*LONGEST_NAME, "hall_character", *PHONES, "query_url", "profile")
_DAYS = (1, 60)
BOUNDS = {
    "draft_days": (1, 90),
    "escalation_answer_days": _DAYS,
    "rating_contact_days": _DAYS,
    "rating_verify_days": _DAYS,
    "rating_right_days": _DAYS,
    "rating_answer_days": _DAYS,
    "procedure_ends_count": (0, 1),
}
"""The least and the most of numbers that are no mere thresholds."""
_CHARACTER = re.compile(r"[\u3400-\u9fff]{1,8}")
_PHONE = re.compile(r"[0-9+()\- 、转,]{5,40}")


@dataclass(frozen=True)
class HallChanged:
    """The settings as they are kept now."""

    settings: HallSettings
    changed: frozenset[str] = frozenset({"settings"})


class HallWork:
    """The hall's settings of one counter, for its page. `keep` belongs on the store's thread."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    @property
    def may_change(self) -> bool:
        """Whether the person at work may change them."""
        return allowed(self._workplace, "change-hall")

    def texts(self) -> dict[str, str]:
        """Every setting as text, by name."""
        return texts_of(self._workplace.settings)

    def profiles(self) -> list[tuple[str, str]]:
        """Kinds of counters to choose from, with their names."""
        known = {UNDIFFERENTIATED.key: UNDIFFERENTIATED, **self._workplace.library.profiles}
        return [(key, profile.name) for key, profile in known.items()]

    def problems(self, texts: Mapping[str, str]) -> dict[str, str]:
        """What does not fit, by setting; touches no file."""
        return problems_of(texts, frozenset(key for key, _ in self.profiles()))

    def keep(self, texts: Mapping[str, str]) -> HallChanged:
        """Keep what was changed, all or nothing."""
        return HallChanged(change_hall(self._workplace, texts))


def texts_of(settings: HallSettings) -> dict[str, str]:
    """The settings of a hall as text, by name."""
    return {name: str(getattr(settings, name)) for name in (*TEXTS, *NUMBERS)}


def change_hall(workplace: Workplace, texts: Mapping[str, str]) -> HallSettings:
    """Change some settings, all or none. Refusal RIGHT-LEAD for a clerk; InputProblem names the first that is wrong."""
    require(workplace, "change-hall")
    profiles = frozenset({UNDIFFERENTIATED.key, *workplace.library.profiles})
    for name, message in problems_of({**texts_of(workplace.settings), **texts}, profiles).items():
        raise InputProblem("INPUT-SETTING", f"{name}：{message}", name)
    return workplace.change_settings(**{name: clean_setting(name, text) for name, text in texts.items()})


def clean_setting(name: str, text: str) -> str | int:
    """The value of a setting as it is kept, from its text."""
    return int(_plain(text)) if name in NUMBERS else _clean(name, text)


def problems_of(texts: Mapping[str, str], profiles: frozenset[str]) -> dict[str, str]:
    """What is wrong with a whole set of settings, in a clerk's words, by name."""
    found = {name: message for name, text in texts.items() if (message := _problem(name, _clean(name, text), profiles))}
    return found or _contradictions({name: int(_plain(text)) for name, text in texts.items() if name in NUMBERS})


def _clean(name: str, text: str) -> str:
    return text.strip() if name in LONGEST_NAME else _plain(text)


def _plain(text: str) -> str:
    """Digits and signs as typed with an input method on become plain ones."""
    return unicodedata.normalize("NFKC", text).strip()


def _problem(name: str, text: str, profiles: frozenset[str]) -> str:
    if name in LONGEST_NAME:
        return _name_problem(text, LONGEST_NAME[name])
    if name in NUMBERS:
        return _number_problem(name, text)
    if name in PHONES:
        digits = sum(character.isdigit() for character in text)
        fits = not text or (_PHONE.fullmatch(text) and digits >= 5)
        return "" if fits else "请填电话号码，例如 023-65368888；没有可以不填。"
    if name == "hall_character":
        return "" if _CHARACTER.fullmatch(text) else "请填一到八个汉字，例如 沙政务。"
    if name == "query_url":
        return "" if _is_address(text) else f"请填以 https:// 开头的网址，不超过 {LONGEST_URL} 个字符。"
    return "" if text in profiles else "没有这种窗口，请在列出的几种里选。"


def _name_problem(text: str, longest: int) -> str:
    if not text:
        return "这一项印在文书上，不能空。"
    return f"太长，最多 {longest} 个字。" if len(text) > longest else ""


def _number_problem(name: str, text: str) -> str:
    least, most = BOUNDS.get(name, (0, LARGEST))
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST)) and least <= int(text) <= most
    return "" if fits else f"请填 {least} 到 {most} 的整数。"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    whole = text.isascii() and text.isprintable() and " " not in text and not parts.query and not parts.fragment
    return bool(host) and parts.scheme in ("https", "http") and whole and len(text) <= LONGEST_URL


def _contradictions(numbers: Mapping[str, int]) -> dict[str, str]:
    """Work never stops before it has been warned."""
    found: dict[str, str] = {}
    if numbers["stop_free_mb"] > numbers["warn_free_mb"]:
        found["stop_free_mb"] = "停止的数要比提醒的小，先提醒后停止。"
    for name in ("catalogue_days", "unsent"):
        if 0 < numbers[f"stop_{name}"] < numbers[f"warn_{name}"]:
            found[f"stop_{name}"] = "停止的数要比提醒的大，先提醒后停止；0 只提醒。"
    return found
