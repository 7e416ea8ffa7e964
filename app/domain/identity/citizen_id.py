"""The 18-digit citizen number 公民身份号码 and its kin, the residence permit of Hong Kong, Macao and Taiwan residents.

Rule: GB-11643. Six digits of address, eight of birth, three of sequence (odd is male), one check character.
The check character proves the form, not the person. An address may be historical and is never a ground to refuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.identity.checked import (
    CHECK_DIGIT_WRONG,
    ID_TYPE_ZH,
    Checked,
    IdType,
    length_reason,
    wrong,
)
from app.domain.identity.dates import age_on, parse_date
from app.domain.identity.divisions import area_name
from app.domain.identity.typed_text import is_digits

if TYPE_CHECKING:
    from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PERMIT_ADDRESSES = ("810000", "820000", "830000")
OLDEST = 130


def check_character(body: str) -> str:
    """The check character (ISO 7064 MOD 11-2) of the first 17 digits."""
    return _CHECK[sum(w * int(c) for w, c in zip(_WEIGHTS, body, strict=True)) % 11]


def is_permit_address(number: str) -> bool:
    """True where the address code is that of a residence permit 港澳台居民居住证 (81, 82, 83)."""
    return number[:6] in _PERMIT_ADDRESSES


def from_old_number(old: str) -> str:
    """The 18-digit form of a 15-digit number of before: a search key only, never a valid document since 2013-01-01."""
    body = old[:6] + "19" + old[6:]
    return body + check_character(body)


def check_citizen_id(number: str, today: date, id_type: IdType = "citizen-id") -> Checked:
    """Check an 18-digit number (already made plain); `id_type` tells a residence permit from a citizen's number."""
    if len(number) == 15 and is_digits(number) and id_type == "citizen-id":
        reason = "这是15位旧身份证号码，2013年起不再作为有效证件，只能用于查询；请按现在的18位身份证填写。"
        return wrong(id_type, number, "OLD", reason)
    if len(number) != 18:
        return wrong(id_type, number, "LENGTH", ID_TYPE_ZH[id_type] + "号码" + length_reason(len(number), 18))
    misplaced = next((i for i, c in enumerate(number[:17], 1) if not is_digits(c)), 0)
    if misplaced:
        return wrong(id_type, number, "CHARACTER", f"第{misplaced}位应为数字，请对照证件核对。")
    if not is_digits(number[17]) and number[17] != "X":
        return wrong(id_type, number, "CHARACTER", "最后一位应为数字或字母X，请对照证件核对。")
    return _check_meaning(number, today, id_type)


def _check_meaning(number: str, today: date, id_type: IdType) -> Checked:
    birth = parse_date(number[6:14])
    if birth is None:
        return wrong(id_type, number, "DATE", "出生日期（第7至14位）不存在：先对照证件逐位核对。")
    if birth > today:
        return wrong(id_type, number, "FUTURE", "出生日期（第7至14位）晚于今天：先对照证件逐位核对。")
    if check_character(number[:17]) != number[17]:
        return wrong(id_type, number, "CHECK", CHECK_DIGIT_WRONG)
    if id_type == "residence-permit" and not is_permit_address(number):
        return wrong(id_type, number, "KIND", "港澳台居民居住证号码以810000、820000或830000开头，请核对证件类型。")
    return Checked(
        valid=True,
        type=id_type,
        normalised=number,
        birth_date=birth,
        sex="male" if int(number[16]) % 2 else "female",
        area=area_name(number[:6]),
        warnings=tuple(_warnings(number, birth, today, id_type)),
        kind_text=ID_TYPE_ZH[id_type],
    )


def _warnings(number: str, birth: date, today: date, id_type: IdType) -> list[str]:
    found = []
    if area_name(number[:6]) is None:
        found.append("地址码（前6位）不在现行区划表中，可能是已撤销的区划，请看证件。")
    if age_on(birth, today) > OLDEST:
        found.append(f"按号码推算年龄超过{OLDEST}岁，请看证件核对出生日期。")
    if id_type == "citizen-id" and is_permit_address(number):
        found.append("这是港澳台居民居住证的号码，请核对证件类型。")
    return found
