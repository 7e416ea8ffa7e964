"""Past-tense events of a rating 好差评. They are sent to no desk. Rule: RATING-51."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RATING = "rating"
"""Kind of the subject; never one whose events reach a desk."""

Channel = Literal["second-screen", "qr", "paper"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
CHANNEL_ZH: dict[Channel, str] = {"second-screen": "窗口评价屏", "qr": "扫码", "paper": "纸质补录"}

FollowStep = Literal["contacted", "verified", "righted", "answered", "appealed", "upheld", "invalidated"]
STEPS: tuple[FollowStep, ...] = get_args(FollowStep)
STEP_ZH: dict[FollowStep, str] = {
    "contacted": "回访",
    "verified": "核实",
    "righted": "整改",
    "answered": "反馈",
    "appealed": "申诉",
    "upheld": "维持差评",
    "invalidated": "差评不成立",
}


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """A person rated a service: `service` names it (a hash of the case's or the ticket's number), 5 is the best level.

    `paper` is the date of the sheet where one was entered later (ISO).
    """

    service: str
    level: int
    channel: Channel
    labels: tuple[str, ...] = ()
    text: str = ""
    case_no: str = ""
    ticket: str = ""
    item_code: str = ""
    item_name: str = ""
    department: str = ""
    counter: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class RatingFollowed:
    """What was done about a bad one 差评: called back, verified, put right, answered; or judged after an appeal."""

    step: FollowStep
    text: str
    on: str


RATING_KINDS: dict[str, tuple[int, type]] = {
    "rating.given": (1, RatingGiven),
    "rating.followed": (1, RatingFollowed),
}
