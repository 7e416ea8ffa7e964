"""Papers from the decision to the result at a real counter: read back from the PDF, their codes verified, accounted for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.evolve import evolve
from app.domain.refusal import Refusal
from app.receipts.codes import read_codes, verify_text
from app.receipts.data import DecisionGrant, EscalationReceipt, ResultReceipt, to_mapping
from app.store.accounts import list_accounts
from app.usecases import day_end, print_queue
from app.usecases.accept import occasion_of
from app.usecases.act import act
from app.usecases.papers import contact_of, document_data, due_of
from app.usecases.printing import render_paper
from app.usecases.reissue import reissue
from app.usecases.result_papers import other_paper, papers_of_results, together
from app.usecases.signing import trust_of
from app.usecases.wire import command_of, read_act
from app.usecases.workplace import case_by_number
from tests.builders.office import CLERK, LEAD, SECOND_LEAD, OnePrinter, make_template, open_copy, taken
from tests.builders.result_papers import CLERK as ON_PAPER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.receipts.data import Heading
    from app.usecases.accept import Done
    from app.usecases.numbering import NumberedPaper
    from app.usecases.papers import Occasion
    from app.usecases.workplace import Workplace

GRANT = c.Grant("仅销售预包装食品（不含冷藏冷冻）", "YB150010600001", "2026-11-23", "2031-11-22")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh store with its accounts."""
    folder = tmp_path_factory.mktemp("results") / "home"
    make_template(folder)
    return folder


@pytest.fixture
def workplace(template: Path, tmp_path: Path) -> Iterator[Workplace]:
    """The counter with a clerk at work."""
    opened = open_copy(template, tmp_path / "home", CLERK)
    yield opened
    opened.store.close()


def second(workplace: Workplace, name: str = LEAD) -> str:
    """The account of somebody else at the counter."""
    return next(a.id for a in list_accounts(workplace.store) if a.name == name)


def text(paper: NumberedPaper) -> str:
    """What stands on the paper, without blanks."""
    pdf = pypdfium2.PdfDocument(render_paper(paper.data, 1, 0))
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf).replace("\ufffe", "")


def kinds(done: Done) -> list[str]:
    return [paper.meant.kind for paper in done.papers]


def issued(workplace: Workplace, case_no: str, **changes: str) -> Done:
    state = workplace.find_case(case_no)
    return act(workplace, case_no, c.Issue(state.filing.applicant.natural_person, **changes))  # type: ignore[arg-type]  # texts


@pytest.mark.law("LAW-38-1", "LAW-44-1")
def test_a_filing_at_the_counter_from_acceptance_to_the_result(workplace: Workplace, tmp_path: Path) -> None:
    case_no = taken(workplace, "GT-05").state.case_no
    granted = act(workplace, case_no, GRANT, actor=second(workplace))
    result = issued(workplace, case_no)
    assert (kinds(granted), kinds(result)) == (["decision-grant"], ["service-record", "result-receipt"])
    decision, record, slip = (text(paper) for paper in (*granted.papers, *result.papers))
    assert "备案通知书" in decision
    assert "仅销售预包装食品（不含冷藏冷冻）" in decision
    assert "行政许可" not in decision
    assert granted.papers[0].meant.number.replace(" ", "") in record
    assert all(part in slip for part in ("YB150010600001", "至2031年11月22日"))
    assert workplace.find_case(case_no).documents[granted.papers[0].meant.number].told == "handed-over"
    for paper in (*granted.papers, *result.papers):
        (tmp_path / "p.pdf").write_bytes(render_paper(paper.data, 1, 0))
        found = verify_text(read_codes(tmp_path / "p.pdf")[0], trust_of(workplace))
        assert (found.valid, found.document, found.case_no) == (True, paper.meant.number, case_no)


def test_each_series_of_a_day_is_accounted_for(workplace: Workplace) -> None:
    case_no = taken(workplace, "GT-05").state.case_no
    papers = act(workplace, case_no, GRANT, actor=second(workplace)).papers
    papers += issued(workplace, case_no).papers
    print_queue.enqueue(workplace, papers)
    print_queue.print_all(workplace, OnePrinter())
    for job in print_queue.unanswered(workplace):
        print_queue.answer(workplace, job.id, came_out=True)
    statement = day_end.statement(workplace)
    assert {n: statement.facts.outcomes[n] for n in ("granted", "issued")} == {"granted": 1, "issued": 1}
    sheets = {s.number: (s.handed_over, s.filed, s.outstanding) for s in statement.sums.sheets}
    assert [sheets[p.meant.number] for p in papers] == [(1, 1, 0), (0, 1, 0), (1, 1, 0)]
    found = {s.series.split("〔")[0]: (s.first, s.last) for s in statement.sums.series}
    assert found == {"沙市监受": (1, 1), "沙市监准": (1, 1), "沙市监达": (1, 1), "沙政务领": (1, 1)}


def test_a_service_done_on_the_spot_needs_its_slip_only(workplace: Workplace) -> None:
    case_no = taken(workplace, "MZ-03").state.case_no
    granted = act(workplace, case_no, replace(GRANT, valid_to=""), actor=second(workplace, SECOND_LEAD))
    result = issued(workplace, case_no)
    assert (kinds(granted), kinds(result)) == ([], ["result-receipt"])
    assert "结果领取凭证" in text(result.papers[0])


def decided(workplace: Workplace, case_no: str, *happened: object) -> Occasion:
    """A case as it stands after further events, with what its papers are made from."""
    with workplace.store.write() as uow:
        state: CaseState | None = case_by_number(uow.connection, case_no)
        for event in happened:
            state = evolve(state, event)  # type: ignore[arg-type]  # events of a case
        assert state is not None
        around = workplace.surroundings(state.item_code, state.release, uow.now.today)
        return replace(occasion_of(workplace, around, state, uow), happened=happened)


def granted(workplace: Workplace, case_no: str) -> e.CaseGranted:
    legal = workplace.find_case(case_no).legal
    assert legal is not None
    return e.CaseGranted("同意", "A-1", "", "", "部门", legal.date, legal)


def test_cases_reviewed_together_are_one_decision(workplace: Workplace) -> None:
    first, other, foreign = (taken(workplace, code).state.case_no for code in ("GT-04", "GT-07", "WJ-01"))
    occasions = [decided(workplace, no, granted(workplace, no)) for no in (first, other)]
    leading, covered = together(occasions)
    made = document_data("decision-grant", leading, "沙市监准〔2026〕C03A-1 号")
    assert isinstance(made, DecisionGrant)
    assert [(g.item.code, g.case_no) for g in made.granted] == [("GT-04", ""), ("GT-07", other)]
    assert [[x.kind for x in papers_of_results(o, o.happened)] for o in (leading, covered)] == [["decision-grant"], []]
    with pytest.raises(Refusal) as refused:
        together([occasions[0], decided(workplace, foreign, granted(workplace, foreign))])
    assert refused.value.code == "STATE-MERGE"


def test_results_issued_together_stand_on_one_receipt(workplace: Workplace) -> None:
    occasions = []
    for code in ("GT-04", "GT-07"):
        case_no = taken(workplace, code).state.case_no
        who = workplace.find_case(case_no).filing.applicant.natural_person
        event = e.CaseIssued(who, None, "counter", "", "B-2", "2026-11-23", late=False)
        both = decided(workplace, case_no, granted(workplace, case_no), event)
        occasions.append(replace(both, happened=(event,)))
    leading, covered = together(occasions)
    made = document_data("result-receipt", leading, "沙政务领〔2026〕C03A-1 号")
    assert isinstance(made, ResultReceipt)
    assert [(r.number, r.item, bool(r.case_no)) for r in made.results] == [
        ("B-2", occasions[0].item.name, False), ("B-2", occasions[1].item.name, True),
    ]  # fmt: skip
    assert [x.kind for x in papers_of_results(covered, covered.happened)] == ["service-record"]


@pytest.mark.law("LAW-44-1")
def test_a_late_delivery_is_said_on_its_record(workplace: Workplace) -> None:
    case_no = taken(workplace).state.case_no
    who = workplace.find_case(case_no).filing.applicant.natural_person
    event = e.CaseIssued(who, None, "post", "SF-1", "", "2026-11-23", late=True)
    mapping = to_mapping(
        document_data("service-record", decided(workplace, case_no, granted(workplace, case_no), event), "x")
    )
    assert (mapping["manner"], mapping["waybill"], mapping["late"][:2]) == ("post", "SF-1", "应于")


@pytest.mark.law("LAW-38-2")
def test_a_refusal_by_the_licensing_law_is_for_licences(workplace: Workplace) -> None:
    case_no = taken(workplace, "GT-05").state.case_no
    legal = workplace.find_case(case_no).legal
    assert legal is not None
    refused = e.CaseRefused("事实", "理由", "《中华人民共和国行政许可法》第十二条", "", "部门", legal.date, legal)
    with pytest.raises(Refusal) as found:
        document_data("decision-refusal", decided(workplace, case_no, refused), "x")
    assert (found.value.code, found.value.place) == ("ENTRY-BASIS", "basis")
    own = decided(workplace, case_no, replace(refused, basis="《食品安全法》第三十五条"))
    assert "申请行政复议" in str(to_mapping(document_data("decision-refusal", own, "x"))["remedies"])


@pytest.mark.law("LAW-45-1")
def test_a_special_procedure_is_told_with_the_date_that_held(workplace: Workplace) -> None:
    case_no = taken(workplace).state.case_no
    legal = workplace.find_case(case_no).legal
    assert legal is not None
    started = e.ProcedureStarted("testing", 5, "2026-11-24", "2026-12-01", legal, None, "2026-11-23", legal.date)
    made = document_data("special-procedure-notice", decided(workplace, case_no, started), "x")
    assert (made.days, made.before.on.isoformat()) == ("5个工作日", legal.date)  # type: ignore[union-attr]  # its notice


def test_a_paper_about_no_case_is_numbered_and_signed(workplace: Workplace) -> None:
    at = workplace.store.now().effective
    legal = taken(workplace).state.legal
    assert legal is not None

    def made(heading: Heading) -> EscalationReceipt:
        contact = contact_of(workplace.catalogue.departments[0], workplace.stationery())
        return EscalationReceipt(heading, "张三", "", at, "门牌不符", "", "李梅", due_of(legal), contact, ON_PAPER)

    with workplace.store.write() as uow:
        paper = other_paper(workplace, uow, "escalation-receipt", made, subject=("escalation", "e1"))
    assert (paper.draw.subject_kind, paper.draw.subject_id, paper.meant.copies) == ("escalation", "e1", 2)
    assert paper.meant.number.startswith("沙政务助〔")
    assert paper.data.heading.code is not None


def test_one_decision_on_several_cases_is_the_servers(workplace: Workplace) -> None:
    given = read_act(b'{"act":"grant","content":"x","with":[{"case_no":"y","content":"z"}]}')
    with pytest.raises(Refusal) as refused:
        command_of(given)
    assert (refused.value.code, refused.value.place) == ("STATE-CENTRE", "with")


def test_a_decision_that_is_made_again_says_what_it_said(workplace: Workplace) -> None:
    case_no = taken(workplace, "GT-05").state.case_no
    first = act(workplace, case_no, GRANT, actor=second(workplace)).papers[0]
    act(workplace, case_no, c.VoidDocument(first.meant.number, "印章盖错位置"))
    [again] = reissue(workplace, case_no, first.meant.number).papers
    assert again.meant.number != first.meant.number
    assert again.data.granted == first.data.granted  # type: ignore[union-attr]  # both are decisions
    read = text(again)
    assert first.meant.number.replace(" ", "") not in read
    assert again.meant.number.replace(" ", "") in read


def test_who_would_not_sign_is_served_by_leaving_it_before_two_witnesses(workplace: Workplace) -> None:
    case_no = taken(workplace, "GT-05").state.case_no
    granted = act(workplace, case_no, GRANT, actor=second(workplace))
    body = {
        "act": "issue", "collector": {"id_number": "", "name": ""}, "refused_to_sign": "不认可决定内容",
        "witnesses": ["周某", "吴某"],
    }  # fmt: skip
    person = workplace.find_case(case_no).filing.applicant.natural_person
    body["collector"] = {"id_number": person.id_number, "name": person.name}
    done = act(workplace, case_no, command_of(read_act(json.dumps(body).encode())))
    record = text(done.papers[0])
    assert all(part in record for part in ("■留置送达", "不认可决定内容", "周某、吴某"))
    told = workplace.find_case(case_no).documents[granted.papers[0].meant.number]
    assert told.told == "refused-to-sign"
