"""Escalations, ratings, office days and the outbox on both databases: one case of a pen, no desk, no line."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.domain.escalation import decide as d
from app.domain.refusal import Refusal
from app.store.clock import CHINA
from app.usecases.central import notices as n
from app.usecases.central.acting import Actor
from app.usecases.central.escalations import escalation_figures, list_escalations, with_escalations
from app.usecases.central.following import follow
from app.usecases.central.indicators import indicators
from app.usecases.central.my_tasks import Whose, my_tasks
from app.usecases.central.office_days import hold_day, plan_day, roster
from app.usecases.central.office_rebuild import check_office
from app.usecases.central.ratings import enter_paper, follow_rating, rating_figures, rating_tasks
from db.central.ledger import case_heads
from tests.builders.filings import starting_catalogue
from tests.builders.gateways import FailingGateway
from tests.builders.http_central import Served, make_central

if TYPE_CHECKING:
    from pathlib import Path

LEAD, SUPERVISOR = Actor("李组长", "lead"), Actor("监督员", "supervisor")


def test_both_databases_keep_the_office(tmp_path: Path, central_url: str) -> None:
    server = make_central(tmp_path / "home", central_url)
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open()
        desk.pen.case("RS-01", release=starting_catalogue().hash)
        desk.push()
    with server.store.read() as connection:
        case_no = connection.execute(select(case_heads.c.case_no)).scalar_one()
    today = server.now().astimezone(CHINA).date()

    opened = with_escalations(server, LEAD, lambda acts: acts.open(d.Escalate("办不了"), d.About(case_no), "沙坪坝"))
    with_escalations(server, LEAD, lambda acts: acts.answer(opened.state.number, d.Answer("在办", owner="李组长")))
    assert [one.answers for one in list_escalations(server)] == [1]
    assert escalation_figures(server, today, today).in_time == 1

    enter_paper(server, case_no, 1, (), "慢", today, SUPERVISOR)
    with pytest.raises(Refusal):
        enter_paper(server, case_no, 5, (), "", today, SUPERVISOR)
    [task] = rating_tasks(server)
    follow_rating(server, task.id, "contacted", "回访", SUPERVISOR)
    [line] = rating_figures(server, today - timedelta(days=4000), today, by="department")
    assert (line.services, line.rated, line.valid, line.bad, line.contacted) == (1, 1, 1, 1, 1)

    hold_day(server, plan_day(server, "赵局长", "", "", "沙坪坝", today, LEAD), (), (opened.state.number,), LEAD)
    assert len(roster(server).past) == 1

    found = my_tasks(server, Whose("李组长", "lead"))
    assert {group.key for group in found.groups} >= {"escalations", "ratings"}
    assert [one.number for one in found.mine] == [opened.state.number]

    whole = indicators(server, today - timedelta(days=4000), today, "department").whole
    assert (whole.bad_rating_rate.part, whole.bad_rating_rate.whole, whole.rated_rate.value) == (1, 1, 1.0)
    assert (whole.escalations_rate.part, whole.escalations_rate.whole) == (0, 1)

    follow(server)
    n.change_settings(server, n.NoticeSettings(quiet_from=0, quiet_until=0))
    for one in n.outbox(server).notices:
        if one.state == "held":
            n.send_again(server, one.id, "account")
    with FailingGateway([(503, "1")]) as gateway:
        n.deliver(server, gateway=gateway.client())
        n.deliver(server, server.now() + timedelta(minutes=1), gateway.client())
        states = n.outbox(server).counts
    assert "waiting" not in states
    assert "sending" not in states
    assert check_office(server).differences == []
    server.close()
