"""A theme package by the commands alone: from what `catalog package` says to the member that waited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.builders.package_file import package_file

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk

DAY = "2026-11-23"


def test_a_package_is_taken_filed_and_shown(desk: Desk) -> None:
    _, shown = desk.run("catalog", "package", "hair-salon", "--answer", "sign=no_sign")
    document = package_file(shown, on=DAY)
    document["form"]["drawing_area"] = document["form"]["site_area"]
    code, taken = desk.accept(document)
    assert (code, taken["status"], [c["verdict"] for c in taken["cases"]]) == (0, "in-progress", ["accepted"])
    assert [d["kind"] for d in taken["documents"]] == ["package-cover", "acceptance-notice"]
    assert all(Path(d["path"]).read_bytes().startswith(b"%PDF") for d in taken["documents"])
    number, case_no = taken["package_no"], taken["cases"][0]["case_no"]
    waiting: dict[str, Any] = {"package": number, "item": "WJ-01", "on": "2026-11-25"}
    assert (desk.accept(waiting)[0], desk.accept(waiting)[1]["error"]["code"]) == (1, "STATE-WAITING")
    desk.act(case_no, "grant", content="准予登记", licence_no="92500106MA600ABC3J", on="2026-11-24")
    code, filed = desk.accept(waiting)
    assert (code, {m["item"]["code"]: m["status"] for m in filed["members"]}) == (
        0, {"GT-01": "granted", "WJ-01": "running"},
    )  # fmt: skip
    assert desk.run("package", "show", number)[1] == {k: v for k, v in filed.items() if k not in ("cases", "documents")}
    assert desk.run("case", "show", case_no)[1]["package"]["package_no"] == number
    assert desk.accept(waiting)[1]["error"]["code"] == "STATE-FILED"


def test_a_package_file_is_read_strictly(desk: Desk) -> None:
    _, shown = desk.run("catalog", "package", "hair-salon")
    good = package_file(shown, on=DAY)
    code, wrong = desk.accept(good | {"moon": 1})
    assert (code, "moon" in str(wrong["error"])) == (2, True)
    code, wrong = desk.accept(good | {"form": good["form"] | {"moon": "x"}})
    assert (code, wrong["error"]["place"]) == (2, "form.moon")
    code, wrong = desk.accept(good | {"package": "castle"})
    assert (code, wrong["error"]["code"]) == (1, "ENTRY-PACKAGE")
    assert desk.run("case", "list")[1] == {"cases": []}
