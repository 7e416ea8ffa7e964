"""What an answer of the server means to a desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import msgspec
import pytest

from app.store.exchange_admission import Problem
from app.sync import failures
from app.sync.client import LONGEST_WAIT, Answer, failure_of, retry_after


def answer(status: int, code: str = "", detail: str = "说明", **headers: str) -> Answer:
    problem = Problem(f"urn:yichuang:problem:{code}", "x", status, code, detail, place="there")
    return Answer(status, httpx.Headers(headers), msgspec.json.encode(problem), {})


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "AUTH-EXPIRED", failures.SessionGone),
        (403, "DEVICE-REVOKED", failures.DeviceStopped),
        (403, "DEVICE-SUSPENDED", failures.DeviceStopped),
        (403, "RIGHT-JOURNAL", failures.Refused),
        (409, "SYNC-PROTOCOL", failures.WrongProtocol),
        (410, "SYNC-EPOCH", failures.EpochChanged),
        (413, "BODY-SIZE", failures.Refused),
        (429, "RATE", failures.Busy),
        (503, "STOPPING", failures.Busy),
        (500, "BUG", failures.Refused),
    ],
)
def test_a_problem_document_has_its_kind_of_failure(status: int, code: str, kind: type) -> None:
    failure = failure_of(answer(status, code))
    assert (type(failure), failure.message, failure.place) == (kind, "说明", "there")


def test_an_answer_that_is_no_problem_document_has_words_too() -> None:
    failure = failure_of(Answer(502, {}, b"<html>", {}))
    assert isinstance(failure, failures.Refused)
    assert (failure.status, failure.code) == (502, "SYNC-REFUSED")
    assert "502" in failure.message


def test_retry_after_in_seconds_is_kept() -> None:
    assert failure_of(answer(503, "BUSY", **{"Retry-After": "17"})).wait == 17.0


def test_retry_after_as_a_date_is_kept() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True)
    assert 110 <= retry_after(at) <= 120


@pytest.mark.parametrize(
    ("text", "seconds"), [("", 5.0), ("soon", 5.0), ("-3", 0.0), ("1e9", LONGEST_WAIT), ("nan", 5.0)]
)
def test_retry_after_is_within_reason(text: str, seconds: float) -> None:
    assert retry_after(text) == seconds
