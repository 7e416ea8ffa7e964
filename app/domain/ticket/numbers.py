"""Numbers of tickets: A03-042 is the 42nd of business group A today, issued at counter 3.

A series belongs to a group and a journal's mark: a desk numbers alone, also offline, and no two numbers are the same.
The mark's own letters stand in the number only where they are not the first (A03B-001 after a restored store).
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[A-Z]?(\d+)([A-Z]+)")


def series_of(letter: str, mark: str) -> str:
    """The series of a group's letter and a journal's mark with its counter: A and C03A give A03, A and C03B A03B."""
    found = _MARK.fullmatch(mark)
    if found is None:
        raise ValueError("no mark of a journal")
    counter, letters = found.groups()
    return f"{letter}{counter}{'' if letters == 'A' else letters}"


def spoken(series: str, serial: int) -> str:
    """A number as it is printed and called."""
    return f"{series}-{serial:03d}"
