"""An extension through the command: what the law allows once, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders.acceptance_files import acceptance_file
from tests.integration.commands.test_lives import document, text_of

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk

EXTENSION: dict[str, Any] = {
    "days": 10, "reason": "需要核对另一机关的记录", "approved_by": "赵局长", "approver_level": "agency-head",
    "on": "2026-11-25",
}  # fmt: skip


@pytest.mark.law("LAW-42-1")
def test_dates_run_on_once_and_the_applicant_gets_a_notice(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    code, done = desk.act(answer["case_no"], "extend", **EXTENSION)
    assert (code, done["case"]["due"]) == (0, {"promised": "2026-12-14", "legal": "2026-12-21"})
    assert [x["kind"] for x in done["events"]] == ["case.extended"]
    text = text_of(document(done, "extension-notice")["path"])
    for wanted in ("延长办理期限告知书", "第四十二条第一款", "赵局长", "2026年12月21日", "核对另一机关的记录"):
        assert wanted in text, wanted
    code, again = desk.act(answer["case_no"], "extend", **EXTENSION)
    assert (code, again["error"]["code"]) == (1, "LAW-42-1")


@pytest.mark.law("LAW-42-1", "LAW-42-2")
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"days": 11}, "days"),
        ({"days": 0}, "days"),
        ({"approver_level": "government-head", "days": 15}, "approver_level"),
        ({"on": "2026-12-08"}, None),
        ({"reason": " "}, "reason"),
        ({"approved_by": ""}, "approved_by"),
    ],
)
def test_what_the_law_does_not_allow_changes_nothing(desk: Desk, change: dict[str, Any], place: str | None) -> None:
    _, answer = desk.accept(acceptance_file())
    code, refused = desk.act(answer["case_no"], "extend", **{**EXTENSION, **change})
    assert (code, refused["error"]["code"], refused["error"]["place"] or None) == (1, "LAW-42-1", place)
    _, shown = desk.run("case", "show", answer["case_no"], "--on", "2026-11-25")
    assert (shown["due"]["legal"], shown["contested"]) == ("2026-12-07", False)


def test_a_case_that_is_not_being_decided_on_is_not_extended(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file(intent="receive"))
    code, refused = desk.act(answer["case_no"], "extend", **EXTENSION)
    assert (code, refused["error"]["code"]) == (1, "STATE-EXTEND")


@pytest.mark.law("LAW-32-4")
def test_a_deemed_acceptance_is_recorded_first(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file(intent="receive"))
    code, done = desk.act(answer["case_no"], "extend", **{**EXTENSION, "on": "2026-12-01"})
    assert (code, [x["kind"] for x in done["events"]]) == (0, ["case.accepted", "case.extended"])
    assert {d["kind"] for d in done["documents"]} >= {"acceptance-notice", "extension-notice"}


def test_a_wrong_body_is_wrong_usage(desk: Desk) -> None:
    _, answer = desk.accept(acceptance_file())
    wrong = {**EXTENSION, "approver_level": "minister"}
    assert desk.act(answer["case_no"], "extend", **wrong)[0] == 2
    assert desk.act(answer["case_no"], "settle", stands=3)[0] == 2
    code, refused = desk.act(answer["case_no"], "settle", stands="a:1")
    assert (code, refused["error"]["code"]) == (1, "STATE-SETTLED")
    code, refused = desk.act(answer["case_no"], "transfer", hall="渝北区政务服务中心", reason="属地")
    assert (code, refused["error"]["code"]) == (1, "STATE-ALONE")
