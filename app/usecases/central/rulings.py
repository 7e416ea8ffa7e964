"""Rulings 裁定: one for each group and subject, made once, when the group gets its positions.

An event that does not stand is kept, changes nothing, and becomes a task for a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from app.domain.area import AREA, AREA_KINDS
from app.domain.case import events as e
from app.domain.case.ruling import REASONS, weigh
from app.domain.identity.case_number import check_character, parse_case_number
from app.domain.identity.dates import parse_date
from app.domain.refusal import Refusal
from app.domain.rights import actions_of, kind_judged, may_all
from app.store.case_projection import CASE
from app.store.central.accounts import standings
from app.store.central.ledger import rebase
from app.store.event import Erased, Unreadable
from app.store.journal_events import SubjectErased
from app.usecases.central.folding import STANDS, Judged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from app.domain.case.state import CaseState
    from app.store.central.heads import CaseWork
    from app.store.central.journals import JournalRow
    from app.store.central.ledger import Ledger
    from app.store.codec import EventTypes
    from app.store.event import Header
    from app.usecases.central.folding import Key

WORDS: dict[str, str] = {
    "RIGHT-AREA": "区域事项只由服务器写入，这一条没有生效。",
    "RIGHT-EVALUATION": "评估用的日志链不能送到正式服务器。",
    "RIGHT-UNKNOWN": "服务器没有这个账号，这一步没有生效。",
    "RIGHT-ROLE": "这个账号没有做这一步的权限，这一步没有生效。",
    "RIGHT-SINCE": "账号的权限已变，设备当时还不知道；这一步有效，请组长看一下。",
    "RIGHT-HALL": "本件不在这个大厅，这一步没有生效。",
    "NUMBER-FORM": "办件编号的形式不对，收件没有生效。",
    "NUMBER-FOREIGN": "办件编号不是这个窗口、这条日志链的，收件没有生效。",
    "BODY-KIND": "服务器不认识这种记录，已原样保存。",
    "BODY-SCHEMA": "这条记录由更新版本的程序写成，已原样保存。",
    "BODY-FORM": "这条记录的正文读不出来，已原样保存。",
    "BODY-STATE": "这条记录与本件合不起来，已原样保存。",
    "NUMBER-TWICE": "两件办件用了同一个编号，请核对两份文书。",
}
"""Why a group does not stand, besides the reasons that lie in the state of the case (app.domain.case.ruling)."""

_ID = re.compile("(?!journal:)[0-9A-Za-z_.-]{1,64}:[0-9A-Za-z_.:-]{1,64}")
_UNREADABLE = {"unknown kind": "BODY-KIND", "newer schema": "BODY-SCHEMA", "no upcast": "BODY-SCHEMA"}
_PAPER = (
    e.DocumentSpooled,
    e.DocumentPrinted,
    e.DocumentSpoiled,
    e.DocumentSealed,
    e.DocumentTold,
    e.DocumentReprinted,
)


def words_of(code: str) -> str:
    """What a code of a ruling means, in Chinese."""
    return REASONS.get(code) or WORDS.get(code, "")


def decode_body(types: EventTypes, header: Header, body: bytes | None) -> object:
    """The body of an event from outside: the dataclass, Erased or Unreadable; never an exception.

    Whatever an old version's upcast or a hostile depth trips over is no reason to stop a journal.
    """
    if body is None:
        return Erased()
    try:
        return types.decode(header.kind, header.v, body)
    except Exception:
        return Unreadable(header.kind, header.v, "malformed")


@lru_cache(512)
def _is_day(text: str) -> bool:
    """Whether eight digits are a day; the same few come over and over."""
    return parse_date(text) is not None


class Judge:
    """Rules on the groups of one journal, in their order; remembers what it has asked the database."""

    def __init__(self, connection: Connection, ledger: Ledger, journal: JournalRow, *, own: bool = False) -> None:
        self._connection = connection
        self._ledger = ledger
        self._journal = journal
        self._own = own
        self.after: dict[str, CaseState] = {}
        """The states that the group ruled on last leaves its cases in, where it stands."""
        self._rights: dict[tuple[str, str | None, int, tuple[str, ...]], str] = {}
        own_part = re.escape(f"{journal.counter}{journal.mark}")
        self._own_number = re.compile(rf"{re.escape(ledger.area)}-([0-9]{{8}})-{own_part}-([0-9]{{4,7}})-[0-9A-Z]")
        self._foreign = not own and journal.evaluation != ledger.evaluation

    def rule(
        self, group: Sequence[tuple[Header, Any]], works: Mapping[str, CaseWork]
    ) -> tuple[dict[Key, Judged], tuple[str, ...]]:
        """The rulings on a group, standing ones left out, and codes of what a person should look at although it stands."""
        by_subject: dict[Key, list[tuple[Header, Any]]] = {}
        for item in group:
            subject = item[0].subject
            by_subject.setdefault((subject.kind, subject.id), []).append(item)
        self.after.clear()
        right = self._right(group)
        judged = {}
        for key, events in by_subject.items():
            found = self._judge(key, events, works.get(key[1]) if key[0] == CASE else None, right)
            if found is not STANDS:
                judged[key] = found
        return judged, (right,) if right == "RIGHT-SINCE" else ()

    def _judge(self, key: Key, events: Sequence[tuple[Header, Any]], work: CaseWork | None, right: str) -> Judged:
        for _, body in events:
            if type(body) is Unreadable:
                return Judged("unreadable", _UNREADABLE.get(body.reason, "BODY-FORM"))
            if type(body) is SubjectErased and not _ID.fullmatch(f"{body.subject_kind}:{body.subject_id}"):
                return Judged("unreadable", "BODY-FORM")
        if right not in ("", "RIGHT-SINCE"):
            return Judged("unauthorised", right)
        if key[0] == AREA and not self._own:
            return Judged("unauthorised", "RIGHT-AREA")
        if work is None or work.erased:
            return STANDS
        return self._case(events, work)

    def _case(self, events: Sequence[tuple[Header, Any]], work: CaseWork) -> Judged:
        """A case: its number, its hall, and whether what was decided on another version of it can stand."""
        header, first = events[0]
        state = work.state
        if isinstance(first, e.CaseReceived) and not self._own:
            reason = self._number(first.case_no)
            if reason:
                return Judged("unauthorised", reason)
        bodies = [body for _, body in events]
        current = header.seen.version == (state.seq if state is not None else 0)
        elsewhere = state is not None and work.hall != self._journal.hall and not self._own
        if elsewhere and not all(isinstance(body, (*_PAPER, Erased)) for body in bodies):
            return Judged("unauthorised", "RIGHT-HALL") if current else Judged("contested", "STATE-ELSEWHERE")
        if state is None and not isinstance(first, e.CaseReceived):
            return STANDS if all(isinstance(body, Erased) for body in bodies) else Judged("contested", "STATE-ABSENT")
        try:
            reason, after = weigh(work.case_id, state, bodies, known=current)
        except Exception:  # well-formed and still absurd: whatever it trips over is a ruling
            return Judged("unreadable", "BODY-STATE")
        if reason:
            return Judged("contested", reason)
        if after is not None:
            self.after[work.case_id] = after
        return STANDS

    def _number(self, case_no: str) -> str:
        """Whether a case number was drawn from this journal's own series."""
        found = self._own_number.fullmatch(case_no)
        if found and _is_day(found[1]) and int(found[2]) and check_character(case_no[:-2]) == case_no[-1]:
            return ""
        try:
            number = parse_case_number(case_no)
        except Refusal:
            return "NUMBER-FORM"
        return "NUMBER-FORM" if number.text != case_no else "NUMBER-FOREIGN"

    def _right(self, group: Sequence[tuple[Header, Any]]) -> str:
        """Whether the actor may: '' or a code. RIGHT-SINCE is a yes that a lead should see."""
        if self._own:
            return ""
        if self._foreign:
            return "RIGHT-EVALUATION"
        header = group[0][0]
        kinds = tuple(dict.fromkeys(kind_judged(h.kind, x) for h, x in group if type(x) is not Unreadable))
        asked = (header.actor, header.seen.epoch, header.seen.position, kinds)
        answer = self._rights.get(asked)
        if answer is None:
            answer = self._rights[asked] = self._ask(header, kinds)
        return answer

    def _ask(self, header: Header, kinds: tuple[str, ...]) -> str:
        if any(kind in AREA_KINDS for kind in kinds):
            return "RIGHT-AREA"
        if not actions_of(kinds):
            return ""
        held = standings(self._connection, self._ledger.area, header.actor, self._seen(header))
        if not held:
            return "RIGHT-UNKNOWN"
        hall = self._journal.hall
        able = [not s.disabled and s.hall in ("", hall) and may_all(s.role, kinds) for s in held]
        if not any(able):
            return "RIGHT-ROLE"
        return "" if able[-1] else "RIGHT-SINCE"

    def _seen(self, header: Header) -> int:
        """The position in the present epoch that the writer had read."""
        epoch, position = header.seen.epoch, header.seen.position
        if not epoch or position == 0:
            return 0
        return rebase(self._connection, self._ledger.area, epoch, position)
