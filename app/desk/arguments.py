"""What one workspace hands to another through `shell.go(id, argument)`: plain frozen values, no state of a case.

受理 takes text: the number of a case that was received or is in correction (or of its notice), or the code of an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.case.events import Backfill
from app.domain.checklist.filing import Filing


@dataclass(frozen=True)
class OpenCase:
    """For 查询: show the page of a case; `request` is an online request whose act is to be begun there."""

    case_no: str
    request: str = ""


@dataclass(frozen=True)
class FileMember:
    """For 受理: file a member of a package whose awaited result is there, with everything filled in."""

    package_no: str
    item_code: str


@dataclass(frozen=True)
class EnterBlank:
    """For 受理: enter the case of a blank receipt that a lead has confirmed 补录."""

    backfill: Backfill


@dataclass(frozen=True)
class OpenItem:
    """For 事项库: show the guide of an item."""

    code: str


@dataclass(frozen=True)
class Stuck:
    """For 办不成事: register what could not be done; `case_no` where it is about a case, `text` what stood against it.

    `name` and `phone` are those of the person at the counter where there is no case yet.
    """

    case_no: str = ""
    text: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class OpenResult:
    """For 出件: show the result of a case."""

    case_no: str


@dataclass(frozen=True)
class TakeApplication:
    """For 受理: begin with a pre-application that was taken over; `files` are digests with their pages, by material."""

    id: str
    number: str
    item_code: str
    filing: Filing
    files: Mapping[str, tuple[tuple[str, int], ...]]
