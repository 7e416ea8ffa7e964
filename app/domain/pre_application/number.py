"""The number of a pre-application: WS-20261123-0042-K, drawn by the server; it is no case number and starts no clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.identity.case_number import check_character
from app.domain.identity.dates import parse_date
from app.domain.identity.typed_text import compact
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

_FORM = re.compile(r"WS-?([0-9]{8})-?([0-9]{4,7})-?([0-9A-Z])")


def build_number(day: date, sequence: int) -> str:
    """The number of the day's nth pre-application, with its check character."""
    body = f"WS-{day:%Y%m%d}-{sequence:04d}"
    return f"{body}-{check_character(body)}"


def parse_number(text: str) -> str:
    """The number as it is kept, however it was typed; Refusal ENTRY-PRE-NUMBER where it is none."""
    found = _FORM.fullmatch(compact(text))
    if found and parse_date(found[1]) is not None:
        body = f"WS-{found[1]}-{found[2]}"
        if check_character(body) == found[3]:
            return f"{body}-{found[3]}"
    raise Refusal("ENTRY-PRE-NUMBER", "预审编号的形式如 WS-20261123-0042-K，请对照提交后显示的编号核对。", "number")
