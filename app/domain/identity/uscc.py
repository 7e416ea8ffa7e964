"""The unified social credit code 统一社会信用代码, 18 characters.

Rule: GB-32100. Registering department, type, six of division, nine of organisation code, one check character. Only
the 18th character is a hard check: some early and temporary organisation codes break their own rule, so the inner
check is a warning.
"""

from __future__ import annotations

from app.domain.identity.checked import CHECK_DIGIT_WRONG, Checked, length_reason, wrong
from app.domain.identity.divisions import area_name

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LOOKALIKE = {"O": "0", "I": "1"}

KINDS: dict[str, str] = {
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
    "11": "机关",
    "12": "事业单位",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "54": "基层群众性自治组织",
    "81": "工会",
}


def check_character(body: str) -> str:
    """The 18th character that fits the first 17."""
    total = sum(w * ALPHABET.index(c) for w, c in zip(_WEIGHTS, body, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def inner_check_fits(code: str) -> bool:
    """Whether the organisation code (characters 9 to 17, GB 11714) agrees with its own check character."""
    total = sum(w * int(c, 36) for w, c in zip(_INNER_WEIGHTS, code[8:16], strict=True))
    remainder = 11 - total % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder)) == code[16]


def check_uscc(code: str) -> Checked:
    """Check a code that was made plain; `kind_text` is the kind of organisation, `area` where it was registered."""
    if len(code) == 15 and code.isascii() and code.isdigit():
        return wrong("uscc", code, "OLD", "这是15位的旧工商注册号，请填写执照上的18位统一社会信用代码。")
    if len(code) != 18:
        return wrong("uscc", code, "LENGTH", "统一社会信用代码" + length_reason(len(code), 18))
    for place, character in enumerate(code, 1):
        if character not in ALPHABET:
            return wrong("uscc", code, "CHARACTER", _character_reason(place, character))
    if check_character(code[:17]) != code[17]:
        return wrong("uscc", code, "CHECK", CHECK_DIGIT_WRONG)
    return Checked(
        valid=True,
        type="uscc",
        normalised=code,
        area=area_name(code[2:8]),
        warnings=tuple(_warnings(code)),
        kind_text=KINDS.get(code[:2], "其他组织"),
    )


def _character_reason(place: int, character: str) -> str:
    reason = f"第{place}位不会是“{character}”：统一社会信用代码只用数字和字母，且不用I、O、S、V、Z"
    if character in _LOOKALIKE:
        return f"{reason}；请看证照上是不是数字{_LOOKALIKE[character]}。"
    return f"{reason}，请对照证照核对。"


def _warnings(code: str) -> list[str]:
    found = []
    if not inner_check_fits(code):
        found.append("其中的组织机构代码（第9至17位）校验不符，早期或临时代码可能如此，请看证照核对。")
    if area_name(code[2:8]) is None and code[2:8] != "100000":
        found.append("登记机关区划码（第3至8位）不在区划表中，请看证照核对。")
    return found
