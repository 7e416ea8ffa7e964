"""How this machine's desk looks and which keys it uses; a small file read before the first paint.

It holds no personal data. A file that cannot be read, or a value of it that is not known, means the default.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
LANGUAGES = ("zh_CN", "en")
MODES = ("light", "dark")
SIZES = (14, 16, 18)
LOCK_MINUTES = (1, 3, 5, 10, 15, 30)


@dataclass(frozen=True)
class Preferences:
    """Theme, type size in px, language, own F-keys by shortcut id, minutes until lock.

    `scan_folder` is where this machine's scanner writes its files; empty where scans are chosen by hand.
    """

    mode: str = "light"
    size: int = 14
    language: str = "zh_CN"
    keys: Mapping[str, str] = field(default_factory=dict)
    lock_minutes: int = 5
    last_clerk: str = ""
    scan_folder: str = ""


def read_preferences(path: Path) -> Preferences:
    """Read the file; what is missing or wrong takes its default."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:
        log.warning("preferences not readable: %s", type(error).__name__)
        return Preferences()
    return from_json(stored)


def from_json(stored: Any) -> Preferences:
    """Take known values out of what was stored."""
    if not isinstance(stored, dict):
        return Preferences()
    default = Preferences()
    return Preferences(
        mode=_one_of(stored.get("mode"), MODES, default.mode),
        size=_one_of(stored.get("size"), SIZES, default.size),
        language=_one_of(stored.get("language"), LANGUAGES, default.language),
        keys=_words(stored.get("keys")),
        lock_minutes=_one_of(stored.get("lock_minutes"), LOCK_MINUTES, default.lock_minutes),
        last_clerk=stored["last_clerk"] if isinstance(stored.get("last_clerk"), str) else "",
        scan_folder=stored["scan_folder"] if isinstance(stored.get("scan_folder"), str) else "",
    )


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Write the file whole or not at all. OSError where the folder cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(path)


class PreferenceKeeper(QObject):
    """Holds the preferences, keeps each change at once, and tells who wears them."""

    changed = Signal(object)
    not_kept = Signal()

    def __init__(self, path: Path | None, preferences: Preferences) -> None:
        super().__init__()
        self._path = path
        self.now = preferences

    def change(self, **values: Any) -> None:
        """Change fields, keep them, send `changed(old)`; a file that cannot be written sends `not_kept`."""
        before, self.now = self.now, replace(self.now, **values)
        if before == self.now:
            return
        if self._path is not None:
            try:
                write_preferences(self._path, self.now)
            except OSError as error:
                log.warning("preferences not kept: %s", type(error).__name__)
                self.not_kept.emit()
        self.changed.emit(before)


def _one_of(value: Any, allowed: tuple[Any, ...], default: Any) -> Any:
    return value if value in allowed and not isinstance(value, bool) else default


def _words(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: words for key, words in value.items() if isinstance(key, str) and isinstance(words, str)}
