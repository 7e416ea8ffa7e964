"""What an expression of the catalogue may name, read without evaluating it.

Expressions are CEL over `form`, `answers`, `applicant`, `agent` and `today`. The evaluator itself is a library's and
comes in as an argument (`Evaluate`); here is only what can be told from the text, and how an evaluation may fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Evaluate = Callable[[str, Mapping[str, object]], bool]
"""Evaluates an expression over a context; raises MissingValue or ExpressionFailure."""

APPLICANT_NAMES = frozenset({"kind", "age", "sex", "id_type"})
ROOTS = frozenset({"form", "answers", "applicant", "agent", "today"})
FUNCTIONS = frozenset(
    {"size", "startsWith", "endsWith", "contains", "matches", "has", "int", "double", "string", "in", "true", "false"}
)

_TOKEN = re.compile(
    r"""(?P<string>[rRbB]?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))"""
    r"""|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\s*\.\s*[A-Za-z_][A-Za-z0-9_]*)*)"""
    r"""|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<other>.)""",
    re.DOTALL,
)

_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_VALUE = r"(?:form|answers|applicant)\.[A-Za-z_][A-Za-z0-9_]*|agent"
_LITERAL = r"\"[^\"]*\"|'[^']*'"
_COMPARED = re.compile(
    rf"""\b(?P<name>{_VALUE})\s*(?:==|!=)\s*(?P<literal>{_LITERAL})"""
    rf"""|(?P<literal_before>{_LITERAL})\s*(?:==|!=)\s*(?P<name_after>{_VALUE})"""
    rf"""|\b(?P<name_in>{_VALUE})\s+in\s*\[(?P<list>[^\]]*)\]"""
)


class MissingValue(Exception):
    """The expression needs a value that is not there yet, such as a form field that is still empty."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ExpressionFailure(Exception):
    """The expression cannot be compiled, or cannot be evaluated to true or false: a fault of the catalogue."""

    def __init__(self, expression: str, detail: str) -> None:
        super().__init__(f"{expression}: {detail}")
        self.expression = expression
        self.detail = detail


def names_in(expression: str) -> frozenset[str]:
    """The values that an expression names: `form.x`, `answers.y`, `applicant.z`, `agent`, `today`.

    String literals are skipped, a method after a value (`form.x.startsWith`) is not part of its name, and a bare word
    that is neither a root nor a function of the language is returned as it stands, so that a check can object to it.
    """
    return frozenset(name for match in _TOKEN.finditer(expression) if (name := _value_name(match)))


def _value_name(match: re.Match[str]) -> str:
    if match.lastgroup != "name":
        return ""
    parts = [p.strip() for p in match["name"].split(".")]
    root = parts[0]
    if root in ("agent", "today"):
        return root
    if root in ROOTS:
        return ".".join(parts[:2])
    follows_value = match.start() > 0 and match.string[: match.start()].rstrip().endswith(".")
    return "" if root in FUNCTIONS or follows_value else ".".join(parts[:2])


def unknown_names(expression: str, form: frozenset[str], answers: frozenset[str]) -> tuple[str, ...]:
    """The names of an expression that stand for nothing: no such field, situation or value. Sorted."""
    known = {f"form.{k}" for k in form} | {f"answers.{k}" for k in answers}
    known |= {f"applicant.{k}" for k in APPLICANT_NAMES} | {"agent", "today"}
    return tuple(sorted(names_in(expression) - known))


def referenced_fields(expression: str) -> frozenset[str]:
    """The keys of the form fields that an expression names."""
    return _keys_under("form.", expression)


def referenced_situations(expression: str) -> frozenset[str]:
    """The keys of the situations whose answers an expression names."""
    return _keys_under("answers.", expression)


def _keys_under(prefix: str, expression: str) -> frozenset[str]:
    return frozenset(n.removeprefix(prefix) for n in names_in(expression) if n.startswith(prefix))


def comparisons(expression: str) -> frozenset[tuple[str, str]]:
    """Which value is compared with which literal: `("answers.scale", "large")` for `==`, `!=` and `in [...]`."""
    found: set[tuple[str, str]] = set()
    for match in _COMPARED.finditer(expression):
        name = match["name"] or match["name_after"] or match["name_in"]
        literals = _STRING.findall(match["list"]) if match["list"] else [match["literal"] or match["literal_before"]]
        found |= {(name, literal[1:-1]) for literal in literals if literal}
    return frozenset(found)
