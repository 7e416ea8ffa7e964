"""A theme package 主题套餐: member items, their order and the questions that choose them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalog.service_item import Situation


@dataclass(frozen=True, slots=True)
class Member:
    """A member item. `after` are codes whose result it waits for; `commitment` says that a commitment may stand in.

    `when` is an expression over the package's `answers`; empty = always a member. Members with the same name of a group
    in `together` have their results handed out at once or not at all 两证同发; those with the same one in
    `reviewed_together` are decided by one authority in one review, with one decision document 多审合一.
    """

    item: str
    after: tuple[str, ...] = ()
    commitment: bool = False
    when: str = ""
    when_text: str = ""
    together: str = ""
    reviewed_together: str = ""


@dataclass(frozen=True, slots=True)
class ThemePackage:
    """One set of materials, one acceptance, one result (一套材料、一次受理、一次办结).

    `joint` is the department (its key) that accepts for all (LAW-26-2), else empty. `promised_days` are workdays
    published for the whole, 0 where only the members' promises count. What the package saves is computed, see `savings`.
    """

    key: str
    name: str
    members: tuple[Member, ...]
    situations: tuple[Situation, ...] = ()
    joint: str = ""
    promised_days: int = 0
    aliases: tuple[str, ...] = ()
    confidence: str = ""
    generated: bool = False
