"""The QR code's payload: what it says, who signed it, and whether that holds. No name, no identity number stands in it.

A text `<base>/q/1/<base64url>` of at most 416 characters. Inside: the device's certificate (signed by the area's key),
kind, document number, case number, item, date, a hash of the printed facts, the device's signature over all of it.
Whoever has the area's public key verifies it with no network.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

import msgspec

from app.domain.documents.kinds import DOCUMENT_KINDS, KIND_TITLE, DocumentKind
from app.receipts.data import Code, DocumentData, kind_of
from app.receipts.scan import read_codes as read_codes

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_BASE = "https://yichuang.example"
LONGEST = 416
_PATH = "/q/1/"
_VERSION = 1
_EVALUATION = 1
_EPOCH = date(2000, 1, 1)
_FACTS = 16
_KEY, _SIGNATURE, _KEY_ID = 32, 64, 8
_CERTIFICATE_CONTEXT = b"yichuang device certificate 1\0"
_DOCUMENT_CONTEXT = b"yichuang document 1\0"
_CHECK_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

Answer = Literal["valid", "invalid", "unknown-signer", "revoked-signer", "unreadable", "void"]

Document = TypeVar("Document", bound=DocumentData)


class Signer(Protocol):
    """A private Ed25519 key, as `app.crypto.sign.SigningKey` is one."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message, 64 bytes."""
        ...


class CodeTooLong(ValueError):
    """The code would not be readable at 150 dpi: something in it is longer than any real number."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whose device it is: its key, counter and mark (C03A), area, whether it belongs to an evaluation store."""

    public: bytes
    mark: str
    area: str
    evaluation: bool
    area_key_id: bytes
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier knows: public keys of areas, of revoked devices, and of areas whose private key is no secret.

    `samples` are the evaluation areas: whoever signs with their keys can only make samples 样张, whatever he claims.
    """

    areas: tuple[bytes, ...]
    revoked: frozenset[bytes] = frozenset()
    samples: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer to a code. `document` is the number, or the kind's name without one; `issued_on` an ISO date.

    `also` are other cases that the paper tells, where whoever verifies keeps the paper: the code itself names one.
    """

    valid: bool
    answer: Answer
    reason: str
    document: str = ""
    kind: DocumentKind | None = None
    case_no: str = ""
    item: str = ""
    issued_on: str = ""
    mark: str = ""
    area: str = ""
    evaluation: bool = False
    facts: bytes = b""
    check: str = ""
    also: tuple[str, ...] = ()


def certify(area: Signer, device_public: bytes, mark: str, area_code: str, evaluation: bool) -> bytes:
    """A device's certificate, signed by its area's key."""
    flags = _EVALUATION if evaluation else 0
    signed = b"".join((bytes((_VERSION, flags)), _short(area_code), _short(mark), device_public, key_id(area.public)))
    return signed + area.sign(_CERTIFICATE_CONTEXT + signed)


def key_id(public: bytes) -> bytes:
    """How a certificate names the area's key: the first eight bytes of its SHA-256."""
    return hashlib.sha256(public).digest()[:_KEY_ID]


def facts_hash(document: DocumentData) -> bytes:
    """A hash over everything printed but the code itself.

    Fields at their default are left out, so that a later version with more fields finds the same hash.
    """
    bare = replace(document, heading=replace(document.heading, code=None))
    return hashlib.sha256(msgspec.json.encode(_canonical(bare), order="deterministic")).digest()[:_FACTS]


def seal_code(document: Document, signer: Signer, certificate: bytes, base: str = DEFAULT_BASE) -> Document:
    """The same document with its code; to be done before the document is recorded, its data is kept with the code."""
    heading = document.heading
    kind = DOCUMENT_KINDS.index(kind_of(document))
    item = getattr(document, "item", None)
    signed = b"".join(
        (
            bytes((_VERSION,)),
            certificate,
            bytes((kind,)),
            _short(heading.number),
            _short(heading.case_no),
            _short(item.code if item else ""),
            (heading.issued_on - _EPOCH).days.to_bytes(2, "big"),
            facts_hash(document),
        )
    )
    payload = signed + signer.sign(_DOCUMENT_CONTEXT + signed)
    text = f"{base.rstrip('/')}{_PATH}{base64.urlsafe_b64encode(payload).decode().rstrip('=')}"
    if len(text) > LONGEST:
        raise CodeTooLong(f"二维码内容有 {len(text)} 个字符，超过 {LONGEST} 个；请检查文号、事项编码和验证网址的长度。")
    return replace(document, heading=replace(heading, code=Code(text, _check(payload))))


def check_code(text: str) -> str:
    """The short check code (7KQ4-M2XD) of a code's text, empty where it is none of ours."""
    payload = _payload(text)
    return _check(payload) if payload else ""


def verify_text(text: str, trust: Trust, verify: Callable[[bytes, bytes, bytes], bool] | None = None) -> Verified:
    """Whether a code's text was signed by a trusted device. With no network; `verify(public, message, signature)`."""
    payload = _payload(text)
    if not payload:
        return Verified(False, "unreadable", "这不是本系统文书的二维码，或者内容不完整。")
    try:
        certificate, known, signed, signature = _parse(payload)
    except (IndexError, ValueError, OverflowError):
        return Verified(False, "unreadable", "二维码内容不完整或者版本不能识别。")
    answer, reason = _judge(certificate, signed, signature, trust, verify or _ed25519())
    return replace(known, valid=answer == "valid", answer=answer, reason=reason, check=_check(payload))


def _ed25519() -> Callable[[bytes, bytes, bytes], bool]:
    from app.crypto.sign import verify

    return verify


def _judge(
    certificate: Certificate,
    signed: bytes,
    signature: bytes,
    trust: Trust,
    verify: Callable[[bytes, bytes, bytes], bool],
) -> tuple[Answer, str]:
    area = next((key for key in trust.areas if key_id(key) == certificate.area_key_id), None)
    if area is None:
        return "unknown-signer", "签发机关的公钥不在信任清单里，无法判断真伪；请更新信任清单或者联网查询。"
    if not verify(area, _CERTIFICATE_CONTEXT + certificate.signed, certificate.signature):
        return "invalid", "设备证书不是签发机关签的，这份文书不可信。"
    if area in trust.samples and not certificate.evaluation:
        return "invalid", "演示用的密钥签出了不带样张标记的证书，这份文书不可信。"
    if not verify(certificate.public, _DOCUMENT_CONTEXT + signed, signature):
        return "invalid", "内容与签名不一致，二维码被改动过。"
    if certificate.public in trust.revoked:
        return "revoked-signer", "出具这份文书的设备已被吊销，请向实施部门核实。"
    if certificate.evaluation:
        return "valid", "签名有效；由演示设备出具，是样张，不作为办事凭据。"
    return "valid", "签名有效；请核对纸面的文号、办件编号、日期与这里一致。"


def _parse(payload: bytes) -> tuple[Certificate, Verified, bytes, bytes]:
    signed, signature = payload[:-_SIGNATURE], payload[-_SIGNATURE:]
    reader = _Reader(signed)
    if reader.byte() != _VERSION:
        raise ValueError("version")
    certificate = _read_certificate(reader)
    kind = DOCUMENT_KINDS[reader.byte()]
    number, case_no, item = reader.short(), reader.short(), reader.short()
    issued = _EPOCH + timedelta(days=int.from_bytes(reader.take(2), "big"))
    facts = reader.take(_FACTS)
    if not reader.ended:
        raise ValueError("length")
    known = Verified(
        valid=False,
        answer="invalid",
        reason="",
        document=number or KIND_TITLE[kind],
        kind=kind,
        case_no=case_no,
        item=item,
        issued_on=issued.isoformat(),
        mark=certificate.mark,
        area=certificate.area,
        evaluation=certificate.evaluation,
        facts=facts,
    )
    return certificate, known, signed, signature


def _read_certificate(reader: _Reader) -> Certificate:
    start = reader.at
    if reader.byte() != _VERSION:
        raise ValueError("version")
    flags, area, mark = reader.byte(), reader.short(), reader.short()
    public, area_key = reader.take(_KEY), reader.take(_KEY_ID)
    signed = reader.since(start)
    return Certificate(public, mark, area, bool(flags & _EVALUATION), area_key, signed, reader.take(_SIGNATURE))


class _Reader:
    """Reads a payload from front to back; IndexError or ValueError where it ends too early."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    @property
    def ended(self) -> bool:
        return self.at == len(self._data)

    def byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def take(self, count: int) -> bytes:
        part = self._data[self.at : self.at + count]
        if len(part) != count:
            raise ValueError("length")
        self.at += count
        return part

    def short(self) -> str:
        return self.take(self.byte()).decode()

    def since(self, start: int) -> bytes:
        return self._data[start : self.at]


def _short(text: str) -> bytes:
    data = text.encode()
    if len(data) > 255:
        raise CodeTooLong("文号、办件编号或者事项编码过长，不能写入二维码。")
    return bytes((len(data),)) + data


def _payload(text: str) -> bytes:
    """The bytes of a code's text; empty where it isn't one of ours."""
    _, found, encoded = "".join(text.split()).partition(_PATH)
    if not found:
        return b""
    try:
        payload = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return payload if len(payload) > _SIGNATURE else b""


def _check(payload: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(payload).digest()[:5], "big")
    letters = "".join(_CHECK_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def _canonical(value: object) -> object:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, tuple):
        return [_canonical(v) for v in value]
    kind: type[Any] = type(value)
    if is_dataclass(kind):
        kept = ((name, getattr(value, name), default) for name, default in _fields(kind))
        return {name: _canonical(v) for name, v, default in kept if v != default}
    return value


@functools.cache
def _fields(kind: type) -> tuple[tuple[str, object], ...]:
    """Names and defaults of a dataclass."""
    return tuple((f.name, f.default) for f in fields(kind))
