"""Makes a large catalogue for tests of scale by varying a real one. All of it says that it is generated.

The same seed gives the same catalogue. Sizes are those of the hall: 1,194 items, 34 departments, 95 packages; the
shares of immediate items and of those in the one system come out near the hall's, by chance, as every draw does.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from app.catalog.blob import make_catalogue
from app.domain.catalog.department import Department
from app.domain.catalog.spans import longer
from app.domain.law.limit import Limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.catalog.catalogue import Catalogue
    from app.domain.catalog.service_item import Authorisation, Material, Power, ServiceItem
    from app.domain.catalog.theme_package import ThemePackage

IMMEDIATE_SHARE = 0.512
ONE_SYSTEM_SHARE = 0.916
_PLACES = ("小龙坎", "沙坪坝", "渝碚路", "磁器口", "土湾", "覃家岗", "井口", "歌乐山", "青木关", "凤凰", "回龙坝")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


def generate(base: Catalogue, items: int = 1194, departments: int = 34, packages: int = 95, seed: int = 1) -> Catalogue:
    """A catalogue of these sizes from the items and packages of `base`.

    ValueError where fewer items are asked for than `base` has (a package would lose members), or where `base` is empty.
    """
    if not base.items or items < len(base.items):
        raise ValueError(f"at least {max(1, len(base.items))} items are needed to vary every item of the base")
    draw = random.Random(seed)  # noqa: S311 test data, no secret
    made_departments = _departments(base.departments, departments)
    places = [(n // len(base.items), base.items[n % len(base.items)]) for n in range(items)]
    made_items = [_item(n, turn, item, made_departments, places, draw) for n, (turn, item) in enumerate(places)]
    return make_catalogue(
        base.number,
        tuple(made_items),
        tuple(_package(n, base, items) for n in range(packages)) if base.packages else (),
        tuple(made_departments),
    )


def _code(turn: int, item: ServiceItem) -> str:
    """GT-04 in the eleventh round is GT-04-11."""
    return f"{item.code}-{turn + 1:02d}"


def _departments(real: Sequence[Department], wanted: int) -> list[Department]:
    made = list(real[:wanted])
    for n in range(len(made), wanted):
        mark = _STEMS[n % len(_STEMS)] + _BRANCHES[n % len(_BRANCHES)]
        name = f"示例部门（生成 {n + 1}）"
        made.append(Department(f"generated{n + 1}", name, f"重庆市沙坪坝区{name}", f"沙生{mark}", "行政审批专用章"))
    return made


def _item(
    number: int,
    turn: int,
    base: ServiceItem,
    departments: Sequence[Department],
    places: Sequence[tuple[int, ServiceItem]],
    draw: random.Random,
) -> ServiceItem:
    present = {item.code for other, item in places if other == turn}
    known = {d.key for d in departments}
    fitting = turn == 0 and base.department in known
    varied = replace(
        base,
        code=_code(turn, base),
        name=f"{base.name}（生成 {draw.choice(_PLACES)} {number + 1:04d}）",
        department=base.department if fitting else departments[number % len(departments)].key,
        one_system=draw.random() < ONE_SYSTEM_SHARE,
        online=draw.random() < 0.95,
        prerequisites=tuple(f"{p}-{turn + 1:02d}" for p in base.prerequisites if p in present),
        materials=tuple(_without_pictures(m) for m in base.materials),
        generated=True,
    )
    return _on_the_spot(varied) if draw.random() < IMMEDIATE_SHARE else _in_time(varied, draw)


def _without_pictures(material: Material) -> Material:
    """Sample pictures belong to the real items."""
    return replace(material, points=tuple(replace(p, good="", bad="") for p in material.points))


def _on_the_spot(item: ServiceItem) -> ServiceItem:
    """Immediate: decided at the counter, so nothing can be brought later."""
    powers: tuple[Power, ...] = ("receive", "accept", "correct", "refuse", "decide")
    materials = tuple(replace(m, deferrable=False, defer_days=0, defer_basis="") for m in item.materials)
    return replace(
        item,
        immediate=True,
        promised=Limit(0),
        review_days=0,
        materials=materials,
        authorisation=replace(item.authorisation, powers=powers),
    )


def _in_time(item: ServiceItem, draw: random.Random) -> ServiceItem:
    """Decided within a promise of at least that of the base, never longer than the law allows."""
    powers = tuple(p for p in item.authorisation.powers if p != "decide")
    legal = item.legal if item.legal.n else Limit(20)
    promised = item.promised if item.promised.n else Limit(draw.randint(1, 5))
    longer_one = Limit(promised.n + draw.randint(0, 5), promised.unit)
    promised = next(p for p in (longer_one, promised, legal) if not longer(p, legal))
    authorisation: Authorisation = replace(item.authorisation, powers=powers)
    return replace(item, immediate=False, legal=legal, promised=promised, authorisation=authorisation)


def _package(number: int, base: Catalogue, items: int) -> ThemePackage:
    """A package over the items of one full round of variations."""
    package = base.packages[number % len(base.packages)]
    turn = (number // len(base.packages)) % (items // len(base.items))
    members = tuple(
        replace(m, item=f"{m.item}-{turn + 1:02d}", after=tuple(f"{a}-{turn + 1:02d}" for a in m.after))
        for m in package.members
    )
    key = f"{package.key}-g{number + 1}"
    return replace(package, key=key, name=f"{package.name}（生成 {number + 1}）", members=members, generated=True)
