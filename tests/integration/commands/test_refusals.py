"""What a person or a file gives wrong is met by a clear error, an exit code, and nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders.acceptance_files import acceptance_file

if TYPE_CHECKING:
    from tests.integration.commands.conftest import Desk


def changed(**fields: Any) -> dict[str, Any]:
    """An acceptance file with some fields replaced."""
    return acceptance_file() | fields


def applicant(**fields: Any) -> dict[str, Any]:
    """An acceptance file whose applicant differs."""
    document = acceptance_file()
    return document | {"applicant": document["applicant"] | fields}


WRONG = [
    ("check digit", applicant(id_number="500106199003070017"), 1, "GB-11643", "applicant.id_number"),
    ("date that does not exist", applicant(id_number="500106199902300014"), 1, "GB-11643", "applicant.id_number"),
    ("phone", applicant(phone="1380013"), 1, "ENTRY-PHONE", "applicant.phone"),
    ("control characters in a name", applicant(name="李\u0007明"), 1, "ENTRY-NAME", "applicant.name"),
    ("no such item", changed(item="没有的事项"), 1, "ENTRY-ITEM", "item"),
    ("unknown key", changed(nonsense=1), 2, "INPUT-FIELD", "nonsense"),
    ("unknown field of the form", changed(form={"x": 1}), 2, "INPUT-FIELD", "form.x"),
    ("unknown material", changed(materials={"x": {"provided": []}}), 2, "INPUT-FIELD", "materials.x"),
    ("unknown option", changed(answers={"business_type": "x"}), 2, "INPUT-FIELD", "answers.business_type"),
    ("wrong type", changed(answers=[]), 2, "INPUT-FIELD", "answers"),
    ("date that is none", changed(on="2026-02-30"), 2, "INPUT-FIELD", "on"),
    (
        "deferral too late",
        changed(materials={}, defer={"safety_rules": "2026-12-31"}),
        1,
        "DEFER-LOCAL",
        "defer.safety_rules",
    ),
]


@pytest.mark.parametrize(("document", "exit_code", "error", "place"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_acceptance_is_refused(
    desk: Desk, document: dict[str, Any], exit_code: int, error: str, place: str
) -> None:
    code, answer = desk.accept(document)
    assert (code, answer["error"]["code"]) == (exit_code, error)
    assert answer["error"]["place"].endswith(place)
    assert desk.run("case", "list")[1] == {"cases": []}


def test_full_width_digits_are_made_plain(desk: Desk) -> None:
    code, answer = desk.accept(applicant(id_number="５００１０６１９７８０７０４０１８ｘ", name="买买提·吐尔逊"))
    assert (code, answer["verdict"]) == (0, "accepted")


@pytest.mark.parametrize("name", ["𠅤䶮㛃", "阿" * 50, "欧阳·Анна", "李"])
def test_every_name_can_be_printed(desk: Desk, name: str) -> None:
    code, answer = desk.accept(applicant(name=name))
    assert (code, answer.get("verdict")) == (0, "accepted"), answer


@pytest.mark.parametrize("name", ["李😀", "أحمد", "𰃱小明"])
def test_name_that_no_font_draws_is_refused_before_a_number_is_drawn(desk: Desk, name: str) -> None:
    code, answer = desk.accept(applicant(name=name))
    assert (code, answer["error"]["code"]) == (1, "ENTRY-GLYPH")
    assert name not in answer["error"]["message"]
    assert desk.run("case", "list")[1] == {"cases": []}
    assert desk.accept(acceptance_file())[1]["case_no"].split("-")[3] == "0001"


def test_invisible_marks_are_taken_out_of_a_name(desk: Desk) -> None:
    code, answer = desk.accept(applicant(name=" 李\u200b 明\u3000"))
    assert (code, answer["verdict"]) == (0, "accepted")


@pytest.mark.parametrize("text", ["{", "[1]", "\ufeff", '{"item": "' + "x" * 300 + '"}', "[" * 5000])
def test_broken_file_is_unreadable_input(desk: Desk, text: str) -> None:
    path = desk.out / "bad.json"
    path.write_text(text, encoding="utf-8")
    code, answer = desk.run("accept", path, "--out", desk.out)
    assert (code, set(answer["error"])) == (2, {"code", "message", "place"})


def test_missing_file_names_itself(desk: Desk) -> None:
    code, answer = desk.run("accept", desk.out / "none.json", "--out", desk.out)
    assert (code, answer["error"]["code"]) == (2, "INPUT-FILE")
    assert "none.json" in answer["error"]["place"]


def test_unknown_case_and_document_are_named(desk: Desk) -> None:
    assert desk.run("case", "show", "500106-20261123-C03A-0099-X")[1]["error"]["code"] == "STATE-UNKNOWN"
    assert desk.run("reprint", "沙市监受〔2026〕C03A-9 号", "--out", desk.out)[1]["error"]["code"] == "STATE-DOCUMENT"


def test_wrong_password_opens_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", "falsch")
    code, answer = desk.run("case", "list")
    assert code in (1, 2)
    assert answer["error"]["code"].startswith("ACCESS")


def test_date_outside_the_calendar_is_no_workday_answer(desk: Desk) -> None:
    code, answer = desk.run("law", "workday", "2031-01-01", home=False)
    assert (code, answer["error"]["code"]) == (2, "INPUT-CALENDAR")


def test_deadline_beyond_the_calendar_is_provisional(desk: Desk) -> None:
    code, answer = desk.run("law", "deadline", "--from", "2026-12-28", "--workdays", 20, home=False)
    assert (code, answer["provisional"]) == (0, True)


@pytest.mark.law("LAW-45-1", "LAW-42-1")
def test_deadline_leaves_out_special_procedures_and_adds_extensions(desk: Desk) -> None:
    words = ("law", "deadline", "--from", "2026-03-02", "--workdays", 20)
    _, extended = desk.run(*words, "--extend", 10, home=False)
    assert (extended["due"], extended["rule"]) == ("2026-04-14", "CC-201 LAW-42-1")
    _, stopped = desk.run(*words, "--suspend", "2026-03-10..2026-03-20", home=False)
    assert (stopped["due"], stopped["rule"]) == ("2026-04-13", "CC-201 LAW-45-1")
    _, later = desk.run(*words, "--suspend", "2026-04-10..2026-04-20", home=False)
    assert (later["due"], later["rule"]) == ("2026-03-30", "CC-201")


@pytest.mark.parametrize(
    "words", [("nonsense",), ("law", "deadline"), ("id", "check", "1", "--typ", "uscc"), ("case",)]
)
def test_wrong_words_are_one_document_too(desk: Desk, words: tuple[str, ...]) -> None:
    code, answer = desk.run(*words, home=False)
    assert (code, answer["error"]["code"]) == (2, "USAGE")


@pytest.mark.parametrize("clerk", ["", "王\n芳", "王" * 51, " 王芳", "..."])
def test_log_in_name_that_nobody_can_type_is_refused(desk: Desk, clerk: str) -> None:
    home = desk.out / "new"
    code, answer = desk.run("init", "--clerk", clerk, "--home", home, home=False)
    assert (code, answer["error"]["code"], home.exists()) == (2, "INPUT-CLERK", False)


def test_weak_password_makes_no_store(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YICHUANG_PASSWORD", "short")
    code, answer = desk.run("init", "--clerk", "王芳", "--home", desk.out / "new", home=False)
    assert (code, answer["error"]["code"]) == (2, "INPUT-PASSWORD")


def test_staff_number_is_a_log_in_name(desk: Desk) -> None:
    assert desk.run("init", "--clerk", "1001", "--home", desk.out / "new", home=False)[0] == 0
