"""The to-do, the story and the page of a case on a real store whose clock is turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from app.usecases.printing import came_out
from tests.builders.counters import CLERK, PlayedCounter, counter_at

THURSDAY = date(2026, 11, 12)
FRIDAY = date(2026, 11, 13)
TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path):
    played = counter_at(tmp_path / "home", FRIDAY)
    yield played
    played.close()


def told(counter: PlayedCounter):
    counter.clock.set(TODAY, 10)
    return [(r.case_no[-6:], r.task.kind, r.task.when, r.task.text) for r in CaseWork(counter.workplace).todo().rows]


def test_overdue_first_then_by_day(counter) -> None:
    counter.received(FRIDAY)
    correction = counter.correcting(date(2026, 11, 18))
    counter.hand_over(correction)
    counter.hand_over(counter.accepted(TODAY))
    rows = told(counter)
    assert [kind for _, kind, _, _ in rows] == ["deemed", "correction"]
    assert rows[0][2:] == ("11-20 已满", "视为受理已生效：打印并送达受理通知书")
    assert rows[1][2:] == ("11-25 周三", "申请人还没来补正（1 处）")


def test_printed_is_not_told(counter) -> None:
    done = counter.accepted(TODAY)
    notice = next(p.meant.number for p in done.papers if p.meant.kind == "acceptance-notice")
    assert [r[1:] for r in told(counter)] == [("tell", "今天", "打印并送达受理通知书")]
    came_out(counter.workplace, notice)
    assert [r[1:] for r in told(counter)] == [("tell", "今天", "送达受理通知书，登记方式")]
    act(counter.workplace, done.state.case_no, c.Tell(notice, "handed-over"))
    assert told(counter) == []


def test_deemed_acceptance_ends_with_its_notice_told(counter) -> None:
    done = counter.received(FRIDAY)
    counter.clock.set(TODAY)
    after = CaseWork(counter.workplace).give_verdict(done.state.case_no)
    assert (after.state.accepted_on, [p.meant.kind for p in after.papers]) == ("2026-11-13", ["acceptance-notice"])
    assert [r[1] for r in told(counter)] == ["tell"]
    counter.hand_over(after)
    assert told(counter) == []


def test_counts_for_the_chips_and_own_cases(counter) -> None:
    counter.received(FRIDAY)
    counter.accepted(TODAY)
    todo = CaseWork(counter.workplace).todo()
    assert todo.counts() == {
        "conflict": 0,
        "clock": 1,
        "tell": 1,
        "correction": 0,
        "deferral": 0,
        "online": 0,
        "other": 0,
    }
    assert (todo.pressing, len(todo.of("tell").rows), len(todo.of(mine=True).rows)) == (2, 1, 2)


def test_voided_notice_is_made_again_under_a_new_number(counter) -> None:
    work = CaseWork(counter.workplace)
    done = counter.accepted(TODAY)
    old = done.papers[-1].meant.number
    work.void(done.state.case_no, old, "印错纸")
    assert [r[1] for r in told(counter)] == ["reissue"]
    again = work.reissue(done.state.case_no, old)
    new = again.papers[0].meant
    assert (new.kind, new.number != old, [r[1] for r in told(counter)]) == ("acceptance-notice", True, ["tell"])
    with pytest.raises(Refusal) as refused:
        work.reissue(done.state.case_no, old)
    assert refused.value.code == "STATE-SUCCEEDED"


def test_document_in_force_is_not_made_again(counter) -> None:
    done = counter.accepted(TODAY)
    with pytest.raises(Refusal) as refused:
        CaseWork(counter.workplace).reissue(done.state.case_no, done.papers[-1].meant.number)
    assert refused.value.code == "STATE-INFORCE"


def test_story_tells_each_step_with_time_and_clerk(counter) -> None:
    done = counter.correcting(FRIDAY)
    counter.clock.set(TODAY, 10, 2)
    counter.hand_over(done)
    lines = CaseWork(counter.workplace).view(done.state.case_no).story
    assert [(f"{x.at:%m-%d %H:%M}", x.who) for x in lines[:2]] == [("11-13 09:00", CLERK), ("11-23 10:02", CLERK)]
    assert lines[0].text == "收件，一次性补正告知（1 处）"
    assert "出具补正告知书" in lines[0].detail
    assert any("当面交付并签收" in x.text for x in lines)


def test_erased_case_keeps_its_story_as_such(counter) -> None:
    from app.store.event import NewEvent, Subject
    from app.store.journal_events import SubjectErased
    from app.usecases.story import ERASED, story

    done = counter.accepted(TODAY)
    case_id = done.state.case_id
    with counter.workplace.store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e" * 32), SubjectErased("case", case_id, "依法删除"))])
        uow.erase(Subject("case", case_id))
        uow.commit()
    lines = story(counter.workplace, case_id)
    assert [(x.text, x.readable) for x in lines] == [(ERASED, False)]


def test_page_shows_clocks_with_their_stretches(counter) -> None:
    done = counter.accepted(TODAY)
    view = CaseWork(counter.workplace).view(done.state.case_no)
    assert (view.headline, view.subline) == ("已受理", "2026-11-23 受理，承诺 2026-11-30 前办结")
    assert [(x.title, x.due, x.state) for x in view.clocks] == [
        ("5 个工作日内答复", "2026-11-30 周一", "已受理"),
        ("承诺办结", "2026-11-30 周一", "还有 5 个工作日"),
        ("法定办结", "2026-12-07 周一", "还有 10 个工作日"),
    ]
    assert "计时 · 10个工作日" in view.clocks[2].stretches[0]


def test_case_is_found_by_every_handle(counter) -> None:
    done = counter.accepted(TODAY, name="沙坪坝区张记小面馆")
    counter.accepted(TODAY, name="另一家店")
    case_no, work = done.state.case_no, CaseWork(counter.workplace)
    paper = done.papers[-1]
    handles = [
        case_no, "-".join(case_no.split("-")[-2:]), "沙坪坝区张", "spbq", paper.meant.number,
        paper.meant.number.lower(), paper.meant.number.split("〕")[1].removesuffix(" 号"), paper.data.heading.code.text,
    ]  # fmt: skip
    found = [[row.case_no for row in work.find(handle).rows] for handle in handles]
    assert found == [[case_no]] * len(handles)
    assert {row.case_no for row in work.find("").rows} >= {case_no}
    assert (work.count(""), work.count("沙坪坝区张"), work.count("没有")) == (2, 1, 0)


def test_search_says_that_there_is_more(counter) -> None:
    for _ in range(3):
        counter.accepted(TODAY)
    found = CaseWork(counter.workplace).find("500106", limit=2)
    assert (len(found.rows), found.more, CaseWork(counter.workplace).count("500106")) == (2, True, 3)


def test_fields_are_copied_in_the_order_of_the_department(counter) -> None:
    work = CaseWork(counter.workplace)
    done = counter.accepted(TODAY)
    text = work.transcript(done.state.case_no)
    assert [f.label for f in text.fields[:2]] == ["姓名", "证件号码"]
    assert all(f.value for f in text.fields)
    after = work.take_number(done.state.case_no, " 渝市监-7788 ")
    assert (after.state.foreign_number, work.transcript(done.state.case_no).number) == ("渝市监-7788", "渝市监-7788")


def test_published_calendar_replaces_dates_once_and_tells(counter, tmp_path) -> None:
    from app.domain.law.calendar import CalendarYear, WorkCalendar
    from app.usecases.calendar_change import replace_provisional

    late = date(2026, 12, 25)
    done = counter.accepted(late, code="GT-04")
    assert done.state.legal is not None
    assert done.state.legal.provisional
    counter.hand_over(done)
    next_year = CalendarYear(2027, ((date(2027, 1, 1), "元旦"), (date(2027, 1, 4), "元旦调休")), ())
    years = (*counter.workplace.calendar.years, next_year)
    counter.workplace.library = replace(counter.workplace.library, calendar=WorkCalendar(years))
    work = CaseWork(counter.workplace)
    assert [r.task.kind for r in work.todo().rows] == ["calendar"]
    change = replace_provisional(counter.workplace)
    assert (change.replaced, change.reissued) == ((done.state.case_no,), (done.state.case_no,))
    state = counter.workplace.find_case(done.state.case_no)
    assert state.legal is not None
    assert (state.legal.provisional, state.legal.date > done.state.legal.date) == (False, True)
    assert [r.task.kind for r in work.todo().rows] == ["tell"]
    assert replace_provisional(counter.workplace).changed == frozenset()
