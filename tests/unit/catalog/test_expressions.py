"""Names read from expressions, and the evaluator."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.catalog.expressions import CelEvaluator
from app.domain.catalog.expressions import (
    ExpressionFailure,
    MissingValue,
    comparisons,
    names_in,
    referenced_fields,
    referenced_situations,
    unknown_names,
)


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("form.site_area >= 60.0 && today < form.lease_until", {"form.site_area", "form.lease_until", "today"}),
        ('answers.kind == "form.not_a_name"', {"answers.kind"}),
        ("answers.kind == 'today'", {"answers.kind"}),
        ('form.name.startsWith("重庆")', {"form.name"}),
        ("size(form.name) > 2", {"form.name"}),
        ("applicant . age >= 18", {"applicant.age"}),
        ('agent in ["entrusted", "guardian"]', {"agent"}),
        ("wrong == 1", {"wrong"}),
        ("form == 1", {"form"}),
        ('"a\\"form.x" == form.y', {"form.y"}),
        ("", set()),
    ],
)
def test_names_are_read_without_literals_and_methods(expression: str, names: set[str]) -> None:
    assert names_in(expression) == names


def test_referenced_keys_are_told_apart_by_root() -> None:
    expression = 'form.a > 1 && answers.b == "x" && applicant.age > 3'
    assert referenced_fields(expression) == {"a"}
    assert referenced_situations(expression) == {"b"}


def test_unknown_names_are_those_that_nothing_stands_for() -> None:
    expression = 'form.a > 1 && answers.c == "x" && applicant.height > 3 && materials.z == 1'
    assert unknown_names(expression, frozenset("a"), frozenset("b")) == (
        "answers.c",
        "applicant.height",
        "materials.z",
    )


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ('answers.a == "x"', {("answers.a", "x")}),
        ("'x' != answers.a", {("answers.a", "x")}),
        ('answers.a in ["x", "y"] || form.b == "z"', {("answers.a", "x"), ("answers.a", "y"), ("form.b", "z")}),
        ("form.a > 3", set()),
    ],
)
def test_comparisons_pair_values_with_literals(expression: str, found: set[tuple[str, str]]) -> None:
    assert comparisons(expression) == found


def test_evaluator_says_true_and_false() -> None:
    cel = CelEvaluator()
    context = {"form": {"area": 59.5, "until": "2031-06-30"}, "answers": {"a": ""}, "today": "2026-11-23"}
    assert cel("form.until >= today", context) is True
    assert cel("form.area >= 60", context) is False
    assert cel('answers.a != "x"', context) is True


def test_evaluator_tells_a_value_that_is_not_there_yet() -> None:
    with pytest.raises(MissingValue) as missing:
        CelEvaluator()("form.area > 3", {"form": {}})
    assert missing.value.name == "area"


def test_a_missing_value_that_cannot_matter_does_not_matter() -> None:
    cel = CelEvaluator()
    assert cel('form.area > 3 || answers.a == "x"', {"form": {}, "answers": {"a": "x"}}) is True
    assert cel('form.area > 3 && answers.a == "x"', {"form": {}, "answers": {"a": "y"}}) is False


@pytest.mark.parametrize("expression", ["form.area >", "form.area", 'form.area + "x" == 3', "nothing == 1"])
def test_evaluator_fails_on_what_is_no_question(expression: str) -> None:
    with pytest.raises(ExpressionFailure):
        CelEvaluator()(expression, {"form": {"area": 3}})


def test_no_terminal_program_comes_with_the_evaluator() -> None:
    script = (
        "import sys; from app.catalog.expressions import CelEvaluator;"
        "print(CelEvaluator()('form.a > 1', {'form': {'a': 2}}), 'prompt_toolkit' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout
    assert said == "True False\n"
