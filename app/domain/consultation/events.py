"""Past-tense events of a consultation 三方会商. They stand in the server's own journal and are sent to no desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DueTask:
    """What somebody has to do, until when; `number` counts from 1."""

    number: int
    text: str
    owner: str
    until: str


@dataclass(frozen=True, slots=True)
class ConsultationHeld:
    """The service office 政务服务办, the department and the discipline group 派驻纪检监察组 met and decided.

    `cases` are numbers of cases that it was about, `leader` who supervises what was decided 挂帅督办, may be empty.
    """

    subject: str
    service_office: str
    department: str
    discipline: str
    decision: str
    tasks: tuple[DueTask, ...]
    cases: tuple[str, ...]
    leader: str
    held_on: str


@dataclass(frozen=True, slots=True)
class TaskDone:
    """A task of the consultation is done, with what came of it."""

    number: int
    outcome: str
    on: str


@dataclass(frozen=True, slots=True)
class ConsultationEnded:
    """All that was decided has been done."""

    outcome: str
    on: str


CONSULTATION = "consultation"
CONSULTATION_KINDS: dict[str, tuple[int, type]] = {
    "consultation.held": (1, ConsultationHeld),
    "consultation.task-done": (1, TaskDone),
    "consultation.ended": (1, ConsultationEnded),
}
