"""Who may do what, cell by cell: the matrix stands here once more, by hand, so that no cell changes unnoticed."""

from __future__ import annotations

from typing import Literal

import pytest

from app.domain.case.events import CaseGranted, DatedLimit
from app.domain.refusal import Refusal
from app.domain.rights import (
    OWN,
    ROLE_ZH,
    ROLES,
    TABLE,
    actions_of,
    kind_judged,
    may,
    may_all,
    refuse_without,
    right_for_event,
)
from app.usecases.workplace import program

# one letter a role: Clerk, Lead, aPprover, Issuer, Supervisor, Officer, Admin
LETTERS = dict(zip("CLPISOA", ROLES, strict=True))
MATRIX = """
accept                    C L . . . . .
give-verdict              C L P . . . .
complete-correction       C L . . . . .
supply-deferred           C L . . . . .
withdraw                  C L . . . . .
correct-record            C L . . . . .
void-document             C L . . . . .
told                      C L . I . . .
opine                     . . P . . . .
grant                     . . P . . . .
grant-at-once             C L P . . . .
refuse                    . . P . . . .
return                    . . P . . . .
answer-return             C L . . . . .
start-special-procedure   . . P . . . .
end-special-procedure     . . P . . . .
extend                    . . P . . . .
issue                     . . . I . . .
issue-at-once             C L . I . . .
escalate                  C L . . . . .
answer-escalation         C L . . . . .
close-escalation          C L . . . . .
settle                    . L . . . . .
transfer                  . L . . . . .
rate                      . . . . . . .
enter-paper-rating        . L . . S . .
see-ratings               . L . . S . A
follow-rating             . L . . S . .
judge-rating              . . . . S . .
see-escalations           C L P I S . A
plan-office-day           . L . . . . A
see-notices               . L . . S . A
manage-notices            . L . . . . A
apply-online              . . . . . . .
take-application          C L . . . . .
advise-application        C L P . . . .
answer-request            C L . . . . .
return-originals          C L . . . . .
take-foreign-number       C L . . . . .
replace-dates             C L . . . . .
reissue                   C L . . . . .
draw-number               C L P I . . .
print                     C L P I . . .
seal                      C L . I . . .
reprint                   C L . I . . .
record-visit              C L . I . . .
take-signature            C L . I . . .
issue-ticket              C L . I . . .
serve-queue               C L . I . . .
open-shift                C L . I . . .
hand-over-shift           C L . I . . .
hand-over-for-another     . L . . . . .
close-day                 C L . I . . .
lend-blanks               C L . . . . .
backfill                  C L . . . . .
confirm-backfill          . L . . . . .
void-blank                C L . . . . .
confirm-date              C L P I . . .
confirm-date-of-another   . L . . . . .
enter-mark                . L . . . . .
change-hall               . L . . . . A
manage-clerks             . L . . . . A
erase                     . L . . . . .
erase-at-centre           . L . . . . A
sync                      C L P I . . .
back-up                   C L P I . . A
rebuild                   C L P I . . A
verify-journals           C L P I S . A
tick-points               . . P . . . .
urge                      . L . . S . .
lead-project              . L . . S O .
consult                   . L . . S . .
search                    C L P I S O .
open-record               C L P I S O .
see-tasks                 . L . . S . A
see-indicators            . L . . S . A
supervise                 . . . . S . .
visit-enterprise          . . . . . O .
admit-quarantined         . L . . . . A
manage-accounts           . . . . . . A
manage-devices            . . . . . . A
manage-tokens             . . . . . . A
publish-catalogue         . . . . . . A
import-cases              . . . . . . A
administer-server         . . . . . . A
"""
ROWS = {line.split()[0]: line.split()[1:] for line in MATRIX.strip().splitlines()}
CELLS = [(action, role) for action in ROWS for role in ROLES]
KINDS = program().types.kinds()


def test_matrix_has_every_action_and_no_other() -> None:
    assert sorted(ROWS) == sorted(TABLE)


@pytest.mark.parametrize(("action", "role"), CELLS)
def test_cell(action: str, role: Literal["clerk"]) -> None:
    letter = next(letter for letter, name in LETTERS.items() if name == role)
    allowed = letter in ROWS[action]
    assert may(role, action) is allowed
    if allowed:
        refuse_without(role, action)
    else:
        with pytest.raises(Refusal) as refused:
            refuse_without(role, action)
        assert refused.value.code.startswith("RIGHT-")


def test_unknown_role_or_action_is_refused() -> None:
    assert not may("visitor", "accept")
    assert not may("lead", "fly")
    assert not may("admin", right_for_event("case.unheard-of"))


def test_refusal_names_who_may() -> None:
    with pytest.raises(Refusal, match=ROLE_ZH["approver"]) as refused:
        refuse_without("lead", "extend")
    assert refused.value.code == "RIGHT-APPROVER"
    with pytest.raises(Refusal) as refused:
        refuse_without("clerk", "manage-clerks")
    assert refused.value.code == "RIGHT-LEAD"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_event_is_judged_by_an_action(kind: str) -> None:
    action = right_for_event(kind)
    assert action == OWN or action in TABLE


def test_group_is_judged_by_all_its_events() -> None:
    accepted = ["numbers.drawn", "case.received", "case.accepted", "document.meant", "visit.recorded"]
    assert [role for role in ROLES if may_all(role, accepted)] == ["clerk", "lead"]
    extended = ["numbers.drawn", "case.accepted", "case.extended", "document.meant", "document.meant"]
    assert [role for role in ROLES if may_all(role, extended)] == ["approver"]
    assert may_all("supervisor", ["journal.opened"])


def test_a_counter_decides_and_hands_out_on_the_spot_only() -> None:
    at_once = [kind_judged("case.granted", granted(immediate=True)), "document.meant"]
    later = [kind_judged("case.granted", granted(immediate=False)), "document.meant"]
    assert [role for role in ROLES if may_all(role, at_once)] == ["clerk", "lead", "approver"]
    assert [role for role in ROLES if may_all(role, later)] == ["approver"]
    assert kind_judged("case.accepted", object()) == "case.accepted"


def granted(*, immediate: bool) -> CaseGranted:
    """A decision to grant."""
    serve_by = DatedLimit("2026-12-07", 10, "workday", False, "c", "LAW-44-1")
    return CaseGranted("准予", "", "", "", "区市场监督管理局", "2026-11-23", serve_by, immediate=immediate)


def test_what_a_lead_settles_is_judged_as_settling() -> None:
    kinds = ["numbers.drawn", "case.settled", "case.extended", "document.voided", "document.meant"]
    assert actions_of(kinds) == ("settle",)
    assert [role for role in ROLES if may_all(role, kinds)] == ["lead"]
