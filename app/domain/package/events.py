"""Past-tense events of a theme package 主题套餐. A member's own story stands in its case; here stands what binds them.

`PACKAGE_KINDS` at the bottom is the table of contents: kind on the wire → (schema version, dataclass).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.case.events import DatedLimit
from app.domain.checklist.filing import Agent, Applicant, Filing, FormValue

Mode = Literal["filed", "waiting", "commitment"]
"""Filed with the package; filed on the day of others' results; filed at once, a commitment standing in for the result."""


@dataclass(frozen=True, slots=True)
class PackageMember:
    """A member item: how it is filed, and the case that it became.

    `waits_for` are codes of members whose results come first. A waiting member has no case, no receipt and no clock:
    `filing` is what was entered for it in the one sitting. `together` names the results that are handed out at once or
    not at all 两证同发, `reviewed_together` the members that one authority decides in one review 多审合一.
    """

    item_code: str
    item_name: str
    department: str
    mode: Mode
    waits_for: tuple[str, ...] = ()
    case_id: str = ""
    case_no: str = ""
    filing: Filing | None = None
    together: str = ""
    reviewed_together: str = ""


@dataclass(frozen=True, slots=True)
class PackageOpened:
    """One sitting, one set of materials: the members that the answers called for, in their order.

    `promised` is the day over the longest path of the members' promises, which `path` names. `joint` is the authority
    that accepts for all, empty where each accepts its own. Rule: LAW-26-2.
    """

    package_no: str
    key: str
    name: str
    release: str
    counter: str
    opened_on: str
    applicant: Applicant
    agent: Agent | None
    answers: Mapping[str, str]
    form: Mapping[str, FormValue]
    members: tuple[PackageMember, ...]
    promised: DatedLimit
    path: tuple[str, ...] = ()
    joint: str = ""


@dataclass(frozen=True, slots=True)
class MemberFiled:
    """A member that waited was filed, on the day of the result that it waited for."""

    item_code: str
    case_id: str
    case_no: str
    on: str


@dataclass(frozen=True, slots=True)
class MemberDropped:
    """The applicant does not want a member that waits any more; the others go on."""

    item_code: str
    reason: str
    on: str


PACKAGE = "package"
"""Kind of the subject of a package."""

PACKAGE_KINDS: dict[str, tuple[int, type]] = {
    "package.opened": (1, PackageOpened),
    "package.member-filed": (1, MemberFiled),
    "package.member-dropped": (1, MemberDropped),
}
