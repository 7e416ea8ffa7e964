"""Whole lives of cases through the commands, on a real store, with real papers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from tests.builders.acceptance_files import acceptance_file, answers_of

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk


def text_of(path: str) -> str:
    """The text of a PDF, as anybody may copy it out, without blanks."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())


def document(answer: Any, kind: str) -> dict[str, str]:
    """The one document of a kind in an answer."""
    [found] = [d for d in answer["documents"] if d["kind"] == kind]
    return found


def test_acceptance_leaves_a_case_a_notice_and_its_dates(desk: Desk) -> None:
    code, answer = desk.accept(acceptance_file())
    assert (code, answer["verdict"], answer["due"]) == (
        0,
        "accepted",
        {"promised": "2026-11-30", "legal": "2026-12-07"},
    )
    notice = document(answer, "acceptance-notice")
    text = text_of(notice["path"])
    for wanted in (notice["number"], answer["case_no"], "李明", "2026年12月7日", "第三十二条第一款第（五）项", "样张"):
        assert wanted.replace(" ", "") in text, wanted
    code, shown = desk.run("case", "show", answer["case_no"])
    assert (code, shown["status"], [d["number"] for d in shown["documents"]]) == (0, "accepted", [notice["number"]])


def test_correction_is_told_completed_and_accepted(desk: Desk) -> None:
    code, answer = desk.accept(acceptance_file(skip={"business_licence", "safety_rules"}))
    assert (code, answer["verdict"], len(answer["reasons"])) == (0, "correction-notice", 2)
    notice = document(answer, "correction-notice")
    assert "补正后随时提交" in text_of(notice["path"])
    assert desk.act(answer["case_no"], "told", number=notice["number"], how="handed-over", on="2026-11-23")[0] == 0
    brought = answers_of("GT-04", "business_licence", "safety_rules")
    code, done = desk.act(answer["case_no"], "complete-correction", materials=brought, on="2026-11-25")
    assert (code, done["verdict"], done["case"]["status"]) == (0, "accepted", "accepted")
    assert done["case"]["due"]["promised"] == "2026-12-02"


def test_verdict_given_later_needs_no_second_receipt(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file(intent="receive"))
    missing: dict[str, dict[str, list[str]]] = {"business_licence": {"provided": []}}
    code, told = desk.act(answer["case_no"], "give-verdict", materials=missing, on="2026-11-24")
    assert (code, told["verdict"]) == (0, "correction-notice")
    assert [d["kind"] for d in told["documents"]] == ["correction-notice"]


def test_material_that_the_item_does_not_have_is_a_wrong_body(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file(skip={"business_licence"}))
    case_no, brought = answer["case_no"], {"provided": ["copy-kept"]}
    assert desk.act(case_no, "complete-correction", materials={"nope": brought}, on="2026-11-24")[0] == 2
    assert desk.act(case_no, "supply-deferred", material="nope", provided=["copy-kept"], on="2026-11-24")[0] == 2
    assert desk.act(case_no, "withdraw", reason="不办了", signed=True, returned=["nope"], on="2026-11-24")[0] == 2


def test_same_key_gives_the_first_answer_again(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    number = document(answer, "acceptance-notice")["number"]
    first = desk.act(answer["case_no"], "told", number=number, how="handed-over", key="k1", on="2026-11-23")
    again = desk.act(answer["case_no"], "told", number=number, how="handed-over", key="k1", on="2026-11-23")
    assert first == again
    code, refused = desk.act(answer["case_no"], "told", number=number, how="handed-over", key="k2", on="2026-11-23")
    assert (code, refused["error"]["code"]) == (1, "STATE-TOLD")


def test_same_key_after_a_crash_writes_what_was_not_written_and_does_nothing_twice(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    case_no, fields = answer["case_no"], {"reason": "不办了", "signed": True, "key": "w1", "on": "2026-11-24"}
    (desk.out / "blocked").mkdir()
    for number in ("沙政务撤_2026_C03A-1号.pdf", "沙市监撤_2026_C03A-1号.pdf"):
        (desk.out / number).mkdir()
    code, first = desk.act(case_no, "withdraw", **fields)
    assert (code, first["error"]["code"]) == (2, "PRINT-OUT")
    for blocked in desk.out.iterdir():
        if blocked.is_dir():
            blocked.rmdir()
    code, again = desk.act(case_no, "withdraw", **fields)
    assert (code, again["case"]["status"]) == (0, "withdrawn")
    assert [Path(d["path"]).is_file() for d in again["documents"]] == [True] * len(again["documents"])
    events = desk.run("case", "show", case_no)[1]["events"]
    assert [e["kind"] for e in events].count("case.withdrawn") == 1
    assert {e["ruling"] for e in events} == {None}  # no server has seen them
    assert desk.act(case_no, "withdraw", **fields) == (0, again)
    assert all(d["printed"] for d in desk.run("case", "show", case_no)[1]["documents"])


@pytest.mark.law("LAW-32-4")
def test_five_days_run_out_and_the_case_is_accepted_without_anybody(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file(intent="receive"))
    number = answer["case_no"]
    assert [d["kind"] for d in answer["documents"]] == ["intake-receipt"]
    assert desk.run("case", "show", number, "--on", "2026-11-30")[1]["status"] == "received"
    _, late = desk.run("case", "show", number, "--on", "2026-12-01")
    assert (late["status"], late["due"]) == ("deemed-accepted", {"promised": "2026-11-30", "legal": "2026-12-07"})
    assert desk.run("rebuild", "--check")[1]["differences"] == []
    code, told = desk.act(number, "give-verdict", on="2026-12-02")
    assert (code, told["case"]["status"], told["verdict"]) == (0, "accepted", "accepted")
    notice = text_of(document(told, "acceptance-notice")["path"])
    assert "2026年11月23日" in notice


@pytest.mark.law("DEFER-LOCAL")
def test_deferral_is_promised_and_supplied(desk: Desk) -> None:
    given = acceptance_file(skip={"safety_rules"}, defer={"safety_rules": "2026-11-27"})
    code, answer = desk.accept(given)
    assert (code, answer["verdict"]) == (0, "accepted-deferred")
    assert [(r["code"], r["material"]) for r in answer["reasons"]] == [("deferred", "safety_rules")]
    assert "齐全" not in text_of(document(answer, "acceptance-notice")["path"])
    points = answers_of("GT-04", "safety_rules")["safety_rules"]["points"]
    fields = {"material": "safety_rules", "provided": ["original-kept"], "points": points, "on": "2026-11-26"}
    code, done = desk.act(answer["case_no"], "supply-deferred", **fields)
    assert (code, [e["kind"] for e in done["events"]]) == (0, ["case.deferred-supplied"])


@pytest.mark.law("LAW-32-2", "RECON-20", "LITIG-46")
def test_not_accepted_says_where_to_go_and_what_remedies_there_are(desk: Desk) -> None:
    where = {"authority": "渝中区市场监督管理局", "address": "渝中区管家巷9号"}
    code, answer = desk.accept(acceptance_file(jurisdiction=where))
    text = text_of(document(answer, "non-acceptance-notice")["path"])
    assert (code, answer["verdict"]) == (0, "not-accepted")
    for wanted in ("渝中区市场监督管理局", "渝中区管家巷9号", "六十日", "六个月", "沙坪坝区人民政府"):
        assert wanted in text, wanted


def test_withdrawal_gives_papers_back(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    fields = {"reason": "暂不经营", "signed": True, "returned": ["floor_plan"], "on": "2026-11-24"}
    code, gone = desk.act(answer["case_no"], "withdraw", **fields)
    assert (code, gone["case"]["status"]) == (0, "withdrawn")
    assert sorted(d["kind"] for d in gone["documents"]) == ["returned-materials", "withdrawal"]


def test_reprint_counts_and_says_so(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    number = document(answer, "acceptance-notice")["number"]
    copies = [desk.run("reprint", number, "--out", desk.out)[1] for _ in range(2)]
    assert [c["copy"] for c in copies] == [1, 2]
    assert "补打" in text_of(copies[1]["path"])


def test_code_verifies_with_and_without_a_store(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    path = document(answer, "acceptance-notice")["path"]
    for home in (True, False):
        code, found = desk.run("verify", path, home=home)
        assert (code, found["valid"], found["case_no"]) == (0, True, answer["case_no"])
    code, found = desk.run("verify", "https://example.invalid/nothing", home=False)
    assert (code, found["valid"]) == (1, False)


def test_code_of_a_void_document_is_not_valid_where_the_void_is_known(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    notice = document(answer, "acceptance-notice")
    assert desk.act(answer["case_no"], "void-document", number=notice["number"], reason="印错", on="2026-11-23")[0] == 0
    code, found = desk.run("verify", notice["path"])
    assert (code, found["valid"], found["document"]) == (1, False, notice["number"])
    assert "作废" in found["reason"]


def test_numbers_are_never_drawn_twice(desk: Desk) -> None:
    answers = [desk.accept(acceptance_file())[1] for _ in range(3)]
    numbers = [d["number"] for a in answers for d in a["documents"]] + [a["case_no"] for a in answers]
    assert len(set(numbers)) == len(numbers)
    tails = [a["case_no"].split("-")[3] for a in answers]
    assert tails == ["0001", "0002", "0003"]


def test_backup_and_restore_open_a_new_journal(desk: Desk, tmp_path: Path) -> None:
    _, answer = desk.accept(acceptance_file())
    assert desk.run("backup", tmp_path / "copy.ycb")[0] == 0
    _, lost = desk.accept(acceptance_file())
    code, restored = desk.run("restore", tmp_path / "copy.ycb")
    assert (code, restored.get("mark")) == (0, "B"), restored
    listed = {c["case_no"] for c in desk.run("case", "list")[1]["cases"]}
    assert listed == {answer["case_no"]}
    _, after = desk.accept(acceptance_file())
    assert "-C03B-0001-" in after["case_no"]
    assert after["case_no"] != lost["case_no"]
    assert desk.run("journal", "verify")[1]["broken"] == []
