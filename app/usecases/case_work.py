"""What the to-do, the search and the page of a case may ask for, bound to one workplace.

A table of contents of the use cases behind them. Every method reads or writes the store and belongs on its thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.usecases import calendar_change, reissue, scans, transcribe
from app.usecases.act import act, return_originals
from app.usecases.case_search import FIRST, FoundCases, count_cases, find_cases
from app.usecases.case_view import CaseView, read_case
from app.usecases.package_members import Dropped, drop_member
from app.usecases.record_opening import note_opened
from app.usecases.request_work import RequestWork, open_requests_of, with_sources
from app.usecases.settling import ContestedView, contested_view
from app.usecases.taking_over import SENT_IN
from app.usecases.todo import Todo, TodoRow, acknowledge, read_todo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case.events import ApproverLevel, ToldHow
    from app.domain.checklist.filing import Provided
    from app.usecases.accept import Done
    from app.usecases.transcribe import Transcript
    from app.usecases.workplace import Workplace


@dataclass(frozen=True)
class Recorded:
    """Something was recorded; what screens may be stale."""

    changed: frozenset[str]


class CaseWork:
    """The use cases on open cases at one counter."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.requests = RequestWork(workplace)

    # ---- reading ----

    def todo(self) -> Todo:
        """All tasks of the counter."""
        return read_todo(self.workplace)

    def find(self, words: str, limit: int = FIRST) -> FoundCases:
        """Cases for what was typed or scanned."""
        return find_cases(self.workplace, words, limit)

    def count(self, words: str) -> int:
        """How many cases the words find in all."""
        return count_cases(self.workplace, words)

    def view(self, case_no: str) -> CaseView:
        """The page of a case, with what its applicant asked for online."""
        view = read_case(self.workplace, case_no)
        found = open_requests_of(self.workplace, view.case_no)
        return replace(view, requests=found, scans=with_sources(self.workplace, view.case_no, view.scans))

    def opened(self, case_no: str) -> Recorded:
        """The whole record of a case was opened by who is at work."""
        note_opened(self.workplace, case_no)
        return Recorded(frozenset())

    def transcript(self, case_no: str) -> Transcript:
        """The fields to be copied over."""
        return transcribe.transcript(self.workplace, case_no)

    def pdf(self, number: str) -> bytes:
        """A document as it was or will be printed, all its copies."""
        from app.usecases.printing import render_paper, sheet

        found = sheet(self.workplace, number)
        return render_paper(found.data, found.copies, found.filed)

    def drop_member(self, package_no: str, item_code: str, reason: str) -> Dropped:
        """The applicant does not want a member of a package any more that has not been filed."""
        return drop_member(self.workplace, package_no, item_code, reason)

    def contested(self, case_no: str) -> ContestedView | None:
        """Both versions of a contested case; None where nothing is contested."""
        return contested_view(self.workplace, case_no)

    # ---- acts ----

    def transfer(self, case_no: str, hall: str, reason: str) -> Done:
        """Give the case to another hall."""
        return act(self.workplace, case_no, c.Transfer(hall, reason))

    def extend(self, case_no: str, days: int, reason: str, approved_by: str, level: ApproverLevel) -> Done:
        """Extend the limit of the decision."""
        return act(self.workplace, case_no, c.Extend(days, reason, approved_by, level))

    def acknowledge(self, row: TodoRow) -> Recorded:
        """A lead has seen to something that did not come into force."""
        acknowledge(self.workplace, row)
        return Recorded(frozenset({"todo"}))

    def settle(self, case_no: str, stands: str, applicant_says: str, papers: tuple[str, ...]) -> Done:
        """Let one version of a contested case hold; `papers` are those of the others that are back at the counter."""
        return act(self.workplace, case_no, c.Settle(stands, applicant_says, papers))

    def give_verdict(self, case_no: str) -> Done:
        """The verdict on a case as it was filed; on a deemed acceptance only the notice is made."""
        return act(self.workplace, case_no, c.GiveVerdict())

    def supply(
        self,
        case_no: str,
        material: str,
        provided: tuple[Provided, ...],
        points: dict[str, str],
        remark: str = "",
        *,
        scanned: tuple[str, ...] = (),
        sent_in: Mapping[str, int] | None = None,
    ) -> Done:
        """Take in a deferred material; `scanned` are digests of its scans, `sent_in` the pages of those filed online."""
        online = sent_in or {}
        pages = sum(online.get(digest, 1) for digest in scanned)
        machine = SENT_IN if any(digest in online for digest in scanned) else ""
        command = c.SupplyDeferred(material, provided, points, remark, scanned, pages, machine)
        return act(self.workplace, case_no, command)

    def keep_scan(self, data: bytes) -> str:
        """Keep a scan, encrypted; return its digest. It belongs to a case once an act names it."""
        return scans.keep_scan(self.workplace, data)

    def scan(self, digest: str) -> bytes:
        """The bytes of a scan; of one that is not here they are fetched, which needs the line. For the pool."""
        return scans.read_scan(self.workplace, digest)

    def withdraw(self, case_no: str, reason: str, returned: tuple[str, ...], *, signed: bool) -> Done:
        """Withdraw the application as its applicant wants it."""
        return act(self.workplace, case_no, c.Withdraw(reason, signed, returned))

    def correct_record(self, case_no: str, field: str, new: str, reason: str, *, asked: bool = False) -> Done:
        """Correct a clerk's mistake, or change what the applicant `asked` to be changed; the record tells which."""
        told = f"申请人要求变更：{reason}" if asked and reason.strip() else reason
        return act(self.workplace, case_no, c.CorrectRecord(field, new, told))

    def answer_return(self, case_no: str, text: str) -> Done:
        """Answer what the department had returned to the counter."""
        return act(self.workplace, case_no, c.AnswerReturn(text))

    def void(self, case_no: str, number: str, reason: str) -> Done:
        """Void a document number."""
        return act(self.workplace, case_no, c.VoidDocument(number, reason))

    def told(
        self, case_no: str, number: str, how: ToldHow, *, witness: str = "", waybill: str = "", note: str = ""
    ) -> Done:
        """Say how a document reached the person."""
        return act(self.workplace, case_no, c.Tell(number, how, witness, waybill, note))

    def reissue(self, case_no: str, number: str) -> Done:
        """Make a voided document again under a new number."""
        return reissue.reissue(self.workplace, case_no, number)

    def return_originals(self, case_no: str, materials: tuple[str, ...]) -> Done:
        """Give originals back."""
        return return_originals(self.workplace, case_no, materials)

    def take_number(self, case_no: str, number: str) -> Done:
        """Record the number that the other system gave."""
        return transcribe.take_foreign_number(self.workplace, case_no, number)

    def sealed(self, number: str) -> Recorded:
        """The seal was put on a document."""
        from app.usecases.printing import sealed

        sealed(self.workplace, number)
        return Recorded(frozenset({"cases", "todo", "prints"}))

    def replace_dates(self) -> calendar_change.CalendarChange:
        """Make provisional dates final by the calendar in force."""
        return calendar_change.replace_provisional(self.workplace)
