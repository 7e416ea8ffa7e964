"""A theme package on the page: one form, one list of materials, the members' verdicts, one key for the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.case import commands as c
from app.usecases.act import act
from app.usecases.package_queries import read_package
from tests.builders.filings import applicant_of
from tests.builders.package_files import complete_package
from tests.gui.acceptance.hands import Hands


@pytest.fixture
def hands(screen, settled):
    return Hands(screen, settled)


def choose(hands, name="新生儿出生一件事"):
    hands.control(Qt.Key.Key_K).type(name).press(Qt.Key.Key_Return)
    return hands.screen.page


def filled(page, key, **answers):
    """The page as if everything had been entered for a package."""
    catalogue = page.work.workplace.catalogue
    package = page.work.package(key)
    filing = complete_package(catalogue, package, answers, page.work.today)
    page.change(replace(page.taking, filing=filing))
    return page


def test_the_questions_of_the_package_decide_who_belongs(hands):
    page = choose(hands)
    assert (page.taking.package, page.taking.filing.item) == ("newborn", "")
    assert [s.situation.key for s in page.check.situations][:3] == ["marriage", "maternity", "vaccination"]
    assert (page.check.materials, page.check.form) == ((), ())
    hands.type("2").type("2").type("1")
    assert page.taking.filing.answers == {"marriage": "unmarried", "maternity": "not_insured", "vaccination": "now"}
    assert "MZ-04" not in [m.code for m in page.package.members]
    page.edit("answers.marriage", "married")
    assert "MZ-04" in [m.code for m in page.package.members]


def test_what_waits_says_for_which_result_and_stands_before_nothing(hands):
    page = filled(choose(hands), "newborn")
    rows = hands.screen.matter._package.texts()
    assert any("待“出生医学证明签发”的结果出来当日提出" in row and "出生登记" in row for row in rows)
    certificate = page.check.line("birth_certificate")
    assert certificate.state == "ok"
    filing = page.taking.filing
    without = {k: v for k, v in filing.materials.items() if k != "birth_certificate"}
    page.change(replace(page.taking, filing=replace(filing, materials=without)))
    assert page.check.line("birth_certificate").subtitle == "由“出生医学证明签发”的结果提供，不用交"
    assert page.can_decide


def test_a_paper_that_several_want_is_one_line(hands):
    page = filled(choose(hands, "公民身后一件事"), "after-death")
    line = page.check.line("death_certificate")
    assert line.subtitle.endswith("项共用")
    assert [m.key for m in page.check.materials].count("death_certificate") == 1


def test_one_key_takes_the_whole_package_and_prints_it(hands, workplace, printed):
    page = filled(choose(hands), "newborn")
    page.change(replace(page.taking, filing=replace(page.taking.filing, applicant=applicant_of("person"))))
    hands.go_on().wait()
    assert page.phase == "done"
    package = page.done.package
    assert [one.state.phase for one in page.done.dones] == ["accepted", "accepted"]
    assert hands.screen.verdict.bar.title() == f"整套已受理 · 2 件 · 承诺 {package.promised.date} 前办结"
    assert page.cases_of_sitting() == page.done.case_nos
    kinds = [paper.meant.kind for paper in page.done.papers]
    assert kinds == ["package-cover", "acceptance-notice", "acceptance-notice"]
    assert len(list(printed.rglob("*.pdf"))) == 3
    assert page.work.standing().drafts == ()


def test_a_waiting_member_is_filed_with_one_key(hands, workplace):
    page = filled(choose(hands, "开理发店一件事"), "hair-salon", sign="no_sign")
    hands.go_on().wait()
    package, case = page.done.package, page.done.state.case_no
    act(workplace, case, c.Grant("准予登记", "92500106MA600ABC3J"))
    hands.screen.packages.file_member(package.package_no, "WJ-01")
    hands.wait()
    assert page.taking.filing.applicant.kind == "sole-trader"
    assert page.source("materials.business_licence") == "“个体工商户设立登记”的结果 92500106MA600ABC3J"
    area = page.value("form.site_area")
    page.edit("form.drawing_area", area)
    hands.go_on().wait()
    assert page.done.state.package == package.package_id
    members = {m.item_code: m.status for m in read_package(workplace, package.package_no).members}
    assert members == {"GT-01": "granted", "WJ-01": "running"}


def test_the_one_application_form_is_printed(hands, printed):
    page = filled(choose(hands), "newborn")
    hands.press(Qt.Key.Key_F7).wait()
    assert page.work.application(page.taking).item.name == "新生儿出生一件事"
    assert not hands.screen.desk.shell.errors
    assert hands.screen.desk.shell.toasts == ["申请书已送打印，请申请人核对后签字"]


def test_a_package_is_kept_as_a_draft_and_taken_up(hands):
    page = filled(choose(hands), "newborn")
    kept = page.taking
    hands.screen.save()
    hands.wait()
    hands.screen.start_anew()
    hands.screen.sitting.take_up(kept.id)
    hands.wait()
    assert page.taking.filing == kept.filing
    assert page.package is not None
