"""Scans of a case over HTTP: who may see them, what is noted, and that nothing a counter sent runs in a browser."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import httpx
import pytest

from app.domain.audit import AUDIT, RecordFileOpened
from app.domain.signature import SignatureTaken
from app.store.central.events import ledger_events
from app.store.event import Subject
from app.usecases.central.accounts import add_user
from app.usecases.central.cases import case_by_id
from app.usecases.central.rulings import decode_body
from app.usecases.central.tokens import add_token
from db.central.ledger import events
from tests.builders.case_scans import case_with, digest_of, pdf_of, send
from tests.builders.filings import item_of
from tests.builders.online import picture
from tests.builders.plain_http import PLAIN
from tests.builders.there import there
from tests.life.town import Web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.case.state import CaseState
    from tests.builders.http_central import HttpDesk, Served

PASSWORD = "部门-密码-77"
FIRST, SECOND = (one.key for one in item_of("GT-04").materials[:2])
PDF, HOSTILE, LATE = pdf_of("One", "Two"), b"<html><script>alert(1)</script>", picture("PNG", (300, 200))
HOLDER = "审批系统"


def opened_files(served: Served) -> list[tuple[str, str]]:
    """Which files were opened and by which way, in order."""
    ledger = served.server.ledger
    with ledger.store.read() as connection:
        found = list(ledger_events(connection, ledger.area, ledger.vault, events.c.subject_kind == AUDIT))
    bodies = [decode_body(ledger.types, one.header, one.body) for one in found]
    return [(body.digest, body.way) for body in bodies if isinstance(body, RecordFileOpened)]


@pytest.fixture
def desk(served_on_both: Served) -> HttpDesk:
    """A counter that has opened its journal."""
    found = served_on_both.device("C03")
    found.pen.open()
    return found


@pytest.fixture
def case(served_on_both: Served, desk: HttpDesk) -> CaseState:
    """A case with a PDF that has arrived, one file that is none, and one that is on its way."""
    case_id = case_with(desk, "GT-04", {FIRST: (PDF, HOSTILE), SECOND: (LATE,)})
    desk.push()
    send(desk, case_id, PDF, "application/pdf")
    send(desk, case_id, HOSTILE, "text/html")
    send(desk, case_id, LATE, "image/png", upto=100)
    return there(case_by_id(served_on_both.server.ledger, case_id)).state


@pytest.fixture
def approver(served_on_both: Served) -> Iterator[httpx.Client]:
    """The browser of somebody who may open records."""
    add_user(served_on_both.server, "周岚", "approver", password=PASSWORD)
    yield from logged_in(served_on_both, "周岚")


@pytest.fixture
def administrator(served_on_both: Served) -> Iterator[httpx.Client]:
    """The browser of somebody who may not."""
    add_user(served_on_both.server, "管理", "admin", password=PASSWORD)
    yield from logged_in(served_on_both, "管理")


def logged_in(served: Served, name: str) -> Iterator[httpx.Client]:
    web = Web.at(served.url)
    web.submit(web.page("/console/log-in"), "/console/log-in", name=name, password=PASSWORD)
    yield web.client
    web.client.close()


def picture_in(page: httpx.Response) -> str:
    """The address of the drawing on the page of a scan."""
    found = re.search('<img src="([^"]+)"', page.text)
    return unescape(there(found)[1])


def test_the_page_of_a_case_lists_its_scans(case: CaseState, approver: httpx.Client):
    text = re.sub(r"\s+", " ", approver.get(f"/console/cases/{case.case_no}").text)
    assert f'/console/cases/{case.case_no}/files/{digest_of(PDF)}">扫描件 1</a>' in text
    assert "扫描件 2" in text
    assert digest_of(LATE) not in text
    assert re.search("扫描件 1 <span[^>]*>PNG · 传到 [1-9][0-9]?%，窗口电脑联网后接着传", text)


def test_a_scan_is_turned_page_by_page_and_noted_once(served_on_both: Served, case: CaseState, approver: httpx.Client):
    address = f"/console/cases/{case.case_no}/files/{digest_of(PDF)}"
    page = approver.get(address)
    assert "1 / 2" in page.text
    drawn = approver.get(picture_in(page))
    assert (drawn.headers["content-type"], drawn.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert drawn.headers["content-security-policy"] == "sandbox; default-src 'none'"
    following = unescape(there(re.search('rel="next" href="([^"]+)"', page.text))[1])
    second = approver.get(following)
    assert "2 / 2" in second.text
    assert approver.get(picture_in(second)).content != drawn.content
    assert opened_files(served_on_both) == [(digest_of(PDF), "console")]
    assert approver.get(address).status_code == 200
    assert len(opened_files(served_on_both)) == 2


def test_no_page_is_drawn_by_a_mark_of_nobody(case: CaseState, approver: httpx.Client):
    address = f"/console/cases/{case.case_no}/files/{digest_of(PDF)}"
    good = picture_in(approver.get(address))
    for bad in (
        f"{address}/pages/1",
        good.replace("pages=2", "pages=9"),
        good.replace("/pages/1?", "/pages/3?"),
        good.replace(digest_of(PDF), digest_of(HOSTILE)),
    ):
        assert approver.get(bad).status_code == 404, bad


def test_what_is_no_scan_is_not_shown_but_can_be_saved(served_on_both: Served, case: CaseState, approver: httpx.Client):
    address = f"/console/cases/{case.case_no}/files/{digest_of(HOSTILE)}"
    page = approver.get(address)
    assert page.status_code == 200
    assert "这种文件不能在网页里显示" in page.text
    assert "<img" not in page.text
    saved = approver.get(f"{address}/original")
    assert saved.content == HOSTILE
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith(f'attachment; filename="{case.case_no}-')
    assert saved.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert saved.headers["x-content-type-options"] == "nosniff"
    assert opened_files(served_on_both) == [
        (digest_of(HOSTILE), "console"), (digest_of(HOSTILE), "console-original"),
    ]  # fmt: skip


def test_only_files_of_this_case_and_only_for_who_may_open_it(
    served_on_both: Served, desk: HttpDesk, case: CaseState, approver: httpx.Client, administrator: httpx.Client
):
    other = pdf_of("Other")
    other_id = case_with(desk, "GT-04", {FIRST: (other,)})
    desk.push(desk.pen.last - 1)
    send(desk, other_id, other, "application/pdf")
    address = f"/console/cases/{case.case_no}/files"
    assert approver.get(f"{address}/{digest_of(other)}").status_code == 404
    assert approver.get(f"{address}/{digest_of(other)}/original").status_code == 404
    assert approver.get(f"{address}/..%2f..%2fpasswd").status_code == 404
    assert approver.get(f"{address}/{digest_of(LATE)}").status_code == 409
    assert administrator.get(f"{address}/{digest_of(PDF)}").status_code == 403
    assert administrator.get(f"{address}/{digest_of(PDF)}/original").status_code == 403
    assert httpx.get(f"{served_on_both.url}{address}/{digest_of(PDF)}", verify=PLAIN).status_code == 303
    assert opened_files(served_on_both) == []


def test_another_system_reads_which_files_there_are_and_fetches_them(
    served_on_both: Served, desk: HttpDesk, case: CaseState
):
    token = {"Authorization": f"Bearer {add_token(served_on_both.server, HOLDER, 'approver')}"}
    address = f"{served_on_both.url}/api/v1/cases/{case.case_no}"
    files = httpx.get(address, headers=token, verify=PLAIN).json()["files"]
    name = item_of("GT-04").materials[0].name
    assert files[0] == {
        "material": FIRST, "name": name, "digest": digest_of(PDF), "media_type": "application/pdf", "size": len(PDF),
        "complete": True, "lies_in": "",
    }  # fmt: skip
    assert [one["complete"] for one in files] == [True, True, False]
    got = httpx.get(f"{address}/files/{digest_of(PDF)}", headers=token, verify=PLAIN)
    assert (got.content, got.headers["content-type"]) == (PDF, "application/octet-stream")
    assert got.headers["content-length"] == str(len(PDF))
    late = httpx.get(f"{address}/files/{digest_of(LATE)}", headers=token, verify=PLAIN)
    assert (late.status_code, late.json()["code"]) == (409, "STATE-FILE")
    assert httpx.get(f"{address}/files/{'0' * 64}", headers=token, verify=PLAIN).json()["code"] == "UNKNOWN"
    mine = desk.client.get(f"/cases/{case.case_no}/files/{digest_of(PDF)}", params={"account": desk.pen.actor})
    assert mine.content == PDF
    rightless = {"Authorization": f"Bearer {add_token(served_on_both.server, '统计', 'admin')}"}
    assert httpx.get(f"{address}/files/{digest_of(PDF)}", headers=rightless, verify=PLAIN).status_code == 403
    assert opened_files(served_on_both) == [(digest_of(PDF), "api")] * 2


def test_a_paper_of_a_package_is_shown_in_each_of_its_cases_and_a_signature_in_none(
    served_on_both: Served, desk: HttpDesk, approver: httpx.Client
):
    signature = picture("PNG", (20, 10))
    shared = shared_material()
    first = case_with(desk, "GT-04", {shared[0]: (PDF,)}, package="package-1")
    second = case_with(desk, "GT-07", {}, package="package-1")
    signed = SignatureTaken(second, "application", digest_of(signature), "image/png", len(signature))
    desk.pen.write((Subject("case", second), signed, 2))
    desk.push()
    send(desk, first, PDF, "application/pdf")
    send(desk, second, signature, "image/png")
    send(desk, second, LATE, "image/png")
    ledger = served_on_both.server.ledger
    lies_in, number = (there(case_by_id(ledger, one)).case_no for one in (first, second))
    token = {"Authorization": f"Bearer {add_token(served_on_both.server, HOLDER, 'approver')}"}
    files = httpx.get(f"{served_on_both.url}/api/v1/cases/{number}", headers=token, verify=PLAIN).json()["files"]
    assert [(one["material"], one["digest"], one["lies_in"]) for one in files] == [
        (shared[1], digest_of(PDF), lies_in), ("", digest_of(LATE), ""),
    ]  # fmt: skip
    page = approver.get(f"/console/cases/{number}")
    assert f"与 {lies_in} 共用一份" in page.text
    assert "其他扫描件" in page.text
    assert approver.get(f"/console/cases/{number}/files/{digest_of(PDF)}").status_code == 200
    assert approver.get(f"/console/cases/{number}/files/{digest_of(signature)}").status_code == 404


def shared_material() -> tuple[str, str]:
    """The keys under which two items want the same paper."""
    other = {m.identity: m.key for m in item_of("GT-07").materials}
    return next((m.key, other[m.identity]) for m in item_of("GT-04").materials if m.identity in other)
