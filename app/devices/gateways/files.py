"""A folder as gateway: one JSON file a message, which the hall's own system picks up. The same key is one file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from app.devices.gateways.port import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from app.devices.gateways.port import Outgoing

TAKEN = "taken"
"""Folder beside the messages into which the hall's system moves what it has sent: it is not written again."""


class FolderGateway:
    """Writes messages, readable by the owner only. A file name holds the key, never a number."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """As shown in the console."""
        return f"文件夹 {self._folder}"

    def send(self, message: Outgoing) -> Outcome:
        """Write one message, whole or not at all."""
        file = f"{message.key}.json"
        place = self._folder / file
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if place.exists() or (self._folder / TAKEN / file).exists():
                return Outcome("sent", "KNOWN")
            fields = {"key": message.key, "kind": message.kind, "to": message.to, "text": message.text}
            _write(place, json.dumps(fields, ensure_ascii=False).encode())
        except OSError:
            return Outcome("again", "FOLDER", everybody=True)
        return Outcome("sent")

    def close(self) -> None:
        """Nothing is held."""


def _write(place: Path, data: bytes) -> None:
    part = place.with_suffix(".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(place)
