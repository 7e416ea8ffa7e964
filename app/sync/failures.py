"""What can stand between a desk and its server, each with words that say what happened and what to do.

Nothing of a case is lost by any of them: what was not sent waits in the journal.
"""

from __future__ import annotations

from app.errors import EnvironmentFailure


class SyncFailure(EnvironmentFailure):
    """An exchange with the server did not succeed. `wait`: seconds until the next attempt makes sense, 0 unknown."""

    code = "SYNC"

    def __init__(self, message: str, place: str = "", *, code: str = "", wait: float = 0.0) -> None:
        super().__init__(message, place, code=code)
        self.wait = wait


class NotEnrolled(SyncFailure):
    """The store was never joined to a server."""

    code = "SYNC-NOT-ENROLLED"


class NotReachable(SyncFailure):
    """No connection, or it was cut; the desk goes on alone."""

    code = "SYNC-OFFLINE"


class Untrusted(SyncFailure):
    """Whoever answered is not the server that was pinned at enrolment, or a signature does not hold."""

    code = "SYNC-TRUST"


class CertificateDate(Untrusted):
    """The server's certificate is not valid on the day that the machine's clock shows."""

    code = "SYNC-CERTIFICATE"


class Busy(SyncFailure):
    """The server asked to come back later (429, 503); `wait` says when."""

    code = "SYNC-BUSY"


class SessionGone(SyncFailure):
    """The session has run out; a new one is opened without telling anybody."""

    code = "SYNC-SESSION"


class EpochChanged(SyncFailure):
    """The server was restored: positions are counted anew."""

    code = "SYNC-EPOCH"


class DeviceStopped(SyncFailure):
    """The server has suspended or revoked this device."""

    code = "SYNC-DEVICE"


class KeyUnknown(SyncFailure):
    """The server does not know this device's key: the machine was restored, or the server lost its registration."""

    code = "SYNC-KEY"


class WrongProtocol(SyncFailure):
    """Desk and server have no version of the protocol in common; the words say which one is behind."""

    code = "SYNC-PROTOCOL"


class BadAnswer(SyncFailure):
    """The answer cannot be read, or is not one to what was asked."""

    code = "SYNC-ANSWER"


class Refused(SyncFailure):
    """The server refused a request with a problem document; its code and words are passed on."""

    code = "SYNC-REFUSED"

    def __init__(self, message: str, place: str = "", *, code: str = "", wait: float = 0.0, status: int = 0) -> None:
        super().__init__(message, place, code=code, wait=wait)
        self.status = status
