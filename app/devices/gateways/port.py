"""What a gateway of messages is: it takes one message and says what became of it. It never raises for the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

Fate = Literal["sent", "again", "refused"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message. `key` is the same whenever the same notice is tried: the gateway sends it once for each key."""

    key: str
    kind: str
    to: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: sent, to be tried again (`wait`: seconds that the gateway asks for), or refused.

    `code` is a stable word for why. `everybody`: the gateway wants nothing at all for that long.
    """

    fate: Fate
    code: str = ""
    wait: float = 0.0
    everybody: bool = False


class MessageGateway(Protocol):
    """Sends messages to telephones."""

    @property
    def name(self) -> str:
        """As shown in the console."""
        ...

    def send(self, message: Outgoing) -> Outcome:
        """Send one. Blocks for some seconds at most."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...
