"""Who may do what: one table of actions and roles, for desk and server alike. Pure.

A use case asks `refuse_without(role, action)`; the server judges events of a desk by `actions_of(kinds)`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Role = Literal["clerk", "lead", "approver", "issuer", "supervisor", "officer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)

ROLE_ZH: Mapping[Role, str] = MappingProxyType(
    {
        "clerk": "窗口人员",
        "lead": "组长",
        "approver": "审批人员",
        "issuer": "出件人员",
        "supervisor": "监督人员",
        "officer": "驻企人员",
        "admin": "管理员",
    }
)

_COUNTER: tuple[Role, ...] = ("clerk", "lead")
_DESK: tuple[Role, ...] = ("clerk", "lead", "issuer")
_ACTING: tuple[Role, ...] = ("clerk", "lead", "approver", "issuer")
_READING: tuple[Role, ...] = ("clerk", "lead", "approver", "issuer", "supervisor", "officer")
_LEAD: tuple[Role, ...] = ("lead",)
_APPROVER: tuple[Role, ...] = ("approver",)
_ADMIN: tuple[Role, ...] = ("admin",)
_NOBODY: tuple[Role, ...] = ()

TABLE: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        # acts on a case
        "accept": _COUNTER,
        "give-verdict": ("clerk", "lead", "approver"),
        "complete-correction": _COUNTER,
        "supply-deferred": _COUNTER,
        "withdraw": _COUNTER,
        "correct-record": _COUNTER,
        "void-document": _COUNTER,
        "told": _DESK,
        "opine": _APPROVER,
        "grant": _APPROVER,
        "grant-at-once": ("clerk", "lead", "approver"),
        "refuse": _APPROVER,
        "return": _APPROVER,
        "answer-return": _COUNTER,
        "start-special-procedure": _APPROVER,
        "end-special-procedure": _APPROVER,
        "extend": _APPROVER,
        "issue": ("issuer",),
        "issue-at-once": _DESK,
        "escalate": _COUNTER,
        "answer-escalation": _COUNTER,
        "close-escalation": _COUNTER,
        "settle": _LEAD,
        "transfer": _LEAD,
        "rate": _NOBODY,
        "enter-paper-rating": ("lead", "supervisor"),
        "see-ratings": ("lead", "supervisor", "admin"),
        "follow-rating": ("lead", "supervisor"),
        "judge-rating": ("supervisor",),
        "see-escalations": ("clerk", "lead", "approver", "issuer", "supervisor", "admin"),
        "plan-office-day": ("lead", "admin"),
        "see-notices": ("lead", "supervisor", "admin"),
        "manage-notices": ("lead", "admin"),
        # what an applicant files online: the applicant himself, through the server; a counter takes it over
        "apply-online": _NOBODY,
        "take-application": _COUNTER,
        "advise-application": ("clerk", "lead", "approver"),
        "answer-request": _COUNTER,
        # what goes with a case at the counter
        "return-originals": _COUNTER,
        "take-foreign-number": _COUNTER,
        "replace-dates": _COUNTER,
        "reissue": _COUNTER,
        "draw-number": _ACTING,
        "print": _ACTING,
        "seal": _DESK,
        "reprint": _DESK,
        "record-visit": _DESK,
        "take-signature": _DESK,
        "issue-ticket": _DESK,
        "serve-queue": _DESK,
        # the counter and its day
        "open-shift": _DESK,
        "hand-over-shift": _DESK,
        "hand-over-for-another": _LEAD,
        "close-day": _DESK,
        "lend-blanks": _COUNTER,
        "backfill": _COUNTER,
        "confirm-backfill": _LEAD,
        "void-blank": _COUNTER,
        "confirm-date": _ACTING,
        "confirm-date-of-another": _LEAD,
        "enter-mark": _LEAD,
        "change-hall": ("lead", "admin"),
        "manage-clerks": ("lead", "admin"),
        "erase": _LEAD,
        "erase-at-centre": ("lead", "admin"),
        "sync": _ACTING,
        "back-up": ("clerk", "lead", "approver", "issuer", "admin"),
        "rebuild": ("clerk", "lead", "approver", "issuer", "admin"),
        "verify-journals": ("clerk", "lead", "approver", "issuer", "supervisor", "admin"),
        # the department's side, joint work
        "tick-points": _APPROVER,
        "urge": ("lead", "supervisor"),
        "lead-project": ("lead", "supervisor", "officer"),
        "consult": ("lead", "supervisor"),
        # reading
        "search": _READING,
        "open-record": _READING,
        "see-tasks": ("lead", "supervisor", "admin"),
        "see-indicators": ("lead", "supervisor", "admin"),
        # the server
        "supervise": ("supervisor",),
        "visit-enterprise": ("officer",),
        "admit-quarantined": ("lead", "admin"),
        "manage-accounts": _ADMIN,
        "manage-devices": _ADMIN,
        "manage-tokens": _ADMIN,
        "publish-catalogue": _ADMIN,
        "import-cases": _ADMIN,
        "administer-server": _ADMIN,
    }
)
"""Action → the roles that may do it. An action that is not here nobody may do."""

OWN = ""
"""The action of an event that the program itself writes, whoever is at work: it needs no right."""

_OF_EVENT: Mapping[str, str] = MappingProxyType(
    {
        "case.received": "accept",
        "case.verdict-proposed": "give-verdict",
        "case.accepted": "give-verdict",
        "case.correction-required": "give-verdict",
        "case.filing-amended": "give-verdict",
        "case.not-accepted": "give-verdict",
        "case.not-required": "give-verdict",
        "case.correction-received": "complete-correction",
        "case.deferred-supplied": "supply-deferred",
        "case.withdrawn": "withdraw",
        "case.record-corrected": "correct-record",
        "case.due-replaced": "replace-dates",
        "case.originals-returned": "return-originals",
        "case.foreign-number-taken": "take-foreign-number",
        "case.extended": "extend",
        "case.transferred": "transfer",
        "case.settled": "settle",
        "case.opined": "opine",
        "case.granted": "grant",
        "case.refused": "refuse",
        "case.returned": "return",
        "case.return-answered": "answer-return",
        "case.procedure-started": "start-special-procedure",
        "case.procedure-ended": "end-special-procedure",
        "case.issued": "issue",
        "case.granted:immediate": "grant-at-once",
        "case.issued:immediate": "issue-at-once",
        "numbers.drawn": "draw-number",
        "document.meant": "print",
        "document.spooled": "print",
        "document.printed": "print",
        "document.spoiled": "print",
        "document.sealed": "seal",
        "document.told": "told",
        "document.voided": "void-document",
        "document.reprinted": "reprint",
        "package.opened": "accept",
        "package.member-filed": "accept",
        "package.member-dropped": "accept",
        "visit.recorded": "record-visit",
        "visit.ended": "record-visit",
        "ticket.issued": "issue-ticket",
        "ticket.called": "serve-queue",
        "ticket.recalled": "serve-queue",
        "ticket.missed": "serve-queue",
        "ticket.returned": "serve-queue",
        "ticket.serving": "serve-queue",
        "ticket.transferred": "serve-queue",
        "ticket.relieved": "serve-queue",
        "ticket.ended": "serve-queue",
        "calling.paused": "serve-queue",
        "calling.resumed": "serve-queue",
        "signature.taken": "take-signature",
        "shift.opened": "open-shift",
        "shift.handed-over": "hand-over-shift",
        "shift.day-closed": "close-day",
        "blanks.lent": "lend-blanks",
        "blanks.used": "backfill",
        "blanks.voided": "void-blank",
        "desk.clock-confirmed": "confirm-date",
        "desk.clock-corrected": OWN,
        "desk.clerk-added": "manage-clerks",
        "desk.clerk-removed": "manage-clerks",
        "escalation.opened": "escalate",
        "escalation.answered": "answer-escalation",
        "escalation.step": "answer-escalation",
        "escalation.closed": "close-escalation",
        "rating.given": OWN,
        "rating.followed": "follow-rating",
        "office-day.planned": "plan-office-day",
        "office-day.held": "plan-office-day",
        "office-day.changed": "plan-office-day",
        "office-day.cancelled": "plan-office-day",
        "subject.erased": "erase",
        "account.changed": "manage-accounts",
        "device.changed": "manage-devices",
        "catalogue.released": "publish-catalogue",
        "ca.announced": "administer-server",
        "record.opened": "open-record",
        "record.file-opened": "open-record",
        "record.urged": "urge",
        "pre-application.filed": "apply-online",
        "pre-application.supplemented": "apply-online",
        "pre-application.taken": "apply-online",
        "pre-application.released": "apply-online",
        "pre-application.advised": "apply-online",
        "pre-application.closed": "apply-online",
        "online-request.filed": "apply-online",
        "online-request.replaced": "apply-online",
        "online-request.taken": "answer-request",
        "online-request.answered": "answer-request",
        "review.point-ticked": "tick-points",
        "project.opened": "lead-project",
        "project.case-joined": "lead-project",
        "project.step-noted": "lead-project",
        "project.step-done": "lead-project",
        "project.stage-reached": "lead-project",
        "project.ended": "lead-project",
        "consultation.held": "consult",
        "consultation.task-done": "consult",
        "consultation.ended": "consult",
        "journal.stopped": OWN,
        "journal.resumed": "admit-quarantined",
        "journal.forked": OWN,
        "group.decided": "admit-quarantined",
        "desk.catalogue-in-force": OWN,
        "journal.opened": OWN,
        "journal.closed": OWN,
    }
)


def may(role: str, action: str) -> bool:
    """Whether this role may do this; False for a role or an action that is not known."""
    return action == OWN or role in TABLE.get(action, ())


def right_for_event(kind: str) -> str:
    """The action by which an event of this kind is judged: OWN where none is needed, `unknown` for an unknown kind."""
    return _OF_EVENT.get(kind, "unknown")


def kind_judged(kind: str, body: object) -> str:
    """The kind by which an event is judged: what a counter does on the spot 立等可取 has a right of its own."""
    immediate = kind in ("case.granted", "case.issued") and getattr(body, "immediate", False)
    return f"{kind}:immediate" if immediate else kind


def actions_of(kinds: Iterable[str]) -> tuple[str, ...]:
    """The actions by which a whole group is judged, each of which its actor must be allowed.

    What a lead settles is judged as settling alone: the events that follow in the group do what others had done.
    """
    found = dict.fromkeys(right_for_event(kind) for kind in kinds)
    if "settle" in found:
        return ("settle",)
    return tuple(action for action in found if action != OWN)


def may_all(role: str, kinds: Iterable[str]) -> bool:
    """Whether this role may write a group of events of these kinds."""
    return all(may(role, action) for action in actions_of(kinds))


def refuse_without(role: str, action: str) -> None:
    """Refusal RIGHT-LEAD, RIGHT-APPROVER … naming who may; nothing where the role may."""
    if may(role, action):
        return
    allowed = TABLE.get(action, ())
    if not allowed:
        raise Refusal("RIGHT-NOBODY", "这一步不由工作人员办理。")
    names = "、".join(ROLE_ZH[one] for one in allowed)
    code = f"RIGHT-{allowed[-1].upper()}" if len(allowed) == 1 else "RIGHT-LEAD" if "lead" in allowed else "RIGHT-ROLE"
    raise Refusal(code, f"这一步由{names}办理，请换有权限的账号登录。")
