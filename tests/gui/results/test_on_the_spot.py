"""On the spot 立等可取: one key for acceptance, decision and issuance, a second person's password where it has to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.desk.arguments import TakeApplication
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.devices.printers.choice import Printers
from app.devices.printers.folder import NAME
from app.domain.checklist.filing import Applicant, Filing
from app.store.accounts import list_accounts
from app.store.event import Subject
from app.usecases.counter_printing import CounterPrinting
from app.usecases.counter_work import CounterWork
from app.usecases.package_queries import read_package
from app.usecases.prefill import prefill_text, read_prefill
from app.usecases.taking import fresh
from tests.builders.filings import applicant_of, complete_filing, item_of
from tests.builders.office import CLERK, LEAD, PASSWORD, make_template, open_copy
from tests.builders.package_files import complete_package

NOW = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spot") / "home"
    make_template(folder)
    return folder


@pytest.fixture
def workplace(template, tmp_path, background):
    opened = open_copy(template, tmp_path / "home", CLERK)
    yield opened
    background.close()
    opened.store.close()


@pytest.fixture
def screen(desk, workplace, tmp_path, index, shown, settled):
    printing = CounterPrinting(workplace, Printers(tmp_path / "printed", default=NAME, ask_system=list))
    page = AcceptanceScreen(desk, AcceptanceTools(CounterWork(workplace, index), printing, read_prefill=read_prefill))
    page.resize(1294, 724)
    shown(page)
    page.on_shown()
    settled()
    return page


def ready(screen, code="GT-05", **changes):
    """The page with everything entered and checked."""
    work = screen.tools.work
    filing = replace(complete_filing(item_of(code), work.today), **changes)
    screen.start_anew(replace(fresh(), filing=filing, release=work.release()))
    return screen.page


def actors(workplace, case_no):
    """Who did what of a case, by log-in name."""
    state = workplace.find_case(case_no)
    names = {account.id: account.name for account in list_accounts(workplace.store)}
    steps = ("case.accepted", "case.granted", "case.issued")
    events = workplace.store.events_of(Subject("case", state.case_id))
    return {event.kind: names[event.actor] for event in events if event.kind in steps}


def test_second_person_confirms_and_three_steps_are_three_events(screen, workplace, keys, picture):
    page = ready(screen)
    picture(screen, "on-the-spot")
    keys.press(Qt.Key.Key_Return, NOW)
    form = screen.deciding.on_the_spot.sheet
    assert form.values()["content"] == "备案编号（凭证）"
    form.take_up({"licence_no": "YB15001060001234"})
    form.field("second").editor.set_value(LEAD)
    form.field("password").setFocus()
    picture(form, "on-the-spot-sheet")
    keys.type(PASSWORD).yes()
    state = page.done.state
    assert (page.phase, state.phase, state.grant.licence_no) == ("done", "issued", "YB15001060001234")
    assert actors(workplace, state.case_no) == {
        "case.accepted": CLERK, "case.granted": LEAD, "case.issued": CLERK
    }  # fmt: skip
    keys.type("1").type("1")
    assert {d.kind: bool(d.told) for d in workplace.find_case(state.case_no).documents.values()} == {
        "acceptance-notice": True, "decision-grant": True, "service-record": True, "result-receipt": True
    }  # fmt: skip


def test_wrong_password_stores_nothing_and_what_was_typed_comes_back(screen, workplace, keys, shell):
    page = ready(screen)
    keys.press(Qt.Key.Key_Return, NOW)
    form = screen.deciding.on_the_spot.sheet
    form.take_up({"licence_no": "YB15001060001234"})
    form.field("password").setFocus()
    keys.type("not his password").yes()
    again = screen.deciding.on_the_spot.sheet
    assert (page.phase, len(shell.errors), again.values()["licence_no"], again.values()["password"]) == (
        "taking", 1, "YB15001060001234", ""
    )  # fmt: skip
    screen.on_leaving_person()
    assert screen.deciding.on_the_spot.sheet is None


def test_other_items_are_not_decided_at_once(screen, keys):
    page = ready(screen, "GT-04")
    assert page.spot is None
    keys.press(Qt.Key.Key_Return, NOW)
    assert (page.phase, screen.verdict._spot.isHidden()) == ("taking", True)


def test_posted_result_waits_in_the_list(screen, workplace, keys):
    page = ready(screen, service="post")
    keys.press(Qt.Key.Key_Return, NOW)
    screen.deciding.on_the_spot.sheet.field("password").setFocus()
    keys.type(PASSWORD).yes()
    assert (page.done.state.phase, page.done.state.issued) == ("granted", None)


def package_ready(screen, key, **answers):
    """The page with everything entered for a theme package."""
    work = screen.tools.work
    filing = complete_package(work.workplace.catalogue, work.package(key), answers, work.today)
    filing = replace(filing, applicant=applicant_of("person"))
    screen.start_anew(replace(fresh(), filing=filing, package=key, release=work.release()))
    return screen.page


CHAIN = ("WJ-04", "MZ-04", "WJ-05", "GA-01", "YB-02", "RS-04")
"""The items of the package for a newborn that a counter decides, in the order in which one result leads to the next."""


@pytest.mark.law("LAW-34-2", "LAW-38-1", "LAW-44-1")
def test_a_whole_package_is_decided_with_one_key_each_case_by_itself(screen, workplace, keys, picture):
    page = package_ready(screen, "newborn", maternity="not_insured")
    keys.press(Qt.Key.Key_Return, NOW)
    form = screen.deciding.on_the_spot.sheet
    asked = [name.removesuffix(".content") for name in form.values() if name.endswith(".content")]
    assert sorted(asked) == sorted(CHAIN)
    form.take_up({"WJ-04.licence_no": "P500000001"})
    form.field("second").editor.set_value(LEAD)
    form.field("password").setFocus()
    picture(form, "package-on-the-spot-sheet")
    keys.type("not his password").yes()
    assert (page.phase, page.done) == ("taking", None)
    screen.deciding.on_the_spot.sheet.field("password").setFocus()
    keys.type(PASSWORD).yes()
    cases = {one.state.item_code: one.state for one in page.done.dones}
    assert ({case.phase for case in cases.values()}, set(cases)) == ({"issued"}, set(CHAIN))
    assert (cases["WJ-04"].grant.licence_no, cases["RS-04"].grant.licence_no) == ("P500000001", "")
    for case in cases.values():
        assert actors(workplace, case.case_no) == {
            "case.accepted": CLERK, "case.granted": LEAD, "case.issued": CLERK
        }  # fmt: skip
    kinds = [paper.meant.kind for paper in page.done.papers]
    assert (kinds.count("acceptance-notice"), kinds.count("result-receipt")) == (6, 1)
    receipt = next(paper for paper in page.done.papers if paper.meant.kind == "result-receipt")
    assert (len(receipt.meant.also), len(receipt.data.results)) == (5, 6)
    assert read_package(workplace, page.done.package.package_no).status == "done"
    assert screen.verdict.bar.title() == "整套已当场办结 · 6 件"


def test_of_a_package_only_what_the_counter_decides(screen, workplace, keys):
    page = package_ready(screen, "after-death")
    assert page.spot is not None
    codes = {one.code for one in page.spot.members}
    assert (codes, page.spot.rest) == ({"WJ-06", "GA-02", "BZ-01", "SB-02"}, 2)
    keys.press(Qt.Key.Key_Return, NOW)
    screen.deciding.on_the_spot.sheet.field("password").setFocus()
    keys.type(PASSWORD).yes()
    phases = {one.state.item_code: one.state.phase for one in page.done.dones}
    assert {code for code, phase in phases.items() if phase == "issued"} == codes
    assert {phase for code, phase in phases.items() if code not in codes} == {"accepted"}


def test_pre_application_fills_the_page_and_nothing_counts_as_checked(screen, workplace, picture, settled):
    filing = complete_filing(item_of("GT-04"), screen.tools.work.today)
    given = TakeApplication(
        "a1", "WS20261123-0042-K", "GT-04", replace(filing, channel="online"), {"floor_plan": (("ab" * 32, 2),)}
    )
    screen.on_shown(given)
    settled()
    taking = screen.page.taking
    assert (taking.pre_application, taking.filing.channel, taking.filing.form) == ("a1", "online", filing.form)
    assert screen.page.source("applicant.name") == "网上预审"
    assert [e.scans for e in taking.filing.materials.values()] == [("ab" * 32,)]
    assert not any(e.brought or e.points for e in taking.filing.materials.values())
    assert not screen.page.check.complete
    picture(screen, "taken-over")


def test_form_from_a_phone_is_scanned_and_taken_back(screen, keys):
    who = Applicant("person", "citizen-id", "500106199003070016", "张三", "13800138000")
    filing = Filing(item="GT-04", applicant=who, form={"site_address": "三峡广场12号"})
    text = prefill_text(filing)
    keys.type(text).press(Qt.Key.Key_Return)
    taking = screen.page.taking
    assert (taking.filing.item, taking.filing.applicant.name) == ("GT-04", "张三")
    assert screen.page.source("applicant.name") == "手机填写"
    keys.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.page.taking.empty
