"""The wording of documents, read from `resources/documents/*.yaml`: sentences with places, never with markup.

A place `{item}` takes a text as it is; `{item!b}` sets it in 黑体. What a person entered can't become markup.
"""

from __future__ import annotations

import functools
import string
from typing import Any

import msgspec

from app.receipts.resources import wording_path
from app.receipts.text import Span, Spans

_FORMATTER = string.Formatter()


class Wording:
    """One document's sentences by dotted key (`ground.complete`); a key that is missing is a KeyError naming it."""

    def __init__(self, name: str, tree: dict[str, Any]) -> None:
        self._name = name
        self._tree = tree

    def raw(self, key: str) -> str:
        """The sentence with its places."""
        node: Any = self._tree
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise KeyError(f"{self._name}.yaml: {key}")
            node = node[part]
        return str(node)

    def text(self, key: str, **values: str) -> str:
        """The sentence filled in, as plain text."""
        return "".join(span.text for span in self.spans(key, **values))

    def spans(self, key: str, **values: str) -> Spans:
        """The sentence filled in, with what is emphasised."""
        spans: list[Span] = []
        for literal, name, _, conversion in _FORMATTER.parse(self.raw(key)):
            if literal:
                spans.append(Span(literal))
            if name is not None and values[name]:
                spans.append(Span(values[name], bold=conversion == "b"))
        return tuple(spans)


@functools.cache
def wording(name: str) -> Wording:
    """The wording of one document; read once in a process."""
    return Wording(name, msgspec.yaml.decode(wording_path(name).read_bytes(), type=dict[str, Any]))
