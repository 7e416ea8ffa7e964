"""Past-tense events of a project 项目. They stand in the server's own journal and are sent to no desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["talks", "landing", "building", "output", "figures"]

STAGES: tuple[Stage, ...] = ("talks", "landing", "building", "output", "figures")

STAGE_ZH: dict[Stage, str] = {
    "talks": "洽谈",
    "landing": "落地",
    "building": "建设",
    "output": "产出",
    "figures": "统计",
}


@dataclass(frozen=True, slots=True)
class ProjectOpened:
    """A project was put under a project manager 项目经理. `leader` is who supervises it in person 挂帅督办, may be empty."""

    name: str
    enterprise: str
    manager: str
    leader: str
    stage: Stage
    on: str


@dataclass(frozen=True, slots=True)
class CaseJoined:
    """A case belongs to the project; `after` are the numbers of cases whose results it needs."""

    case_id: str
    case_no: str
    item_name: str
    after: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class StepNoted:
    """Something besides the cases has to be done: by whom, until when."""

    text: str
    owner: str
    until: str
    on: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step is done; `number` counts the steps from 1."""

    number: int
    outcome: str
    on: str


@dataclass(frozen=True, slots=True)
class StageReached:
    """The project has come to a stage."""

    stage: Stage
    on: str


@dataclass(frozen=True, slots=True)
class ProjectEnded:
    """Nothing remains to be done, or it was given up."""

    outcome: str
    on: str


PROJECT = "project"
PROJECT_KINDS: dict[str, tuple[int, type]] = {
    "project.opened": (1, ProjectOpened),
    "project.case-joined": (1, CaseJoined),
    "project.step-noted": (1, StepNoted),
    "project.step-done": (1, StepDone),
    "project.stage-reached": (1, StageReached),
    "project.ended": (1, ProjectEnded),
}
