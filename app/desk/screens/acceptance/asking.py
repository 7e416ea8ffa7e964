"""What the page asks under a row of the list: one question at a time, answered by a number key, a date or a few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QT_TRANSLATE_NOOP

AskKind = Literal["spot", "unable", "fixed", "fill", "override", "way-out", "defer", "extra", "second"]


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. `answers` are (key, words) by number; `answer` is what the program would take where nothing is typed.

    `point` is empty where the whole material is meant. `wanted` is the answer that an override asks a reason for.
    `sentence` and `places` are the correction's wording and its places. `latest` bounds a date.
    """

    kind: AskKind
    material: str
    point: str = ""
    question: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    wanted: str = ""
    sentence: str = ""
    places: tuple[str, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    note: str = ""


SPOT_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "当场能改吗"))
SPOT_ANSWERS = (
    ("fixed", str(QT_TRANSLATE_NOOP("Acceptance", "当场改好了"))),
    ("unable", str(QT_TRANSLATE_NOOP("Acceptance", "改不了，写进补正"))),
)
UNABLE_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "为什么当场改不了"))
UNABLE_ANSWERS = (
    ("takes-home", str(QT_TRANSLATE_NOOP("Acceptance", "申请人要带回去改"))),
    ("lacks", str(QT_TRANSLATE_NOOP("Acceptance", "手边没有所需的资料"))),
    ("other-signs", str(QT_TRANSLATE_NOOP("Acceptance", "须由不在场的人签字"))),
)
FIXED_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "改了什么（请申请人在更正处签字、写日期）"))
OVERRIDE_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "与自动核对不一致，以人工为准的理由"))
WAY_OUT_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "这份材料怎么处理"))
WAY_OUT_ANSWERS = (
    ("defer", str(QT_TRANSLATE_NOOP("Acceptance", "容缺，以后补交"))),
    ("commit", str(QT_TRANSLATE_NOOP("Acceptance", "告知承诺代替"))),
)
DEFER_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "容缺到哪一天"))
EXTRA_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "清单外材料：名称和理由，会标记供监督查看"))
SECOND_QUESTION = str(QT_TRANSLATE_NOOP("Acceptance", "再次要求补正的理由，会标记供监督查看"))
