"""What the server knows of the law and the catalogue when somebody acts there: calendar, evaluator, releases by hash."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.catalog.catalogue import Catalogue
from app.domain.catalog.expressions import Evaluate
from app.domain.law.calendar import WorkCalendar
from app.domain.refusal import Refusal
from app.receipts.resources import ROOT

if TYPE_CHECKING:
    from app.usecases.central.server import Server


KEPT = 4
"""How many releases a server keeps as they were read: one is in force, the others are those of cases that still run."""


@dataclass(frozen=True)
class Knowledge:
    """Read once in a process: the published calendar, the evaluator, the starting catalogue."""

    calendar: WorkCalendar
    evaluate: Evaluate
    starting: Catalogue | None


@functools.cache
def knowledge() -> Knowledge:
    """What the program brings, from its resources."""
    from app.catalog.calendar_files import load_calendar
    from app.catalog.compiled import load_compiled
    from app.catalog.expressions import CelEvaluator

    return Knowledge(load_calendar(ROOT / "calendar"), CelEvaluator(), load_compiled(ROOT / "catalog").catalogue)


def release_of(server: Server, digest: str) -> Catalogue:
    """The release that a case is bound to; Refusal STATE-RELEASE where the server has neither published nor brought it."""
    from app.catalog.blob import decode_catalogue
    from app.usecases.central.releases import content_of

    starting = knowledge().starting
    if starting is not None and starting.hash == digest:
        return starting
    read = server.releases.get(digest)
    if read is not None:
        return read
    content = content_of(server, digest)
    if content is None:
        raise Refusal("STATE-RELEASE", "服务器没有这个办件所用的事项库版本，请在受理窗口办理。")
    found = server.releases[digest] = decode_catalogue(content)
    for old in list(server.releases)[:-KEPT]:
        server.releases.pop(old, None)
    return found
