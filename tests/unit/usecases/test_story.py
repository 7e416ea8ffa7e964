"""The story of a case: every kind of event has words, none of them is a code."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.case import events as e
from app.domain.checklist.filing import Applicant, Filing, MaterialEntry
from app.store.event import Erased, Group, Header, Seen, StoredEvent, Subject, Unreadable
from app.usecases.story import ERASED, UNREADABLE, Names, tell, words_of

NAMES = Names({"plan": "平面图"}, {"form.area": "面积"}, {"沙市监受〔2026〕C03A-1 号": "受理通知书"})
NUMBER = "沙市监受〔2026〕C03A-1 号"
DATED = e.DatedLimit("2026-11-30", 5, "workday", provisional=False, calendar="h", rule="LAW-32-4")
FILING = Filing("GT-04", Applicant("person", "citizen-id", "50010619780704018X", "李明"))
REASON = e.Reason("not-brought", "未提交平面图", "plan", material_name="平面图")
RECEIVED = e.CaseReceived(
    "500106-20261123-C03A-0001-7", "GT-04", "食品经营许可", "市监局", "licence", "r", FILING, "2026-11-23", DATED,
    None, "C03",
)  # fmt: skip
SETTLED = e.SettledPaper(NUMBER, "acceptance-notice", 2, 1, "2026-11-23", holds=False, told="posted")
EVENTS: list[object] = [
    RECEIVED,
    e.VerdictProposed("correction-notice", (REASON,), "市监局"),
    e.CaseAccepted("2026-11-23", DATED, DATED),
    e.CorrectionRequired((REASON,), "2026-11-23"),
    e.CorrectionReceived({"plan": MaterialEntry(("copy-kept",))}, "2026-11-24", DATED),
    e.FilingAmended(FILING),
    e.CaseNotAccepted((REASON,), "区城管局", "天星桥"),
    e.CaseNotRequired((REASON,)),
    e.DeferredSupplied("plan", MaterialEntry(("copy-kept",)), "2026-11-24", late=True),
    e.CaseWithdrawn("不办了", True, ("plan",), "2026-11-24"),
    e.RecordCorrected("form.area", "86", "68", "听错"),
    e.DueReplaced("legal", DATED),
    e.OriginalsReturned(("plan",), "2026-11-24"),
    e.ForeignNumberTaken("市监局系统", "77"),
    e.CaseExtended(5, "核对记录", "赵局长", "agency-head", "2026-12-07", DATED, DATED, "2026-11-24"),
    e.CaseTransferred("渝北区政务服务中心", "沙坪坝区政务服务中心", "属地在渝北", "2026-11-24"),
    e.CaseSettled("j:3", ("k:2",), "accepted", 1, "以先交的为准", (SETTLED,), None, "2026-11-24"),
    e.CaseOpined("object", "面积写法不一致", "市监局", "2026-11-24"),
    e.CaseGranted("准予食品经营", "JY1", "2026-11-24", "2031-11-23", "市监局", "2026-11-24", DATED, late=True),
    e.CaseRefused("布局不符", "不符合要求", "《食品安全法》第三十五条", "六十日内复议", "市监局", "2026-11-24", DATED),
    e.CaseReturned("请核对面积", "市监局", "2026-11-24"),
    e.ReturnAnswered("已核对", "2026-11-24"),
    e.ProcedureStarted("expert-review", 5, "2026-11-24", "2026-12-01", DATED, DATED, "2026-11-24"),
    e.ProcedureEnded("expert-review", "2026-11-24", "2026-12-01", DATED, DATED, "2026-12-01"),
    e.CaseIssued(e.CollectorName("citizen-id", "1", "李明"), None, "post", "EMS1", "JY1", "2026-11-25", late=False),
    e.DocumentMeant(NUMBER, "acceptance-notice", 2, 1, "2026-11-23", {}),
    e.DocumentSpooled(NUMBER, "前台"),
    e.DocumentPrinted(NUMBER, 2),
    e.DocumentSpoiled(NUMBER, 1, "卡纸"),
    e.DocumentSealed(NUMBER, "专用章"),
    e.DocumentTold(NUMBER, "refused-to-sign", "2026-11-23", witness="李丽"),
    e.DocumentVoided(NUMBER, "印错"),
    e.DocumentReprinted(NUMBER, 1),
]


def stored(body: object, seq: int, first: int) -> StoredEvent:
    at = datetime(2026, 11, 23, 2, 2, tzinfo=UTC)
    header = Header(
        journal="j", seq=seq, group=Group(first, 2), subject=Subject("case", "c"), kind="case.x", v=1, actor="a",
        seen=Seen(), raw=at, at=at, program="0.1.0", body_hash="",
    )  # fmt: skip
    return StoredEvent(seq, header, b"", body, b"")


def test_every_kind_of_event_of_a_case_is_told() -> None:
    told = {type(body) for body in EVENTS}
    assert told == {body for _, body in e.CASE_KINDS.values()} - {e.NumbersDrawn}


@pytest.mark.parametrize("body", EVENTS, ids=lambda b: type(b).__name__)
def test_words_are_chinese_and_name_no_key(body: object) -> None:
    text, detail = words_of(body, NAMES)
    words = text + detail
    assert re.search(r"[\u4e00-\u9fff]", words)
    assert "plan" not in words
    assert "form." not in words


def test_events_of_one_use_case_make_one_line() -> None:
    accepted = e.CaseAccepted("2026-11-23", DATED, DATED)
    lines = tell([stored(RECEIVED, 1, 1), stored(accepted, 2, 1), stored(EVENTS[-3], 3, 3)], NAMES, {"a": "王芳"})
    assert [(f"{x.at:%m-%d %H:%M}", x.who, x.text) for x in lines] == [
        ("11-23 10:02", "王芳", "收件，受理"),
        ("11-23 10:02", "王芳", f"受理通知书 {NUMBER}：当面交付，拒绝签收"),
    ]
    assert lines[1].detail == "见证人 李丽"


def test_what_cannot_be_read_is_shown_as_such() -> None:
    lines = tell([stored(Erased(), 1, 1), stored(Unreadable("case.x", 9, "new"), 2, 2)], NAMES, {})
    assert [(x.text, x.readable, x.who) for x in lines] == [
        (ERASED, False, "本机以外的人员"),
        (UNREADABLE, False, "本机以外的人员"),
    ]


def test_backfilled_and_marked_cases_say_so() -> None:
    backfill = e.Backfill("沙政务空〔2026〕C03A-3 号", "2026-11-23T09:10:00+08:00", "停电", "组长")
    text, detail = words_of(replace(RECEIVED, backfill=backfill, remarks=("extra-material", "overridden")), NAMES)
    assert text == "收件（补录）"
    assert "2026-11-23 09:10" in detail
    assert "供监督查看" in detail


def test_second_notice_names_its_reason() -> None:
    text, detail = words_of(e.CorrectionRequired((REASON,), "2026-11-24", second_reason="新缺陷"), NAMES)
    assert (text, "新缺陷" in detail) == ("再次补正告知（1 处）", True)
