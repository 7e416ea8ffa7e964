"""Rights as the use cases ask them: the role of who is logged in, by the one table of the domain.

A desk that plays (an evaluation store of its own, joined to no server) has one person for every role: its lead may do
everything, so that the whole life of a case can be tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.rights import may, refuse_without

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.usecases.workplace import Workplace


def require(workplace: Workplace, action: str) -> None:
    """Refusal RIGHT-… unless who is logged in may do this."""
    if not allowed(workplace, action):
        refuse_without(workplace.store.account.role, action)


def allowed(workplace: Workplace, action: str) -> bool:
    """Whether who is logged in may do this."""
    role = workplace.store.account.role
    return may(role, action) or (role == "lead" and plays(workplace))


def plays(workplace: Workplace) -> bool:
    """Whether this is an evaluation store that works alone."""
    if not workplace.evaluation:
        return False
    with workplace.store.read() as connection:
        return own_hall(connection) is None


def own_hall(connection: Connection) -> str | None:
    """The hall that the server has put this desk in; None for a desk that works alone."""
    from app.sync.binding import find_binding

    binding = find_binding(connection)
    return None if binding is None else binding.hall
