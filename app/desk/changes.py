"""What a write changed, announced once; each open screen decides whether it is stale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class HasChanged(Protocol):
    """The result of a write: it names what is no longer as it was."""

    @property
    def changed(self) -> frozenset[str]:
        """Names such as `cases`, `drafts`, `prints`, `todo`, `shift`, `case:<id>`."""
        ...


@dataclass(frozen=True)
class Wrote(Generic[T]):
    """A value together with what writing it changed."""

    value: T
    changed: frozenset[str]


class Changes(QObject):
    """Announces changes: `announced(names: frozenset[str], owner: object)`."""

    announced = Signal(object, object)

    def announce(self, names: frozenset[str], owner: object = None) -> None:
        """Tell every listener what changed; nothing is told where nothing changed."""
        if names:
            self.announced.emit(names, owner)
