"""What one workspace hands to another through `shell.go(id, argument)`: plain frozen values, no state of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CorrectionOf:
    """For 受理: open a case in correction on what its notice named. `number` is the case's, or its notice's."""

    number: str


@dataclass(frozen=True)
class VerdictOn:
    """For 受理: open a case that was received, to check what is still open and give the verdict."""

    case_no: str


@dataclass(frozen=True)
class OpenCase:
    """For 查询: show the page of a case."""

    case_no: str


@dataclass(frozen=True)
class OpenItem:
    """For 事项库: show the guide of an item."""

    code: str


@dataclass(frozen=True)
class TakeItem:
    """For 受理: choose an item on an empty page."""

    code: str
