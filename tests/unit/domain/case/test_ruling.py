"""What still stands of what was decided apart, by examples: each pair of acts as a lead would rule it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.case import commands as c
from app.domain.case import decide as d
from app.domain.case import events as e
from app.domain.case.evolve import fold
from app.domain.case.ruling import REASONS, contest, fits, group_id, take
from app.domain.checklist.filing import OtherAuthority
from tests.builders.filings import TODAY, around, complete_filing, item_of, passed, without
from tests.builders.replicas import decided, opened_everywhere

if TYPE_CHECKING:
    from app.domain.case.state import CaseState

ITEM = item_of()
COMPLETE = complete_filing(ITEM)
LICENCE = passed(ITEM, "business_licence", COMPLETE)
PLAN = passed(ITEM, "floor_plan", COMPLETE)
RULES = passed(ITEM, "safety_rules", COMPLETE)
NUMBER = "500106-20261123-C03A-0001-7"
NOTICE = [e.DocumentMeant("补1", "correction-notice", 2, 1, TODAY.isoformat(), {}), e.DocumentPrinted("补1", 2)]
TOLD = e.DocumentTold("补1", "handed-over", TODAY.isoformat())
ACCEPTED = [e.DocumentMeant("受1", "acceptance-notice", 2, 1, TODAY.isoformat(), {}), e.DocumentPrinted("受1", 2)]


def opening(filing: Any) -> list[Any]:
    """The events of a case that was opened."""
    return d.open_case(c.Open("case", NUMBER, filing), around(ITEM))


RECEIVED = [opening(replace(COMPLETE, intent="receive"))]
CORRECTION = [[*opening(without(COMPLETE, {"business_licence"})), *NOTICE], [TOLD]]
WHOLE = [[*opening(COMPLETE), *ACCEPTED]]
DEFERRED = [[*opening(replace(without(COMPLETE, {"safety_rules"}), defer={"safety_rules": "2026-11-27"})), *ACCEPTED]]

COMPLETED = c.CompleteCorrection({"business_licence": LICENCE})
STILL_BAD = c.CompleteCorrection(
    {"business_licence": replace(LICENCE, points={k: "fail" for k in LICENCE.points})}, "又"
)
NOT_OURS = c.GiveVerdict(jurisdiction=OtherAuthority("渝中区市场监督管理局"))
SUPPLIED = c.SupplyDeferred("safety_rules", ("original-kept",), dict(RULES.points))
WITHDRAWN = c.Withdraw("不办了", True)
EXTENDED = c.Extend(5, "核对记录", "赵局长", "agency-head")
PHONE = c.CorrectRecord("applicant.phone", "13900139000", "听错")
OTHER_PHONE = c.CorrectRecord("applicant.phone", "13700137000", "听错")
AREA = c.CorrectRecord("form.site_area", "68", "听错")
AWAY = c.Transfer("渝北区政务服务中心", "属地")
AWAY_TOO = c.Transfer("渝中区政务服务中心", "属地")
OPINED = c.Opine("agree", "同意")
GRANTED = c.Grant("准予食品经营", "JY25001060000001", "2026-11-23", "2031-11-22")
REFUSED = c.Refuse("经查明场所不符", "布局不符合要求", "《食品安全法》第三十五条", "六十日内复议")
RETURNED = c.Return("面积写法不一致")
ANSWERED = c.AnswerReturn("已核对")
STARTED = c.StartProcedure("expert-review", days=5)
ENDED = c.EndProcedure()
ISSUED = c.Issue(COMPLETE.applicant.natural_person)
GRANT = [*WHOLE, decided(fold("case", WHOLE[0]), GRANTED)]  # type: ignore[arg-type]  # a case that was accepted
REFUSAL = [*WHOLE, decided(fold("case", WHOLE[0]), REFUSED)]  # type: ignore[arg-type]  # as above
STOPPED = [*WHOLE, decided(fold("case", WHOLE[0]), STARTED)]  # type: ignore[arg-type]  # as above
SENT_BACK = [*WHOLE, decided(fold("case", WHOLE[0]), RETURNED)]  # type: ignore[arg-type]  # as above

PAIRS: list[tuple[str, list[Any], Any, Any, str]] = [
    ("two corrections", CORRECTION, COMPLETED, COMPLETED, "STATE-CORRECTION"),
    ("correction, then a proposal", CORRECTION, COMPLETED, STILL_BAD, "STATE-CORRECTION"),
    ("correction, then withdrawal", CORRECTION, COMPLETED, WITHDRAWN, ""),
    ("withdrawal, then correction", CORRECTION, WITHDRAWN, COMPLETED, "STATE-CORRECTION"),
    ("two verdicts alike", RECEIVED, c.GiveVerdict(), c.GiveVerdict(), "STATE-VERDICT"),
    ("accepted, then not ours", RECEIVED, c.GiveVerdict(), NOT_OURS, "STATE-VERDICT"),
    ("not ours, then withdrawn", RECEIVED, NOT_OURS, WITHDRAWN, "STATE-ENDED"),
    ("withdrawn, then accepted", RECEIVED, WITHDRAWN, c.GiveVerdict(), "STATE-VERDICT"),
    ("withdrawn twice", WHOLE, WITHDRAWN, WITHDRAWN, "STATE-ENDED"),
    ("accepted and extended, then withdrawn", WHOLE, EXTENDED, WITHDRAWN, ""),
    ("withdrawn, then extended", WHOLE, WITHDRAWN, EXTENDED, "STATE-ENDED"),
    ("extended twice", WHOLE, EXTENDED, EXTENDED, "STATE-EXTENDED"),
    ("deferred twice", DEFERRED, SUPPLIED, SUPPLIED, "STATE-DEFERRAL"),
    ("withdrawn, then deferred", DEFERRED, WITHDRAWN, SUPPLIED, "STATE-ENDED"),
    ("deferred, then withdrawn", DEFERRED, SUPPLIED, WITHDRAWN, ""),
    ("same field, same words", WHOLE, PHONE, PHONE, ""),
    ("same field, other words", WHOLE, PHONE, OTHER_PHONE, "STATE-FIELD"),
    ("other field", WHOLE, PHONE, AREA, ""),
    ("phone corrected, then accepted", RECEIVED, PHONE, c.GiveVerdict(), ""),
    ("area corrected, then other form", RECEIVED, AREA, c.GiveVerdict(form={"site_area": "86"}), "STATE-FIELD"),
    ("accepted, then phone corrected", RECEIVED, c.GiveVerdict(), PHONE, ""),
    ("told twice", [WHOLE[0]], c.Tell("受1", "handed-over"), c.Tell("受1", "electronic"), ""),
    ("voided, then told", WHOLE, c.VoidDocument("受1", "印错"), c.Tell("受1", "electronic"), "STATE-VOIDED"),
    ("told, then voided", WHOLE, c.Tell("受1", "electronic"), c.VoidDocument("受1", "印错"), ""),
    ("voided twice", WHOLE, c.VoidDocument("受1", "印错"), c.VoidDocument("受1", "污损"), ""),
    ("given away, then extended", WHOLE, AWAY, EXTENDED, ""),
    ("given to two halls", WHOLE, AWAY, AWAY_TOO, "STATE-ELSEWHERE"),
    ("withdrawn, then given away", WHOLE, WITHDRAWN, AWAY, "STATE-ENDED"),
    ("granted twice", WHOLE, GRANTED, GRANTED, "STATE-DECIDED"),
    ("granted, then refused", WHOLE, GRANTED, REFUSED, "STATE-DECIDED"),
    ("withdrawn, then granted", WHOLE, WITHDRAWN, GRANTED, "STATE-ENDED"),
    ("granted, then withdrawn", WHOLE, GRANTED, WITHDRAWN, "STATE-DECIDED"),
    ("granted, then extended", WHOLE, GRANTED, EXTENDED, "STATE-DECIDED"),
    ("extended, then granted", WHOLE, EXTENDED, GRANTED, ""),
    ("refused, then supplied", DEFERRED, REFUSED, SUPPLIED, "STATE-DECIDED"),
    ("supplied, then refused", DEFERRED, SUPPLIED, REFUSED, ""),
    ("granted, then opined", WHOLE, GRANTED, OPINED, "STATE-DECIDED"),
    ("opined, then granted", WHOLE, OPINED, GRANTED, ""),
    ("two opinions", WHOLE, OPINED, OPINED, ""),
    ("returned, then granted", WHOLE, RETURNED, GRANTED, ""),
    ("answered, then granted", SENT_BACK, ANSWERED, GRANTED, ""),
    ("granted, then answered", SENT_BACK, GRANTED, ANSWERED, ""),
    ("two procedures", WHOLE, STARTED, STARTED, "STATE-PROCEDURE"),
    ("procedure, then granted", WHOLE, STARTED, GRANTED, "STATE-PROCEDURE"),
    ("granted, then procedure", WHOLE, GRANTED, STARTED, "STATE-DECIDED"),
    ("extended, then procedure", WHOLE, EXTENDED, STARTED, "STATE-DUE"),
    ("procedure, then extended", WHOLE, STARTED, EXTENDED, "STATE-DUE"),
    ("ended twice", STOPPED, ENDED, ENDED, "STATE-PROCEDURE"),
    ("extended, then ended", STOPPED, EXTENDED, ENDED, "STATE-DUE"),
    ("withdrawn, then ended", STOPPED, WITHDRAWN, ENDED, "STATE-ENDED"),
    ("issued twice", GRANT, ISSUED, ISSUED, "STATE-ISSUED"),
    ("refusal served twice", REFUSAL, ISSUED, ISSUED, "STATE-ISSUED"),
    ("issued, then given away", GRANT, ISSUED, AWAY, "STATE-ENDED"),
    ("given away, then issued", GRANT, AWAY, ISSUED, ""),
    ("granted, then phone corrected", WHOLE, GRANTED, PHONE, ""),
]


@pytest.mark.parametrize(("base", "first", "second", "code"), [p[1:] for p in PAIRS], ids=[p[0] for p in PAIRS])
def test_second_of_a_pair(base: list[Any], first: Any, second: Any, code: str) -> None:
    server, (a, b) = opened_everywhere(base)
    one, other = a.act(first), b.act(second)
    assert one is not None
    assert other is not None
    assert server.take(one).ruling == "stands"
    assert server.take(other).reason == code
    assert server.state is not None
    assert server.state.contested == ((other.id,) if code else ())


def state_of(groups: list[list[Any]]) -> CaseState:
    """The case after all groups."""
    state = fold("case", [body for group in groups for body in group])
    assert state is not None
    return state


@pytest.mark.law("LAW-32-4")
def test_deemed_acceptance_falls_where_the_notice_was_told_in_time_elsewhere() -> None:
    printed = state_of([CORRECTION[0]])
    deemed = decided(printed, c.GiveVerdict(), date(2026, 12, 1))
    assert fits(printed, deemed) == ""
    assert fits(state_of(CORRECTION), deemed) == "STATE-VERDICT"


def test_paper_events_stand_where_the_paper_is_known() -> None:
    facts: list[Any] = [
        e.DocumentSpooled("受1", "前台"), e.DocumentPrinted("受1", 2), e.DocumentSpoiled("受1", 1, "卡纸"),
        e.DocumentSealed("受1", "章"), e.DocumentReprinted("受1", 1), e.DocumentVoided("受1", "印错"),
    ]  # fmt: skip
    assert [fits(state_of(WHOLE), [fact]) for fact in facts] == [""] * 6
    assert {fits(state_of(RECEIVED), [fact]) for fact in facts} == {"STATE-DOCUMENT"}
    assert fits(state_of(WHOLE), facts) == ""


def test_a_paper_by_itself_takes_the_place_of_a_void_one_only() -> None:
    again = e.DocumentMeant("受2", "acceptance-notice", 2, 1, TODAY.isoformat(), {})
    third = replace(again, number="受3")
    voided = [*WHOLE, [e.DocumentVoided("受1", "印错")]]
    assert fits(state_of(WHOLE), [again]) == "STATE-INFORCE"
    assert fits(state_of(voided), [again]) == ""
    assert fits(state_of([*voided, [again]]), [third]) == "STATE-INFORCE"
    assert fits(state_of(WHOLE), ACCEPTED[:1]) == "STATE-NUMBER"


def test_dates_are_replaced_by_themselves_only() -> None:
    state = state_of(WHOLE)
    assert state.legal is not None
    same = e.DueReplaced("legal", state.legal)
    other = e.DueReplaced("legal", replace(state.legal, date="2026-12-09"))
    assert (fits(state, [same]), fits(state, [other])) == ("", "STATE-DUE")
    waiting = replace(state, legal=replace(state.legal, provisional=True))
    assert fits(waiting, [other]) == ""
    extended = decided(state, EXTENDED)
    assert fits(waiting, [*extended, same]) == "STATE-DUE"
    assert fits(replace(state, legal=other.due), extended) == "STATE-DUE"
    assert fits(state_of(RECEIVED), [same]) == "STATE-DUE"


def test_originals_and_foreign_numbers() -> None:
    back = e.OriginalsReturned(("floor_plan",), TODAY.isoformat())
    number = e.ForeignNumberTaken("市监局系统", "77")
    state = state_of([*WHOLE, [back], [number]])
    assert fits(state, [back]) == "STATE-ORIGINAL"
    assert fits(state, [replace(back, materials=("application",))]) == ""
    assert fits(state, [number]) == ""
    assert fits(state, [replace(number, number="78")]) == "STATE-FOREIGN-NUMBER"


def test_proposals_of_two_counters() -> None:
    state = state_of(RECEIVED)
    proposal = e.VerdictProposed("accepted", (), "C05", 0)
    proposed = state_of([*RECEIVED, [proposal]])
    assert fits(proposed, [proposal]) == ""
    assert fits(proposed, [replace(proposal, verdict="not-accepted")]) == "STATE-VERDICT"
    assert fits(proposed, decided(state, c.GiveVerdict())) == ""
    assert fits(proposed, decided(state, c.GiveVerdict(form={"site_area": "86"}))) == "STATE-VERDICT"


def test_a_verdict_on_an_earlier_submission_does_not_stand() -> None:
    early = decided(state_of(RECEIVED), c.GiveVerdict())
    required = decided(state_of(RECEIVED), c.GiveVerdict(materials={"business_licence": replace(LICENCE, provided=())}))
    came = e.CorrectionReceived({"business_licence": LICENCE}, "2026-11-24", state_of(RECEIVED).answer_due, None, 1)
    now = state_of([*RECEIVED, required, [came]])
    assert (now.phase, now.round) == ("received", 1)
    assert fits(now, early) == "STATE-VERDICT"
    assert fits(now, [replace(early[0], round=e.ANY_ROUND)]) == ""


def test_a_case_opens_once_and_nothing_stands_without_its_opening() -> None:
    assert fits(None, RECEIVED[0]) == ""
    assert fits(state_of(RECEIVED), RECEIVED[0]) == "STATE-TAKEN"
    assert fits(None, [e.DocumentPrinted("受1", 1)]) == "STATE-ABSENT"


def test_what_cannot_be_read_is_passed_over() -> None:
    state = state_of(WHOLE)
    assert fits(state, [object(), *decided(state, EXTENDED)]) == ""
    assert take("case", state, "k:1", [object()], stands=True) == state
    assert take("case", None, "k:1", [object()], stands=True) is None


def test_contested_groups_are_kept_once_and_do_not_come_back() -> None:
    state = contest(contest(state_of(WHOLE), "k:1"), "k:1")
    assert (state.contested, state.seq) == ((group_id("k", 1),), state_of(WHOLE).seq)
    done = e.CaseSettled("j:1", ("k:1",), "accepted", 0, "")
    settled = take("case", state, "l:1", [done], stands=True)
    assert settled is not None
    assert (settled.contested, settled.settled) == ((), ("k:1",))
    assert contest(settled, "k:1") == settled
    assert fits(settled, [done]) == "STATE-SETTLED"
    assert fits(replace(state, round=1), [done]) == "STATE-SETTLED"
    assert take("case", None, "k:1", RECEIVED[0], stands=False) is None


def test_every_code_has_words() -> None:
    codes = {code for *_, code in PAIRS if code}
    assert codes <= set(REASONS)
    assert all(words.endswith("。") for words in REASONS.values())
