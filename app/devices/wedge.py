"""What a code scanner types 扫码枪 as if it were a keyboard: the code of a notice, a document number, a credit code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

ScannedKind = Literal["notice", "case", "document", "uscc", "prefill", "unknown"]

_CASE = re.compile(r"\d{6}-\d{8}-[A-Z]\d{2}[A-Z]{1,2}-\d{4,}-[0-9A-Z]", re.IGNORECASE)
_DOCUMENT = re.compile(r"\S+〔\d{4}〕[A-Z0-9]+-\d+\s*号?", re.IGNORECASE)
_PREFILL = re.compile(r"YCP1[./]\S{4,}$")
_USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_USCC_IN_URL = re.compile(r"(?:uniscid|uscc|tyshxydm)=([0-9A-HJ-NPQRTUWXY]{18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A text read from a code. `value` is the number inside it, or for a notice the whole text to be verified."""

    kind: ScannedKind
    value: str


def parse_scanned(text: str) -> Scanned:
    """Say what a scanned (or typed) text is. A notice's code is told by its form; whether it holds is not checked here."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.match(r"https?://\S+/q/\d+/\S+$", plain):
        return Scanned("notice", plain)
    if _PREFILL.match(plain):
        return Scanned("prefill", plain)
    if _CASE.fullmatch(plain):
        return Scanned("case", plain.upper())
    if _DOCUMENT.fullmatch(plain):
        return Scanned("document", plain)
    inside = _USCC_IN_URL.search(plain)
    if inside:
        return Scanned("uscc", inside[1].upper())
    if _USCC.fullmatch(plain.upper()) and not plain.isdigit():
        return Scanned("uscc", plain.upper())
    return Scanned("unknown", plain)
