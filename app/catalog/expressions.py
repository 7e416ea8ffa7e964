"""The evaluator of the catalogue's expressions: CEL, compiled once each.

The library takes nearly a second to import when cold, so it is imported with the first expression, never before.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.domain.catalog.expressions import ExpressionFailure, MissingValue, names_in

if TYPE_CHECKING:
    from cel import Program


class CelEvaluator:
    """An `Evaluate` with a cache of compiled expressions; may be shared between threads."""

    def __init__(self) -> None:
        self._programs: dict[str, Program] = {}
        self._names: dict[str, tuple[tuple[str, str], ...]] = {}
        self._lock = threading.Lock()

    def __call__(self, expression: str, context: Mapping[str, object]) -> bool:
        """True or false; MissingValue where a value is not there yet, ExpressionFailure where it cannot be said."""
        program = self._programs.get(expression) or self.compile(expression)
        try:
            outcome = program.execute(self._needed(expression, context))
        except KeyError as missing:
            raise MissingValue(str(missing.args[0])) from None
        except (RuntimeError, TypeError, ValueError) as failure:
            raise ExpressionFailure(expression, str(failure)) from failure
        if not isinstance(outcome, bool):
            raise ExpressionFailure(expression, f"gives {type(outcome).__name__}, not true or false")
        return outcome

    def _needed(self, expression: str, context: Mapping[str, object]) -> dict[str, Any]:
        """Only what the expression names: handing over a whole form costs ten times the evaluation."""
        names = self._names.get(expression)
        if names is None:
            dotted = (name.partition(".") for name in names_in(expression))
            names = self._names[expression] = tuple((head, key) for head, _, key in dotted)
        variables: dict[str, Any] = {}
        for head, key in names:
            value = context.get(head)
            if not key or not isinstance(value, Mapping):
                if head in context:
                    variables[head] = value
                continue
            inner = variables.setdefault(head, {})
            if key in value:
                inner[key] = value[key]
        return variables

    def compile(self, expression: str) -> Program:
        """The compiled expression, kept for later; ExpressionFailure where it is no CEL."""
        import cel

        with self._lock:
            if expression not in self._programs:
                try:
                    self._programs[expression] = cel.compile(expression)
                except ValueError as failure:
                    raise ExpressionFailure(expression, _first_line(failure)) from failure
            return self._programs[expression]


def _first_line(failure: ValueError) -> str:
    """The parser's message without its drawing: line and column, and what it did not expect."""
    message = str(failure)
    return message.partition("ERROR: <input>:")[2].partition("\n")[0] or message
