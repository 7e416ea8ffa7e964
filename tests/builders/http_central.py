"""A server that answers over HTTP in this process, and a device that talks to it in bytes of its own making."""

from __future__ import annotations

import threading
from argparse import Namespace
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import httpx
import msgspec
import zstandard

from app.central.logs import make_log
from app.central.serve import Program, prepare
from app.central.services import Limits, Services
from app.central_program import Wanted, central_home, create_server
from app.crypto.sign import verify
from app.store.exchange import Page, Receipt, Signed, packed
from app.store.exchange_admission import Challenge, Enrolled, EnrolmentRequest, SessionOpened, SessionRequest
from app.usecases.central.accounts import add_user
from app.usecases.central.device_sessions import SIGNED_CONTEXT
from app.usecases.central.enrolment import issue_code
from tests.builders.pens import AREA, Pen

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from app.usecases.central.server import Server

ADMIN = "admin"
PASSWORD = "管理-密码-01"
MSGPACK = "application/msgpack"


class Served:
    """A server that listens on loopback until it is closed."""

    def __init__(self, server: Server, log: TextIO, limits: Limits | None = None, tls: str = "off") -> None:
        arguments = Namespace(host="127.0.0.1", port=0, tls=tls, tls_cert=None, tls_key=None)
        self.server = server
        self.services = Services(server, limits=limits, log=make_log(log), secure=tls == "on")
        self.program: Program = prepare(server, arguments, self.services)
        self.url = self.program.doors.address
        self._thread = threading.Thread(target=self.program.listen)
        self._clients: list[httpx.Client] = []

    def __enter__(self) -> Self:
        """Answer once somebody can connect: the kernel queues who comes before the program is up."""
        self._thread.start()
        httpx.get(f"{self.url}/healthz", verify=False, timeout=20).raise_for_status()
        return self

    def __exit__(self, *_: object) -> None:
        """End as on SIGTERM."""
        for client in self._clients:
            client.close()
        self.program.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    def device(self, counter: str = "C03", hall: str = "", actor: str = "") -> HttpDesk:
        """Enrol a device at a counter over HTTP, and open its session."""
        name = actor or f"窗口{counter}"
        clerk = add_user(self.server, name, "clerk", password="窗口-密码-01")
        code = issue_code(self.server, counter, hall=hall).code
        secret = code.replace("-", "")[:10]
        pen = Pen(counter=counter, evaluation=self.server.evaluation, actor=clerk.id)
        asked = EnrolmentRequest(secret, pen.key.public, "store-" + pen.device_id, self.server.evaluation)
        client = httpx.Client(base_url=self.url + "/api/v1", timeout=60, verify=False)  # plain, on loopback
        self._clients.append(client)
        answer = client.post("/enrolments", content=msgspec.json.encode(asked), headers=JSON)
        assert answer.status_code == 201, answer.text
        enrolled = msgspec.json.decode(answer.content, type=Enrolled)
        pen.device_id, pen.mark, pen.hall = enrolled.device, enrolled.mark, enrolled.scope.hall
        desk = HttpDesk(client, pen, enrolled)
        desk.open_session()
        return desk


JSON = {"Content-Type": "application/json"}


@dataclass
class HttpDesk:
    """A device without a store: its pen, and what it was given."""

    client: httpx.Client
    pen: Pen
    enrolled: Enrolled
    session: SessionOpened | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def challenge(self) -> Challenge:
        """Ask for a challenge."""
        body = msgspec.json.encode({"device": self.pen.device_id})
        return msgspec.json.decode(self.client.post("/challenges", content=body, headers=JSON).content, type=Challenge)

    def session_request(self, given: bytes, **other: Any) -> SessionRequest:
        """A signed request for a session."""
        asked = SessionRequest(
            self.pen.device_id,
            given,
            self.pen.key.sign(SIGNED_CONTEXT + given),
            1,
            "0.1.0",
            datetime.now(UTC),
            journals=[self.pen.id],
        )
        return msgspec.structs.replace(asked, **other)

    def open_session(self) -> SessionOpened:
        """Prove the key; the token goes with every request from here on."""
        asked = self.session_request(self.challenge().challenge)
        answer = self.client.post("/sessions", content=msgspec.json.encode(asked), headers=JSON)
        assert answer.status_code == 201, answer.text
        self.session = msgspec.json.decode(answer.content, type=SessionOpened)
        self.client.headers["Authorization"] = f"Bearer {self.session.token}"
        return self.session

    def signed(self, answer: httpx.Response, shape: Any) -> Any:
        """What the server signed, after its signature was verified."""
        assert answer.status_code == 200, answer.text
        found = msgspec.msgpack.decode(answer.content, type=Signed)
        assert verify(self.enrolled.area_key, found.data, found.signature)
        return msgspec.msgpack.decode(found.data, type=shape)

    def send(self, body: bytes, journal: str = "", **headers: str) -> httpx.Response:
        """Send bytes as a batch."""
        given = {"Content-Type": MSGPACK, "Content-Encoding": "zstd"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        return self.client.post(f"/journals/{journal or self.pen.id}/batches", content=body, headers=given)

    def push(self, first: int = 1, last: int = 0) -> Receipt:
        """Send a batch of the pen's journal."""
        receipt: Receipt = self.signed(self.send(zstandard.compress(packed(self.pen.batch(first, last)))), Receipt)
        return receipt

    def page(self, after: int = 0, epoch: str = "", wait: float = 0) -> Page:
        """Ask the feed."""
        found: Page = self.signed(self.client.get("/feed", params={"epoch": epoch, "after": after, "wait": wait}), Page)
        return found


def make_central(folder: Path, database: str | None = None, *, evaluation: bool = False) -> Server:
    """A server with an administrator and no device."""
    wanted = Wanted(ADMIN, AREA, evaluation=evaluation, database=database, password=PASSWORD)
    return create_server(central_home(folder), wanted).server
