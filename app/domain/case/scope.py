"""Which desks hold a case whole: those of its hall while it is open. Closed, it is one line in a register. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.documents.kinds import NOTICES

if TYPE_CHECKING:
    from app.domain.case.state import CaseState


def is_open(state: CaseState) -> bool:
    """Whether anything remains for a counter: not ended, a notice untold, originals in hand, or contested."""
    return bool(not state.ended or state.contested or _untold(state) or originals_in_hand(state)) and not state.erased


def originals_in_hand(state: CaseState) -> tuple[str, ...]:
    """Materials whose originals were kept and not given back."""
    kept = (key for key, entry in state.filing.materials.items() if "original-kept" in entry.provided)
    return tuple(key for key in kept if key not in state.returned)


def masked_name(name: str) -> str:
    """A name as lists outside the case show it: 张*, 张*三, 欧**花. The rest cannot be told from it."""
    if len(name) <= 1:
        return "*" * len(name)
    if len(name) == 2:
        return f"{name[0]}*"
    return f"{name[0]}{'*' * min(len(name) - 2, 2)}{name[-1]}"


def _untold(state: CaseState) -> bool:
    return any(d.kind in NOTICES and not d.told and not d.voided for d in state.documents.values())
