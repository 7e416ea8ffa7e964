"""Official codes of service items 事项编码 of 12, 31 and 33 digits.

Rule: GB-39554. Codes are kept as opaque text: only the lengths, the credit code of the implementing body inside and its
agreement with the basic code are looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.identity.typed_text import compact
from app.domain.identity.uscc import check_uscc
from app.domain.refusal import Refusal

LEVELS: dict[str, str] = {
    "1": "国家级",
    "2": "省级",
    "3": "市级",
    "4": "县级",
    "5": "镇（乡、街道）级",
    "6": "村（社区）级",
}
_BASIC = 12
_IMPLEMENTING = 31
_HANDLING = 33


@dataclass(frozen=True, slots=True)
class ItemCode:
    """`text` as kept, and its parts: `basic` 基本编码, `body` 实施主体 (USCC), `level` 行使层级, `sub` 业务办理项."""

    text: str
    basic: str
    body: str = ""
    level: str = ""
    sub: str = ""

    @property
    def level_text(self) -> str:
        """The level in Chinese, empty for a basic code."""
        return LEVELS.get(self.level, "")


def parse_item_code(text: str, basic: str = "", place: str = "official_code") -> ItemCode:
    """The parts of an official code; a Refusal `ENTRY-ITEM-CODE` says what does not fit.

    `basic` is the item's basic code where it is known: the 12 digits inside must be the same.
    """
    code = compact(text)
    if len(code) not in (_BASIC, _IMPLEMENTING, _HANDLING):
        message = f"事项编码应为12位（基本编码）、31位（实施编码）或33位（业务办理项编码），现在是{len(code)}位。"
        raise _refusal(message, place)
    found = ItemCode(code, code) if len(code) == _BASIC else _long_code(code)
    if not re.fullmatch(r"[0-9A-Z]{12}", found.basic) or not re.fullmatch(r"(?:[0-9A-Z]{2})?", found.sub):
        raise _refusal("基本编码和办理项编码只能是数字和字母，请对照实施清单核对。", place)
    if found.body and not check_uscc(found.body).valid:
        raise _refusal("实施编码前18位应为实施主体的统一社会信用代码，现在的校验不符，请对照实施清单核对。", place)
    if found.body and found.level not in LEVELS:
        raise _refusal("实施编码第19位（行使层级）应为1至6，请对照实施清单核对。", place)
    if basic and compact(basic) != found.basic:
        raise _refusal("实施编码中的基本编码与该事项的基本编码不一致，请对照实施清单核对。", place)
    return found


def _long_code(code: str) -> ItemCode:
    return ItemCode(code, code[19:31], code[:18], code[18], code[31:])


def _refusal(message: str, place: str) -> Refusal:
    return Refusal("ENTRY-ITEM-CODE", message, place)
