"""Which members of a package one notice of acceptance tells: those of one authority, or all where one accepts for all.

A notice is the act of whoever decides, so that no authority's acceptance stands on another's paper. Rule: LAW-26-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.case.state import CaseState


def accepted_together(cases: Sequence[CaseState], *, joint: bool) -> tuple[tuple[CaseState, ...], ...]:
    """The cases accepted in one sitting as notices tell them, each group in its order; its first holds the paper.

    `joint`: one authority is named to accept for all. A case with another verdict is in no group.
    """
    groups: dict[tuple[str, str], list[CaseState]] = {}
    for case in cases:
        if case.phase == "accepted":
            who = ("", "") if joint else (case.department, case.for_authority)
            groups.setdefault(who, []).append(case)
    return tuple(tuple(group) for group in groups.values())
