"""What the desks of a hall are sent besides its cases: subjects that the whole hall works on. Pure."""

from __future__ import annotations

HALL_KINDS: frozenset[str] = frozenset(
    {"escalation", "office-day", "online-request", "package", "pre-application", "ticket"}
)
"""Kinds of subjects whose events go to every desk of the hall in which they were written, whatever case they name.

The hall is that of the counter's journal. The server's own journal has none: there the body says it, in a field `hall`.
Every desk folds such a subject in the server's order, as it does a case.
"""


def hall_of(journal_hall: str, body: object) -> str:
    """The hall that is sent an event of such a subject; empty where nothing says which."""
    said = getattr(body, "hall", "")
    return journal_hall or (said if isinstance(said, str) else "")
