"""A draft survives `kill -9`: what was typed is in the store without anybody saving it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from app.bootstrap import create_workplace, open_workplace, places
from app.usecases.drafts import own_drafts, take_up
from tests.gui.acceptance.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[3]


def test_draft_survives_a_kill(tmp_path: Path) -> None:
    home = tmp_path / "home"
    create_workplace(places(home), "王芳", PASSWORD, "C03", "500106", evaluation=True).store.close()
    program = [sys.executable, "-m", "tests.gui.acceptance.typing_counter", str(home)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        said = typing.stdout.readline()
        typing.send_signal(signal.SIGKILL)
    assert said == "saved\n"
    workplace = open_workplace(places(home), PASSWORD)
    drafts = own_drafts(workplace)
    assert [(d.title, d.parked) for d in drafts] == [("买买提·吐尔逊 · 未选事项", False)]
    taking = take_up(workplace, drafts[0].id)
    assert (taking.filing.applicant.id_number, taking.filing.applicant.name) == ("500106199003070016", "买买提·吐尔逊")
    workplace.store.close()
