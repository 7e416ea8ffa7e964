"""Who comes to the counter in the demo. All of them are made up; their numbers belong to nobody in this project's data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Someone:
    """A person with a card and a telephone."""

    name: str
    number: str
    phone: str


@dataclass(frozen=True)
class Trader:
    """A sole trader: the licence and who runs it."""

    name: str
    code: str
    operator: Someone


@dataclass(frozen=True)
class Organisation:
    """An organisation, its head, and who comes for it."""

    name: str
    code: str
    head: Someone
    staff: Someone


ZHANG = Someone("张甡", "500106199003070016", "13800138000")
NOODLES = Trader("沙坪坝区张记小面馆", "92500106MA600ABC3J", ZHANG)
MOON = Organisation(
    "重庆明月餐饮有限公司",
    "91500106MA601MYC88",
    Someone("周敏", "500106197811052036", "13800138001"),
    Someone("何芳", "510212197209084021", "13800138002"),
)
LI = Someone("李娜", "50010619780704018X", "13800138003")
SUN = Someone("孙鹏", "500106198506203015", "13800138004")
LIU = Someone("刘洋", "500108199201176519", "13800138005")
CHEN = Someone("陈桂英", "500106195603121026", "13800138006")
RARE = Someone("张𠅤", "500106198809129051", "13800138007")
MOTHER = Someone("林悦", "500106199402238840", "13800138008")
LUO = Someone("罗秀兰", "50010619660415772X", "13800138009")
EVERYBODY = (ZHANG, MOON.head, MOON.staff, LI, SUN, LIU, CHEN, RARE, MOTHER, LUO)
