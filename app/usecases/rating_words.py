"""The five levels of a rating 好差评 and their labels, from `resources/ratings/labels.yaml`: data, not code."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Literal

import msgspec

from app.domain.rating.decide import RatingLevel
from app.errors import Bug
from app.receipts.resources import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVELS = (5, 4, 3, 2, 1)


class _Level(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level as the file has it."""

    level: int
    label: str
    labels: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    levels: list[_Level]


@functools.cache
def rating_words() -> tuple[RatingLevel, ...]:
    """The five levels, the best first. Bug where the file has others."""
    read = msgspec.yaml.decode((ROOT / "ratings" / "labels.yaml").read_bytes(), type=_File)
    if tuple(one.level for one in read.levels) != LEVELS:
        raise Bug("resources/ratings/labels.yaml: the levels are 5 to 1")
    return tuple(RatingLevel(one.level, one.label, tuple(one.labels)) for one in read.levels)


def rating_levels() -> Mapping[int, RatingLevel]:
    """The levels by their number."""
    return {one.level: one for one in rating_words()}


def service_of(kind: Literal["case", "ticket"], number: str) -> str:
    """Names a service in a rating: a hash of what was served, so that it is rated once, whatever the channel."""
    return hashlib.sha256(f"yichuang rating\0{kind}\0{number.strip().upper()}".encode()).hexdigest()[:40]
