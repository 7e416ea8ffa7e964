"""What `catalog show` gives without any answer, and with each question's first option, is a list worth checking."""

from __future__ import annotations

from typing import Any

import pytest

from app.catalog.answers import resolved_json
from app.catalog.expressions import CelEvaluator
from tests.builders.filings import TODAY, item_of, starting_catalogue

LEAST = 6
CODES = [i.code for i in starting_catalogue().items]


def shown(code: str, answers: dict[str, str]) -> dict[str, Any]:
    """The resolved checklist as commands give it."""
    return resolved_json(starting_catalogue(), item_of(code), answers, CelEvaluator(), TODAY)


def points_of(resolved: dict[str, Any]) -> int:
    """How many review points it lists."""
    return sum(len(m["points"]) for m in resolved["materials"])


@pytest.mark.parametrize("code", CODES)
def test_six_review_points_are_shown_whatever_was_answered(code: str) -> None:
    assert points_of(shown(code, {})) >= LEAST
    first: dict[str, str] = {}
    while waiting := [s for s in shown(code, first)["situations"] if not s["answered"]]:
        first[waiting[0]["key"]] = waiting[0]["options"][0]["key"]
    assert points_of(shown(code, first)) >= LEAST
