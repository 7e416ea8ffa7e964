"""First answers of acts at the server, kept sealed under their keys; those of a case go with it when it is erased."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from app.store.central.values import drop_value, read_value, values_named, write_value
from app.usecases.act_keys import ActKey, refuse_other

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.store.central.ledger import Ledger

PREFIX = "act:"
T = TypeVar("T")


class _Kept(msgspec.Struct, frozen=True):
    """What lies in the box."""

    said: str
    answer: Any


def first_answer(connection: Connection, ledger: Ledger, who: str, key: ActKey | None, shape: type[T]) -> T | None:
    """The answer that this act of `who` had under its key; None the first time. Refusal STATE-KEY for another act."""
    if key is None:
        return None
    name = _name(who, key)
    value = read_value(connection, ledger.area, name)
    if value is None:
        return None
    kept = msgspec.json.decode(ledger.vault.open_state(name, b64decode(value["box"])), type=_Kept)
    refuse_other(key, kept.said)
    return msgspec.convert(kept.answer, shape)


def keep_answer(
    connection: Connection, ledger: Ledger, who: str, key: ActKey | None, answer: object, case_id: str = ""
) -> None:
    """Keep an answer in the write that makes it."""
    if key is None:
        return
    name = _name(who, key)
    box = ledger.vault.seal_state(name, msgspec.json.encode(_Kept(key.said, answer)))
    write_value(connection, ledger.area, name, {"case": case_id, "box": b64encode(box).decode()})


def drop_answers(connection: Connection, ledger: Ledger, case_id: str) -> None:
    """Forget the answers that tell of a case: it is erased."""
    for rest, value in values_named(connection, ledger.area, PREFIX).items():
        if value["case"] == case_id:
            drop_value(connection, ledger.area, PREFIX + rest)


def _name(who: str, key: ActKey) -> str:
    return PREFIX + msgspec.json.encode([who, key.key]).decode()
