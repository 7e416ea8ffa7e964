"""Acceptance files as other systems write them: every question its first option, every point passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from tests.builders.filings import TODAY, complete_filing, item_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.domain.catalog.service_item import ServiceItem


def acceptance_file(
    code: str = "GT-04", *, skip: Collection[str] = (), on: date = TODAY, **more: Any
) -> dict[str, Any]:
    """The JSON of a complete acceptance, without the materials in `skip`."""
    item: ServiceItem = item_of(code)
    filing = complete_filing(item, on)
    applicant = msgspec.to_builtins(filing.applicant)
    materials = {
        key: {"provided": list(entry.provided), "points": dict(entry.points), "remark": ""}
        for key, entry in filing.materials.items()
        if key not in skip
    }
    return {
        "item": code,
        "intent": "accept",
        "channel": "counter",
        "applicant": {k: v for k, v in applicant.items() if v is not None},
        "agent": None,
        "answers": dict(filing.answers),
        "form": dict(filing.form),
        "materials": materials,
        "defer": {},
        "commit": [],
        "jurisdiction": "ours",
        "on": on.isoformat(),
    } | more


def answers_of(code: str, *materials: str) -> dict[str, Any]:
    """Materials as they are handed in later: brought, every point passed."""
    document = acceptance_file(code)
    return {key: document["materials"][key] for key in materials}
