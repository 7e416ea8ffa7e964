"""What a check of an identity number answers: the number made plain, whether it stands, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.identity.dates import age_on

IdType = Literal[
    "citizen-id",
    "residence-permit",
    "hk-macao-pass",
    "taiwan-pass",
    "foreign-permanent-residence",
    "passport",
    "uscc",
    "other",
]
Sex = Literal["male", "female"]

ID_TYPE_ZH: dict[IdType, str] = {
    "citizen-id": "居民身份证",
    "residence-permit": "港澳台居民居住证",
    "hk-macao-pass": "港澳居民来往内地通行证",
    "taiwan-pass": "台湾居民来往大陆通行证",
    "foreign-permanent-residence": "外国人永久居留身份证",
    "passport": "护照",
    "uscc": "统一社会信用代码",
    "other": "其他证件",
}
CHECK_DIGIT_WRONG = "校验位不对：先对照证件逐位核对。"


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check.

    `reason` is Chinese and says what is wrong with this value (empty where `valid`), `reason_code` is `ENTRY-ID-…`.
    Neither holds a part of the number that would tell who it is, nor the check digit that would fit.
    `warnings` are to be read, never a ground to refuse. `kind_text` says in Chinese what the number is.
    """

    valid: bool
    type: IdType
    normalised: str
    reason: str = ""
    reason_code: str = ""
    birth_date: date | None = None
    sex: Sex | None = None
    area: str | None = None
    warnings: tuple[str, ...] = ()
    kind_text: str = ""

    def age_on(self, day: date) -> int | None:
        """Full years on `day`, None where the number tells no birth date."""
        return None if self.birth_date is None else age_on(self.birth_date, day)


def wrong(id_type: IdType, number: str, code: str, reason: str) -> Checked:
    """A number that does not stand; `code` is completed to `ENTRY-ID-<code>`."""
    return Checked(
        valid=False,
        type=id_type,
        normalised=number,
        reason=reason,
        reason_code=f"ENTRY-ID-{code}",
        kind_text=ID_TYPE_ZH[id_type],
    )


def length_reason(found: int, wanted: int, unit: str = "位") -> str:
    """The sentence for a number of the wrong length."""
    difference = f"多了{found - wanted}{unit}" if found > wanted else f"少了{wanted - found}{unit}"
    return f"应为{wanted}{unit}，现在是{found}{unit}，{difference}，请对照证件核对。"
