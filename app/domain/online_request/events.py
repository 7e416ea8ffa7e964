"""Past-tense events of an online request about a case 网上申请; `hall` is where they are sent.

The server writes what the applicant files, a counter what it answers, in the group of the act. Moments are ISO strings
in UTC. None of them is a legal act: what is asked for happens when a counter does the act.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from app.domain.pre_application.events import Files

ONLINE_REQUEST = "online-request"
"""Kind of the subject of these events; its id is random."""

RequestKind = Literal["correction", "deferred", "withdraw", "details"]
REQUEST_KINDS: tuple[RequestKind, ...] = get_args(RequestKind)
Outcome = Literal["done", "declined"]

REQUEST_ZH: dict[RequestKind, str] = {
    "correction": "补正材料",
    "deferred": "补交容缺材料",
    "withdraw": "撤回申请",
    "details": "变更联系方式",
}


@dataclass(frozen=True, slots=True)
class Content:
    """What is asked for: files by material (with the materials' names), a reason, fields with their new values, a note.

    Fields are named as `correct-record` names them.
    """

    files: Files = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @property
    def file_count(self) -> int:
        """How many files were uploaded."""
        return sum(len(some) for some in self.files.values())


@dataclass(frozen=True, slots=True)
class OnlineRequestFiled:
    """Filed online by the applicant of a case, who named its number and the whole identity number. Rule: LAW-29."""

    kind: RequestKind
    case_id: str
    case_no: str
    item_name: str
    hall: str
    content: Content
    at: str


@dataclass(frozen=True, slots=True)
class OnlineRequestReplaced:
    """The applicant changed it while no counter was at it: `content` is all that holds from now on."""

    hall: str
    content: Content
    at: str


@dataclass(frozen=True, slots=True)
class OnlineRequestTaken:
    """A counter looks at it; for half an hour the applicant can't change it."""

    hall: str
    counter: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class OnlineRequestAnswered:
    """A counter did what was asked for, in the group of the act (`event` is the act's kind), or declined with words.

    `filing` is the filing that it saw, counted from 1: what was filed later stays open.
    """

    hall: str
    outcome: Outcome
    words: str
    counter: str
    by: str
    at: str
    filing: int
    event: str = ""


OnlineRequestEvent = OnlineRequestFiled | OnlineRequestReplaced | OnlineRequestTaken | OnlineRequestAnswered

ONLINE_REQUEST_KINDS: dict[str, tuple[int, type]] = {
    "online-request.filed": (1, OnlineRequestFiled),
    "online-request.replaced": (1, OnlineRequestReplaced),
    "online-request.taken": (1, OnlineRequestTaken),
    "online-request.answered": (1, OnlineRequestAnswered),
}
