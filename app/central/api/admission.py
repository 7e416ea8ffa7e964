"""Greeting, enrolment and sessions: how a device finds the server, is taken in, and proves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from app.central.api.feed import SEEN
from app.central.describe import Gives, described
from app.central.forms import from_json, json_answer
from app.central.limits import JSON, Takes, address_of, body_of
from app.central.problems import HttpProblem
from app.central.services import Given
from app.store.central.ledger import head, rebase
from app.store.central.releases import current_release
from app.store.central.values import accounts_version
from app.store.exchange import PROTOCOL
from app.store.exchange_admission import (
    Challenge,
    ChallengeRequest,
    Enrolled,
    EnrolmentRequest,
    Hello,
    Marks,
    SessionOpened,
    SessionRequest,
)
from app.usecases.central.device_sessions import make_challenge, open_session
from app.usecases.central.devices import touch_device
from app.usecases.central.enrolment import enrol_device
from app.usecases.central.marks import lend_marks
from app.usecases.central.receipts import receipt_of, signed

if TYPE_CHECKING:
    from app.usecases.central.server import Server

SMALL = 256 * 1024
PEM = "application/x-pem-file"
PROTOCOLS = [PROTOCOL]
ENROLMENT = Takes(JSON, SMALL, shape=EnrolmentRequest)
CHALLENGE = Takes(JSON, 16 * 1024, shape=ChallengeRequest)
SESSION = Takes(JSON, SMALL, shape=SessionRequest)


@get("/hello", opt=described("Who answers, and what it speaks", Gives(shape=Hello), auth="open"))
async def hello(services: Given) -> Response[bytes]:
    """Tell who the server is. Nothing in it is secret, and nothing in it is trusted before the code was compared."""
    return json_answer(await services.reads.run(_hello, services.server))


def _hello(server: Server) -> Hello:
    return Hello(
        server=server.id,
        area=server.area,
        evaluation=server.evaluation,
        version=server.version,
        protocols=PROTOCOLS,
        time=server.now(),
        epoch=head(server.ledger).epoch,
        fingerprint=server.fingerprint,
        area_key=server.keys.area.public,
        recovery_key=server.keys.recovery_public,
    )


@get(
    "/ca",
    opt=described("The certificate of the server's CA, its successor after it", Gives(media_type=PEM), auth="open"),
)
async def authority(services: Given) -> Response[bytes]:
    """Give the CA's certificate, to be compared with the code's fingerprint; a successor stands after it."""
    keys = services.server.keys
    text = keys.authority.certificate + (keys.successor.certificate if keys.successor else b"")
    return Response(text, media_type=PEM)


@post(
    "/enrolments",
    opt=described("Take a device in", Gives(201, shape=Enrolled), auth="open", takes=ENROLMENT, refusals=(403, 409)),
)
async def enrol(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Take a device in by its one-time code."""
    address = address_of(request)
    services.enrolment_tries.count(address)
    async with body_of(request, ENROLMENT, services.bodies) as body:
        asked = from_json(body, EnrolmentRequest)
    enrolled = await services.ingest.run(enrol_device, services.server, asked, address)
    services.enrolment_tries.give_back(address)
    return json_answer(enrolled, 201)


@post(
    "/challenges",
    opt=described("A challenge for a device's key", Gives(201, shape=Challenge), auth="open", takes=CHALLENGE),
)
async def challenge(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Give bytes to sign. A device that is not known gets them too: nobody learns here which ones are."""
    services.session_tries.count(address_of(request))
    async with body_of(request, CHALLENGE, services.bodies) as body:
        asked = from_json(body, ChallengeRequest)
    return json_answer(make_challenge(services.server, asked.device), 201)


@post(
    "/sessions",
    opt=described(
        "Open a device's session",
        Gives(201, shape=SessionOpened),
        auth="open",
        takes=SESSION,
        refusals=(401, 403, 409),
    ),
)
async def session(request: Request[Any, Any, Any], services: Given) -> Response[bytes]:
    """Open a session for a device that signed its challenge; tell how far the server has its journals."""
    services.session_tries.count(address_of(request))
    async with body_of(request, SESSION, services.bodies) as body:
        asked = from_json(body, SessionRequest)
    if asked.protocol not in PROTOCOLS:
        newest = ", ".join(map(str, PROTOCOLS))
        raise HttpProblem("SYNC-PROTOCOL", 409, f"服务器使用的同步协议是 {newest}，请升级较旧的一端。", newest)
    opened = await services.reads.run(_open, services, asked)
    services.metrics.sessions.inc()
    return json_answer(opened, 201)


def _open(services: Given, asked: SessionRequest) -> SessionOpened:
    server, now = services.server, services.server.now()
    with server.store.read() as connection:
        opened = open_session(server, connection, asked, services.challenges)
    device = opened.device
    touch_device(server, device.id, asked.program, SEEN)
    marks = Marks("", "")
    if device.state == "active":
        with server.store.write() as connection:
            marks = lend_marks(server, connection, device)
    with server.store.read() as connection:
        release = current_release(connection, server.area, now)
        version = accounts_version(connection, server.area)
        common = rebase(connection, server.area, asked.epoch, asked.position)
    at = head(server.ledger)
    return SessionOpened(
        token=opened.token,
        expires_in=opened.expires_in,
        time=now,
        epoch=at.epoch,
        head=at.position,
        journals=[signed(receipt_of(server.ledger, journal), server.keys.area) for journal in asked.journals],
        marks=marks,
        release=release.hash if release else "",
        accounts_version=version,
        device_state=device.state,
        common=common,
    )
