"""Names of people and organisations: rare characters, dots, single characters and long names are all right.

Only what cannot be seen or printed is refused. Normalised to NFC, never NFKC (which would turn ㈠ or ① into something
else). Compatibility ideographs stay as they are although NFC would replace them: a name is printed as on the card.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 50
_IDEOGRAPHS_KEPT = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_PLAIN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
"""Ideographs that no normalisation touches: nearly every name."""
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･"), "·")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_NO_NAME = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class NameChecked:
    """`normalised` is the form to keep and print; `reason` is Chinese, `reason_code` is `ENTRY-NAME-…`."""

    valid: bool
    normalised: str
    reason: str = ""
    reason_code: str = ""


def normalise_name(text: str) -> str:
    """NFC, blanks of every width as one plain blank (none at the ends), the look-alikes of the dot · as the dot."""
    if _PLAIN.fullmatch(text):
        return text
    parts = _IDEOGRAPHS_KEPT.split(_INVISIBLE.sub("", text))
    composed = "".join(p if i % 2 else unicodedata.normalize("NFC", p) for i, p in enumerate(parts))
    blanked = "".join(" " if unicodedata.category(c) == "Zs" else c for c in composed.translate(_DOTS))
    return re.sub(" {2,}", " ", blanked.strip())


def check_name(text: str, longest: int = LONGEST) -> NameChecked:
    """Check a name of 1 to `longest` characters (an organisation's may be given more room)."""
    name = normalise_name(text)
    if not name:
        return NameChecked(False, name, "还没有填写姓名（名称）。", "ENTRY-NAME-EMPTY")
    if any(unicodedata.category(c) in _NO_NAME for c in name):
        reason = "姓名（名称）里有看不见的控制字符，请重新输入，不要粘贴。"
        return NameChecked(False, name, reason, "ENTRY-NAME-CONTROL")
    if any(_is_private_or_none(c) for c in name):
        reason = "姓名（名称）里有自造字（私用区编码），打印不出来，请换成正式收录的字。"
        return NameChecked(False, name, reason, "ENTRY-NAME-PRIVATE")
    if not any(_is_letter(c) for c in name):
        return NameChecked(False, name, "姓名（名称）里没有文字，请核对。", "ENTRY-NAME-LETTERS")
    if len(name) > longest:
        reason = f"姓名（名称）最多{longest}个字，现在是{len(name)}个字，请核对。"
        return NameChecked(False, name, reason, "ENTRY-NAME-LENGTH")
    return NameChecked(True, name)


def _is_private_or_none(character: str) -> bool:
    return unicodedata.category(character) == "Co" or ord(character) & 0xFFFE == 0xFFFE


def _is_letter(character: str) -> bool:
    """Planes 2 and 3 count whole: Python's Unicode tables may be older than the newest ideographs."""
    return character.isalpha() or character == "〇" or 0x20000 <= ord(character) < 0x40000
