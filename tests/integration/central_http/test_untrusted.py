"""Whatever comes over the wire: refused with its reason, logged without the data, counted; nothing else suffers."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import msgspec
import pytest
import zstandard

from app.store.exchange import packed
from app.store.exchange_admission import Problem
from tests.builders.http_central import JSON, Served

if TYPE_CHECKING:
    import io

    import httpx

SECRET_WORDS = "张三丰-500106199003074535"


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code; the document is whole, in both languages, and quotes nothing."""
    assert answer.headers["content-type"] == "application/problem+json"
    found = msgspec.json.decode(answer.content, type=Problem)
    assert found.status == answer.status_code
    assert found.type == f"urn:yichuang:problem:{found.code}"
    assert found.detail
    assert found.detail_en
    assert found.request == answer.headers["x-request-id"]
    assert SECRET_WORDS not in answer.text
    return found.status, found.code


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (400, "BODY-FORM")),
        (b"not zstd", (400, "BODY-FORM")),
        (zstandard.compress(SECRET_WORDS.encode()), (422, "BODY-FIELDS")),
        (zstandard.compress(b"\x91" * 200_000), (422, "BODY-FIELDS")),
        (zstandard.compress(bytes(40 * 1024 * 1024)), (413, "BODY-SIZE")),
        (bytes(5 * 1024 * 1024), (413, "BODY-SIZE")),
    ],
    ids=["empty", "unpacked", "words", "deep", "bomb", "large"],
)
def test_a_batch_that_is_none_is_refused(served: Served, log: io.StringIO, body: bytes, expected: tuple[int, str]):
    desk = served.device()
    assert problem_of(desk.send(body)) == expected
    assert SECRET_WORDS not in log.getvalue()
    desk.pen.open().case()
    assert desk.push().acked == desk.pen.last


def test_another_media_type_is_refused(served: Served):
    desk = served.device()
    assert problem_of(desk.send(b"{}", Content_Type="application/json")) == (415, "BODY-TYPE")
    assert problem_of(desk.send(b"{}", Content_Encoding="gzip")) == (415, "BODY-TYPE")


def test_a_batch_under_the_name_of_another_journal_is_refused(served: Served):
    desk = served.device()
    desk.pen.open()
    answer = desk.send(zstandard.compress(packed(desk.pen.batch())), journal="another")
    assert problem_of(answer) == (422, "BODY-FIELDS")


def test_a_wrong_signature_stops_the_journal_and_only_it(served: Served):
    one, other = served.device("C03"), served.device("C04")
    one.pen.open().case()
    batch = msgspec.structs.replace(one.pen.batch(), signature=bytes(64))
    answer = one.send(zstandard.compress(packed(batch)))
    assert answer.status_code == 200
    other.pen.open().case()
    assert other.push().state == "open"


def test_a_replayed_batch_changes_nothing(served: Served):
    desk = served.device()
    desk.pen.open().case()
    body = zstandard.compress(packed(desk.pen.batch()))
    head = None
    for _ in range(3):
        assert desk.send(body).status_code == 200
        found = desk.page().head
        assert head in {None, found}
        head = found


@pytest.mark.parametrize(
    "content",
    [b'{"device":"\xff"}', b'{"device":' * 20_000, b"[1]", b'{"device":"' + b"a" * 70 + b'"}'],
    ids=["utf-8", "deep", "list", "long"],
)
def test_json_that_does_not_fit_is_refused(served: Served, content: bytes):
    answer = served.device().client.post("/challenges", content=content, headers=JSON)
    assert problem_of(answer)[0] in {400, 413, 422}


@pytest.mark.parametrize(
    "query", ["after=-1", "after=x", "after=99999999999999999999", "wait=26", "wait=nan", "epoch=%00"]
)
def test_a_parameter_that_does_not_fit_is_refused(served: Served, query: str):
    assert problem_of(served.device().client.get(f"/feed?{query}"))[0] == 400


@pytest.mark.parametrize(
    "path", ["/journals/%00", "/blobs/zz", "/releases/..%2f..%2fkeys.json", "/cases/%E5%BC%A0", "/none"]
)
def test_a_path_that_names_nothing_is_not_found(served: Served, path: str):
    assert problem_of(served.device().client.get(path))[0] == 404


def test_another_method_is_told_which_ones_there_are(served: Served):
    answer = served.device().client.request("DELETE", "/blobs/" + "0" * 64)
    assert problem_of(answer) == (405, "METHOD")
    assert answer.headers["allow"] == "GET, PUT"


def test_too_many_tries_from_one_address_are_told_to_wait(served: Served):
    client = served.device().client
    body = msgspec.json.encode({"secret": "x", "public_key": "A" * 43 + "=", "store": "s", "evaluation": False})
    answers = [client.post("/enrolments", content=body, headers=JSON) for _ in range(14)]
    last = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) >= 1


def test_refusals_are_counted_and_logged_with_no_word_of_the_request(served: Served, log: io.StringIO):
    desk = served.device()
    desk.client.get("/cases", params={"name": SECRET_WORDS})
    desk.client.post("/challenges", content=json.dumps({"device": SECRET_WORDS}).encode(), headers=JSON)
    desk.client.get(f"/cases/{SECRET_WORDS}")
    counted = desk.client.get(f"{served.url}/metrics").text
    assert 'yichuang_refused_total{code="BODY-FIELDS"} 1.0' in counted
    assert 'yichuang_refused_total{code="UNKNOWN"} 1.0' in counted
    assert "yichuang_memory_bytes" in counted
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"request", "route", "status", "ms"} <= set(lines[-1])
    assert SECRET_WORDS not in log.getvalue()
    assert "张" not in log.getvalue()


def test_a_peer_that_hangs_up_in_the_middle_of_a_body_leaves_nothing(served: Served):
    desk = served.device()
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(
            f"POST /api/v1/journals/{desk.pen.id}/batches HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n"
            f"Content-Type: application/msgpack\r\nAuthorization: {desk.client.headers['Authorization']}\r\n\r\nabc".encode()
        )
    desk.pen.open().case()
    assert desk.push().acked == desk.pen.last
    assert "yichuang_body_bytes 0.0" in desk.client.get(f"{served.url}/metrics").text
