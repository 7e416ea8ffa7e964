"""The idempotency key of an act: the same act once, another act under it never silently lost; at a desk and the server."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import httpx
from sqlalchemy import select

from app.domain.identity.case_number import CaseNumber
from app.usecases.central.erasing import Why, erase_case
from app.usecases.central.tokens import add_token
from db.central.access import server_settings
from tests.builders.acceptance_files import acceptance_file
from tests.builders.filings import starting_catalogue
from tests.builders.http_central import Served, make_central
from tests.builders.pens import AREA, DAY, withdrawn
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.commands.conftest import Desk


def test_a_key_belongs_to_one_act_at_a_desk(desk: Desk) -> None:
    numbers = [desk.accept(acceptance_file())[1]["case_no"] for _ in range(2)]
    first = desk.act(numbers[0], "withdraw", key="1", reason="不办了", signed=True)
    assert first[0] == 0
    again = desk.act(f" {numbers[0].lower()}", "withdraw", signed=True, reason="不办了", key="1")
    assert again == first
    for number, fields in ((numbers[1], {}), (numbers[0], {"reason": "另有原因"})):
        code, answer = desk.act(number, "withdraw", **({"key": "1", "reason": "不办了", "signed": True} | fields))
        assert (code, answer["error"]["code"], answer["error"]["place"]) == (1, "STATE-KEY", "key")
    assert desk.act("-", "escalate", key="1", text="办不了")[1]["error"]["code"] == "STATE-KEY"
    _, shown = desk.run("case", "show", numbers[1])
    assert shown["status"] == "accepted"


def test_a_key_belongs_to_one_act_at_the_server(tmp_path: Path) -> None:
    server = make_central(tmp_path / "home")
    with Served(server, io.StringIO()) as served:
        desk = served.device("C03")
        desk.pen.open()
        ids = [desk.pen.case(release=starting_catalogue().hash) for _ in range(2)]
        desk.push()
        numbers = [CaseNumber(AREA, DAY, "C03", desk.pen.mark, one).text for one in (1, 2)]
        tokens = {name: add_token(server, name, "approver") for name in ("系统甲", "系统乙")}

        def post(case_no: str, by: str = "系统甲", **body: Any) -> tuple[int, Any]:
            headers = {"Authorization": f"Bearer {tokens[by]}"}
            address = f"{served.url}/api/v1/cases/{case_no}/acts"
            answer = httpx.post(address, json=body, headers=headers, timeout=60, trust_env=False, verify=PLAIN)
            return answer.status_code, answer.json()

        opinion = {"act": "opine", "result": "agree", "text": "同意，张三的材料属实", "key": "1"}
        first = post(numbers[0], **opinion)
        assert first[0] == 200
        assert post(numbers[0].lower(), **dict(reversed(opinion.items()))) == first
        for number, other in ((numbers[1], opinion), (numbers[0], opinion | {"text": "改了"})):
            status, problem = post(number, **other)
            assert (status, problem["code"], problem["place"]) == (409, "STATE-KEY", "key")
        assert post(numbers[0], "系统乙", **opinion)[0] == 200  # another system counts for itself
        assert post("-", act="escalate", text="x", key="1")[1]["code"] == "STATE-KEY"
        _erase_the_first(server, desk, ids[0], numbers[0])
        assert post(numbers[0], **opinion)[1]["code"] == "STATE-UNKNOWN"
    server.close()


def _erase_the_first(server: Any, desk: Any, case_id: str, case_no: str) -> None:
    """Withdraw and erase a case; nothing of its answers stays."""
    c = server_settings.c
    kept = select(c.value).where(c.key.startswith("act:"))
    with server.store.read() as connection:
        assert case_no not in str(connection.execute(kept).all())  # they lie in boxes
    desk.pen.act(case_id, withdrawn(), version=4)
    desk.push(desk.pen.last)
    erase_case(server.ledger, case_no, Why("申请人要求"), "server", server.now())
    with server.store.read() as connection:
        assert connection.execute(kept).all() == []
