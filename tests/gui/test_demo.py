"""The scripted counter day: it leaves what it says, its papers verify, and the home folder tells nobody's name."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from app.demo import people
from app.demo.play import play
from app.usecases.verifying import verify_document

if TYPE_CHECKING:
    from pathlib import Path

TOLD = {people.NOODLES.name, people.NOODLES.code, people.CLOUD.name, people.CLOUD.code, people.SALON}
WORDS = {word for person in people.EVERYBODY for word in astuple(person)} | TOLD
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
WITHOUT_CODE = {"一次性告知单"}


@pytest.fixture(scope="module")
def played(qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    summary = play(folder / "out", home=folder / "home", web=False)
    return folder, summary


def text_of(paper: Path) -> str:
    document = pypdfium2.PdfDocument(paper)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_summary_says_what_is_there(played):
    folder, summary = played
    written = json.loads((folder / "out" / "summary.json").read_text("utf-8"))
    assert written == summary
    assert summary["pictures"] == len(list((folder / "out" / "pictures").glob("*.png")))
    assert summary["cases"] == 12
    assert summary["central"]["position"] > 150
    assert summary["documents"] >= 25
    assert summary["ratings"] == {"rated": 1, "services": 11}


def test_every_verdict_left_its_paper(played):
    folder, _ = played
    papers = " ".join(path.stem for path in (folder / "out" / "receipts").glob("*.pdf"))
    for mark in (
        "市监受",
        "市监补",
        "市监不受",
        "市监容",
        "交不受",
        "政务收",
        "政务空",
        "政务交",
        "政务日",
        "一次性告知单",
        "卫准",
        "卫达",
        "政务领",
    ):
        assert mark in papers


def test_every_paper_verifies_with_no_network(played):
    folder, _ = played
    papers = [path for path in (folder / "out" / "receipts").glob("*.pdf") if path.stem not in WITHOUT_CODE]
    assert {path.stem: verify_document(str(path), None).valid for path in papers} == {p.stem: True for p in papers}


def test_rare_name_is_read_back_from_paper(played):
    folder, _ = played
    papers = [text_of(path) for path in (folder / "out" / "receipts").glob("*市监受*.pdf")]
    assert any(people.RARE.name in text for text in papers)


def test_reprint_says_so_and_the_statement_balances(played):
    folder, _ = played
    texts = {path.stem: text_of(path) for path in (folder / "out" / "receipts").glob("*.pdf")}
    assert [stem for stem, text in texts.items() if "补打" in text and "政务日" not in stem] != []
    statement = next(text for stem, text in texts.items() if "政务日" in stem)
    assert "作废" in statement


def test_the_decision_of_the_department_and_its_delivery_are_on_paper(played):
    folder, _ = played
    texts = {path.stem: text_of(path) for path in (folder / "out" / "receipts").glob("*.pdf")}
    decision = next(text for stem, text in texts.items() if "卫准" in stem)
    delivery = next(text for stem, text in texts.items() if "卫达" in stem)
    assert "准予从事公共场所经营" in decision
    assert people.TANG.name in decision
    assert people.TANG.name in delivery


def test_nobody_is_named_in_any_file_of_the_home_folder(played):
    folder, _ = played
    files = [path for path in (folder / "home").rglob("*") if path.is_file()]
    assert len(files) > 5
    needles = [word.encode(code) for word in WORDS for code in ENCODINGS]
    assert [path.name for path in files for needle in needles if needle in path.read_bytes()] == []
    assert [path.name for path in files for word in WORDS if word in str(path)] == []
