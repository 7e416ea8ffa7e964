"""Setting aside what is in a home before another store takes its place: nothing is ever deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.home import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.home import Home


def set_aside(home: Home, why: str) -> list[Path]:
    """Rename the store in the home to `*.before-<why>-<n>` and return the new names. The caller holds it alone."""
    number = 1
    while any(home.folder.glob(f"*.before-{why}-{number}")):
        number += 1
    wal = home.database.with_name(home.database.name + "-wal")
    present = [old for old in (home.database, wal, home.keyring, home.attempts, home.attachments) if old.exists()]
    moved = [old.rename(old.with_name(f"{old.name}.before-{why}-{number}")) for old in present]
    home.database.with_name(home.database.name + "-shm").unlink(missing_ok=True)
    sync_folder(home.folder)
    return moved
