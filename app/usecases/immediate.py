"""On the spot 立等可取: acceptance, decision and issuance in one sitting, each an event of its own with its own actor.

Where the item's authorisation does not let whoever accepts decide as well, a second person of this counter confirms with
his own password: his are the right and the event of the decision. Rules: LAW-34-2, LAW-38-1, LAW-44-1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.case import commands as c
from app.domain.refusal import InputProblem, Refusal
from app.domain.rights import may
from app.store.accounts import check_password, list_accounts
from app.usecases.accept import Done, Sitting
from app.usecases.act import act
from app.usecases.rights import allowed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.domain.case.approval_events import IssueManner
    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import ServiceItem
    from app.usecases.taking import Taking
    from app.usecases.workplace import Workplace

NUMBERED = ("licence", "filing", "confirmation")
"""Kinds of items whose result bears a number as a rule."""


@dataclass(frozen=True)
class Deciders:
    """Who may decide at this counter: whether the one at work may alone, and the names of the others who may."""

    by_duty: bool = False
    may: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """What is asked before an item is decided on the spot.

    `content` is proposed, `numbered` says that the result bears a number, `seconds` are those who may confirm, empty
    where nobody has to. `issued` is False where the result is posted and waits in the list of results.
    """

    content: str
    numbered: bool
    seconds: tuple[str, ...]
    collector: str
    issued: bool

    @property
    def asks(self) -> bool:
        """Something has to be entered."""
        return self.numbered or bool(self.seconds)


@dataclass(frozen=True)
class SpotDecision:
    """What was entered."""

    content: str
    licence_no: str = ""
    valid_from: str = ""
    valid_to: str = ""
    second: str = ""
    password: str = ""


@dataclass(frozen=True)
class OnTheSpot:
    """What came of it: everything that is durable, and what stopped the rest, where something did."""

    done: Done
    stopped: Refusal | None = None

    @property
    def changed(self) -> frozenset[str]:
        """What screens may be stale."""
        return self.done.changed


def deciders_here(workplace: Workplace) -> Deciders:
    """Who may decide at this counter."""
    me = workplace.store.account.id
    others = [
        x.name
        for x in list_accounts(workplace.store)
        if x.id != me
        and not x.disabled
        and not x.must_change
        and (may(x.role, "grant") or may(x.role, "grant-at-once"))
    ]
    return Deciders(allowed(workplace, "grant"), allowed(workplace, "grant-at-once"), tuple(others))


def spot_of(item: ServiceItem, taking: Taking, today: date, who: Deciders) -> Spot | None:
    """What is asked to decide this item on the spot; None where that cannot be done here."""
    allowed_until = item.authorisation.valid_until
    expired = bool(allowed_until) and allowed_until < today.isoformat()
    if not item.immediate or expired or "decide" not in item.authorisation.powers:
        return None
    alone = who.by_duty or (who.may and item.authorisation.one_person)
    if not alone and not who.others:
        return None
    filing = taking.filing
    collector = filing.agent.person if filing.agent is not None else filing.applicant.natural_person
    return Spot(
        content=item.result or item.name,
        numbered=item.kind in NUMBERED,
        seconds=() if alone else who.others,
        collector=collector.name,
        issued=filing.service != "post",
    )


def decide_at_once(workplace: Workplace, take: Callable[[], Done], decision: SpotDecision) -> OnTheSpot:
    """Accept by `take`, grant, and hand the result out. The password is checked before anything is stored.

    What refuses after the acceptance leaves an accepted case, and is told.
    """
    actor = confirmed(workplace, decision.second, decision.password)
    _refuse_empty(decision)
    done = take()
    if done.state.phase != "accepted":
        return OnTheSpot(done)
    case_no = done.state.case_no
    try:
        command = c.Grant(decision.content, decision.licence_no, decision.valid_from, decision.valid_to)
        done = _joined(done, act(workplace, case_no, command, actor=actor))
        if done.state.filing.service != "post":
            again = Sitting(count_visit=False)
            done = _joined(done, act(workplace, case_no, handing_out(done.state), sitting=again))
    except Refusal as refusal:
        return OnTheSpot(done, refusal)
    return OnTheSpot(done)


def confirmed(workplace: Workplace, second: str, password: str) -> str:
    """The account of the second person, whose password is checked as at a log-in; AccessDenied says why not."""
    if not second:
        return ""
    if second == workplace.store.account.name:
        raise Refusal("RIGHT-SECOND", "受理和决定不能是同一个人：请另一位有权限的同事用自己的账号确认。", "second")
    return check_password(workplace.store, second, password).id


def _refuse_empty(decision: SpotDecision) -> None:
    if not decision.content.strip():
        raise InputProblem("ENTRY-CONTENT", "请写明准予的内容。", "content")


def handing_out(state: CaseState) -> c.Issue:
    """The command that hands a result to whoever came: the applicant, or who acts for him."""
    filing = state.filing
    manner: IssueManner = "electronic" if filing.service == "electronic" else "counter"
    if filing.agent is not None:
        return c.Issue(filing.agent.person, filing.agent, manner)
    return c.Issue(filing.applicant.natural_person, None, manner)


def _joined(first: Done, then: Done) -> Done:
    return replace(
        then,
        happened=(*first.happened, *then.happened),
        papers=(*first.papers, *then.papers),
        changed=first.changed | then.changed,
    )
