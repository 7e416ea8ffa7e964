"""Two counters act on one case while apart, with a real server between real desks; a lead settles it; everybody agrees."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.case_work import CaseWork
from app.usecases.printing import came_out, render_paper, sheet
from app.usecases.settling import contested_view
from app.usecases.story import story
from app.usecases.todo import read_todo
from tests.builders.cluster import ServerProcess
from tests.builders.filings import complete_filing, item_of, passed, without
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.accept import Done
    from app.usecases.todo import TodoRow

HALL = "沙坪坝区政务服务中心"
OTHER_HALL = "渝北区政务服务中心"
ITEM = item_of("GT-04")


@dataclass
class Area:
    """A server and its desks by counter."""

    server: ServerProcess
    desks: dict[str, SimulatedDesk]

    def __getitem__(self, counter: str) -> SimulatedDesk:
        return self.desks[counter]

    def exchange(self, *counters: str) -> None:
        """These desks exchange in this order, and then all once more."""
        for counter in (*counters, *self.desks):
            self.desks[counter].sync()


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Area]:
    folder: Path = tmp_path_factory.mktemp("area")
    clerks = {"C03": ("王芳", HALL), "C05": ("赵敏", HALL), "C01": ("李组长", HALL), "D01": ("何静", OTHER_HALL)}
    with ExitStack() as stack:
        server = ServerProcess.made(folder / "server")
        stack.callback(server.stop)
        codes = server.codes([(counter, hall) for counter, (_, hall) in clerks.items()])
        desks = {}
        for code, (counter, (clerk, _)) in zip(codes, clerks.items(), strict=True):
            desks[counter] = SimulatedDesk.enrolled(folder / counter, server.url, code, clerk)
            stack.callback(desks[counter].close)
        yield Area(server, desks)


def correcting(area: Area) -> str:
    """A case of C03 that waits for a correction, known in the whole hall."""
    desk = area["C03"].workplace
    done = accept(desk, without(complete_filing(ITEM, desk.today()), {"business_licence"}))
    tell(area["C03"], done, "correction-notice")
    area.exchange("C03")
    return done.state.case_no


def tell(desk: SimulatedDesk, done: Done, kind: str) -> str:
    """The papers came out, and the one of a kind is in the applicant's hand."""
    for paper in done.papers:
        came_out(desk.workplace, paper.meant.number)
    number = next(p.meant.number for p in done.papers if p.meant.kind == kind)
    act(desk.workplace, done.state.case_no, c.Tell(number, "handed-over"))
    return number


def complete(area: Area, counter: str, case_no: str, remark: str = "") -> str:
    """The counter takes the correction in and accepts; the number of its notice."""
    desk = area[counter]
    today = desk.workplace.today()
    licence = replace(passed(ITEM, "business_licence", complete_filing(ITEM, today)), remark=remark)
    done = act(desk.workplace, case_no, c.CompleteCorrection({"business_licence": licence}))
    return tell(desk, done, "acceptance-notice")


def rows(area: Area, counter: str, case_no: str) -> list[TodoRow]:
    """The tasks of a case at a counter."""
    return [r for r in read_todo(area[counter].workplace).rows if r.case_no == case_no]


def refusal(action: Any) -> Refusal:
    """What refuses an action."""
    with pytest.raises(Refusal) as refused:
        action()
    return refused.value


def check_equal(area: Area, *counters: str) -> None:
    """These desks hold the same states, and each would rebuild what it has."""
    states = [area[counter].states() for counter in counters]
    assert all(state == states[0] for state in states)
    assert [list(area[counter].problems()) for counter in counters] == [[] for _ in counters]


def test_a_contested_correction_is_settled_by_another_lead_with_a_paper(area: Area) -> None:
    case_no = correcting(area)
    first, second = complete(area, "C05", case_no), complete(area, "C03", case_no, "另一版")
    area.exchange("C05", "C03")
    for counter in ("C03", "C05", "C01"):
        [row] = [r for r in rows(area, counter, case_no) if r.task.kind == "contested"]
        assert (row.group, row.mine, row.task.due_today) == ("conflict", True, True)
        assert row.task.detail == "C05 窗与 C03 窗断网期间各办了一次：收到补正，受理"
    view = CaseWork(area["C01"].workplace).contested(case_no)
    assert view is not None
    assert [(v.stands, v.counter, v.clerk, [(p.number, p.told) for p in v.papers]) for v in view.versions] == [
        (True, "C05", "赵敏", [(first, True)]),
        (False, "C03", "王芳", [(second, True)]),
    ]
    assert (view.may_settle, view.refusal, view.ask != "") == (True, "", True)
    own = contested_view(area["C03"].workplace, case_no)
    assert own is not None
    assert (own.may_settle, "另一位组长" in own.refusal) == (False, True)
    waiting = view.versions[1].id
    assert (
        refusal(lambda: act(area["C05"].workplace, case_no, c.Settle(waiting, "以后交的为准"))).code == "RIGHT-AUTHOR"
    )
    assert refusal(lambda: act(area["C01"].workplace, case_no, c.Settle(waiting))).code == "ENTRY-APPLICANT-SAYS"
    settled = CaseWork(area["C01"].workplace).settle(case_no, waiting, "以后交的为准", (first,))
    [paper] = settled.papers
    pdf = pypdfium2.PdfDocument(render_paper(sheet(area["C01"].workplace, paper.meant.number).data, 1, 0))
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    for words in ("文书核对处理告知书", "以后交的为准", "作废，已收回", "继续有效", first.replace(" ", "")):
        assert words in text
    area.exchange("C01")
    state = area["C03"].workplace.find_case(case_no)
    assert (state.contested, state.filing.materials["business_licence"].remark) == ((), "另一版")
    assert [bool(state.documents[n].voided) for n in (first, second)] == [True, False]
    assert any("没有生效" in line.text for line in story(area["C05"].workplace, state.case_id))
    assert [r.task.kind for r in rows(area, "C05", case_no)] == []
    check_equal(area, "C03", "C05", "C01")


def test_a_version_that_stands_can_be_confirmed(area: Area) -> None:
    case_no = correcting(area)
    first, second = complete(area, "C05", case_no), complete(area, "C03", case_no, "另一版")
    area.exchange("C05", "C03")
    view = contested_view(area["C01"].workplace, case_no)
    assert view is not None
    act(area["C01"].workplace, case_no, c.Settle(view.versions[0].id, "以先交的为准"))
    area.exchange("C01")
    state = area["C03"].workplace.find_case(case_no)
    assert state.filing.materials["business_licence"].remark == ""
    assert [bool(state.documents[n].voided) for n in (first, second)] == [False, True]
    check_equal(area, "C03", "C05", "C01")


def test_a_withdrawal_meanwhile_is_no_conflict(area: Area) -> None:
    case_no = correcting(area)
    complete(area, "C05", case_no)
    area.exchange("C05")
    act(area["C03"].workplace, case_no, c.CorrectRecord("applicant.phone", "13900139000", "听错"))
    act(area["C05"].workplace, case_no, c.Withdraw("不办了", True))
    area.exchange("C05", "C03")
    state = area["C01"].workplace.find_case(case_no)
    assert (state.phase, state.contested, state.filing.applicant.phone) == ("withdrawn", (), "13900139000")
    check_equal(area, "C03", "C05", "C01")


def test_a_case_given_to_another_hall_says_who_has_it(area: Area) -> None:
    case_no = correcting(area)
    lead = CaseWork(area["C01"].workplace)
    assert refusal(lambda: lead.transfer(case_no, HALL, "属地")).code == "ENTRY-HALL"
    lead.transfer(case_no, OTHER_HALL, "经营场所在渝北")
    complete(area, "C05", case_no)
    area.exchange("C01", "C05")
    taken = area["D01"].workplace.find_case(case_no)
    assert (taken.hall, len(taken.documents)) == (OTHER_HALL, 2)
    for counter in ("C01", "C03", "C05"):
        refused = refusal(lambda at=counter: act(area[at].workplace, case_no, c.Withdraw("不办了", True)))
        assert refused.code == "STATE-ELSEWHERE"
        assert OTHER_HALL in refused.message
    [lost] = [r for r in read_todo(area["C05"].workplace).rows if r.task.kind == "overruled" and r.case_no == case_no]
    assert "收到补正" in lost.task.text
    assert OTHER_HALL in lost.task.detail
    assert (
        refusal(lambda: CaseWork(area["D01"].workplace).acknowledge(rows(area, "D01", case_no)[0])).code == "STATE-TASK"
    )
    CaseWork(area["C05"].workplace).acknowledge(lost)
    assert [r for r in read_todo(area["C05"].workplace).rows if r.task.kind == "overruled"] == []
    assert [r.task.kind for r in rows(area, "D01", case_no)] == ["contested", "correction"]
    view = contested_view(area["D01"].workplace, case_no)
    assert view is not None
    act(area["D01"].workplace, case_no, c.Settle(view.versions[1].id, "补正已交，照此受理"))
    area.exchange("D01")
    taken = area["D01"].workplace.find_case(case_no)
    assert (taken.phase, taken.hall, taken.contested) == ("accepted", OTHER_HALL, ())
