"""What the to-do shows of a contested case: both versions, what a lead may choose, and why others may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.usecases.story import StoryLine


@dataclass(frozen=True)
class ContestedVersion:
    """What one counter did. `group` names it, `lines` say with which materials and papers."""

    group: str
    stands: bool
    counter: str
    clerk: str
    at: datetime
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What the applicant may have said: the version that it makes hold, and the words on the button."""

    group: str
    text: str


@dataclass(frozen=True)
class ContestedView:
    """A contested case. `papers` are (version, number, words) of what was printed.

    `why_not` says in words why the person at work may not settle it, empty where he may.
    """

    case_no: str
    item_name: str
    applicant: str
    lead: str
    versions: tuple[ContestedVersion, ...]
    rule: str
    may_settle: bool
    why_not: str
    choices: tuple[Answer, ...]
    papers: tuple[tuple[str, str, str], ...]
    story: tuple[StoryLine, ...]
