"""Online requests about cases by keys: the list, who is first, the act begun with what was sent in, the answer."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from app.catalog.search import SearchIndex, index_entries
from app.desk.arguments import OpenCase
from app.desk.screens.acceptance.services import AcceptanceTools
from app.desk.screens.acceptance.view import AcceptanceScreen
from app.desk.screens.applications.view import ApplicationsScreen
from app.desk.screens.case.tools import CaseTools
from app.desk.screens.search.view import SearchScreen
from app.desk.screens.todo.view import TodoScreen
from app.usecases.application_work import Applications
from app.usecases.case_work import CaseWork
from app.usecases.counter_work import CounterWork
from app.usecases.scans import keep_scan
from tests.builders.asked_online import ask_online, look_elsewhere, uploaded
from tests.builders.online import small_pdf

TODAY = date(2026, 11, 23)
LICENCE, RULES, PHONE = "business_licence", "safety_rules", "applicant.phone"


@pytest.fixture
def tools(counter, printing):
    return CaseTools(CaseWork(counter.workplace), printing)


@pytest.fixture
def show(desk, shown, settled):
    """Put a workspace before the clerk, as the window does."""

    def it(page, argument=None):
        desk.changes.announced.connect(lambda names, _owner: page.on_changed(names))
        page.resize(1294, 724)
        shown(page)
        page.on_shown(argument)
        settled()
        settled()
        return page

    return it


@pytest.fixture
def listed(desk, tools, show):
    nothing = SimpleNamespace(waiting=lambda _words: Applications((), frozenset()))

    def it():
        page = ApplicationsScreen(desk, nothing, tools.work.requests)
        show(page)
        page.show_list("requests")
        return page

    return it


def of_every_kind(counter):
    """A request of each kind, and the ids by kind."""
    w = counter.workplace
    correction = counter.correcting(TODAY, name="赵一").state.case_no
    deferred = counter.deferring(TODAY, date(2026, 11, 27), RULES, name="钱二").state.case_no
    accepted = counter.accepted(TODAY, name="孙三").state.case_no
    scan, clock = keep_scan(w, small_pdf()), counter.clock
    asked = {"correction": ask_online(w, correction, "correction", files={LICENCE: (uploaded(scan),)})}
    clock.set(TODAY, 9, 1)
    asked["deferred"] = ask_online(w, deferred, "deferred", files={RULES: (uploaded(scan, 2),)}, note="请查收")
    clock.set(TODAY, 9, 2)
    asked["withdraw"] = ask_online(w, accepted, "withdraw", reason="店面不租了，不办了")
    clock.set(TODAY, 9, 3)
    asked["details"] = ask_online(w, accepted, "details", changes={PHONE: "13900000000"})
    return asked


def test_all_kinds_are_listed_with_masked_names_and_counts(counter, listed, picture, settled):
    asked = of_every_kind(counter)
    page = listed()
    badges = []
    page.badge_changed.connect(badges.append)
    page.reload()
    settled()
    pane = page.requests
    picture(page, "requests")
    assert [row.id for row in pane.model.rows()] == list(asked.values())
    assert {row.masked_name[0] for row in pane.model.rows()} == {"赵", "钱", "孙"}
    assert not any("一" in row.masked_name for row in pane.model.rows())
    assert badges[-1] == 4
    pane.filter.toggle("withdraw")
    assert [row.kind for row in pane.model.rows()] == ["withdraw"]
    settled()
    assert pane.panel.asked.facts() == (("申请人的话", "店面不租了，不办了"),)
    pane.filter.toggle("details")
    settled()
    assert pane.panel.asked.facts() == (("手机号码", "138****8000 改成 139****0000"),)


def test_enter_takes_each_to_where_its_act_is_done(counter, listed, keys, desk):
    asked = of_every_kind(counter)
    page = listed()
    for _ in range(4):
        keys.press(Qt.Key.Key_Return).press(Qt.Key.Key_Down)
    rows = {row.kind: row for row in page.requests.model.rows()}
    assert desk.shell.went == [
        ("acceptance", rows["correction"].case_no),
        *(("search", OpenCase(rows[kind].case_no, asked[kind])) for kind in ("deferred", "withdraw", "details")),
    ]
    assert all(row.mine for row in rows.values())


def test_the_second_counter_is_told_plainly_and_opens_nothing(counter, listed, keys, desk):
    asked = of_every_kind(counter)["correction"]
    page = listed()
    look_elsewhere(counter.workplace, asked)
    keys.press(Qt.Key.Key_Return)
    assert desk.shell.went == []
    assert desk.shell.banners == ["05 窗张静 11-23 09:03 起正在办这份网上申请，本窗没有接手；答复以后它会从这里消失"]
    assert page.requests.panel.lead.text() == "05 窗正在办 · 张静 11-23 09:03 起"
    keys.press(Qt.Key.Key_1)
    assert desk.shell.went == [("search", OpenCase(page.requests.current().case_no))]


def test_it_is_declined_with_words_that_the_applicant_reads(counter, listed, keys, desk, tools, settled):
    asked = of_every_kind(counter)["withdraw"]
    page = listed()
    page.requests.filter.toggle("withdraw")
    page.requests.table.setFocus()
    keys.press(Qt.Key.Key_2).yes()
    assert page.requests.taking.sheet.field("words").message() == "请写明为什么没有办、怎样才能办"
    keys.type("撤回要本人到窗口签字").yes()
    settled()
    assert desk.shell.toasts == ["已答复申请人"]
    view = tools.work.requests.view(asked)
    assert (view.row.state, view.answers[0].words) == ("declined", "撤回要本人到窗口签字")
    assert asked not in [row.id for row in page.requests.model.rows()]


def test_what_was_sent_in_is_looked_at_before_anything_is_done(counter, listed, keys, settled, qtbot):
    of_every_kind(counter)
    page = listed()
    before = counter.workplace.store.last_arrival()
    for _ in range(2):
        keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        viewer = page.requests.sheet.viewer
        qtbot.waitUntil(viewer.isActiveWindow)
        settled()
        assert (viewer.title.text(), viewer.words()) == ("营业执照", "")
        page.requests.sheet.close()
    assert counter.workplace.store.last_arrival() == before + 1
    keys.press(Qt.Key.Key_Down).press(Qt.Key.Key_Down)
    assert not page.requests.panel.look.isVisible()


def test_ctrl_t_goes_to_the_other_list(counter, listed, keys):
    of_every_kind(counter)
    page = listed()
    control = Qt.KeyboardModifier.ControlModifier
    keys.press(Qt.Key.Key_T, control)
    assert page.lists.value() == "forms"
    keys.press(Qt.Key.Key_T, control)
    assert (page.lists.value(), page.requests.table.view.hasFocus()) == ("requests", True)


def test_the_case_opens_with_the_deferred_material_begun(counter, desk, tools, show, keys, picture, qtbot):
    asked = of_every_kind(counter)["deferred"]
    case_no = tools.work.requests.view(asked).row.case_no
    page = show(SearchScreen(desk, tools), OpenCase(case_no, asked)).case
    form = page.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    scans = form.field("scans").editor
    picture(page, "request-case")
    picture(form, "request-deferred")
    assert (len(scans.value()), form.values()["provided"]) == (1, frozenset())
    assert not scans.undo.isVisible()
    form.field("provided").editor.toggle("copy-kept")
    for key in [k for k in form.values() if k.startswith("point.")]:
        form.field(key).editor.toggle("pass")
    keys.yes()
    state = counter.workplace.find_case(case_no)
    assert (state.open_deferrals, state.filing.entry(RULES).machine) == ((), "网上提交")
    assert tools.work.requests.view(asked).row.state == "done"
    assert (page.requests.isVisible(), page.scans.model.row(0).source) == (False, "网上提交")


def test_withdrawal_is_begun_with_the_applicants_words(counter, desk, tools, show, keys, picture, qtbot):
    asked = of_every_kind(counter)["withdraw"]
    case_no = tools.work.requests.view(asked).row.case_no
    page = show(SearchScreen(desk, tools), OpenCase(case_no)).case
    assert page.requests.text.text() == "11-23 09:02 申请人在网上提出撤回申请：店面不租了，不办了 · 另有 1 份"
    page.take_focus()
    keys.press(Qt.Key.Key_F12)
    form = page.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    picture(form, "request-withdraw")
    assert (form.values()["reason"], form.values()["signed"]) == ("店面不租了，不办了", None)
    form.field("signed").editor.toggle("yes")
    keys.yes()
    assert counter.workplace.find_case(case_no).phase == "withdrawn"
    assert tools.work.requests.view(asked).row.state == "done"


def test_details_stand_old_beside_new(counter, desk, tools, show, keys, picture, qtbot):
    asked = of_every_kind(counter)["details"]
    case_no = tools.work.requests.view(asked).row.case_no
    page = show(SearchScreen(desk, tools), OpenCase(case_no, asked)).case
    form = page.acting.sheet
    qtbot.waitUntil(form.isActiveWindow)
    picture(form, "request-details")
    keys.yes()
    assert counter.workplace.find_case(case_no).filing.applicant.phone == "13900000000"
    assert desk.shell.toasts == ["已变更，并答复申请人"]
    assert tools.work.requests.view(asked).row.state == "done"


def test_correction_begins_with_the_scans_on_the_acceptance_page(
    counter, desk, tools, show, printing, keys, picture, settled
):
    asked = of_every_kind(counter)["correction"]
    case_no = tools.work.requests.view(asked).row.case_no
    work = CounterWork(counter.workplace, SearchIndex(index_entries(counter.workplace.catalogue)))
    page = show(AcceptanceScreen(desk, AcceptanceTools(work, printing)), case_no)
    settled()
    picture(page, "request-correction")
    entry = page.page.taking.filing.entry(LICENCE)
    assert (len(entry.scans), entry.machine, entry.brought) == (1, "网上提交", False)
    assert "申请人网上交来的文件已带入" in desk.shell.toasts[0]
    keys.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    viewer = page.materials.side.sheet.viewer
    assert viewer.title.text() == "营业执照"


def test_in_the_to_do_it_stands_for_today_and_enter_begins_it(counter, desk, tools, show, keys, picture):
    case_no = counter.accepted(TODAY).state.case_no
    asked = ask_online(counter.workplace, case_no, "details", changes={PHONE: "13900000000"})
    page = show(TodoScreen(desk, tools))
    page.filter.toggle("online")
    picture(page, "request-todo")
    assert [(r.task.text, r.task.detail) for r in page.page.rows()] == [("网上申请：变更联系方式", "手机号码")]
    page.table.setFocus()
    keys.wait().press(Qt.Key.Key_Return)
    assert desk.shell.went == [("search", OpenCase(case_no, asked))]
    keys.press(Qt.Key.Key_2)
    keys.type("请带身份证到窗口办理").yes()
    assert tools.work.requests.view(asked).row.state == "declined"
    assert not [r for r in page.page.rows() if r.task.kind == "request"]
