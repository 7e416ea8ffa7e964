"""The order that waiting for each other's results imposes on items."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def in_order(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys so that each comes after those it waits for, otherwise as listed.

    What waits for itself through a circle is left out: `circle` names it.
    """
    known = set(keys)
    placed: dict[str, None] = {}
    waiting = list(dict.fromkeys(keys))

    def may_come(key: str) -> bool:
        return all(a in placed for a in after.get(key, ()) if a in known)

    while (ready := next((k for k in waiting if may_come(k)), None)) is not None:
        placed[ready] = None
        waiting.remove(ready)
    return tuple(placed)


def circle(keys: Sequence[str], after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys of one circle of waiting (GT-01, GT-04, GT-01), or nothing."""
    stuck = set(keys) - set(in_order(keys, after))
    if not stuck:
        return ()
    path = [min(stuck)]
    while path[-1] not in path[:-1]:
        path.append(min(a for a in after.get(path[-1], ()) if a in stuck))
    return tuple(path[path.index(path[-1]) :])
