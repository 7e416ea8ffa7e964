"""After a day of commands no person of a case stands readable in any file below the home folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders.acceptance_files import acceptance_file

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk

APPLICANT = {"name": "欧阳靖瑶", "id_number": "50010619780704018X", "phone": "13987654321"}
AGENT = {"id_type": "citizen-id", "id_number": "11010519491231002X", "name": "赫连勃勃尔"}
WITNESS = "令狐冲霄"


def test_no_person_of_a_case_is_readable_in_the_home_folder(desk: Desk) -> None:
    document = acceptance_file(skip={"business_licence"})
    document["applicant"] |= APPLICANT
    document["agent"] = {"relation": "entrusted", "person": AGENT, "scope": "全部", "valid_until": "2026-12-31"}
    _, answer = desk.accept(document)
    number, case_no = answer["documents"][-1]["number"], answer["case_no"]
    told = {"number": number, "how": "refused-to-sign", "witness": WITNESS, "on": "2026-11-23", "key": WITNESS}
    assert desk.act(case_no, "told", **told)[0] == 0
    assert desk.act(case_no, "correct-record", field="applicant.phone", new="18812345678", reason="录错")[0] == 0
    desk.run("reprint", number, "--out", desk.out)
    desk.run("backup", desk.home / "backups" / "day.ycb")
    for words in (
        ("case", "list"),
        ("case", "show", case_no),
        ("catalog", "search", "食品"),
        ("rebuild",),
        ("doctor",),
    ):
        desk.run(*words)
    persons = (*APPLICANT.values(), *AGENT.values(), WITNESS, "18812345678")
    wanted = [p.encode(code) for p in persons if p != "citizen-id" for code in ("utf-8", "utf-16-le", "gb18030")]
    files = [path for path in desk.home.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path.name for path in files for word in wanted if word in path.read_bytes()] == []
    assert [path.name for path in files for person in persons if person in path.name] == []


def test_home_folder_is_its_owners_only(desk: Desk) -> None:
    home = desk.out / "deeper" / "home"
    assert desk.run("init", "--clerk", "王芳", "--home", home, home=False)[0] == 0
    folders = [home, *(p for p in home.rglob("*") if p.is_dir())]
    assert [p.name for p in folders if p.stat().st_mode & 0o077] == []
    assert [p.name for p in home.iterdir() if p.stat().st_mode & 0o077] == []
