"""A case in correction, left half-way, is kept as a draft: put aside, locked, killed, taken up again, or refused."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.bootstrap import create_workplace, open_workplace, places
from app.domain.case.commands import Withdraw
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.drafts import own_drafts, take_up
from tests.builders.filings import complete_filing, item_of, without
from tests.gui.acceptance.conftest import PASSWORD
from tests.gui.acceptance.hands import Hands

Key = Qt.Key
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def hands(screen, settled):
    return Hands(screen, settled)


def in_correction(workplace):
    """A case whose two materials were not brought."""
    filing = complete_filing(item_of("GT-04"), workplace.today())
    return accept(workplace, without(filing, {"business_licence", "safety_rules"})).state.case_no


def begun(hands, workplace):
    """The correction is open, and one of its materials is there, seen and given back."""
    case_no = in_correction(workplace)
    hands.screen.open_correction(case_no)
    hands.wait().press(Key.Key_Space, Key.Key_Space)
    return case_no


def rows_of_drafts(screen):
    return [hit.title for hit in screen.matter.search.list.rows() if hit.kind == "draft"]


def test_a_correction_put_aside_is_listed_with_its_number_and_goes_on(hands, workplace):
    screen = hands.screen
    case_no = begun(hands, workplace)
    hands.press(Key.Key_F5)
    assert "留在窗口" in screen.strip.question()
    hands.type("1").wait()
    assert screen.page.taking.empty
    (title,) = rows_of_drafts(screen)
    assert title.startswith(f"补正 {case_no} · ")
    hands.control(Key.Key_K).press(Key.Key_Return).wait()
    assert screen.page.taking.correcting == case_no
    assert len(screen.page.taking.filing.entry("business_licence").points) == 1


def test_what_is_kept_without_a_receipt_goes_back_first(hands, workplace):
    screen = hands.screen
    begun(hands, workplace)
    hands.control(Key.Key_S)
    assert "留在窗口" in screen.strip.question()
    hands.type("2")
    assert not screen.page.taking.empty
    hands.control(Key.Key_S).type("1").wait()
    assert [draft.parked for draft in screen.tools.work.standing().drafts] == [True]


def test_the_notice_opens_what_was_begun(hands, workplace):
    screen = hands.screen
    case_no = begun(hands, workplace)
    screen.on_leaving_person()
    hands.wait()
    screen.open_correction(case_no)
    hands.wait()
    assert len(screen.page.taking.filing.entry("business_licence").points) == 1
    assert len(screen.tools.work.standing().drafts) == 1


def test_a_case_that_was_only_looked_at_leaves_no_draft(hands, workplace):
    screen = hands.screen
    screen.open_correction(in_correction(workplace))
    hands.wait().press(Key.Key_F5).wait()
    assert screen.tools.work.standing().drafts == ()


def test_a_case_keeps_its_item(hands, workplace):
    screen = hands.screen
    screen.open_correction(in_correction(workplace))
    hands.wait().control(Key.Key_K)
    assert not screen.matter.search.isVisible()
    assert not screen.page.can_change_item


def test_completed_its_draft_is_gone(hands, workplace):
    screen = hands.screen
    begun(hands, workplace)
    screen.save()
    hands.wait()
    assert len(screen.tools.work.standing().drafts) == 1
    for _ in range(20):
        if screen.page.check.complete:
            break
        hands.press(Key.Key_Space)
    hands.go_on().wait()
    assert screen.page.done.state.phase == "accepted"
    assert screen.tools.work.standing().drafts == ()


def test_a_case_that_went_on_meanwhile_is_refused_in_words(hands, workplace, shell):
    screen = hands.screen
    case_no = begun(hands, workplace)
    screen.save()
    hands.wait()
    draft = screen.tools.work.standing().drafts[0].id
    screen.start_anew()
    act(workplace, case_no, Withdraw("不再申请", signed=True))
    screen.sitting.take_up(draft)
    hands.wait()
    assert [error.code for error in shell.errors] == ["STATE-CORRECTION"]
    assert screen.page.taking.empty
    assert screen.tools.work.standing().drafts == ()


def test_a_correction_survives_a_kill(tmp_path):
    home = tmp_path / "home"
    made = create_workplace(places(home), "王芳", PASSWORD, "C03", "500106", evaluation=True)
    case_no = in_correction(made)
    made.store.close()
    program = [sys.executable, "-m", "tests.gui.acceptance.typing_counter", str(home), case_no]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        said = typing.stdout.readline()
        typing.send_signal(signal.SIGKILL)
    assert said == "saved\n"
    workplace = open_workplace(places(home), PASSWORD)
    (draft,) = own_drafts(workplace)
    assert draft.title.startswith(f"补正 {case_no} · ")
    taking = take_up(workplace, draft.id)
    assert (taking.correcting, taking.absent) == (case_no, ("safety_rules",))
    workplace.store.close()
