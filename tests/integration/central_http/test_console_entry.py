"""The console's doors over HTTP: forms of other sites, wrong passwords, cookies, ends of sessions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx
import pytest

from app.usecases.central.accounts import add_user, disable_user
from tests.builders.http_central import ADMIN, PASSWORD
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from tests.builders.http_central import Served

HIDDEN = re.compile(r'name="(?:token|csrf)" value="([^"]+)"')


@pytest.fixture
def browser(served: Served) -> Iterator[httpx.Client]:
    """What keeps cookies and follows nothing by itself."""
    with httpx.Client(base_url=served.url, headers={"Accept-Language": "zh"}, timeout=60, verify=PLAIN) as client:
        yield client


def entered(browser: httpx.Client, name: str = ADMIN, password: str = PASSWORD) -> httpx.Response:
    """The answer to the log-in form."""
    token = HIDDEN.findall(browser.get("/console/log-in").text)[0]
    return browser.post("/console/log-in", data={"name": name, "password": password, "token": token})


def csrf_of(browser: httpx.Client) -> str:
    found: str = HIDDEN.findall(browser.get("/console/accounts").text)[0]
    return found


def test_log_in_leads_on_with_a_cookie_that_no_script_reads(browser: httpx.Client):
    answer = entered(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/")
    cookies = answer.headers.get_list("set-cookie")
    session = next(one for one in cookies if one.startswith("yichuang-session="))
    assert "HttpOnly" in session
    assert "SameSite=strict" in session
    assert browser.get("/console/").status_code == 200


def test_a_log_in_form_that_was_not_given_to_this_browser_is_refused(browser: httpx.Client):
    browser.get("/console/log-in")
    answer = browser.post("/console/log-in", data={"name": ADMIN, "password": PASSWORD, "token": "x"})
    assert answer.status_code == 403
    assert "FORM-STALE" in answer.text


@pytest.mark.parametrize(
    "path", ["accounts", "accounts/reset", "devices/code", "quarantine/admit", "log-out", "tasks/finish"]
)
def test_every_form_wants_the_token_of_its_session(browser: httpx.Client, path: str):
    entered(browser)
    for data in ({}, {"csrf": "0" * 64}):
        answer = browser.post(f"/console/{path}", data={"name": "王芳", "role": "clerk", **data})
        assert answer.status_code == 403
        assert "FORM-STALE" in answer.text


def test_a_form_sent_from_another_site_is_refused(browser: httpx.Client):
    entered(browser)
    data = {"csrf": csrf_of(browser), "name": "王芳", "role": "clerk"}
    answer = browser.post("/console/accounts", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert browser.post("/console/accounts", data=data).status_code == 200


def test_many_wrong_passwords_lock_the_name_for_a_while(browser: httpx.Client, log: io.StringIO):
    answers = [entered(browser, password=f"不对的密码{number}") for number in range(9)]
    assert answers[0].status_code == 401
    last = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) >= 1
    assert entered(browser).status_code == 429
    assert "不对的密码" not in log.getvalue()


@pytest.mark.parametrize("body", [b"\xff\xfe", b"name=%ff%fe", b"a=1&" * 500, b"name=%00"])
def test_a_form_that_cannot_be_read_is_refused(browser: httpx.Client, body: bytes):
    answer = browser.post(
        "/console/log-in", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_without_a_session_every_page_leads_to_the_log_in(browser: httpx.Client):
    for path in ("", "tasks", "quarantine", "devices", "accounts", "cases", "releases", "password"):
        answer = browser.get(f"/console/{path}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/log-in")


def test_a_session_ends_with_the_log_out_and_with_the_account(browser: httpx.Client, served: Served):
    add_user(served.server, "李静", "supervisor", password="自己的-密码-77")
    entered(browser, "李静", "自己的-密码-77")
    kept = dict(browser.cookies)
    csrf = HIDDEN.findall(browser.get("/console/tasks").text)[0]
    assert browser.post("/console/log-out", data={"csrf": csrf}).status_code == 303
    again = httpx.get(f"{served.url}/console/tasks", cookies=kept, verify=PLAIN)
    assert again.headers["location"] == "/console/log-in"
    entered(browser, "李静", "自己的-密码-77")
    assert browser.get("/console/tasks").status_code == 200
    disable_user(served.server, "李静")
    assert browser.get("/console/tasks").status_code == 303


def test_pages_keep_to_themselves(browser: httpx.Client):
    answer = browser.get("/console/log-in")
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert set(re.findall("<script[^>]*>", answer.text)) <= {'<script src="/console/static/console.js" defer>'}
    style = browser.get("/console/static/console.css")
    assert style.headers["content-type"].startswith("text/css")
    font = browser.get("/console/static/font.ttf", headers={"Range": "bytes=0-3"})
    assert font.content[:4] == b"\x00\x01\x00\x00"
