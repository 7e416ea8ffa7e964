"""A handwritten signature 手写签名 given on the applicant's screen: what for, and the digest of its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["application", "service", "receipt"]
PURPOSE_ZH: dict[Purpose, str] = {
    "application": "申请内容确认",
    "service": "送达回证",
    "receipt": "领取结果",
}


@dataclass(frozen=True, slots=True)
class SignatureTaken:
    """Somebody signed for a case. The picture is an encrypted attachment of the case; it is no electronic signature."""

    case_id: str
    purpose: Purpose
    digest: str
    media_type: str
    size: int


SIGNATURE_KINDS: dict[str, tuple[int, type]] = {"signature.taken": (1, SignatureTaken)}
