"""Which events an applicant is told of 通知, with which words, and who is not told. Nothing is sent here.

A telephone number that was given for the matter is the consent to notices about it; whoever wants none is sent none.
One group of events (one sitting) gives one notice, of what happened last.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from app.domain.case import events as e
from app.domain.escalation.events import EscalationAnswered
from app.domain.identity.phone import check_phone
from app.domain.online_request.events import ONLINE_REQUEST, OnlineRequestAnswered, OnlineRequestFiled
from app.domain.pre_application.events import PreApplicationAdvised, PreApplicationClosed
from app.receipts.resources import ROOT
from app.store.case_projection import CASE
from app.store.central import notices as rows
from app.store.central import office, online_requests
from app.store.central import pre_applications as pre_rows
from app.store.central.heads import read_heads
from app.store.central.notices import Message, Notice
from app.store.clock import CHINA
from app.usecases.central.hall import hall_of
from app.usecases.central.knowledge import knowledge
from app.usecases.central.rulings import decode_body
from app.usecases.central.server import Server
from db.central.ledger import case_heads, epochs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.store.central.events import LedgerEvent

NOTICE_KINDS = frozenset(
    {
        "case.accepted", "case.correction-required", "case.procedure-started", "case.extended", "case.granted",
        "case.refused", "case.issued", "pre-application.advised", "pre-application.closed", "escalation.answered",
        "online-request.filed", "online-request.answered",
    }
)  # fmt: skip
NOTICE_ZH = {
    "accepted": "受理",
    "correction": "补正告知",
    "special-procedure": "特别程序",
    "extended": "延长期限",
    "granted": "决定已作出，结果可领取",
    "refused": "决定已作出",
    "posted": "结果已寄出",
    "deferral-due": "容缺材料将到期",
    "pre-application-advised": "网上预审有回复",
    "pre-application-filed": "网上预审已转办件",
    "escalation-answered": "办不成事已答复",
    "request-filed": "网上申请已提交",
    "request-answered": "网上申请已答复",
}
HOLD_DAYS = 3
"""News of events older than this is no news: a person decides whether it still goes out."""
REMIND_AT = time(9)


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice before it is known to whom: kind, places of its text, what it reminds of, from when on."""

    kind: str
    places: dict[str, str] = field(default_factory=dict)
    about: str = ""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a notice goes and what it is about."""

    number: str
    phone: str
    hall: str
    case_no: str = ""


@functools.cache
def texts() -> dict[str, str]:
    """The words of notices by kind."""
    return msgspec.yaml.decode((ROOT / "notices" / "texts.yaml").read_bytes(), type=dict[str, str])


def drafts_of(body: object) -> list[Draft]:
    """The notices of one event."""
    match body:
        case e.CaseAccepted():
            first = Draft("accepted", {"until": body.promised.date})
            return [first, *(_reminder(deferral) for deferral in body.deferrals)]
        case e.CorrectionRequired():
            return [Draft("correction")]
        case e.ProcedureStarted():
            return [Draft("special-procedure", {"until": body.until})]
        case e.CaseExtended():
            return [Draft("extended", {"until": body.promised.date})]
        case e.CaseGranted():
            return [Draft("granted", {"until": body.serve_by.date})]
        case e.CaseRefused():
            return [Draft("refused", {"until": body.serve_by.date})]
        case e.CaseIssued() if body.manner == "post":
            return [Draft("posted", {"waybill": body.waybill})]
        case PreApplicationAdvised():
            return [Draft("pre-application-advised")]
        case PreApplicationClosed() if body.outcome == "filed":
            return [Draft("pre-application-filed", {"case_no": body.case_no})]
        case EscalationAnswered():
            return [Draft("escalation-answered")]
        case OnlineRequestFiled() if body.kind in ("withdraw", "details"):  # somebody else may have filed it
            return [Draft("request-filed")]
        case OnlineRequestAnswered() if body.event != "case.correction-received":  # that is told by what follows
            return [Draft("request-answered")]
    return []


def _reminder(deferral: e.Deferral) -> Draft:
    """A day's work before a deferred material is due."""
    calendar, day = knowledge().calendar, date.fromisoformat(deferral.until) - timedelta(days=1)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    at = datetime.combine(day, REMIND_AT, CHINA)
    return Draft("deferral-due", {"until": deferral.until}, deferral.material, at)


def make_notices(server: Server, connection: Connection, found: Sequence[LedgerEvent]) -> None:
    """Put notices of these events into the outbox, at most one for each, whatever is followed twice."""
    if not found:
        return
    maker = _Maker(server, connection)
    for event in _last_of_each_sitting(server, found):
        maker.make(*event)


def erase_notices(connection: Connection, area: str, subject: str) -> None:
    """What an erasure does to the outbox."""
    rows.erase(connection, area, subject)


def _last_of_each_sitting(server: Server, found: Sequence[LedgerEvent]) -> Iterator[tuple[LedgerEvent, list[Draft]]]:
    """The events with what is told of them: of one group about one subject the last, and every reminder."""
    groups: dict[tuple[str, int, str], list[tuple[LedgerEvent, object]]] = {}
    for event in found:
        header = event.header
        body = decode_body(server.ledger.types, header, event.body)
        if header.kind in NOTICE_KINDS:
            groups.setdefault((event.journal, header.group.first, header.subject.id), []).append((event, body))
    for group in groups.values():
        last = group[-1][0]
        for event, body in group:
            drafts = [one for one in drafts_of(body) if one.about or event is last]
            if drafts:
                yield event, drafts


@dataclass
class _Maker:
    """Makes notices within one write."""

    server: Server
    connection: Connection

    def __post_init__(self) -> None:
        self.now = self.server.now()
        self.hall = hall_of(self.server, self.connection).hall_short
        self.restored = self._restored()

    def _restored(self) -> tuple[int, datetime] | None:
        """After which position and when the server was last restored; None where it never was."""
        c = epochs.c
        wanted = select(c.since, c.began_at).where(c.area == self.server.area, c.number > 1)
        row = self.connection.execute(wanted.order_by(c.number.desc()).limit(1)).first()
        return None if row is None else (row.since, row.began_at)

    def make(self, event: LedgerEvent, drafts: list[Draft]) -> None:
        """Notices of one event."""
        found = self._addressee(event)
        if found is None:
            return
        for draft in drafts:
            self._add(event, draft, found)

    def _add(self, event: LedgerEvent, draft: Draft, to: Addressee) -> None:
        area, vault, subject = self.server.area, self.server.ledger.vault, event.header.subject
        phone = check_phone(to.phone)
        reason = self._never(phone.valid and phone.kind == "mobile", to.phone, phone.normalised)
        held = "" if reason else self._held(event)
        places = {"hall": self.hall, "number": to.number, **draft.places}
        message = None if reason else Message(phone.normalised, texts()[draft.kind].format(**places))
        identity = f"{event.journal}:{event.header.seq}" + (f":{draft.about}" if draft.about else "")
        due = None if reason or held else max(draft.not_before or self.now, self.now)
        state = "skipped" if reason else "held" if held else "waiting"
        rows.add(
            self.connection, area, vault,
            Notice(
                identity, draft.kind, to.hall, subject.kind, subject.id, to.case_no, draft.about, self.now,
                state,  # type: ignore[arg-type]  # one of the states
                reason or held, 0, due, None,
            ),
            message,
        )  # fmt: skip

    def _never(self, mobile: bool, given: str, phone: str) -> str:
        """Why a notice is not for sending at all; empty where it is."""
        if not given:
            return "NO-PHONE"
        if not mobile:
            return "NOT-MOBILE"
        refused = rows.refuses(self.connection, self.server.area, self.server.ledger.vault, phone)
        return "UNWANTED" if refused else ""

    def _held(self, event: LedgerEvent) -> str:
        """Why a person decides first: the news is old, or may have gone out before the server was restored."""
        if event.header.at < self.now - timedelta(days=HOLD_DAYS) and not self.server.evaluation:
            return "OLD"
        if self.restored and event.position > self.restored[0] and event.header.at < self.restored[1]:
            return "RESTORED"
        return ""

    def _addressee(self, event: LedgerEvent) -> Addressee | None:
        """Whom the subject of an event concerns; None where it was erased."""
        subject, area, vault = event.header.subject, self.server.area, self.server.ledger.vault
        if subject.kind in (CASE, ONLINE_REQUEST):
            case_id = subject.id
            if subject.kind == ONLINE_REQUEST:
                asked = online_requests.request(self.connection, area, vault, subject.id)
                case_id = asked.case_id if asked else ""
            found = read_heads(self.connection, area, vault, case_heads.c.case_id == case_id, limit=1)
            if not found or found[0].state.erased:
                return None
            head = found[0]
            return Addressee(head.case_no, head.state.filing.applicant.phone or "", head.hall, head.case_no)
        if subject.kind == "escalation":
            state = office.escalation(self.connection, area, vault, subject.id)
            return None if state is None else Addressee(state.number, state.phone, state.hall, state.case_no)
        pre = pre_rows.by_id(self.connection, area, vault, subject.id)
        return None if pre is None else Addressee(pre.number, pre.filing.applicant.phone or "", pre.hall)
