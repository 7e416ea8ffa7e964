"""Erasures that a backup does not know: told by the server that it replaces, done again in the one that was restored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.refusal import Refusal
from app.usecases.central.erasing import Why, erase_case
from app.usecases.central.erasure_requests import erasures
from app.usecases.central.following import follow
from app.usecases.central.server import OPERATOR, Server

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.central.erasure_requests import ErasureDone

EVERY = 1_000_000
REASON = "恢复备份后再次删除"


@dataclass(frozen=True)
class ErasedAgain:
    """Numbers of the cases that were erased once more, and of those that cannot be yet: they run, as the backup has it."""

    done: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def erased_so_far(server: Server) -> list[ErasureDone]:
    """Every erasure of a case that a server knows with its number."""
    return [one for one in erasures(server, EVERY) if one.case_no]


def erase_again(server: Server, known: Sequence[ErasureDone]) -> ErasedAgain:
    """Erase in a restored server what had been erased before; what the backup never had is passed over."""
    follow(server)
    done, left = [], []
    for one in known:
        try:
            erase_case(server.ledger, one.case_no, Why(REASON, one.basis), OPERATOR, server.now())
            done.append(one.case_no)
        except Refusal as refusal:
            if refusal.code != "STATE-UNKNOWN":
                left.append(one.case_no)
    follow(server)
    return ErasedAgain(tuple(done), tuple(left))
