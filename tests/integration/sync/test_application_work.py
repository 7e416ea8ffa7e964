"""Taking a pre-application over as the page does it: with its files, into a case; without a line the wish is kept."""

from __future__ import annotations

import io

from app.usecases.application_work import ApplicationWork
from app.usecases.applications import waiting_applications
from app.usecases.central import pre_applications as pre
from app.usecases.central.enrolment import issue_code
from app.usecases.central.pre_drafts import add_file, new_draft
from app.usecases.central.uploads import check_upload
from app.usecases.taking_over import ONLINE, from_application
from tests.builders.http_central import Served, make_central
from tests.builders.online import ITEM, entries_for, file_one, small_pdf
from tests.builders.simulated_desk import SimulatedDesk
from tests.builders.there import there


def test_taken_over_with_its_files_or_kept_as_a_wish(tmp_path):
    server = make_central(tmp_path / "central", evaluation=True)
    with Served(server, io.StringIO()) as served:
        shelf = served.services.shelf
        draft = new_draft(server, shelf, ITEM, entries_for(shelf), assisted=False)
        number = pre.file_draft(server, shelf, add_file(server, draft, "id_card", check_upload(small_pdf()))).number
        desk = SimulatedDesk.enrolled(tmp_path / "C03", served.url, issue_code(server, "C03").code, "王芳")
        desk.sync()
        work = ApplicationWork(desk.workplace)
        (row,) = work.waiting("").rows
        taken = work.take(number)
        view = there(taken.view)
        assert (view.row.id, taken.missing) == (row.id, 0)
        ((digest, _pages),) = taken.files["id_card"]
        assert desk.workplace.store.files.get(digest).startswith(b"%PDF")
        item = desk.workplace.catalogue.by_code[row.item_code]
        taking = from_application(row.id, view.filing, taken.files, item, desk.workplace.catalogue.hash)
        assert taking.filing.materials["id_card"].scans == (digest,)
        assert set(taking.sources.values()) == {ONLINE}
        ((shown,), (kept,)) = work.waiting("").rows, waiting_applications(desk.workplace)
        assert (shown.state, shown.mine, kept.state) == ("taken", True, "waiting")  # before the event of it is here
        desk.sync()
        assert work.waiting("").rows == waiting_applications(desk.workplace) == (shown,)
        work.release(number)
        assert work.waiting("").rows[0].state == "waiting"
        other = file_one(server, shelf).number
        desk.sync()
    without = work.take(other)
    assert (without.view, bool(without.why), work.waiting("").wanted) == (None, True, frozenset({other}))
    desk.close()
    server.close()
