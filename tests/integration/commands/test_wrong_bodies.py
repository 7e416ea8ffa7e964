"""What the server answers 422 to is exit 2 of `yichuang act`, what it answers 409 to exit 1: one list for both doors."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from app.cli.desk import main
from app.domain.identity.case_number import CaseNumber
from app.domain.refusal import is_about_the_body
from app.usecases.central.tokens import add_token
from tests.builders.acceptance_files import acceptance_file
from tests.builders.filings import starting_catalogue
from tests.builders.http_central import Served, make_central
from tests.builders.pens import AREA, DAY
from tests.builders.plain_http import PLAIN
from tests.integration.commands.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Answer = tuple[int, str]
"""Exit code or status, and the code of the refusal."""
PERSON = {"id_type": "citizen-id", "id_number": "500106199003070017", "name": "李明"}
EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("approver", {"act": "return", "reason": ""}),
    ("approver", {"act": "return", "reason": " \n"}),
    ("approver", {"act": "opine", "result": "object", "text": ""}),
    ("approver", {"act": "refuse", "facts": "", "reasons": "x", "basis": "x"}),
    ("approver", {"act": "extend", "days": 10, "reason": "", "approved_by": "x", "approver_level": "agency-head"}),
    ("approver", {"act": "extend", "days": 900, "reason": "x", "approved_by": "x", "approver_level": "agency-head"}),
    ("approver", {"act": "start-special-procedure", "kind": "hearing", "days": 0}),
    ("clerk", {"act": "withdraw", "reason": "x", "signed": False}),
    ("clerk", {"act": "correct-record", "field": "no-such-field", "new": "x", "reason": "x"}),
    ("clerk", {"act": "correct-record", "field": "phone", "new": "13800138000", "reason": ""}),
    ("clerk", {"act": "supply-deferred", "material": "none", "provided": ["copy-kept"]}),
    ("clerk", {"act": "void-document", "number": "没有", "reason": ""}),
    ("clerk", {"act": "answer-return", "text": ""}),
    ("clerk", {"act": "escalate", "text": ""}),
    ("clerk", {"act": "close-escalation", "outcome": "办成了", "confirmed_with": "本人", "escalation": "没有"}),
    ("issuer", {"act": "issue", "collector": PERSON, "manner": "counter"}),
    ("issuer", {"act": "issue", "collector": PERSON | {"name": ""}, "manner": "post"}),
    ("lead", {"act": "settle", "stands": "x:1", "applicant_says": ""}),
    ("clerk", {"act": "rate", "token": "x", "level": 9}),
    ("clerk", {"act": "no-such-act"}),
]


@pytest.fixture(scope="module")
def at_desk(made_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[dict[str, Any]], Answer]]:
    """Does an act to an accepted case by the command; its exit code and the code of the refusal."""
    folder = tmp_path_factory.mktemp("desk")
    home, file = shutil.copytree(made_home, folder / "home"), folder / "input.json"

    def run(word: str, document: dict[str, Any], *before: str, **more: str) -> tuple[int, Any]:
        file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        options = [part for name, value in more.items() for part in (f"--{name}", value)]
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            code = main([word, *before, str(file), *options, "--home", str(home), "--json"])
        return code, json.loads(said.getvalue())

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YICHUANG_PASSWORD", PASSWORD)
        _, taken = run("accept", acceptance_file(), out=str(folder / "papers"))

        def act(body: dict[str, Any]) -> Answer:
            code, answer = run("act", body, taken["case_no"])
            return code, answer["error"]["code"]

        yield act


@pytest.fixture(scope="module")
def at_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, dict[str, Any]], Answer]]:
    """Does an act to an accepted case over HTTP, by a token of a role; the status and the code of the problem."""
    server = make_central(tmp_path_factory.mktemp("server") / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open().case(release=starting_catalogue().hash)
        desk.push()
        number = CaseNumber(AREA, DAY, "C03", desk.pen.mark, 1).text
        tokens = {role: add_token(server, role, role) for role in ("approver", "clerk", "issuer", "lead")}

        def act(role: str, body: dict[str, Any]) -> Answer:
            headers = {"Authorization": f"Bearer {tokens[role]}"}
            address = f"{served.url}/api/v1/cases/{number}/acts"
            answer = httpx.post(address, json=body, headers=headers, timeout=60, trust_env=False, verify=PLAIN)
            return answer.status_code, answer.json()["code"]

        yield act
    server.close()


@pytest.mark.parametrize(("role", "body"), EXAMPLES, ids=[f"{b['act']}-{i}" for i, (_, b) in enumerate(EXAMPLES)])
def test_both_doors_refuse_alike(
    at_desk: Callable[[dict[str, Any]], Answer],
    at_server: Callable[[str, dict[str, Any]], Answer],
    role: str,
    body: dict[str, Any],
) -> None:
    exit_code, at_the_desk = at_desk(body)
    status, at_the_server = at_server(role, body)
    assert at_the_desk == at_the_server
    wrong = is_about_the_body(at_the_desk)
    assert (exit_code, status) == ((2, 422) if wrong else (1, 404 if at_the_desk == "STATE-UNKNOWN" else 409))
