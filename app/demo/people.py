"""Who comes to the counter in the demo.

All are made up; none of them stands in the catalogue's examples, so that a name found anywhere came from the counter.
"""

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


ZHANG = Someone("张弘毅", "500106198702142619", "13900237000")
NOODLES = Trader("沙坪坝区弘毅小面馆", "92500106MA608KQT9C", ZHANG)
CLOUD = Organisation(
    "重庆云岭餐饮有限公司",
    "91500106MA609RWL6R",
    Someone("周敏", "500106197811052036", "13900237001"),
    Someone("何芳", "510212197209084021", "13900237002"),
)
FANG = Someone("方雨桐", "500106198109163822", "13900237003")
SUN = Someone("孙鹏", "500106198506203015", "13900237004")
LU = Someone("鲁大勇", "500106197904033176", "13900237005")
CHEN = Someone("陈桂英", "500106195603121026", "13900237006")
RARE = Someone("张𠅤", "500106198809129051", "13900237007")
MOTHER = Someone("林悦", "500106199402238840", "13900237008")
LUO = Someone("罗秀兰", "50010619660415772X", "13900237009")
TANG = Someone("唐晓雯", "500106199203154222", "13900237010")
SALON = "沙坪坝区晓雯美发店"
EVERYBODY = (ZHANG, CLOUD.head, CLOUD.staff, FANG, SUN, LU, CHEN, RARE, MOTHER, LUO, TANG)
