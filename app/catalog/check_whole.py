"""Checks what only the whole catalogue shows: codes used twice, things named that do not exist, circles, packages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from app.catalog.check_expressions import (
    Placed,
    check_compared_options,
    check_syntax,
    check_unused_options,
    placed_expressions,
)
from app.catalog.check_item import check_situation, unique_keys
from app.catalog.problem import Path, Problem, Source
from app.domain.catalog.expressions import unknown_names
from app.domain.catalog.order import circle

if TYPE_CHECKING:
    from app.catalog.expressions import CelEvaluator
    from app.domain.catalog.department import Department
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.catalog.theme_package import ThemePackage

T = TypeVar("T")
Tell = Callable[[Path, str], None]

_PACKAGE_KEY = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A decoded object and where it was read."""

    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Known:
    """What may be named: codes of items and keys of departments, those that could not be decoded included.

    None where it isn't known, so that a file checked alone isn't blamed for its surroundings.
    """

    items: frozenset[str] | None
    departments: frozenset[str] | None


def check_twice(keyed: Iterable[tuple[str, Source, Path]], what: str) -> list[Problem]:
    """Problems for keys that two files (or two entries of one file) claim."""
    first: dict[str, tuple[Source, Path]] = {}
    found: list[Problem] = []
    for key, source, path in keyed:
        if key in first:
            other, other_path = first[key]
            place = other.problem(other_path, "")
            found.append(source.problem(path, f"{what}“{key}”重复，已在 {place.file} 第 {place.line} 行写过。"))
        else:
            first[key] = (source, path)
    return found


def check_item_references(item: ServiceItem, known: Known, tell: Tell) -> None:
    """Tells a department or a prerequisite that does not exist."""
    if known.departments is not None and item.department not in known.departments:
        tell(("department",), f"没有编号为“{item.department}”的部门，请核对部门表。")
    for i, code in enumerate(item.prerequisites):
        if code == item.code:
            tell(("prerequisites", i), "前置事项不能是自己。")
        elif known.items is not None and code not in known.items:
            tell(("prerequisites", i), f"前置事项“{code}”不在事项库里，请核对编码。")


def check_prerequisite_circles(items: Iterable[Read[ServiceItem]]) -> list[Problem]:
    """Problems for items that are each other's prerequisite."""
    by_code = {r.value.code: r for r in items}
    after = {code: tuple(p for p in r.value.prerequisites if p != code) for code, r in by_code.items()}
    around = circle(tuple(by_code), after)
    if not around:
        return []
    return [by_code[around[0]].source.problem(("prerequisites",), f"前置事项绕成了一圈：{' → '.join(around)}。")]


def check_department(department: Department, path: Path, tell: Tell) -> None:
    """Tells what a document of this department would lack."""
    for name in ("key", "name", "full_name", "character", "seal"):
        if not getattr(department, name).strip():
            tell((*path, name), "这里不能为空：文书上要用。")


def check_package(
    package: ThemePackage, items: dict[str, ServiceItem], known: Known, cel: CelEvaluator, tell: Tell
) -> None:
    """Tells every problem of a package."""
    if not _PACKAGE_KEY.fullmatch(package.key):
        tell(("key",), f"套餐编号“{package.key}”只能用小写字母、数字和短横线。")
    unique_keys(((("situations", i), s.key) for i, s in enumerate(package.situations)), "情形", tell)
    for i, situation in enumerate(package.situations):
        check_situation(situation, ("situations", i), tell)
    if not package.members:
        tell(("members",), "套餐里没有事项，请至少写两项。")
    if package.joint and known.departments is not None and package.joint not in known.departments:
        tell(("joint",), f"没有编号为“{package.joint}”的部门；统一受理的机关要写部门表里的编号。")
    _check_members(package, known, tell)
    _check_groups(package, items, tell)
    _check_package_expressions(package, items, cel, tell)


def _check_members(package: ThemePackage, known: Known, tell: Tell) -> None:
    codes = [m.item for m in package.members]
    for i, member in enumerate(package.members):
        if member.item in codes[:i]:
            tell(("members", i, "item"), f"事项“{member.item}”在套餐里写了两次。")
        if known.items is not None and member.item not in known.items:
            tell(("members", i, "item"), f"成员事项“{member.item}”不在事项库里，请核对编码。")
        for j, code in enumerate(member.after):
            if code not in codes:
                tell(("members", i, "after", j), f"“{code}”不是本套餐的事项，不能排在它之后。")
    around = circle(codes, {m.item: m.after for m in package.members})
    if around:
        at = codes.index(around[0])
        tell(("members", at, "after"), f"办理顺序绕成了一圈：{' → '.join(around)}，谁也办不了第一个。")


def _check_groups(package: ThemePackage, items: dict[str, ServiceItem], tell: Tell) -> None:
    """Tells a group of one, a joint review of two authorities, and one whose members wait for each other."""
    for name, words in (("together", "同发组"), ("reviewed_together", "合并审查组")):
        groups: dict[str, list[int]] = {}
        for i, member in enumerate(package.members):
            if getattr(member, name):
                groups.setdefault(getattr(member, name), []).append(i)
        for group, places in groups.items():
            codes = [package.members[i].item for i in places]
            if len(places) == 1:
                tell(("members", places[0], name), f"{words}“{group}”只有一个事项，请补上另一个或删去。")
            waiting = next((i for i in places if set(package.members[i].after) & set(codes)), None)
            if waiting is not None and not package.members[waiting].commitment:
                tell(("members", waiting, name), f"{words}“{group}”里的事项互相等结果，不能一起办结。")
            authorities = {items[code].department for code in codes if code in items}
            if name == "reviewed_together" and len(authorities) > 1:
                tell(("members", places[0], name), f"{words}“{group}”的事项不是同一个部门的，不能合并审查。")


def _check_package_expressions(
    package: ThemePackage, items: dict[str, ServiceItem], cel: CelEvaluator, tell: Tell
) -> None:
    own = frozenset(s.key for s in package.situations)
    member_items = [items[m.item] for m in package.members if m.item in items]
    shared = frozenset(s.key for i in member_items for s in i.situations)
    expressions = [
        *(Placed(("situations", i, "when"), s.when) for i, s in enumerate(package.situations) if s.when),
        *(Placed(("members", i, "when"), m.when) for i, m in enumerate(package.members) if m.when),
    ]
    for placed in expressions:
        for name in unknown_names(placed.text, frozenset(), own | shared):
            tell(placed.path, f"表达式里的“{name}”不是本套餐的情形；套餐的条件只看情形（answers.…）和申请人。")
        check_syntax(placed, cel, tell)
    elsewhere = tuple(e.text for i in member_items for e in placed_expressions(i))
    check_compared_options(package.situations, tuple(expressions), tell)
    check_unused_options(package.situations, tuple(expressions), elsewhere, tell)


def check_distinct_marks(departments: Iterable[tuple[Department, Source, Path]]) -> list[Problem]:
    """Problems for departments with the same 代字: their document numbers would be the same."""
    keyed = ((d.character, source, (*path, "character")) for d, source, path in departments if d.character.strip())
    return check_twice(keyed, "文书代字")
