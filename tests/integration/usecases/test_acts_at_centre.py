"""Acts over the API by another system's token: decided as at a desk, numbered by the server, known at the desk at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pypdfium2
import pytest

from app.domain.case import commands as c
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.case_view import read_case
from app.usecases.central.acting import Actor, act_at_centre
from app.usecases.central.case_page import case_page
from app.usecases.central.reading import open_record
from app.usecases.central.tokens import add_token
from app.usecases.package import PackageFiling, accept_package
from app.usecases.todo import tasks_of
from tests.builders.cluster import ServerProcess
from tests.builders.filings import complete_filing, item_of, starting_catalogue
from tests.builders.package_files import complete_package
from tests.builders.plain_http import PLAIN
from tests.builders.simulated_desk import SimulatedDesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXTENSION: dict[str, Any] = {
    "act": "extend", "days": 10, "reason": "核对记录", "approved_by": "赵局长", "approver_level": "agency-head",
}  # fmt: skip


@dataclass
class Centre:
    """A server, a desk, and tokens by name."""

    server: ServerProcess
    desk: SimulatedDesk
    tokens: dict[str, str]

    def case(self, code: str = "GT-04") -> str:
        """A case that was accepted at the desk and that the server knows."""
        workplace = self.desk.workplace
        done = accept(workplace, complete_filing(item_of(code), workplace.today()))
        self.desk.sync()
        return done.state.case_no

    def act(self, case_no: str, body: Any, token: str = "approver") -> tuple[int, Any]:
        """Status and JSON of an act."""
        url = f"{self.server.url}/api/v1/cases/{case_no}/acts"
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = self.headers(token) | {"Content-Type": "application/json"}
        answer = httpx.post(url, headers=headers, content=content, timeout=60, trust_env=False, verify=PLAIN)
        return answer.status_code, answer.json()

    def headers(self, token: str) -> dict[str, str]:
        """Who asks."""
        return {"Authorization": f"Bearer {self.tokens[token]}"}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    folder: Path = tmp_path_factory.mktemp("centre")
    with ExitStack() as stack:
        server = ServerProcess.made(folder / "server")
        stack.callback(server.stop)
        desk = SimulatedDesk.enrolled(folder / "desk", server.url, server.code("C03", "沙坪坝"), "王芳")
        stack.callback(desk.close)
        desk.sync()
        with server.opened() as opened:
            tokens = {role: add_token(opened, role, role) for role in ("approver", "clerk", "lead", "issuer")}
            tokens["elsewhere"] = add_token(opened, "卫健系统", "approver", "卫生健康")
        yield Centre(server, desk, tokens)


def test_an_extension_reaches_the_desk_with_its_paper(centre: Centre) -> None:
    case_no = centre.case()
    status, answer = centre.act(case_no, EXTENSION)
    assert (status, [x["kind"] for x in answer["events"]]) == (200, ["case.extended"])
    [paper] = answer["documents"]
    assert (paper["kind"], "S00A-" in paper["number"]) == ("extension-notice", True)
    pdf = httpx.get(centre.server.url + paper["url"], headers=centre.headers("approver"), trust_env=False, verify=PLAIN)
    assert (pdf.status_code, pdf.headers["content-type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
    centre.desk.sync()
    view = read_case(centre.desk.workplace, case_no)
    assert [p.number for p in view.papers][1:] == [paper["number"]]
    assert (view.story[-1].who, view.story[-1].text) == ("approver", "延期 10 个工作日")
    assert list(centre.desk.problems()) == []
    assert centre.server.command("rebuild", "--check")["differences"] == []


@pytest.mark.law("LAW-38-2", "RECON-20", "LITIG-46")
def test_a_refusal_at_the_centre_names_where_to_go_by_the_servers_settings(centre: Centre) -> None:
    kept = centre.server.command(
        "settings", "court=重庆市沙坪坝区人民法院", "supervision_phone=023-12345", "hall_character=沙政务"
    )
    assert (kept["court"], "printers" in kept) == ("重庆市沙坪坝区人民法院", False)
    case_no = centre.case()
    body = {
        "act": "refuse",
        "facts": "后厨无排水。\n地面有积水。",
        "reasons": "布局不符合要求",
        "basis": "《食品安全法》第三十三条",
    }
    status, answer = centre.act(case_no, body)
    assert (status, [x["kind"] for x in answer["documents"]]) == (200, ["decision-refusal"])
    url = centre.server.url + answer["documents"][0]["url"]
    pdf = pypdfium2.PdfDocument(
        httpx.get(url, headers=centre.headers("approver"), trust_env=False, verify=PLAIN).content
    )
    said = "".join(pdf[0].get_textpage().get_text_range().split())
    for part in (
        "不予行政许可决定书",
        "S00A-1号",
        "后厨无排水。",
        "向重庆市沙坪坝区人民法院提起行政诉讼",
        "监督电话：023-12345",
    ):
        assert part in said
    centre.desk.sync()
    assert (
        centre.desk.workplace.find_case(case_no).documents[answer["documents"][0]["number"]].kind == "decision-refusal"
    )


@pytest.mark.law("LAW-38-1")
def test_cases_of_one_authority_are_granted_by_one_decision(centre: Centre) -> None:
    first, other = centre.case(), centre.case("GT-07")
    body = {"act": "grant", "content": "准予从事餐饮服务", "key": "two"}
    also = {"case_no": other, "content": "准予零售药品", "licence_no": "渝Y-1", "valid_to": "2031-11-22"}
    strange = centre.case("WJ-01")
    for wrong, code in (
        (first, "INPUT-WITH"),
        (strange, "STATE-MERGE"),
        ("500106-20260101-C03A-0001-X", "STATE-UNKNOWN"),
    ):
        status, problem = centre.act(first, body | {"key": None, "with": [also | {"case_no": wrong}]})
        assert (status >= 400, problem["code"]) == (True, code)
    status, answer = centre.act(first, body | {"with": [also]})
    assert (status, [x["kind"] for x in answer["documents"]]) == (200, ["decision-grant"])
    assert centre.act(first, body | {"with": [also]}) == (200, answer)
    url = centre.server.url + answer["documents"][0]["url"]
    pdf = pypdfium2.PdfDocument(
        httpx.get(url, headers=centre.headers("approver"), trust_env=False, verify=PLAIN).content
    )
    said = "".join(pdf[0].get_textpage().get_text_range().split())
    for part in ("下列2个事项", "准予从事餐饮服务", "准予零售药品", "渝Y-1", f"合并办件{other}"):
        assert part in said
    centre.desk.sync()
    assert [centre.desk.workplace.find_case(n).phase for n in (first, other, strange)] == [
        "granted",
        "granted",
        "accepted",
    ]
    assert list(centre.desk.problems()) == []
    assert centre.server.command("rebuild", "--check")["differences"] == []


def test_the_same_key_gives_the_first_answer(centre: Centre) -> None:
    case_no = centre.case()
    first = centre.act(case_no, EXTENSION | {"key": "k1"})
    assert centre.act(case_no, EXTENSION | {"key": "k1"}) == first
    status, problem = centre.act(case_no, EXTENSION | {"key": "k2"})
    assert (status, problem["code"]) == (409, "LAW-42-1")


@pytest.mark.parametrize(
    ("token", "body", "status", "code"),
    [
        ("clerk", EXTENSION, 403, "RIGHT-APPROVER"),
        ("elsewhere", EXTENSION, 403, "RIGHT-DEPARTMENT"),
        ("approver", {"act": "extend"}, 422, "INPUT-FIELD"),
        ("approver", {"act": "fly"}, 422, "INPUT-FIELD"),
        ("approver", b"{", 422, "INPUT-JSON"),
        ("approver", EXTENSION | {"days": 11}, 409, "LAW-42-1"),
        ("lead", {"act": "settle", "stands": "a:1"}, 409, "STATE-SETTLED"),
        ("lead", {"act": "transfer", "hall": "沙坪坝", "reason": "x"}, 422, "ENTRY-HALL"),
        ("clerk", {"act": "told", "number": "x", "how": "electronic"}, 409, "STATE-DOCUMENT"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    centre: Centre, token: str, body: Any, status: int, code: str
) -> None:
    case_no = centre.case()
    found, problem = centre.act(case_no, body, token)
    assert (found, problem["code"]) == (status, code)
    centre.desk.sync()
    assert centre.desk.workplace.find_case(case_no).extension is None


def test_acts_at_the_same_moment_draw_no_number_twice(tmp_path: Path, central_url: str) -> None:
    with ExitStack() as stack:
        server = ServerProcess.made(tmp_path / "server", central_url)
        stack.callback(server.stop)
        desk = SimulatedDesk.enrolled(tmp_path / "desk", server.url, server.code("C03", "沙坪坝"), "王芳")
        stack.callback(desk.close)
        filing = complete_filing(item_of("GT-04"), desk.workplace.today())
        cases = [accept(desk.workplace, filing).state.case_no for _ in range(8)]
        desk.sync()
        body, actor = json.dumps(EXTENSION).encode(), Actor("市监局", "approver")
        with server.opened() as opened, ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda number: act_at_centre(opened, number, body, actor)[0], cases))
        numbers = sorted(answer.documents[0].number for answer in answers)
        assert numbers == [f"沙市监延〔2026〕S00A-{n} 号" for n in range(1, 9)]
        desk.sync()
        assert [desk.workplace.find_case(number).extension is not None for number in cases] == [True] * 8


def test_a_restored_server_draws_from_another_series(tmp_path: Path) -> None:
    with ExitStack() as stack:
        server = ServerProcess.made(tmp_path / "server")
        stack.callback(server.stop)
        desk = SimulatedDesk.enrolled(tmp_path / "desk", server.url, server.code("C03", "沙坪坝"), "王芳")
        stack.callback(desk.close)
        filing = complete_filing(item_of("GT-04"), desk.workplace.today())
        cases = [accept(desk.workplace, filing).state.case_no for _ in range(2)]
        desk.sync()
        with server.opened() as opened:
            tokens = {"approver": add_token(opened, "approver", "approver")}
        centre = Centre(server, desk, tokens)
        server.command("backup", tmp_path / "backup")
        first = centre.act(cases[0], EXTENSION)[1]["documents"][0]["number"]
        desk.sync()
        server.kill()
        server.command("restore", tmp_path / "backup")
        server.start()
        second = centre.act(cases[1], EXTENSION)[1]["documents"][0]["number"]
        desk.sync()
        desk.sync()
        assert (first, second) == ("沙市监延〔2026〕S00A-1 号", "沙市监延〔2026〕S00B-1 号")
        assert [desk.workplace.find_case(n).extension is not None for n in cases] == [True, True]
        assert list(desk.problems()) == []
        assert server.command("rebuild", "--check")["differences"] == []


def test_an_unknown_case_is_not_found(centre: Centre) -> None:
    status, problem = centre.act("500106-20261123-C09A-0001-J", EXTENSION)
    assert (status, problem["code"]) in ((404, "STATE-UNKNOWN"), (404, "UNKNOWN"))


def test_a_record_corrected_at_the_centre_is_corrected_at_the_desk(centre: Centre) -> None:
    case_no = centre.case()
    body = {"act": "correct-record", "field": "applicant.phone", "new": "13900139000", "reason": "听错"}
    assert centre.act(case_no, body, "clerk")[0] == 200
    centre.desk.sync()
    assert centre.desk.workplace.find_case(case_no).filing.applicant.phone == "13900139000"


@pytest.mark.law("LAW-45-1", "LAW-38-1", "LAW-44-1")
def test_from_an_opinion_to_the_result_between_centre_and_desk(centre: Centre) -> None:
    case_no = centre.case()
    for body in (
        {"act": "opine", "result": "object", "text": "面积写法不一致"},
        {"act": "return", "reason": "请核对面积"},
        {"act": "start-special-procedure", "kind": "expert-review", "days": 5},
    ):
        status, answer = centre.act(case_no, body)
        assert (status, len(answer["events"])) == (200, 1)
    assert (answer["case"]["status"], answer["case"]["due"]) == ("suspended", {"promised": None, "legal": None})
    assert [x["kind"] for x in answer["documents"]] == ["special-procedure-notice"]
    workplace = centre.desk.workplace
    centre.desk.sync()
    assert {"returned", "tell"} <= {t.kind for t in tasks_of(workplace, case_no)}
    act(workplace, case_no, c.AnswerReturn("已与申请人核对"))
    centre.desk.sync()
    grant = {"act": "grant", "content": "准予从事餐饮服务", "licence_no": "JY1", "valid_to": "2031-11-22"}
    assert centre.act(case_no, grant)[1]["code"] == "STATE-PROCEDURE"
    status, answer = centre.act(case_no, {"act": "end-special-procedure"})
    assert (status, answer["case"]["status"]) == (200, "accepted")
    assert centre.act(case_no, grant, "clerk")[1]["code"] == "RIGHT-APPROVER"
    assert centre.act(case_no, grant)[0] == 200
    centre.desk.sync()
    assert "result" in {t.kind for t in tasks_of(workplace, case_no)}
    who = workplace.find_case(case_no).filing.applicant.natural_person
    issue = {"act": "issue", "collector": {"id_type": who.id_type, "id_number": who.id_number, "name": who.name}}
    assert centre.act(case_no, issue, "clerk")[1]["code"] == "RIGHT-ISSUER"
    status, answer = centre.act(case_no, issue, "issuer")
    assert (status, answer["case"]["status"]) == (200, "issued")
    assert [x["kind"] for x in answer["events"]] == ["case.issued", "document.told"]
    centre.desk.sync()
    view = read_case(workplace, case_no)
    assert (view.status, [line.text for line in view.story][-1].startswith("出件")) == ("issued", True)
    assert list(centre.desk.problems()) == []
    assert centre.server.command("rebuild", "--check")["differences"] == []


@pytest.mark.law("LAW-44-1")
def test_results_of_a_package_go_out_in_one_act(centre: Centre) -> None:
    workplace = centre.desk.workplace
    package = next(p for p in starting_catalogue().packages if p.key == "newborn")
    filing = complete_package(starting_catalogue(), package, today=workplace.today())
    first, second = accept_package(workplace, PackageFiling(package.key, filing)).case_nos
    centre.desk.sync()
    who = filing.applicant.natural_person
    issue = {"act": "issue", "collector": {"id_type": who.id_type, "id_number": who.id_number, "name": who.name}}
    assert centre.act(first, {"act": "grant", "content": "准予"})[0] == 200
    assert centre.act(first, issue | {"with": [second]}, "issuer")[1]["code"] == "STATE-UNDECIDED"
    assert centre.act(second, {"act": "grant", "content": "准予"})[0] == 200
    for wrong, code in (([centre.case()], "STATE-TOGETHER"), ([first], "INPUT-WITH"), (["x"], "STATE-UNKNOWN")):
        assert centre.act(first, issue | {"with": wrong}, "issuer")[1]["code"] == code
    status, answer = centre.act(first, issue | {"with": [second.lower()]}, "issuer")
    assert (status, answer["case"]["status"]) == (200, "issued")
    assert [x["kind"] for x in answer["documents"]] == ["service-record", "result-receipt"]
    centre.desk.sync()
    states = [workplace.find_case(number) for number in (first, second)]
    assert [state.phase for state in states] == ["issued", "issued"]
    kinds = [[d.kind for d in state.documents.values()].count("result-receipt") for state in states]
    assert (kinds, list(centre.desk.problems())) == ([1, 0], [])


@pytest.mark.law("LAW-32-9")
def test_a_case_shows_the_notice_that_tells_it_with_another(centre: Centre) -> None:
    workplace = centre.desk.workplace
    package = next(p for p in starting_catalogue().packages if p.key == "after-death")
    filing = complete_package(starting_catalogue(), package, today=workplace.today())
    done = accept_package(workplace, PackageFiling(package.key, filing))
    centre.desk.sync()
    paper = next(p for p in done.papers if p.meant.also and p.meant.kind == "acceptance-notice")
    holder, (other,) = paper.data.heading.case_no, paper.meant.also
    with centre.server.opened() as server:
        shown = open_record(server, other, "token:x", way="token")
        page = case_page(server, other, Actor("张审", "approver"), "x")
    assert [(d.number, d.lies_in) for d in shown.documents] == [(paper.meant.number, holder)]
    assert [(d.number, d.case_no) for d in page.told_elsewhere] == [(paper.meant.number, holder)]
    assert page.documents == ()
