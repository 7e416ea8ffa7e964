"""What an applicant filled in on a phone, as the text of a QR code that a counter scans.

Self-contained where it fits a code that a phone can show (`YCP1.` and Base32 of packed JSON): it works with no network.
Else a short code (`YCP1/` and ten characters) by which the desk asks the server. It is signed by nobody: whatever comes
of it fills the form, marked as filled in by a machine, and is checked as if it had been typed.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from app.domain.checklist.filing import Agent, Applicant, Filing, FormValue
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

_WHOLE, _SHORT = "YCP1.", "YCP1/"
MOST_TEXT = 900
"""Longest text of a code that is read well from a phone's screen."""
_MOST_PLAIN = 64 * 1024


@dataclass(frozen=True, slots=True)
class Prefill:
    """What was entered; none of it was checked by anybody."""

    item: str
    applicant: Applicant | None = None
    agent: Agent | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, FormValue] = field(default_factory=dict)

    def filing(self) -> Filing:
        """As a filing; whom nobody named is left empty."""
        nobody = Applicant("person", "citizen-id", "", "")
        return Filing(self.item, self.applicant or nobody, self.agent, answers=self.answers, form=self.form)


class _Answer(msgspec.Struct, frozen=True):
    item: str
    filing: Filing


_decode = msgspec.json.Decoder(Prefill).decode


def prefill_text(filing: Filing) -> str:
    """The text of a self-contained code; empty where it would be too long for one."""
    entered = Prefill(filing.item, filing.applicant, filing.agent, filing.answers, filing.form)
    packed = zlib.compress(msgspec.json.encode(entered), 9)
    text = _WHOLE + base64.b32encode(packed).decode().rstrip("=")
    return text if len(text) <= MOST_TEXT else ""


def short_text(code: str) -> str:
    """The text of a code that is fetched from the server."""
    return _SHORT + code


def is_prefill(text: str) -> bool:
    """Whether a scanned text is one of these."""
    return text.strip().upper().startswith((_WHOLE, _SHORT))


def read_prefill(text: str, workplace: Workplace | None = None) -> Prefill:
    """What a scanned text says; a short one is asked of the server (SyncFailure where it is away).

    Refusal ENTRY-PREFILL where it cannot be read, STATE-UNKNOWN for a short code that is wrong or has expired.
    """
    plain = "".join(text.split()).upper()
    if plain.startswith(_WHOLE):
        return _unpacked(plain.removeprefix(_WHOLE))
    if plain.startswith(_SHORT) and workplace is not None:
        return _fetched(plain.removeprefix(_SHORT), workplace)
    raise _unreadable()


def _unpacked(encoded: str) -> Prefill:
    try:
        packed = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(packed, _MOST_PLAIN)
        if not unpacking.eof:
            raise _unreadable()
        return _decode(data)
    except (binascii.Error, zlib.error, msgspec.MsgspecError, ValueError, RecursionError):
        raise _unreadable() from None


def _fetched(code: str, workplace: Workplace) -> Prefill:
    from app.sync.failures import Refused
    from app.usecases.online import ANSWER_SECONDS, asking

    with asking(workplace) as line:
        path = f"prefill/{quote(code, safe='')}"
        try:
            answer = line.session.ask(line.link, "GET", path, _Answer, seconds=ANSWER_SECONDS)
        except Refused as refused:
            if refused.status == 404:
                raise Refusal("STATE-UNKNOWN", "没有这个取表码，或者已过 24 小时。请申请人重新生成。", "code") from None
            raise
    filing = answer.filing
    return Prefill(answer.item, filing.applicant, filing.agent, filing.answers, filing.form)


def _unreadable() -> Refusal:
    return Refusal("ENTRY-PREFILL", "这个二维码不是手机填表生成的，或者没有扫全。请再扫一次。", "code")
