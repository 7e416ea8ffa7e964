"""Being taken in by a server: whose code it is is checked before anything secret is sent, then the answer is checked."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store.accounts_file import read_accounts_file
from app.store.enrolment_code import EnrolmentCode, parse_code
from app.store.exchange_admission import Enrolled, Hello
from app.sync.binding import Binding, Door
from app.sync.client import Link
from app.sync.failures import BadAnswer, Untrusted
from app.sync.session import common_protocol
from app.sync.trust import Address, check_url

if TYPE_CHECKING:
    from app.store.exchange_admission import EnrolmentRequest

_PEM_END = "-----END CERTIFICATE-----\n"
_PEM_BYTES = 64 * 1024


@dataclass(frozen=True)
class Met:
    """A server whose authority is the one that the code names."""

    address: Address
    code: EnrolmentCode
    hello: Hello


def meet(url: str, code_text: str) -> Met:
    """Compare the server's CA with the code, then greet it over that CA; Untrusted, and nothing was sent, if it differs.

    Refusal ENROL-CODE for a code that cannot be one; a SyncFailure where the server cannot be reached.
    """
    code = parse_code(code_text)
    plain = Address(check_url(url))
    authority = _authority(plain)
    if not code.matches(authority.encode()):
        raise Untrusted(
            "这台服务器不是给出接入码的那一台，没有发送任何内容。请核对服务器地址和接入码。",
            plain.host,
            code="ENROL-SERVER",
        )
    address = Address(plain.url, (authority,))
    link = Link(address)
    try:
        hello = link.ask("GET", "hello", Hello)
    finally:
        link.close()
    common_protocol(hello.protocols)
    return Met(address, code, hello)


def _authority(address: Address) -> str:
    """The CA's certificate (PEM) as whoever answers gives it; to be compared before it is believed."""
    link = Link(address, unchecked=True)
    try:
        data = link.send("GET", "ca").content
    finally:
        link.close()
    text = data[:_PEM_BYTES].decode("ascii", "replace").replace("\r\n", "\n")
    first, found, _ = text.partition(_PEM_END)
    if not found:
        raise BadAnswer("服务器没有给出根证书，请核对地址是不是一窗服务器。", address.host)
    return first + _PEM_END


def ask_to_be_taken_in(met: Met, request: EnrolmentRequest) -> Enrolled:
    """Send the request; the answer must be of the server that was met, signed by the key that it showed."""
    link = Link(met.address)
    try:
        enrolled = link.ask("POST", "enrolments", Enrolled, body=request)
    finally:
        link.close()
    same_area = enrolled.scope.area == met.hello.area
    if not (same_area and hmac.compare_digest(enrolled.area_key, met.hello.area_key)):
        raise Untrusted("服务器的回答前后不一致，没有采用。请联系管理员。", met.address.host)
    read_accounts_file(enrolled.accounts, enrolled.area_key)
    return enrolled


def binding_from(met: Met, enrolled: Enrolled) -> Binding:
    """What the store keeps of its server."""
    return Binding(
        url=met.address.url,
        server=met.hello.server,
        device=enrolled.device,
        area=enrolled.scope.area,
        hall=enrolled.scope.hall,
        counter=enrolled.scope.counter,
        evaluation=met.hello.evaluation,
        area_key=enrolled.area_key,
        recovery_key=enrolled.recovery_key,
        ca=met.address.ca,
        paper=enrolled.paper,
    )


def door_from(met: Met, enrolled: Enrolled) -> Door:
    """What lies beside the store for before log-in."""
    return Door(met.address.url, met.address.ca, enrolled.device, enrolled.door, enrolled.area_key)
