"""What another counter of the hall wrote is announced by the name that its screens listen to."""

from __future__ import annotations

from app.store.changes import Changed


def test_each_family_of_a_hall_is_announced_by_its_screens_name():
    kinds = frozenset(
        {
            "escalation.answered", "package.opened", "ticket.called", "pre-application.filed", "online-request.filed",
            "visit.recorded",
        }
    )  # fmt: skip
    assert Changed(kinds=kinds).names == {"escalations", "packages", "queue", "applications", "requests"}
    assert Changed(cases=frozenset({"c1"})).names == {"case:c1", "cases", "todo"}
