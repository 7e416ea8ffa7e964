"""How the server's own subjects (reviews, projects, consultations) are folded from their events, and what their rows say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.domain.consultation.events import CONSULTATION, ConsultationHeld
from app.domain.consultation.state import ConsultationState, evolve_consultation
from app.domain.project.events import PROJECT, ProjectOpened
from app.domain.project.state import ProjectState, evolve_project, opened
from app.domain.review import REVIEW, PointTicked, ReviewState, evolve_review


@dataclass(frozen=True)
class Fold:
    """One kind: the state after its first event, after each further one, and whether it is open with its next day."""

    begin: Callable[[str, Any], Any]
    evolve: Callable[[Any, Any], Any]
    standing: Callable[[Any], tuple[bool, str]]

    def after(self, identity: str, state: Any, event: Any) -> Any:
        """The state after an event; None where the subject does not begin with it."""
        return self.begin(identity, event) if state is None else self.evolve(state, event)


def _review(identity: str, event: Any) -> ReviewState | None:
    return evolve_review(ReviewState(identity), event) if isinstance(event, PointTicked) else None


def _project(identity: str, event: Any) -> ProjectState | None:
    return opened(identity, event) if isinstance(event, ProjectOpened) else None


def _consultation(identity: str, event: Any) -> ConsultationState | None:
    return ConsultationState(identity, event) if isinstance(event, ConsultationHeld) else None


def _project_stands(state: ProjectState) -> tuple[bool, str]:
    return not state.ended_on, state.open_steps[0].until if state.open_steps else ""


def _consultation_stands(state: ConsultationState) -> tuple[bool, str]:
    return bool(state.open_tasks), state.open_tasks[0].until if state.open_tasks else ""


FOLDS: Mapping[str, Fold] = MappingProxyType(
    {
        REVIEW: Fold(_review, evolve_review, lambda _: (True, "")),
        PROJECT: Fold(_project, evolve_project, _project_stands),
        CONSULTATION: Fold(_consultation, evolve_consultation, _consultation_stands),
    }
)
