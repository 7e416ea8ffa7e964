"""Accounts that a desk had before it was enrolled: adopted where their log-in name is free at the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.crypto.derive import PasswordParameters
from app.domain.refusal import InputProblem, Refusal
from app.store.central.accounts import CentralAccount
from app.usecases.central.accounts import add_account
from app.usecases.clerks import refuse_bad_login_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from app.store.central.devices import Device
    from app.store.exchange_admission import OfferedAccount
    from app.usecases.central.server import Server

_TAKEN = (
    "本机登录名“{name}”在服务器上已是另一个人或另一套密钥。请先在本机移除或改名，"
    "或者另建数据库后用服务器上的账号登录接入。"
)
COSTLIEST = PasswordParameters(b"", memory=1024 * 1024, passes=20, lanes=8)
"""What a password may cost at most: parameters come from outside, and the server computes with them."""


def adopt(server: Server, connection: Connection, offered: Sequence[OfferedAccount], device: Device) -> None:
    """Add the accounts that a device brings, as clerk or lead of its hall. Inside a write.

    One that is known with the same key stays as it is. Refusal ENROL-ACCOUNT for a name that is taken by another key.
    """
    for one in offered:
        known = server.accounts.by_name(connection, one.name) or server.accounts.by_id(connection, one.id)
        if known is None:
            add_account(server, connection, _account(server, one, device), "adopted", device.id)
        elif known.public_key != one.public_key or known.name != one.name or known.id != one.id:
            raise Refusal("ENROL-ACCOUNT", _TAKEN.format(name=one.name), "accounts")


def _account(server: Server, one: OfferedAccount, device: Device) -> CentralAccount:
    refuse_bad_login_name(one.name)
    return CentralAccount(
        id=one.id,
        name=one.name,
        role=one.role,
        department="",
        hall=device.hall,
        public_key=one.public_key,
        private_key=one.private_key,
        parameters=read_parameters(one.parameters),
        version=1,
        disabled=False,
        must_change=False,
        created_at=server.now(),
    )


def read_parameters(data: bytes) -> PasswordParameters:
    """Read what a password costs, as it came from outside; InputProblem where it is none or would cost too much."""
    try:
        found = msgspec.json.decode(data, type=PasswordParameters)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise InputProblem("BODY-FIELDS", "密码参数读不出来。", "parameters") from None
    usable = (
        8 <= len(found.salt) <= 64
        and 8 * found.lanes <= found.memory <= COSTLIEST.memory
        and 1 <= found.passes <= COSTLIEST.passes
        and 1 <= found.lanes <= COSTLIEST.lanes
    )
    if not usable:
        raise InputProblem("BODY-FIELDS", "密码参数不在允许的范围内。", "parameters")
    return found
