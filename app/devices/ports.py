"""What the program asks of a device. A real one brings its driver in a module of its own; the desk knows only these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.errors import EnvironmentFailure


class DeviceFailure(EnvironmentFailure):
    """A device does not answer; the message says what to do. Nothing that was entered is lost."""

    code = "DEVICE"


@dataclass(frozen=True, slots=True)
class IdCard:
    """What an identity card tells. Photograph and fingerprint are not read: no item asks for them."""

    name: str
    number: str
    valid_until: date | None = None


class IdCardReader(Protocol):
    """Reads the card that lies on it. Blocks: called off the interface's thread."""

    @property
    def name(self) -> str:
        """As shown beside a value that it read: 读卡器, 模拟读卡器."""
        ...

    def read(self) -> IdCard:
        """The card; DeviceFailure where there is none or it can't be read."""
        ...


class DocumentCamera(Protocol):
    """Takes a picture of a paper 高拍仪. Blocks: called off the interface's thread."""

    @property
    def name(self) -> str:
        """As shown on screen."""
        ...

    def capture(self) -> bytes:
        """One page as PNG, JPEG or PDF; DeviceFailure where nothing came."""
        ...

    def kept(self) -> None:
        """What `capture` gave is safe: the device leaves nothing of it behind."""
        ...
