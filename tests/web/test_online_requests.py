"""An applicant supplies what is missing from a telephone; a counter sees it, takes it in, and the page says so."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import ViewportSize, expect

from app.domain.case import commands as c
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.central.enrolment import issue_code
from app.usecases.central.following import follow
from app.usecases.online_requests import (
    decline_request,
    request_file,
    request_view,
    take_up_request,
    waiting_requests,
)
from tests.builders.filings import complete_filing, item_of, without
from tests.builders.http_central import Served, make_central
from tests.builders.online import picture, small_pdf
from tests.builders.simulated_desk import SimulatedDesk
from tests.web.axe import violations
from tests.web.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from app.domain.case.state import CaseState
    from app.usecases.online_requests import RequestRow

PHONE = ViewportSize(width=390, height=844)
ITEM = "GT-04"
MISSING = next(iter(complete_filing(item_of(ITEM)).materials))


@dataclass(frozen=True)
class Hall:
    """A server with one counter."""

    served: Served
    desk: SimulatedDesk

    def case(self, *missing: str) -> CaseState:
        """A case that lacks materials, known to the server."""
        workplace = self.desk.workplace
        done = accept(workplace, without(complete_filing(item_of(ITEM), workplace.today()), missing))
        self.desk.sync()
        return done.state

    def waiting(self, state: CaseState) -> list[RequestRow]:
        """What the counter sees after an exchange."""
        self.desk.sync()
        return list(waiting_requests(self.desk.workplace, state.case_no))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """An evaluation server in this process and a desk of it."""
    folder: Path = tmp_path_factory.mktemp("requests")
    server = make_central(folder / "central", evaluation=True)
    with Served(server, io.StringIO()) as served:
        desk = SimulatedDesk.enrolled(folder / "desk", served.url, issue_code(server, "C03").code, "张静")
        desk.sync()
        yield Hall(served, desk)
        desk.close()
    server.close()


@pytest.fixture(params=["zh-CN", "en-GB"])
def page(request: pytest.FixtureRequest, browser: Browser, hall: Hall) -> Iterator[Page]:
    """A telephone, in each language."""
    context = browser.new_context(base_url=hall.served.url, locale=request.param, viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def enter(page: Page, state: CaseState, number: str = "") -> None:
    """From the progress page to the case, by the whole identity number."""
    page.goto("/c/progress")
    page.locator("#number").fill(state.case_no)
    page.locator("#last").fill(state.filing.applicant.natural_person.id_number[-4:])
    page.locator("form button.main").click()
    page.locator("a[href^='/c/request?number=']").click()
    page.locator("#id_number").fill(number or state.filing.applicant.natural_person.id_number)
    page.locator("form button.main").click()


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": "x/y", "buffer": data})
    page.locator("form.upload button").first.click()


def chinese(page: Page) -> bool:
    return page.locator("html").get_attribute("lang") == "zh-CN"


def test_what_is_missing_goes_from_a_telephone_to_the_counter_and_back(page: Page, hall: Hall):
    state = hall.case(MISSING)
    enter(page, state, state.filing.applicant.natural_person.id_number[-4:])
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#id_number").fill(state.filing.applicant.natural_person.id_number)
    page.locator("form button.main").click()
    assert violations(page) == []
    page.locator("a[href='/c/request/files/correction']").click()
    upload(page, "营业执照.exe", b"MZ not a picture")
    expect(page.get_by_role("alert")).to_be_visible()
    upload(page, "a.jpg", picture())
    upload(page, "b.pdf", small_pdf())
    expect(page.locator("ul.files li")).to_have_count(2)
    page.locator("ul.files button").first.click()
    expect(page.locator("ul.files li")).to_have_count(1)
    page.locator("#note").fill("原件在家里\n明天带来")
    assert violations(page) == []
    assert hall.waiting(state) == []
    page.locator("form[action$='/send'] button").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert violations(page) == []
    [row] = hall.waiting(state)
    view = request_view(hall.desk.workplace, row.id)
    assert (row.files, view.note, view.row.state) == (1, "原件在家里\n明天带来", "waiting")
    [material] = view.materials
    assert request_file(hall.desk.workplace, material.files[0].digest) == small_pdf()
    take_up_request(hall.desk.workplace, row.id)
    hall.desk.sync()
    follow(hall.served.server)
    page.locator("a[href='/c/request/files/correction']").click()
    expect(page.locator(".note.caution")).to_contain_text("C03")
    whole = complete_filing(item_of(ITEM), hall.desk.workplace.today()).materials[MISSING]
    scanned = replace(whole, scans=(material.files[0].digest,))
    act(hall.desk.workplace, state.case_no, c.CompleteCorrection({MISSING: scanned}))
    hall.desk.sync()
    page.goto("/c/request")
    expect(page.locator("ol.asked")).to_contain_text("已经办了" if chinese(page) else "Done")
    expect(page.locator("a[href='/c/request/files/correction']")).to_have_count(0)
    page.locator("form[action='/c/request/leave'] button").click()
    page.goto("/c/request/files/correction")
    expect(page.locator("#id_number")).to_be_visible()


def test_withdrawal_and_details_wait_for_the_counter(page: Page, hall: Hall):
    state = hall.case()
    enter(page, state)
    page.locator("a[href='/c/request/withdraw']").click()
    assert violations(page) == []
    page.locator("#reason").fill("不开店了")
    page.locator("form.card input[name=token]").evaluate("e => e.value = 'of another browser'")
    page.locator("form.card button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#reason")).to_have_value("不开店了")
    page.locator("form.card button").click()
    page.locator("a[href='/c/request/details']").click()
    assert violations(page) == []
    assert (state.filing.applicant.phone or "?") not in page.content()
    page.locator("[name='applicant.phone']").fill("12")
    page.locator("form.card button.main").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name='applicant.phone']")).to_have_value("12")
    page.locator("[name='applicant.phone']").fill("13900001111")
    page.locator("form.card button.main").click()
    expect(page.locator("ol.asked li")).to_have_count(2)
    rows = {row.kind: row for row in hall.waiting(state)}
    assert rows["withdraw"].summary == "不开店了"
    decline_request(hall.desk.workplace, rows["withdraw"].id, "请本人到窗口签字后撤回。")
    hall.desk.sync()
    page.goto("/c/request")
    expect(page.locator("ol.asked")).to_contain_text("请本人到窗口签字后撤回。")
    page.goto("/c/progress")
    page.locator("#number").fill(state.case_no)
    page.locator("#last").fill("8000")
    page.locator("form button.main").click()
    expect(page.locator("ol.asked")).not_to_contain_text("签字")
