"""Tokens of other systems: made once, shown once, revoked by name."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import ROLES
from app.store.central.sessions import (
    TokenHolder,
    keep_token,
    revoke_token,
    token_by_name,
    token_by_secret,
    tokens_of,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.central.server import Server

PREFIX = "yct_"
"""What tokens of other systems begin with, so that they are told from those of devices and found in logs."""

LONGEST_NAME = 64


def add_token(server: Server, name: str, role: str, department: str = "") -> str:
    """Make a token for another system; returns it, this once. Refusal STATE-TOKEN while one of the name is in force."""
    if role not in ROLES:
        raise InputProblem("INPUT-ROLE", f"没有“{role}”这个角色；可用的有：{'、'.join(ROLES)}。", "--role")
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputProblem("INPUT-NAME", f"名称要有 1 到 {LONGEST_NAME} 个看得见的字符。", "NAME")
    token = PREFIX + secrets.token_urlsafe(32)
    with server.store.write() as connection:
        before = token_by_name(connection, server.area, name)
        if before is not None and before.revoked_at is None:
            raise Refusal("STATE-TOKEN", "这个名称的令牌还在使用，请先撤销（token revoke）或换一个名称。", name)
        keep_token(connection, server.area, token, TokenHolder(name, role, department, server.now(), None))
    return token


def drop_token(server: Server, name: str, role: str | None = None) -> None:
    """Revoke a token from its next request on; Refusal STATE-TOKEN where none of the name (and role) is in force."""
    with server.store.write() as connection:
        found = token_by_name(connection, server.area, name)
        if found is not None and role and found.role != role:
            raise Refusal("STATE-TOKEN", f"这个令牌的角色是 {found.role}，不是 {role}，没有撤销。", name)
        if not revoke_token(connection, server.area, name, server.now()):
            raise Refusal("STATE-TOKEN", "没有这个名称的令牌，或者已经撤销。", name)


def token_holder(server: Server, connection: Connection, token: str) -> TokenHolder | None:
    """Return whose token this is; None for an unknown or revoked one."""
    if not token.startswith(PREFIX):
        return None
    found = token_by_secret(connection, server.area, token)
    return found if found is not None and found.revoked_at is None else None


def list_tokens(server: Server) -> list[TokenHolder]:
    """Return every token without its secret."""
    with server.store.read() as connection:
        return tokens_of(connection, server.area)
