"""The case number 办件编号, one for life, drawn offline: 500106-20261123-C03A-0042-Q.

Area, day, counter and journal mark, sequence of the day, and a check character (ISO 7064 MOD 37,36, hybrid) over all
letters and digits before it, which finds every single wrong character and nearly every swap of two neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.domain.identity.dates import parse_date
from app.domain.identity.typed_text import compact
from app.domain.refusal import Refusal

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_COUNTER = r"[A-Z]{0,3}[0-9]{1,4}"
_MARK = r"[A-Z]{1,2}"
_FORM = re.compile(rf"([0-9]{{6}})-?([0-9]{{8}})-?({_COUNTER})({_MARK})-?([0-9]{{4,7}})-?([0-9A-Z])")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """The parts of a case number; `text` puts them together with the check character."""

    area: str
    day: date
    counter: str
    mark: str
    sequence: int

    @property
    def body(self) -> str:
        """Everything but the check character, with its dashes."""
        return f"{self.area}-{self.day:%Y%m%d}-{self.counter}{self.mark}-{self.sequence:04d}"

    @property
    def text(self) -> str:
        """The number as it is printed and kept."""
        return f"{self.body}-{check_character(self.body)}"


def check_character(body: str) -> str:
    """ISO 7064 MOD 37,36 over the letters and digits of `body`; dashes do not count."""
    product = 36
    for character in body.replace("-", ""):
        product = ((product + _VALUES[character]) % 36 or 36) * 2 % 37
    return _ALPHABET[(37 - product) % 36]


def build_case_number(area: str, day: date, counter: str, mark: str, sequence: int) -> CaseNumber:
    """The number of these parts; a Refusal `ENTRY-CASE-NUMBER` where one of them has not the form of a number."""
    forms = ((r"[0-9]{6}", area, "area"), (_COUNTER, counter, "counter"), (_MARK, mark, "mark"))
    for form, part, place in forms:
        if not re.fullmatch(form, part):
            raise Refusal("ENTRY-CASE-NUMBER", "区划码为6位数字，窗口号如 C03，日志链标记为1至2个大写字母。", place)
    if not 1 <= sequence <= 9_999_999:
        raise Refusal("ENTRY-CASE-NUMBER", "办件编号的当日顺序号应在1至9999999之间。", "sequence")
    return CaseNumber(area, day, counter, mark, sequence)


def parse_case_number(text: str, place: str = "case_no") -> CaseNumber:
    """The parts of a number as typed (small letters, full width, missing dashes do); a Refusal says what is wrong."""
    found = _FORM.fullmatch(compact(text))
    if not found:
        raise Refusal("ENTRY-CASE-NUMBER", "办件编号的形式如 500106-20261123-C03A-0042-Q，请对照凭证核对。", place)
    area, day_text, counter, mark, sequence, check = found.groups()
    day = parse_date(day_text)
    if day is None:
        raise Refusal("ENTRY-CASE-NUMBER", "办件编号中的日期不存在，请对照凭证逐位核对。", place)
    number = CaseNumber(area, day, counter, mark, int(sequence))
    if number.text.replace("-", "") != f"{area}{day_text}{counter}{mark}{sequence}{check}" or number.sequence == 0:
        raise Refusal("ENTRY-CASE-NUMBER", "办件编号的校验位不对，请对照凭证逐位核对。", place)
    return number
