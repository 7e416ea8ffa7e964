"""Telephone numbers: mobile, landline, service numbers, and numbers from abroad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.identity.typed_text import compact

PhoneKind = Literal["mobile", "landline", "service", "international"]

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})-?([1-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}(?:-[0-9]{1,6})?")
_SERVICE = re.compile(r"[48]00[0-9]{7}|1(?:[0-2][0-9]{1,4})|9[56][0-9]{3,6}")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
_MOBILE_LENGTH = 11


@dataclass(frozen=True, slots=True)
class PhoneChecked:
    """`normalised` is the form to keep: 13800000000, 023-65000000, 4008000000, +85220000000."""

    valid: bool
    normalised: str
    kind: PhoneKind | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()


def check_phone(text: str) -> PhoneChecked:
    """Check a telephone number; +86, blanks, dashes and brackets are taken off, `reason` is Chinese."""
    plain = re.sub(r"转|EXT\.?", "-", compact(text)).replace("(", "").replace(")", "-").strip("-")
    plain = re.sub(r"-{2,}", "-", plain)
    home = re.sub(r"^(?:\+86|0086)-?", "", plain)
    digits = home.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return PhoneChecked(True, digits, "mobile")
    if _SERVICE.fullmatch(digits):
        return PhoneChecked(True, digits, "service")
    found = _LANDLINE.fullmatch(home) or _LANDLINE.fullmatch("0" + home if plain != home else home)
    if found:
        return PhoneChecked(True, "-".join(part for part in found.groups() if part), "landline")
    if _LOCAL.fullmatch(home):
        return PhoneChecked(True, home, "landline", warnings=("座机号码没有区号，按本地号码记录。",))
    abroad = re.sub(r"^00", "+", plain.replace("-", ""))
    if plain == home and _INTERNATIONAL.fullmatch(abroad):
        return PhoneChecked(True, abroad, "international")
    return PhoneChecked(False, plain, None, _reason(digits))


def _reason(digits: str) -> str:
    if not digits:
        return "还没有填写联系电话；没有电话时可改填其他联系方式。"
    if not (digits.isascii() and digits.isdigit()):
        return "联系电话里有数字以外的字符，请核对。"
    if digits[0] == "1" and len(digits) > len("12345"):
        return f"手机号码应为{_MOBILE_LENGTH}位，以13至19开头；现在是{len(digits)}位，请核对。"
    return "不像电话号码：手机11位，座机请带区号（如 023-65000000）。"
