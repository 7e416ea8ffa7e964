"""Who asks: a device by its session or its door, another system by its token. Looked up anew at each request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.central.problems import HttpProblem
from app.store.central.devices import device_of_door
from app.usecases.central.device_sessions import device_of_token
from app.usecases.central.tokens import token_holder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from litestar import Request

    from app.central.services import Services
    from app.store.central.devices import Device
    from app.usecases.central.server import Server

SYSTEM_TOKEN = "yct_"  # noqa: S105  # how tokens of other systems begin; no secret


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads cases: the id for the audit, the hall it is bound to (empty: the whole area), role and department."""

    id: str
    hall: str
    role: str
    department: str


def credential(request: Request[Any, Any, Any], scheme: str = "Bearer") -> str:
    """The credential of the Authorization header; 401 where there is none of this scheme."""
    given, _, value = request.headers.get("authorization", "").partition(" ")
    if given.lower() != scheme.lower() or not value.strip():
        raise HttpProblem("AUTH-NEEDED", 401, "这个地址要先登录。")
    return value.strip()


def device_by_session(server: Server, token: str) -> Device:
    """The device of a session, whatever its state: what it hands in is taken (into quarantine where it is revoked)."""
    with server.store.read() as connection:
        return device_of_token(server, connection, token)


def reading_device(server: Server, token: str) -> Device:
    """The device of a session that may read; 403 where it was suspended or revoked."""
    device = device_by_session(server, token)
    check_reads(device)
    return device


def check_reads(device: Device) -> None:
    """403 for a device that was suspended or revoked."""
    if device.state == "suspended":
        raise HttpProblem("DEVICE-SUSPENDED", 403, "这台设备已停用，等待管理员处理；本机内容都保留着。")
    if device.state == "revoked":
        raise HttpProblem("DEVICE-REVOKED", 403, "这台设备已撤销，请联系管理员；本机内容都保留着。")


async def asking_device(
    request: Request[Any, Any, Any], services: Services, look: Callable[[Server, str], Device] = reading_device
) -> Device:
    """The device of the request's session, looked up in a thread; its id goes into the log."""
    device = await services.reads.run(look, services.server, credential(request))
    request.scope["state"]["who"] = {"device": device.id}
    return device


def device_at_door(server: Server, credentials: str) -> Device:
    """The device that shows its door secret, before anybody logged in there; 401 where it is not the right one."""
    identity, _, secret = credentials.partition(":")
    with server.store.read() as connection:
        device = device_of_door(connection, server.area, identity, secret)
    if device is None:
        raise HttpProblem("AUTH-WRONG", 401, "设备凭据不对。")
    check_reads(device)
    return device


def reader_of(server: Server, token: str, account: str = "") -> Reader:
    """Who may look cases up: a device in its whole area, another system by its token.

    `account` is who is logged in at the device, as it says; 403 for one that the server does not know or has disabled.
    """
    if token.startswith(SYSTEM_TOKEN):
        with server.store.read() as connection:
            holder = token_holder(server, connection, token)
        if holder is None:
            raise HttpProblem("AUTH-WRONG", 401, "令牌不对或已撤销。")
        return Reader(holder.name, "", holder.role, holder.department)
    device = reading_device(server, token)
    if not account:
        return Reader(device.id, device.hall, "clerk", "")
    with server.store.read() as connection:
        person = server.accounts.by_id(connection, account)
    if person is None or person.disabled:
        raise HttpProblem("RIGHT-ACCOUNT", 403, "这个账号不在本区服务器上，或者已停用，不能查阅。")
    return Reader(person.id, device.hall, person.role, person.department)
