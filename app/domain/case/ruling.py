"""Rulings 裁定: whether events that were decided on another version of a case can stand in its present state. Pure.

Two counters act on one case while apart. The server's order decides what stands; a group that cannot stand any more is
*contested*: it changes nothing, is kept, and waits for a lead. Nothing is merged, and nothing is dropped.
A withdrawal after acceptance and before the decision is no conflict; what came out of a printer is a fact.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.case import events as e
from app.domain.case.evolve import evolve, field_value, opened, unknown_corrections
from app.domain.case.status import told_in_time
from app.domain.case.tasks import without_successor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.domain.case.state import CaseState

REASONS: dict[str, str] = {
    "STATE-ABSENT": "本件的收件记录没有生效，后面的记录无处可接。",
    "STATE-TAKEN": "同一件已经收过，第二次收件没有生效。",
    "STATE-VERDICT": "断网期间另一个窗口已经对本件作出结论。",
    "STATE-CORRECTION": "断网期间另一个窗口已经收下补正，或者本件已不在补正。",
    "STATE-DEFERRAL": "这份容缺材料已由另一个窗口收下。",
    "STATE-ENDED": "断网期间本件已经结束。",
    "STATE-FIELD": "断网期间另一个窗口更正了同一项录入。",
    "STATE-DUE": "断网期间这个日期已经改成另一天。",
    "STATE-ORIGINAL": "这份原件已由另一个窗口退还。",
    "STATE-FOREIGN-NUMBER": "另一个窗口已记下不同的对方编号。",
    "STATE-EXTENDED": "本件已经延期过一次，或者不能再延期。",
    "STATE-DECIDED": "断网期间部门已经对本件作出决定。",
    "STATE-OWED": "本件还有容缺材料没有补交。",
    "STATE-PROCEDURE": "断网期间本件的特别程序已经开始或者结束。",
    "STATE-ISSUED": "断网期间另一个窗口已经发出结果，或者本件还没有决定。",
    "STATE-ELSEWHERE": "本件已转到别的大厅。",
    "STATE-SETTLED": "这处不一致已由另一位组长处理，或者处理之后本件又有变化。",
    "STATE-DOCUMENT": "本件没有这份文书，它所依据的记录没有生效。",
    "STATE-NUMBER": "这个文号在本件里已经有了。",
    "STATE-INFORCE": "另一个窗口已重新出具了这份文书。",
    "STATE-VOIDED": "断网期间这份文书已经作废。",
}
"""Why a group could not stand, by code, in words for a clerk."""

_FACTS = (e.DocumentSpooled, e.DocumentPrinted, e.DocumentSpoiled, e.DocumentSealed, e.DocumentReprinted)
_DOCUMENTS = (*_FACTS, e.DocumentMeant, e.DocumentTold, e.DocumentVoided)


def group_id(journal: str, first: int) -> str:
    """The name of a group of events: its journal and the number of its first event."""
    return f"{journal}:{first}"


def fits(state: CaseState | None, bodies: Sequence[object], *, known: bool = False) -> str:
    """Whether the events of one group on one case can stand: '' or a code of REASONS.

    `known`: they were decided on a version with the number that the case has now. The number alone proves nothing (a
    desk counts its own events that do not stand elsewhere), so that all is looked at even then, but for what may
    follow by itself: another proposal, another number of the department's system.
    Each is looked at in the state that those before it have made. Bodies that are no event of a case (erased,
    unreadable) are passed over. `state` is None before the first event of a case.
    """
    return weigh("", state, bodies, known=known)[0]


def weigh(
    case_id: str, state: CaseState | None, bodies: Sequence[object], *, known: bool = False
) -> tuple[str, CaseState | None]:
    """What `fits` says, and the state that the group leaves the case in where it stands: both in one fold."""
    settling = False
    acting = False
    for body in bodies:
        if type(body) not in _KNOWN:
            continue
        if isinstance(body, e.CaseReceived):
            if state is not None:
                return "STATE-TAKEN", state
            state, acting = opened(case_id, body), True
            continue
        if state is None:
            return "STATE-ABSENT", None
        if not (settling and type(body) not in _DOCUMENTS):
            reason = _stands(state, body, acting=acting, known=known)
            if reason:
                return reason, state
        settling = settling or isinstance(body, e.CaseSettled)
        acting = acting or type(body) not in _DOCUMENTS
        state = evolve(state, body)
    return "", state


def contest(state: CaseState, group: str) -> CaseState:
    """The case with a group that could not stand; the version does not move. Settled ones do not come back."""
    if group in state.contested or group in state.settled:
        return state
    return replace(state, contested=(*state.contested, group))


def take(
    case_id: str, state: CaseState | None, group: str, bodies: Iterable[object], *, stands: bool
) -> CaseState | None:
    """The case after one ruled group: its events applied where it stands, else kept as contested.

    Erased and unreadable bodies are passed over. The fold of the server and of every desk.
    """
    if not stands:
        return None if state is None else contest(state, group)
    for body in bodies:
        if state is not None and type(body) in _KNOWN:
            state = evolve(state, body)
        elif isinstance(body, e.CaseReceived):
            state = opened(case_id, body)
    return state


def _stands(state: CaseState, body: Any, *, acting: bool, known: bool) -> str:
    if isinstance(body, e.DocumentMeant):
        return _meant(state, body, acting=acting)
    if known and isinstance(body, (e.VerdictProposed, e.FilingAmended)):
        return _verdict(state, body)
    if known and isinstance(body, e.ForeignNumberTaken):
        return ""
    return _CHECKS[type(body)](state, body)


def _same_round(state: CaseState, body: Any) -> bool:
    """Whether a verdict is about the submission that the case has now; the round alone tells one from the next."""
    return body.round in (e.ANY_ROUND, state.round)


def _verdict(state: CaseState, body: Any) -> str:
    """A verdict on a submission that waits for one. A proposal of another counter binds nobody."""
    return "" if state.phase == "received" and _same_round(state, body) else "STATE-VERDICT"


def _proposal(state: CaseState, body: e.VerdictProposed) -> str:
    other = state.proposed is not None and (state.proposed, state.reasons) != (body.verdict, body.reasons)
    return "STATE-VERDICT" if other else _verdict(state, body)


def _acceptance(state: CaseState, body: e.CaseAccepted) -> str:
    """Deemed acceptance holds as of the day of receipt, unless a notice was told in time elsewhere."""
    if not body.deemed:
        return _verdict(state, body)
    waiting = state.phase == "received" or (state.phase == "correction" and not told_in_time(state))
    same = body.accepted_on == state.received_on or waiting
    return "" if waiting and same and _same_round(state, body) else "STATE-VERDICT"


def _amended(state: CaseState, body: e.FilingAmended) -> str:
    """It replaces the filing: not where another one was proposed on, nor where both changed the same field."""
    for name, values in unknown_corrections(state, body).items():
        if field_value(body.filing, name) not in values:
            return "STATE-FIELD"
    other = replace(body.filing, intent=state.filing.intent) != state.filing
    return "STATE-VERDICT" if state.proposed is not None and other else _verdict(state, body)


def _correction_received(state: CaseState, body: e.CorrectionReceived) -> str:
    return "" if state.phase == "correction" and _same_round(state, body) else "STATE-CORRECTION"


def _over(state: CaseState) -> str:
    """Decided or ended: nothing that comes before a decision can stand any more."""
    return "STATE-DECIDED" if state.decided else "STATE-ENDED" if state.ended else ""


def _deferred(state: CaseState, body: e.DeferredSupplied) -> str:
    if over := _over(state):
        return over
    return "" if body.material in state.open_deferrals else "STATE-DEFERRAL"


def _withdrawn(state: CaseState, _body: e.CaseWithdrawn) -> str:
    """The applicant's will holds after acceptance as before it, until the department has decided."""
    return _over(state)


def _record(state: CaseState, body: e.RecordCorrected) -> str:
    """Fields are apart from each other; on the same one only the same correction stands twice."""
    return "" if field_value(state.filing, body.field) in (body.old, body.new) else "STATE-FIELD"


def _due(state: CaseState, body: e.DueReplaced) -> str:
    """A provisional date becomes final; a final one is replaced by nothing but itself."""
    if state.ended:
        return "STATE-ENDED"
    now = {"legal": state.legal, "promised": state.promised, "answer": state.answer_due}[body.clock]
    if now is None:
        return "STATE-DUE"
    same_limit = _limit(now) == _limit(body.due) and not (state.suspended and body.clock != "answer")
    return "" if same_limit and (now.provisional or now.date == body.due.date) else "STATE-DUE"


def _limit(due: e.DatedLimit) -> tuple[object, ...]:
    """What a date was computed from, apart from the calendar."""
    return due.limit_n, due.limit_unit, due.extended, due.paused


def _originals(state: CaseState, body: e.OriginalsReturned) -> str:
    return "STATE-ORIGINAL" if any(m in state.returned for m in body.materials) else ""


def _foreign(state: CaseState, body: e.ForeignNumberTaken) -> str:
    return "" if state.foreign_number in ("", body.number) else "STATE-FOREIGN-NUMBER"


def _extended(state: CaseState, body: e.CaseExtended) -> str:
    """Once, of a case that runs, from the date that holds now. Rule: LAW-42-1."""
    if over := _over(state):
        return over
    if state.phase != "accepted" or state.extension is not None:
        return "STATE-EXTENDED"
    return "" if state.legal is not None and state.legal.date == body.before else "STATE-DUE"


def _transferred(state: CaseState, body: e.CaseTransferred) -> str:
    if state.ended:
        return "STATE-ENDED"
    return "" if state.hall in ("", body.from_hall) else "STATE-ELSEWHERE"


def _running(state: CaseState, _body: Any) -> str:
    """What the department says of a case that it is deciding on."""
    return _over(state) or ("" if state.phase == "accepted" else "STATE-VERDICT")


def _decision(state: CaseState, body: e.CaseGranted | e.CaseRefused) -> str:
    """Once, on an accepted case whose clock runs; nothing is granted while a deferred material is owed."""
    if reason := _running(state, body):
        return reason
    if state.suspended:
        return "STATE-PROCEDURE"
    return "STATE-OWED" if isinstance(body, e.CaseGranted) and state.open_deferrals else ""


def _started(state: CaseState, body: e.ProcedureStarted) -> str:
    """One at a time, from the date that holds now. Rule: LAW-45-1."""
    if reason := _running(state, body):
        return reason
    if state.suspended:
        return "STATE-PROCEDURE"
    return "" if state.legal is not None and body.before in ("", state.legal.date) else "STATE-DUE"


def _procedure_ended(state: CaseState, body: e.ProcedureEnded) -> str:
    """The one that goes on, on the clock as it is now."""
    if reason := _running(state, body):
        return reason
    going = state.suspended
    if going is None or (going.procedure, going.start) != (body.procedure, body.start):
        return "STATE-PROCEDURE"
    extended = state.legal.extended if state.legal else 0
    return "" if body.legal is None or body.legal.extended == extended else "STATE-DUE"


def _issued(state: CaseState, _body: e.CaseIssued) -> str:
    """Once: a result that was granted, or a refusal that was not served yet."""
    waiting = state.phase == "granted" or (state.phase == "refused" and not state.served_on)
    return "" if waiting else "STATE-ISSUED"


def _settled(state: CaseState, body: e.CaseSettled) -> str:
    """Once, and on the case as the lead saw it."""
    waiting = all(group in state.contested for group in body.groups)
    return "" if waiting and (state.phase, state.round) == (body.phase, body.round) else "STATE-SETTLED"


def _meant(state: CaseState, body: e.DocumentMeant, *, acting: bool) -> str:
    """A paper follows what was done; made again by itself, it takes the place of one that is void."""
    if body.number in state.documents:
        return "STATE-NUMBER"
    if acting or body.kind in {d.kind for d in without_successor(state)}:
        return ""
    return "STATE-INFORCE"


def _known(state: CaseState, body: Any) -> str:
    return "" if body.number in state.documents else "STATE-DOCUMENT"


def _told(state: CaseState, body: e.DocumentTold) -> str:
    """A paper that reached the person after it was voided elsewhere is out without force: somebody has to see to it."""
    document = state.documents.get(body.number)
    if document is None:
        return "STATE-DOCUMENT"
    return "STATE-VOIDED" if document.voided else ""


_CHECKS: dict[type, Callable[[CaseState, Any], str]] = {
    e.VerdictProposed: _proposal,
    e.CaseAccepted: _acceptance,
    e.CorrectionRequired: _verdict,
    e.CorrectionReceived: _correction_received,
    e.FilingAmended: _amended,
    e.CaseNotAccepted: _verdict,
    e.CaseNotRequired: _verdict,
    e.DeferredSupplied: _deferred,
    e.CaseWithdrawn: _withdrawn,
    e.RecordCorrected: _record,
    e.DueReplaced: _due,
    e.OriginalsReturned: _originals,
    e.ForeignNumberTaken: _foreign,
    e.CaseExtended: _extended,
    e.CaseTransferred: _transferred,
    e.CaseSettled: _settled,
    e.CaseOpined: _running,
    e.CaseGranted: _decision,
    e.CaseRefused: _decision,
    e.CaseReturned: _running,
    e.ReturnAnswered: lambda _state, _body: "",
    e.ProcedureStarted: _started,
    e.ProcedureEnded: _procedure_ended,
    e.CaseIssued: _issued,
    e.DocumentTold: _told,
    e.DocumentVoided: _known,
    **dict.fromkeys(_FACTS, _known),
}
_KNOWN = frozenset({e.CaseReceived, e.DocumentMeant, *_CHECKS})
