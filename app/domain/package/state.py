"""The state of a theme package: what its events amount to. What its cases make of it today is `standing`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.case.events import DatedLimit
from app.domain.checklist.filing import Agent, Applicant, FormValue
from app.domain.package.events import PackageMember


@dataclass(frozen=True, slots=True)
class PackageState:
    """A package after its events. `extra` are cases filed a second time by a counter that was apart: for a person."""

    package_id: str
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
    dropped: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    seq: int = 0

    def member(self, code: str) -> PackageMember | None:
        """The member with this item code."""
        return next((m for m in self.members if m.item_code == code), None)

    def member_of(self, case_id: str) -> PackageMember | None:
        """The member that became this case."""
        return next((m for m in self.members if m.case_id and m.case_id == case_id), None)

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases that members have become."""
        return tuple(m.case_id for m in self.members if m.case_id)
