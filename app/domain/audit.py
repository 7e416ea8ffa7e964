"""What is noted of reading 查阅记录: whose record was opened by whom, at a desk or at the centre. Is sent to no desk."""

from __future__ import annotations

from dataclasses import dataclass

AUDIT = "audit"
"""Kind of subject of these events; its id is the case's."""


@dataclass(frozen=True, slots=True)
class RecordOpened:
    """Somebody opened the whole record of a case. `by` is an account, a device or a token's name."""

    case_id: str
    by: str
    way: str


AUDIT_KINDS: dict[str, tuple[int, type]] = {"record.opened": (1, RecordOpened)}
