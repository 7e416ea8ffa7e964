"""Theme packages on the public pages: the guide tells what the counter would; a paper's code tells every case of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.crypto.sign import new_signing_key
from app.domain.case import events as e
from app.domain.refusal import Refusal
from app.receipts.codes import certify, seal_code
from app.usecases.central.accounts import add_user
from app.usecases.central.cases import case_by_id
from app.usecases.central.ingest import ingest
from app.usecases.central.pre_drafts import today_of
from app.usecases.central.progress import progress_by_code
from app.usecases.central.public_packages import package_guide
from app.usecases.central.shelf import Shelf
from tests.builders.filings import starting_catalogue
from tests.builders.http_central import make_central
from tests.builders.package_files import complete_package, sheet_for
from tests.builders.papers import acceptance
from tests.builders.pens import Pen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.usecases.central.public_packages import PackageGuide
    from app.usecases.central.server import Server

PACKAGES = sorted(p.key for p in starting_catalogue().packages if not p.generated)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("public")
    made = make_central(folder / "home")
    yield made
    made.close()


@pytest.fixture(scope="module")
def shelf(server: Server) -> Shelf:
    return Shelf(server)


def answered(server: Server, shelf: Shelf, key: str) -> PackageGuide:
    """The guide after the first answer to every question."""
    package = next(p for p in starting_catalogue().packages if p.key == key)
    filing = complete_package(starting_catalogue(), package, today=today_of(server))
    return package_guide(server, shelf, key, filing.answers)


@pytest.mark.law("LAW-30")
@pytest.mark.parametrize("key", PACKAGES)
def test_the_guide_tells_what_the_counter_would(server: Server, shelf: Shelf, key: str) -> None:
    guide, catalogue = answered(server, shelf, key), starting_catalogue()
    package = next(p for p in catalogue.packages if p.key == key)
    filing = complete_package(catalogue, package, today=today_of(server))
    sheet = sheet_for(catalogue, package, replace(filing, form={}), today_of(server))
    assert not guide.open
    assert {m.item.code for m in guide.members} == {m.item.code for m in sheet.merged.members}
    assert guide.savings.visits == sheet.merged.savings.visits
    assert guide.savings.materials.after <= guide.savings.materials.before
    assert len(guide.papers) == guide.savings.materials.after
    assert all(one.answered for one in (*guide.questions, *guide.finer))
    assert today_of(server) <= date.fromisoformat(guide.promised.due.date)
    assert set(guide.path) <= {m.item.name for m in guide.members}


def test_its_own_questions_come_first(server: Server, shelf: Shelf) -> None:
    asked = package_guide(server, shelf, "newborn", {})
    own = {s.key for s in asked.package.situations}
    assert (asked.open, {one.key for one in asked.questions}, asked.finer) == (True, own, ())
    guide = answered(server, shelf, "newborn")
    waiting = next(m for m in guide.members if m.item.code == "GA-01")
    assert (waiting.waits_for, waiting.commitment) == (("出生医学证明签发",), False)
    given = next(p for p in guide.papers if p.provided_by)
    assert given.provided_by == "出生医学证明签发"
    assert guide.path[0] == "出生医学证明签发"


def test_an_unknown_package_is_told_as_an_unknown_item_is(server: Server, shelf: Shelf) -> None:
    for key in ("castle", "newborn'--", ""):
        with pytest.raises(Refusal) as refused:
            package_guide(server, shelf, key, {})
        assert refused.value.code == "STATE-UNKNOWN"


def test_the_code_of_a_paper_tells_every_case_that_it_accepts(server: Server) -> None:
    clerk = add_user(server, "员C03", "clerk", password="窗口-密码-01")
    pen = Pen(counter="C03", hall=server.settings.hall, evaluation=False, actor=clerk.id)
    pen.open()
    other = pen.case("GT-05")
    pen_number = _number_of(pen, server, other)
    mine = pen.acceptance(e.DocumentMeant("", "acceptance-notice", 2, 1, "2026-11-23", {}, (pen_number,)))
    ingest(server.ledger, pen.batch(), pen.device, server.now())
    head = case_by_id(server.ledger, mine)
    assert head is not None
    (number,) = head.state.documents
    device, keys = new_signing_key(), server.keys
    certificate = certify(keys.area, device.public, "C03A", server.area, evaluation=False)
    paper = acceptance()
    paper = replace(paper, heading=replace(paper.heading, number=number, case_no=head.case_no))
    code = seal_code(paper, device, certificate).heading.code
    assert code is not None
    said = progress_by_code(server, code.text.rpartition("/")[2])
    assert said.progress is not None
    assert (said.progress.case_no, [one.case_no for one in said.also]) == (head.case_no, [pen_number])


def _number_of(pen: Pen, server: Server, case_id: str) -> str:
    ingest(server.ledger, pen.batch(), pen.device, server.now())
    head = case_by_id(server.ledger, case_id)
    assert head is not None
    return head.case_no
