"""One door for every identity number: make it plain, know or guess its type, check it, group it for reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from app.domain.identity.checked import ID_TYPE_ZH, Checked, IdType, wrong
from app.domain.identity.citizen_id import check_citizen_id, is_permit_address
from app.domain.identity.dates import parse_date
from app.domain.identity.divisions import PROVINCES, area_name
from app.domain.identity.permits import (
    CHINESE_PASSPORT,
    HK_MACAO_PASS,
    OLD_FOREIGN_RESIDENCE,
    OLD_TAIWAN_PASS,
    TAIWAN_PASS,
    check_foreign_residence,
    check_hk_macao_pass,
    check_other,
    check_passport,
    check_taiwan_pass,
)
from app.domain.identity.typed_text import compact, is_digits
from app.domain.identity.uscc import KINDS, check_uscc, inner_check_fits
from app.domain.identity.uscc import check_character as uscc_check
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

__all__ = ["ID_TYPES", "ID_TYPE_ZH", "Checked", "IdType", "check", "grouped", "guess_type", "known_type"]

ID_TYPES: tuple[IdType, ...] = get_args(IdType)
_USCC_ONLY = ("91", "92", "93")
_SHAPES: tuple[tuple[re.Pattern[str], IdType], ...] = (
    (HK_MACAO_PASS, "hk-macao-pass"),
    (CHINESE_PASSPORT, "passport"),
    (TAIWAN_PASS, "taiwan-pass"),
    (OLD_TAIWAN_PASS, "taiwan-pass"),
    (OLD_FOREIGN_RESIDENCE, "foreign-permanent-residence"),
    (re.compile(r"[0-9]{15}"), "citizen-id"),
)
_CENTURIES = ("18", "19", "20")
_GROUPS: dict[IdType, tuple[int, ...]] = {
    "citizen-id": (6, 8, 4),
    "residence-permit": (6, 8, 4),
    "foreign-permanent-residence": (6, 8, 4),
    "uscc": (2, 6, 9, 1),
}


def check(number: str, id_type: str | None, today: date) -> Checked:
    """Check `number` as `id_type`, guessed where None; a Refusal `ENTRY-ID-TYPE` for a type that does not exist."""
    plain = compact(number)
    kind = guess_type(plain) if id_type is None else known_type(id_type)
    if not plain:
        return wrong(kind or "other", "", "EMPTY", "还没有填写证件号码。")
    if kind is None:
        return wrong("other", plain, "UNKNOWN", "看不出是哪一种证件号码，请选择证件类型，并对照证件核对。")
    return _check_as(plain, kind, number, today)


def known_type(text: str) -> IdType:
    """The id type named `text`; a Refusal `ENTRY-ID-TYPE` that lists the types where there is none."""
    for kind in ID_TYPES:
        if kind == text:
            return kind
    raise Refusal("ENTRY-ID-TYPE", f"没有这种证件类型，可用的是：{'、'.join(ID_TYPES)}。", "id_type")


def _check_as(plain: str, kind: IdType, number: str, today: date) -> Checked:
    match kind:
        case "citizen-id" | "residence-permit":
            return check_citizen_id(plain, today, kind)
        case "uscc":
            return check_uscc(plain)
        case "hk-macao-pass":
            return check_hk_macao_pass(plain)
        case "taiwan-pass":
            return check_taiwan_pass(plain)
        case "foreign-permanent-residence":
            return check_foreign_residence(plain, today)
        case "passport":
            return check_passport(plain)
        case _:
            return check_other(number.strip())


def guess_type(number: str) -> IdType | None:
    """The type that a number (made plain) looks like, None where nothing fits; a wrong number goes by its start."""
    for shape, kind in _SHAPES:
        if shape.fullmatch(number):
            return kind
    if len(number) == 18 and is_digits(number[:17]):
        return _guess_18_digits(number)
    if not 16 <= len(number) <= 20 or not number.isascii() or not number.isalnum():
        return None
    if number[:2] in _USCC_ONLY or (number[:2] in KINDS and _letters(number[:-1]) and _looks_uscc(number)):
        return "uscc"
    if number[:2] in PROVINCES and _letters(number) <= 2:
        return _citizen_kind(number)
    return "uscc" if len(number) == 18 and _letters(number) else None


def _guess_18_digits(number: str) -> IdType:
    """Digits alone may be a citizen's number, a foreigner's card or a credit code.

    Where a birth date stands, it is a person: else a mistyped citizen's number could now and then pass as a credit
    code. For the same reason a beginning that both may have is a company only where a division and both check
    characters bear it out, or where no year can stand and neither would be valid.
    """
    if parse_date(number[6:14]) is None:
        if number[:2] in _USCC_ONLY:
            return "uscc"
        fits = uscc_check(number[:17]) == number[17]
        borne_out = area_name(number[2:8]) is not None and inner_check_fits(number)
        if number[:2] in KINDS and (borne_out if fits else number[6:8] not in _CENTURIES):
            return "uscc"
    return "foreign-permanent-residence" if number[0] == "9" else _citizen_kind(number)


def _citizen_kind(number: str) -> IdType:
    return "residence-permit" if is_permit_address(number) else "citizen-id"


def _letters(number: str) -> int:
    return sum(not c.isdigit() for c in number)


def _looks_uscc(number: str) -> bool:
    return number[6:8] not in _CENTURIES or _letters(number) > 2


def grouped(number: str, id_type: str) -> str:
    """`number` in groups for reading (500106 19900307 4535); other lengths and types stay as they are."""
    groups = _GROUPS.get(known_type(id_type))
    plain = compact(number)
    if groups is None or len(plain) != sum(groups):
        return number
    parts, start = [], 0
    for size in groups:
        parts.append(plain[start : start + size])
        start += size
    return " ".join(parts)
