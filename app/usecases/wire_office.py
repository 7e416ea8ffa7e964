"""The acts of COMMANDS.md that are not commands to a case: escalations “办不成事”, and the applicant's rating 好差评."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from app.domain.escalation.events import ConfirmedHow
from app.usecases.strict_json import decode_strictly
from app.usecases.wire import ActIn, Key, Name, Number, Short, Text

NO_CASE = "-"
"""Stands for the case number where there is no case."""

Token = Annotated[str, msgspec.Meta(min_length=1, max_length=600)]


class _OfficeAct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="act"):
    """Fields of every act: `on` for evaluation stores, `key` for idempotency."""

    on: date | None = None
    key: Key | None = None


class EscalateIn(_OfficeAct, frozen=True, kw_only=True, tag="escalate"):
    """See COMMANDS.md, acts. `name`, `phone`: of the person; `owner`: who answers for it, by default who acts.

    `hall`, at a server with several and without a case: whose desks see it.
    """

    text: Text
    wanted: Text = ""
    name: Short = ""
    phone: Number = ""
    owner: Short = ""
    refusal: Short = ""
    hall: Name = ""


class AnswerEscalationIn(_OfficeAct, frozen=True, kw_only=True, tag="answer-escalation"):
    """See COMMANDS.md, acts. `escalation`: its number, needed where the case has none or several open."""

    answer: Text
    owner: Short = ""
    until: date | None = None
    escalation: Name = ""


class CloseEscalationIn(_OfficeAct, frozen=True, kw_only=True, tag="close-escalation"):
    """See COMMANDS.md, acts. `how` and `confirmed_on`: how and when the person confirmed; `solved`: it could be done."""

    outcome: Text
    confirmed_with: Short
    how: ConfirmedHow = "telephone"
    confirmed_on: date | None = None
    solved: bool = True
    escalation: Name = ""


class RateIn(_OfficeAct, frozen=True, kw_only=True, tag="rate"):
    """See COMMANDS.md, acts. `token`: the text of the code on a paper of the case, or its last part."""

    token: Token
    level: Annotated[int, msgspec.Meta(ge=1, le=5)]
    labels: Annotated[list[Short], msgspec.Meta(max_length=20)] = []
    text: Annotated[str, msgspec.Meta(max_length=500)] = ""


EscalationIn = EscalateIn | AnswerEscalationIn | CloseEscalationIn
OfficeActIn = EscalationIn | RateIn
AnyActIn = ActIn | OfficeActIn


def read_any_act(data: bytes) -> AnyActIn:
    """An act of any kind; InputProblem names what is wrong and where."""
    given: AnyActIn = decode_strictly(data, AnyActIn)
    return given
