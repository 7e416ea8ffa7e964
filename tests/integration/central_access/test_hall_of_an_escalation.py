"""An escalation without a case stands before the desks of a hall: the named one, or the only one there is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import Refusal
from app.usecases.central.acting import Actor
from app.usecases.central.enrolment import issue_code
from app.usecases.central.escalations import list_escalations
from app.usecases.central.following import follow
from app.usecases.central.office_acting import any_act_at_centre

if TYPE_CHECKING:
    from app.usecases.central.server import Server


def escalate(server: Server, **fields: str) -> None:
    body = json.dumps({"act": "escalate", "text": "办不了", **fields}).encode()
    any_act_at_centre(server, "-", body, Actor("李组长", "lead"))


def test_of_several_halls_one_is_named(server: Server) -> None:
    issue_code(server, "C03", hall="一号大厅")
    escalate(server)
    issue_code(server, "D01", hall="大学城")
    for fields in ({}, {"hall": " "}, {"hall": "月亮"}):
        with pytest.raises(Refusal) as refused:
            escalate(server, **fields)
        assert (refused.value.code, refused.value.place) == ("ENTRY-HALL", "hall")
        assert "一号大厅、大学城" in refused.value.message
    escalate(server, hall="大学城")
    follow(server)
    assert [one.hall for one in list_escalations(server)] == ["一号大厅", "大学城"]
