"""The evaluator of the catalogue's expressions: CEL, compiled once each.

The library is loaded with the first expression, never before, and without its terminal program (see `_load_cel`).
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Mapping
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
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
        with self._lock:
            if expression not in self._programs:
                try:
                    self._programs[expression] = _load_cel().compile(expression)
                except ValueError as failure:
                    raise ExpressionFailure(expression, _first_line(failure)) from failure
            return self._programs[expression]


def _load_cel() -> Any:
    """The compiled part of the library alone.

    Its package imports a terminal program of its own (prompt_toolkit, rich, typer) that nobody here asks for: half a
    second of every start. A package that is laid out otherwise is imported whole.
    """
    name = "cel.cel"
    if (known := sys.modules.get(name)) is not None:
        return known
    package = find_spec("cel")
    found = PathFinder.find_spec(name, package.submodule_search_locations) if package is not None else None
    if found is None or found.loader is None:
        return importlib.import_module("cel")
    module = sys.modules[name] = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _first_line(failure: ValueError) -> str:
    """The parser's message without its drawing: line and column, and what it did not expect."""
    message = str(failure)
    return message.partition("ERROR: <input>:")[2].partition("\n")[0] or message
