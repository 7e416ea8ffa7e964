"""What became of an item between two releases of the catalogue, so that work begun on the old one is looked at anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from app.domain.catalog.service_item import FormField, Material, ReviewPoint, Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.catalog.service_item import ServiceItem

Thing = TypeVar("Thing", Situation, FormField, Material, ReviewPoint)

Part = Literal["material", "point", "field", "situation", "legal", "promised"]
Fate = Literal["came", "went", "changed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of an item that came, went or changed. `name` is its words; of a point, `material` names its material.

    `before` and `after` are the words of a limit that changed, or the old and new name of what was renamed.
    """

    part: Part
    fate: Fate
    name: str = ""
    material: str = ""
    before: str = ""
    after: str = ""


def differences(old: ServiceItem, new: ServiceItem) -> tuple[Difference, ...]:
    """What a clerk has to know who goes on with work begun on `old`: materials, points, fields, questions, limits.

    Points of the department are none of the counter's affair. The order is that of the page.
    """
    found: list[Difference] = []
    if old.legal != new.legal:
        found.append(Difference("legal", "changed", before=old.legal.text, after=new.legal.text))
    if old.promised != new.promised:
        found.append(Difference("promised", "changed", before=old.promised.text, after=new.promised.text))
    found += _parts("situation", old.situations, new.situations, lambda s: s.question)
    found += _parts("field", old.form, new.form, lambda f: f.label)
    found += _parts("material", _bare(old), _bare(new), lambda m: m.name)
    for material in new.materials:
        known = old.material(material.key)
        if known is not None:
            found += [
                replace(d, material=material.name)
                for d in _parts("point", _asked(known), _asked(material), lambda p: p.text)
            ]
    return tuple(found)


def _bare(item: ServiceItem) -> tuple[Material, ...]:
    """The materials without their points, which are compared by themselves."""
    return tuple(replace(m, points=()) for m in item.materials)


def _asked(material: Material) -> tuple[ReviewPoint, ...]:
    return tuple(p for p in material.points if p.stage == "counter")


def _parts(part: Part, old: Iterable[Thing], new: Iterable[Thing], name: Callable[[Thing], str]) -> list[Difference]:
    """What came or changed in the new order, then what went."""
    before = {thing.key: thing for thing in old}
    after = {thing.key: thing for thing in new}
    found = []
    for key, thing in after.items():
        known = before.get(key)
        if known is None:
            found.append(Difference(part, "came", name(thing)))
        elif known != thing:
            renamed = name(known) != name(thing)
            words = (name(known), name(thing)) if renamed else ("", "")
            found.append(Difference(part, "changed", name(thing), before=words[0], after=words[1]))
    return found + [Difference(part, "went", name(thing)) for key, thing in before.items() if key not in after]
