"""What can stand against the store from outside, each with Chinese words that say what to do."""

from __future__ import annotations

from app.errors import EnvironmentFailure


class WrongKey(EnvironmentFailure):
    """The key does not open the database."""

    code = "STORE-KEY"


class CorruptStore(EnvironmentFailure):
    """The database, the key ring or an attachment is damaged or incomplete."""

    code = "STORE-CORRUPT"


class NewerStore(EnvironmentFailure):
    """The store was written by a newer version of the program."""

    code = "STORE-NEWER"


class DiskFull(EnvironmentFailure):
    """There is no room left; the transaction was rolled back."""

    code = "STORE-DISK-FULL"


class ReadOnlyHome(EnvironmentFailure):
    """The home folder or the database cannot be written."""

    code = "STORE-READ-ONLY"


class StoreBusy(EnvironmentFailure):
    """Another process holds the store; `pid` is its number, 0 where the system does not tell."""

    code = "STORE-BUSY"

    def __init__(self, message: str, place: str = "", *, pid: int = 0) -> None:
        super().__init__(message, place)
        self.pid = pid


class NoStore(EnvironmentFailure):
    """There is no store in this folder, or already one where a new one was to be made."""

    code = "STORE-NONE"


class AccessDenied(EnvironmentFailure):
    """Log-in is refused: unknown name, wrong password, disabled account, or too many attempts.

    `wait` is the number of seconds until the next attempt is taken, 0 if at once.
    """

    code = "ACCESS-DENIED"

    def __init__(self, message: str, place: str = "", *, code: str = "", wait: int = 0) -> None:
        super().__init__(message, place, code=code)
        self.wait = wait


class EpochMismatch(EnvironmentFailure):
    """Positions of another epoch than this store's: the server was restored, or was never spoken to."""

    code = "SYNC-EPOCH"


class PageGap(EnvironmentFailure):
    """A page that begins after what this store has read; it is asked for again from the cursor."""

    code = "SYNC-GAP"


class AttachmentDamaged(EnvironmentFailure):
    """An attachment is missing or does not have the bytes that its digest names."""

    code = "STORE-ATTACHMENT"
