"""A store with 200,000 cases, made once and kept under bench/.data: its rows are put straight into the projection.

Only the list of cases is large: the journal holds the events of one case. Names, numbers and telephones are made up.
Nearly all papers have reached their applicants, as in a store of some years.
"""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from app.bootstrap import create_workplace, open_workplace, places
from app.domain.identity.case_number import CaseNumber
from app.errors import EnvironmentFailure
from app.store.case_projection import row_of
from app.store.prepared import Prepared
from app.usecases.accept import accept
from db.desk.projections import cases
from tests.builders.filings import complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.state import CaseState
    from app.usecases.workplace import Workplace

COUNT = 200_000
UNTOLD = 1_000
"""One case of so many still waits for its applicant and stands in the to-do."""
CLERK = "王芳"
PASSWORD = "bench-密码-1"
HOME = Path(__file__).with_name(".data") / "cases"
_ITEM = "GT-05"
_CHUNK = 2_000
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂建国华文玉兰红志春梅海燕波宇浩婷雪琴云飞鑫鹏斌玲峰健俊帆晨阳旭东"
)
_AREAS = (110101, 310101, 440103, 500106, 510104)


def open_many() -> Workplace:
    """Open the kept store; make it anew where there is none or where this program's tables are others."""
    try:
        workplace = open_workplace(places(HOME), PASSWORD, CLERK)
    except EnvironmentFailure:
        return _make()
    if _count(workplace) >= COUNT:
        return workplace
    workplace.store.close()
    return _make()


def _count(workplace: Workplace) -> int:
    with workplace.store.read() as connection:
        return connection.execute(select(func.count()).select_from(cases)).scalar_one()


def _make() -> Workplace:
    print(f"making {COUNT:,} cases, once …", file=sys.stderr, flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    workplace = create_workplace(places(HOME), CLERK, PASSWORD, "C03", "500106", evaluation=True)
    first = accept(workplace, complete_filing(item_of(_ITEM), workplace.today())).state
    written = Prepared(insert(cases))
    chance = random.Random(3)
    rows = _rows(first, workplace.store.account.id, workplace.store.now().effective, chance)
    for _ in range(0, COUNT, _CHUNK):
        with workplace.store.write_local() as connection:
            written.run_many(connection, [next(rows) for _ in range(_CHUNK)])
    return workplace


def _rows(first: CaseState, clerk: str, now: Any, chance: random.Random) -> Iterator[dict[str, Any]]:
    today: date = now.date()
    told = {
        number: replace(paper, told="handed-over", told_on=first.accepted_on)
        for number, paper in first.documents.items()
    }
    for n in range(COUNT):
        before = timedelta(days=1 + (COUNT - n) // 250, seconds=n % 250)
        number = CaseNumber("500106", today - before, "C03", "A", n % 250 + 1)
        who = replace(first.filing.applicant, name=_name(chance), id_number=_number(chance), phone=_phone(chance))
        state = replace(
            first, case_id=f"{chance.getrandbits(128):032x}", case_no=number.text,
            filing=replace(first.filing, applicant=who, agent=None),
            documents=first.documents if n % UNTOLD == 0 else told,
        )  # fmt: skip
        yield {
            **row_of(state),
            "unreadable": False,
            "clerk": clerk,
            "opened_at": now - before,
            "changed_at": now - before,
        }


def _name(chance: random.Random) -> str:
    last = chance.choice(_GIVEN) if chance.random() < 0.8 else ""
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN) + last


def _number(chance: random.Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(25_000))
    return f"{chance.choice(_AREAS)}{born:%Y%m%d}{chance.randrange(10_000):04d}"


def _phone(chance: random.Random) -> str:
    return f"1{chance.randrange(3_000_000_000, 9_999_999_999)}"
