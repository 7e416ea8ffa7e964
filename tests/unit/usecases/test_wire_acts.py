"""Acts from acceptance to the result as JSON: strict, with limits, and made into commands of the domain."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.domain.case import commands as c
from app.domain.checklist.filing import Agent, Person
from app.domain.refusal import InputProblem
from app.usecases.act import ACTION_OF
from app.usecases.wire import command_of, read_act
from app.usecases.wire_office import read_any_act

LI = {"id_type": "citizen-id", "id_number": "50010619780704018x", "name": "李明"}
WANG = {"id_type": "citizen-id", "id_number": "11010519491231002X", "name": "王强"}


def read(**body: Any) -> Any:
    """The command of an act."""
    return command_of(read_act(json.dumps(body).encode()))


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ({"act": "opine", "result": "agree"}, c.Opine("agree", "")),
        (
            {"act": "grant", "content": "准予", "licence_no": "JY1", "valid_to": "2031-11-22"},
            c.Grant("准予", "JY1", "", "2031-11-22"),
        ),
        ({"act": "grant", "content": "准予", "licence_no": None, "valid_from": None}, c.Grant("准予")),
        ({"act": "refuse", "facts": "f", "reasons": "r", "basis": "b"}, c.Refuse("f", "r", "b")),
        ({"act": "return", "reason": "面积"}, c.Return("面积")),
        ({"act": "answer-return", "text": "已核对"}, c.AnswerReturn("已核对")),
        (
            {"act": "start-special-procedure", "kind": "hearing", "days": 5, "from": "2026-11-23"},
            c.StartProcedure("hearing", 5, "2026-11-23"),
        ),
        (
            {"act": "end-special-procedure", "kind": "hearing", "until": "2026-11-30"},
            c.EndProcedure("hearing", "", "2026-11-30"),
        ),
        (
            {"act": "issue", "collector": LI, "manner": "post", "waybill": "EMS1"},
            c.Issue(Person("citizen-id", "50010619780704018X", "李明"), None, "post", "EMS1"),
        ),
    ],
)
def test_an_act_becomes_its_command(body: dict[str, Any], command: Any) -> None:
    found = read(**body)
    assert found == command
    assert body["act"] == ACTION_OF[type(found)]


def test_whoever_collects_for_another_comes_with_his_authorisation() -> None:
    agent = {"relation": "entrusted", "person": WANG, "scope": "领取证照", "valid_until": "2026-12-31"}
    found = read(act="issue", collector=WANG, agent=agent)
    person = Person("citizen-id", "11010519491231002X", "王强")
    assert found == c.Issue(person, Agent("entrusted", person, "领取证照", "2026-12-31", ""))


@pytest.mark.parametrize(
    "body",
    [
        {"act": "opine", "result": "maybe"},
        {"act": "grant"},
        {"act": "grant", "content": "准予", "valid_to": "31.12.2031"},
        {"act": "grant", "content": "准" * 4001},
        {"act": "grant", "content": "准予", "serve_by": "2026-12-07"},
        {"act": "refuse", "facts": "f", "reasons": "r", "basis": "b", "remedies": "没有"},
        {"act": "start-special-procedure", "kind": "site-check", "days": 5},
        {"act": "start-special-procedure", "kind": "hearing", "days": 0},
        {"act": "start-special-procedure", "kind": "hearing", "days": 501},
        {"act": "issue", "collector": {"name": "李明"}},
        {"act": "issue", "collector": LI, "manner": "pigeon"},
        {"act": "answer-return"},
    ],
)
def test_a_wrong_body_names_its_place(body: dict[str, Any]) -> None:
    with pytest.raises(InputProblem) as refused:
        read(**body)
    assert refused.value.place


@pytest.mark.parametrize(
    "body", [{"act": "opine", "result": "agree", "key": "a\0b"}, {"act": "grant", "content": "x", "key": "\0"}]
)
def test_a_key_that_no_database_could_keep_is_a_wrong_body(body: dict[str, Any]) -> None:
    with pytest.raises(InputProblem) as problem:
        read(**body)
    assert problem.value.place == "key"


@pytest.mark.parametrize(
    "body",
    [
        {"act": "answer-escalation", "answer": "在办", "escalation": "a\0b"},
        {"act": "escalate", "text": "三趟", "hall": "\0"},
    ],
)
def test_a_name_that_no_database_could_look_for_is_a_wrong_body(body: dict[str, Any]) -> None:
    with pytest.raises(InputProblem, match="写法不对"):
        read_any_act(json.dumps(body).encode())
