"""Problems found in catalogue files: where they stand and what is wrong, for the people who edit them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""Where a value stands inside a file: keys of mappings and places in lists, from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`file` and `line` (from 1) say where, `field` which entry, `message` (Chinese) what is wrong and what to do."""

    file: str
    line: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the parts of one decoded object came from.

    `lines` has the line of every value by its path; `names` the key of each element of a list, so that a problem reads
    `materials.floor_plan.points.toilet.text` instead of counting places.
    """

    file: str
    lines: Mapping[Path, int] = field(default_factory=dict)
    names: Mapping[Path, str] = field(default_factory=dict)

    def problem(self, path: Path, message: str) -> Problem:
        """A problem at a path, on the line of the value or of the nearest thing around it."""
        return Problem(self.file, self._line(path), self.shown(path), message)

    def shown(self, path: Path) -> str:
        """The path for people: elements of lists by their key where they have one, else by their number from 1."""
        return ".".join(self._part(path[: i + 1]) for i in range(len(path)))

    def _part(self, path: Path) -> str:
        last = path[-1]
        return last if isinstance(last, str) else self.names.get(path) or str(last + 1)

    def _line(self, path: Path) -> int:
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1
