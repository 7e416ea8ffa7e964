"""What a command answers: one JSON document or text for people, and an exit code. Errors have one shape."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

from app.errors import english_of

DONE, NO, WRONG = 0, 1, 2
"""Exit codes: done; the answer is no; wrong usage or unreadable input."""


@dataclass(frozen=True)
class Answer:
    """The answer of a command: `data` for --json, `text` for people."""

    data: Any
    text: str
    code: int = DONE


def show(answer: Answer, *, as_json: bool) -> int:
    """Print an answer on standard output; return its exit code."""
    print(json.dumps(answer.data, ensure_ascii=False, indent=None) if as_json else answer.text)
    return answer.code


def show_error(code: str, message: str, place: str, *, as_json: bool, exit_code: int) -> int:
    """Print an error: JSON on standard output where asked for, the message on standard error; return the exit code."""
    if as_json:
        print(json.dumps({"error": {"code": code, "message": message, "place": place}}, ensure_ascii=False))
    where = f"{place}: " if place else ""
    print(f"{where}{message} [{code}]", file=sys.stderr)
    if english := english_of(code):
        print(f"{' ' * 4}{english}", file=sys.stderr)
    return exit_code
