"""What is noted beside a case: by whom its record was opened 查阅记录, who urged its decision. Is sent to no desk."""

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


@dataclass(frozen=True, slots=True)
class RecordFileOpened:
    """Somebody opened or fetched a file of a case, a scan of a material; `digest` names it. Turning its pages is no event."""

    case_id: str
    digest: str
    by: str
    way: str


@dataclass(frozen=True, slots=True)
class CaseUrged:
    """A lead or a supervisor urged the department to decide 催办; `words` hold nothing personal, `by` is an account."""

    case_id: str
    words: str
    by: str


AUDIT_KINDS: dict[str, tuple[int, type]] = {
    "record.opened": (1, RecordOpened),
    "record.file-opened": (1, RecordFileOpened),
    "record.urged": (1, CaseUrged),
}
