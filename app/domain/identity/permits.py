"""Certificates of people from Hong Kong, Macao, Taiwan and abroad, and passports.

Rule: GB-11643 for the check character of the foreign permanent residence card of 2023. The other numbers bear no check
character, so only their form can be looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.identity.checked import (
    CHECK_DIGIT_WRONG,
    ID_TYPE_ZH,
    Checked,
    IdType,
    length_reason,
    wrong,
)
from app.domain.identity.citizen_id import check_character
from app.domain.identity.dates import parse_date
from app.domain.identity.typed_text import is_digits

if TYPE_CHECKING:
    from datetime import date

HK_MACAO_PASS = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
TAIWAN_PASS = re.compile(r"[0-9]{8}")
OLD_TAIWAN_PASS = re.compile(r"[0-9]{10}[A-Z]")
OLD_FOREIGN_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")
CHINESE_PASSPORT = re.compile(r"E[0-9A-HJ-NP-Z][0-9]{7}|G[0-9]{8}|[DSP][0-9A-Z]?[0-9]{7}")
_FOREIGN_PASSPORT = re.compile(r"[0-9A-Z]{5,20}")
_LONGEST_OTHER = 50


def _fits(id_type: IdType, number: str, area: str | None = None, *warnings: str, kind: str = "") -> Checked:
    return Checked(True, id_type, number, area=area, warnings=warnings, kind_text=kind or ID_TYPE_ZH[id_type])


def check_hk_macao_pass(number: str) -> Checked:
    """H (Hong Kong) or M (Macao) and 8 digits; older cards bear 2 more for the number of renewals."""
    if not HK_MACAO_PASS.fullmatch(number):
        reason = "港澳居民来往内地通行证号码为字母H或M加8位数字（旧证加10位），请对照证件核对。"
        return wrong("hk-macao-pass", number, "FORM", reason)
    return _fits("hk-macao-pass", number, "香港特别行政区" if number[0] == "H" else "澳门特别行政区")


def check_taiwan_pass(number: str) -> Checked:
    """Eight digits; older cards 10 digits and a letter, often in brackets."""
    plain = number.replace("(", "").replace(")", "")
    if OLD_TAIWAN_PASS.fullmatch(plain):
        return _fits("taiwan-pass", plain, "台湾地区", "这是旧版通行证的号码，请看证件是否仍在有效期内。")
    if not TAIWAN_PASS.fullmatch(plain):
        reason = "台湾居民来往大陆通行证号码为8位数字（旧证为10位数字加1个字母），请对照证件核对。"
        return wrong("taiwan-pass", plain, "FORM", reason)
    return _fits("taiwan-pass", plain, "台湾地区")


def check_foreign_residence(number: str, today: date) -> Checked:
    """The card of 2023 (18 digits, first 9, check MOD 11-2) or of 2017 (3 letters, 12 digits); both are in use."""
    kind: IdType = "foreign-permanent-residence"
    if OLD_FOREIGN_RESIDENCE.fullmatch(number):
        return _fits(kind, number, None)
    if len(number) != 18:
        reason = "永久居留身份证号码" + length_reason(len(number), 18) + "2017年版为3个字母加12位数字。"
        return wrong(kind, number, "LENGTH", reason)
    if not is_digits(number[:17]) or not (is_digits(number[17]) or number[17] == "X") or number[0] != "9":
        reason = "永久居留身份证号码为9开头的18位数字（末位可为X），请对照证件核对。"
        return wrong(kind, number, "FORM", reason)
    if check_character(number[:17]) != number[17]:
        return wrong(kind, number, "CHECK", CHECK_DIGIT_WRONG)
    birth = parse_date(number[6:14])
    if birth is None or birth > today:
        return _fits(kind, number, None, "号码中的出生日期（第7至14位）不成立，请看证件核对。")
    return Checked(True, kind, number, birth_date=birth, kind_text=ID_TYPE_ZH[kind])


def check_passport(number: str) -> Checked:
    """A Chinese passport by its form; any other passport as 5 to 20 letters and digits, whose country must be asked."""
    if CHINESE_PASSPORT.fullmatch(number):
        return _fits("passport", number, kind="护照（中国护照的号码形式）")
    if not _FOREIGN_PASSPORT.fullmatch(number):
        return wrong("passport", number, "FORM", "护照号码为5至20位字母和数字，请对照护照核对。")
    return _fits("passport", number, None, "不是中国护照的号码形式，请写明签发国家或地区。")


def check_other(number: str) -> Checked:
    """Any other certificate: 1 to 50 characters that can be seen."""
    if len(number) > _LONGEST_OTHER:
        return wrong("other", number, "LENGTH", f"证件号码超过{_LONGEST_OTHER}个字符，请对照证件核对。")
    if not number.isprintable():
        return wrong("other", number, "CHARACTER", "证件号码里有看不见的控制字符，请重新输入。")
    return _fits("other", number)
