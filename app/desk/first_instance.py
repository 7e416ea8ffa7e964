"""One window for one store: a second start shows the first window and ends.

The first instance listens on a local socket whose name follows from the home folder; where it was killed, the stale
socket is removed. Nothing but the wish to be shown is ever sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

ANSWER_MS = 500


class FirstInstance(QObject):
    """Listens for later starts; `wanted` says that one of them asks for the window."""

    wanted = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.home = home
        self._name = socket_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)

    def listen(self) -> bool:
        """Become the first instance; False where that is not possible (the desk then works without)."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def _take(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.disconnected.connect(connection.deleteLater)
            self.wanted.emit()


def show_first(home: Path) -> bool:
    """Ask the instance that has this home open to show its window; False where there is none."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(home))
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.disconnectFromServer()
    return True


def socket_name(home: Path) -> str:
    """The name of the socket: a check sum, so that the path stands in no list of sockets.

    No cryptographic hash: nothing is kept secret by it, and loading one takes a tenth of the time to the first paint.
    """
    return f"yichuang-{crc32(str(home).encode()):08x}"
