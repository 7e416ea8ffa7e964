"""The description is the server: every route stands in it, and whatever is sent, nothing undescribed comes back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import httpx
import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.central.services import Limits
from app.usecases.central.devices import suspend
from app.usecases.central.tokens import add_token
from tests.builders.http_central import Served, make_central
from tests.builders.plain_http import PLAIN

if TYPE_CHECKING:
    from schemathesis import Case

BOUNDED = settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PATIENCE = 90
"""Seconds for one answer: a long poll may be asked to wait for 25, and the machine may be busy."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def module_served(tmp_path_factory):
    generous = Limits(enrolments_a_minute=1e6, sessions_a_minute=1e6)
    server = make_central(tmp_path_factory.mktemp("home"))
    with Served(server, io.StringIO(), generous) as running:
        yield running
    server.close()


def test_every_route_is_described(module_served: Served):
    described = _document(module_served)["paths"]
    app = module_served.program.app.litestar
    routes = {route.path_format for route in app.routes if hasattr(route, "route_handlers")}
    pages = ("/console", "/display", "/c/", "/q/")
    outside = {path for path in routes if path in ("/", "/c") or path.startswith(pages)}
    assert routes - outside == set(described)


def test_every_answer_is_described_with_its_media_type(module_served: Served):
    for path, operations in _document(module_served)["paths"].items():
        for method, one in operations.items():
            refusals = {status for status in one["responses"] if status >= "400"}
            assert {"400", "429", "503"} <= refusals, (path, method)
            assert one["summary"], (path, method)
            for status in refusals:
                assert list(one["responses"][status]["content"]) == ["application/problem+json"]


@schemathesis.serializer("application/msgpack")
def as_msgpack(_: object, value: object) -> bytes:
    """A generated body in msgpack; what msgpack cannot say goes as text, which is a wrong body too."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, TypeError, UnicodeEncodeError):
        return repr(value).encode(errors="replace")


def _document(served: Served):
    return httpx.get(f"{served.url}/api/v1/openapi.json", timeout=PATIENCE, verify=PLAIN).raise_for_status().json()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("active", {200, 201, 400, 404, 422}),
        ("suspended", {200, 403, 400, 422}),
        ("token", {200, 401, 404, 422}),
        ("nobody", {200, 401, 422}),
    ],
)
def test_nothing_undescribed_comes_back(module_served: Served, who: str, expected: set[int]):
    address = f"{module_served.url}/api/v1/openapi.json"
    schema = schemathesis.openapi.from_url(address, config=SchemathesisConfig(), timeout=PATIENCE)
    headers = _credentials(module_served, who)
    seen: set[int] = set()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        _try(operation.as_strategy(), headers, seen)
        if operation.definition.raw.get("parameters") or operation.definition.raw.get("requestBody"):
            _try(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE), headers, seen)
    assert expected <= seen


def _credentials(served: Served, who: str) -> dict[str, str]:
    if who == "nobody":
        return {}
    if who == "token":
        return {"Authorization": f"Bearer {add_token(served.server, '审批系统', 'approver')}"}
    desk = served.device({"active": "C03", "suspended": "C04"}[who])
    desk.pen.open().case()
    desk.push()
    if who == "suspended":
        suspend(served.server, desk.pen.device_id, "遗失")
    return {"Authorization": desk.client.headers["Authorization"]}


def _try(strategy, headers: dict[str, str], seen: set[int]) -> None:
    @BOUNDED
    @given(case=strategy)
    def run(case: Case) -> None:
        answer = case.call(headers=headers, timeout=PATIENCE)
        seen.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    run()
