"""The peer: PouchDB replicating the same number of documents of the same size, on this machine, in this run.

Its packages come from npm into a folder of the run; the project does not depend on them. The client replicates between
a LevelDB of its own and `express-pouchdb` in a second process, over loopback, in batches of 500: its quicker setting.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

PACKAGES = ("pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.21.2")
HERE = Path(__file__).parent


class NodeMissing(Exception):
    """No node or npm on this machine; what to do is in the message."""


class Round(msgspec.Struct, frozen=True):
    """Milliseconds of one round: all documents up, all down, and exchanges that find nothing new."""

    push: float
    pull: float
    nothing_push: list[float]
    nothing_pull: list[float]


class Peer:
    """The peer's server, running; `round` replicates once with fresh databases."""

    def __init__(self, folder: Path, bodies: Sequence[bytes]) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "NODE_PATH": str(installed(folder.parent / "pouchdb-packages") / "node_modules"),
        }
        folder.mkdir(parents=True, exist_ok=True)
        self.documents = folder / "documents.ndjson"
        chance = random.Random(7)
        with self.documents.open("wb") as file:
            for body in bodies:
                file.write(
                    b'{"_id":"%032x","body":%s}\n' % (chance.getrandbits(128), json.dumps(body.decode()).encode())
                )
        command = ["node", str(HERE / "pouchdb_server.js"), str(folder / "server")]
        self._server = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._server.stdout is not None
        self.port = int(self._server.stdout.readline())

    def round(self) -> Round:
        """Replicate up and down, then ten times in vain."""
        command = [
            "node",
            str(HERE / "pouchdb_client.js"),
            str(self.port),
            str(self.folder / "client"),
            str(self.documents),
        ]
        said = subprocess.run(command, env=self.environment, capture_output=True, check=True, timeout=300).stdout
        return msgspec.json.decode(said, type=Round)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(timeout=10)
        assert self._server.stdout is not None
        self._server.stdout.close()


def installed(folder: Path) -> Path:
    """The folder with the peer's packages; npm fetches them the first time. No script of a package is run."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise NodeMissing("The peer PouchDB needs node and npm: apt-get install nodejs npm.")
    if not (folder / "complete").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}", encoding="utf-8")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", *PACKAGES]
        subprocess.run(command, cwd=folder, check=True, timeout=600, stdout=subprocess.DEVNULL)
        (folder / "complete").touch()
    return folder
