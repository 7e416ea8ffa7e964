"""What applicants are sent: words for every kind, each place filled, nothing of the person or the item."""

from __future__ import annotations

import re

import pytest

from app.domain.case import events as e
from app.domain.case.terms import DatedLimit
from app.domain.escalation.events import EscalationAnswered
from app.domain.online_request.events import Content, OnlineRequestAnswered, OnlineRequestFiled
from app.domain.pre_application.events import PreApplicationAdvised, PreApplicationClosed
from app.usecases.central.notice_making import NOTICE_KINDS, NOTICE_ZH, drafts_of, texts
from app.usecases.workplace import program

DUE = DatedLimit("2026-12-07", 10, "workday", provisional=False, calendar="", rule="CC-201")
DEFERRAL = e.Deferral("health", "健康证明", "2026-12-09", "")
BODIES = [
    e.CaseAccepted("2026-11-23", DUE, DUE, (DEFERRAL,)),
    e.CorrectionRequired((), "2026-11-23"),
    e.ProcedureStarted("hearing", 10, "2026-11-23", "2026-12-01", DUE, DUE, "2026-11-23"),
    e.CaseExtended(10, "核实", "赵局长", "agency-head", "2026-12-07", DUE, DUE, "2026-11-23"),
    e.CaseGranted("", "", "", "", "区局", "2026-11-23", DUE),
    e.CaseRefused("事实", "理由", "依据", "救济", "区局", "2026-11-23", DUE),
    PreApplicationAdvised("沙坪坝", "C03", "王芳", "请补照片", "2026-11-23T01:00:00+00:00"),
    PreApplicationClosed("沙坪坝", "filed", "2026-11-23T01:00:00+00:00", "id", "500106-20261123-C03A-0001-X"),
    EscalationAnswered("已核实", "李科长", "2026-11-26", "沙坪坝", "2026-11-24"),
    OnlineRequestFiled(
        "withdraw", "c1", "500106-20261123-C03A-0001-X", "食品经营许可", "沙坪坝", Content(), "2026-11-24"
    ),
    OnlineRequestAnswered("沙坪坝", "declined", "请补照片", "C03", "王芳", "2026-11-24", 1),
]


def test_every_kind_has_words_and_a_name() -> None:
    assert set(texts()) == set(NOTICE_ZH)
    assert set(program().types.kinds()) >= NOTICE_KINDS


@pytest.mark.parametrize("body", BODIES, ids=lambda body: type(body).__name__)
def test_each_place_is_filled_from_the_event(body: object) -> None:
    drafts = drafts_of(body)
    assert drafts
    for draft in drafts:
        text = texts()[draft.kind].format(hall="沙坪坝区政务服务中心", number="编号", **draft.places)
        assert "{" not in text
        assert not re.search("健康证明|赵局长|请补照片|已核实|理由是", text)
        assert len(text) < 140


def test_a_reminder_comes_a_workday_before() -> None:
    [_, reminder] = drafts_of(BODIES[0])
    assert reminder.not_before is not None
    assert (reminder.about, reminder.not_before.isoformat()) == ("health", "2026-12-08T09:00:00+08:00")


def test_who_stands_at_the_counter_is_sent_nothing_for_what_he_was_handed() -> None:
    person = e.CollectorName("citizen-id", "500106197807040187", "陈梅")
    assert drafts_of(e.CaseIssued(person, None, "counter", "", "", "2026-11-23", late=False)) == []
    assert [d.kind for d in drafts_of(e.CaseIssued(person, None, "post", "SF1", "", "2026-11-23", late=False))] == [
        "posted"
    ]
