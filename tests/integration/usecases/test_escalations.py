"""What could not be done, at a counter that works alone: registered with a receipt, answered, closed; as acts too."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.refusal import Refusal
from app.store.projections import rebuild_check
from app.usecases.case_view import read_case
from app.usecases.escalations import (
    Escalate,
    add_step,
    answer_escalation,
    close_escalation,
    escalation_view,
    escalations_of,
    list_escalations,
    open_escalation,
    pressing_escalations,
)
from app.usecases.office_acts import do_office_act
from app.usecases.printing import write_papers
from app.usecases.ratings import open_to_rating, rate_by_token, rate_on_second_screen
from app.usecases.wire_office import read_any_act
from tests.builders.counters import PlayedCounter, counter_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 9, 28)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlayedCounter]:
    made = counter_at(tmp_path_factory.mktemp("counter"), DAY)
    yield made
    made.close()


def act(counter: PlayedCounter, case_no: str, **body: Any) -> dict[str, Any]:
    given = read_any_act(json.dumps(body).encode())
    return do_office_act(counter.workplace, case_no, given).answer  # type: ignore[arg-type]  # an office act


def test_one_without_a_case_has_a_receipt_and_a_promised_day(counter: PlayedCounter, tmp_path: Path) -> None:
    counter.clock.set(DAY)
    workplace = counter.workplace
    done = open_escalation(
        workplace, Escalate("社区说要先到大厅，大厅说要先到社区", "告诉我到哪里办", "陈梅", "13800138000")
    )
    [paper] = done.papers
    assert done.state.number == paper.draw.number
    assert (done.state.owner, done.state.until) == ("王芳", "2026-10-08")
    [written] = write_papers(workplace, done.papers, tmp_path)
    assert written["kind"] == "escalation-receipt"
    printed = str(paper.meant.data)
    assert "13800138000" not in printed
    assert "8000" in printed
    assert [row.number for row in list_escalations(workplace, words="社区")] == [done.state.number]


def test_it_becomes_pressing_is_answered_and_closes_with_the_persons_word(counter: PlayedCounter) -> None:
    counter.clock.set(DAY)
    workplace = counter.workplace
    number = open_escalation(workplace, Escalate("材料退了三次")).state.number
    counter.clock.set(date(2026, 10, 9))
    assert number in [row.number for row in list_escalations(workplace) if row.overdue]
    before = pressing_escalations(workplace)
    add_step(workplace, number, "问了部门经办人")
    answered = answer_escalation(workplace, number, "部门同意容缺", owner="李科长", until="2026-10-20")
    assert pressing_escalations(workplace) == before - 1
    assert (answered.state.postponed, answered.state.in_time) == (1, False)
    with pytest.raises(Refusal) as refused:
        close_escalation(workplace, number, "已受理", "")
    assert refused.value.code == "STATE-UNCONFIRMED"
    close_escalation(workplace, number, "已受理", "陈梅本人", how="in-person")
    view = escalation_view(workplace, number.replace(" ", ""))
    assert [entry.kind for entry in view.entries] == ["opened", "step", "answered", "closed"]
    assert (view.row.closed_on, view.row.solved, view.entries[0].who) == ("2026-10-09", True, "王芳")
    assert number not in [row.number for row in list_escalations(workplace)]


def test_the_acts_find_the_escalation_of_a_case(counter: PlayedCounter) -> None:
    case_no = counter.accepted(DAY).state.case_no
    answer = act(counter, case_no, act="escalate", text="不给快递结果", wanted="邮寄", refusal="STATE-LATE")
    number = answer["escalation"]["number"]
    assert (answer["case"]["case_no"], answer["events"][0]["kind"]) == (case_no, "escalation.opened")
    act(counter, case_no, act="answer-escalation", answer="可以邮寄", until="2026-10-20")
    again = act(counter, case_no, act="escalate", text="还是没有收到")["escalation"]["number"]
    with pytest.raises(Refusal) as refused:
        act(counter, case_no, act="close-escalation", outcome="寄出", confirmed_with="本人")
    assert refused.value.code == "STATE-ESCALATION"
    closed = act(
        counter, case_no, act="close-escalation", outcome="寄出", confirmed_with="本人", escalation=number,
        solved=False,
    )  # fmt: skip
    assert (closed["escalation"]["status"], closed["escalation"]["solved"]) == ("closed", False)
    assert {row.number: bool(row.closed_on) for row in escalations_of(counter.workplace, case_no)} == {
        number: True, again: False,
    }  # fmt: skip
    assert act(counter, "-", act="answer-escalation", answer="已补寄", escalation=again)["case"] is None


def test_a_service_is_rated_once_and_no_desk_tells_how(counter: PlayedCounter) -> None:
    workplace = counter.workplace
    done = counter.accepted(DAY)
    case_no = done.state.case_no
    code = done.papers[0].data.heading.code
    assert code is not None
    other = counter.accepted(DAY).state.case_no
    for wrong in ("not a code", code.text[:-8]):
        with pytest.raises(Refusal) as refused:
            rate_by_token(workplace, case_no, wrong, level=5)
        assert refused.value.code == "RATE-UNKNOWN"
    with pytest.raises(Refusal):
        rate_by_token(workplace, other, code.text, level=5)
    assert open_to_rating(workplace, case_no=case_no)
    act(counter, case_no, act="rate", token=code.text.rpartition("/")[2], level=1, labels=["服务态度差、效率低"])
    assert not open_to_rating(workplace, case_no=case_no)
    with pytest.raises(Refusal) as refused:
        rate_on_second_screen(workplace, case_no=case_no, level=5)
    assert refused.value.code == "RATE-USED"
    rate_on_second_screen(workplace, ticket="A012", level=4, labels=["服务态度较好"])
    assert not open_to_rating(workplace, ticket="A012")
    counter.clock.set(date(2026, 10, 12))
    counter.received(date(2026, 10, 12))
    assert open_to_rating(workplace, ticket="A012")  # the next day's ticket of the same number is another turn
    assert not any("rating" in line.text or "满意" in line.text for line in read_case(workplace, case_no).story)


def test_what_is_projected_is_made_again_row_for_row(counter: PlayedCounter) -> None:
    store = counter.workplace.store
    with store.read() as connection:
        report = rebuild_check(connection, store.program.projectors, store.program.types)
    assert report.differences == []
