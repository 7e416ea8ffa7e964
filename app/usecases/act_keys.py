"""The idempotency key of an act: bound to the case and the body that it was first used for.

The same act sent again under it gets the first answer; any other act under it is refused, or it would be lost silently.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from app.domain.refusal import Refusal
from app.store.settings import ACT_ANSWERS, read_setting, write_setting

if TYPE_CHECKING:
    from app.store.unit_of_work import UnitOfWork
    from app.usecases.wire_office import AnyActIn
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class ActKey:
    """A key, the hash of what it was given with, and the id of the case (empty: none) that the answer tells of."""

    key: str
    said: str
    case_id: str = ""


def key_of(case_no: str, given: AnyActIn, case_id: str = "") -> ActKey | None:
    """The key of an act on a case; None where it has none. The order of keys and blanks in the body do not count."""
    if not given.key:
        return None
    body = msgspec.json.encode([case_no.strip().upper(), given], order="sorted")
    return ActKey(given.key, hashlib.sha256(body).hexdigest(), case_id)


def refuse_other(key: ActKey, said: str) -> None:
    """Refusal STATE-KEY where a key was used for something else."""
    if key.said != said:
        words = "这个 key 已经用在另一个办件或者内容不同的请求上，这一次没有办理；请换一个新的 key。"
        raise Refusal("STATE-KEY", words, "key")


def remembered(workplace: Workplace, key: ActKey) -> Any:
    """The answer that the act with this key had; None the first time. Refusal STATE-KEY."""
    with workplace.store.read() as connection:
        kept = read_setting(connection, ACT_ANSWERS + key.key)
    if kept is None:
        return None
    refuse_other(key, kept["said"])
    return kept["answer"]


def remember_within(uow: UnitOfWork, key: ActKey, answer: Any) -> None:
    """Keep the answer of an act together with the act itself: whatever crashes, it is never done twice."""
    write_setting(uow.connection, ACT_ANSWERS + key.key, _kept(key, answer))


def remember(workplace: Workplace, key: ActKey, answer: Any) -> None:
    """Keep the answer of an act under its key."""
    with workplace.store.write_local() as connection:
        write_setting(connection, ACT_ANSWERS + key.key, _kept(key, answer))


def _kept(key: ActKey, answer: Any) -> dict[str, Any]:
    return {"said": key.said, "case_id": key.case_id, "answer": answer}
