"""The composition root of the server: builds it from its home, keys and settings. Nothing is opened at import."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.refusal import InputProblem
from app.store.central.home import CentralHome, ServerSettings
from app.usecases.central.accounts import Added
from app.usecases.central.server import OPERATOR, Server

if TYPE_CHECKING:
    import os

    from app.store.central.engine import CentralStore
    from app.store.central.keyfile import ServerKeys
    from app.store.clock import Clock

AREA = "500106"
HALL = "政务服务大厅"
ADMIN = "admin"
_AREA = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Wanted:
    """What a new server is to be. `names` are further names under which it is reached; `database` None: its own file."""

    admin: str = ADMIN
    area: str = AREA
    hall: str = HALL
    evaluation: bool = False
    database: str | None = None
    names: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Made:
    """A server that was made, with its first administrator."""

    server: Server
    admin: Added


def central_home(home: str | os.PathLike[str] | None) -> CentralHome:
    """The places of a server's home folder; without one those of the platform."""
    if home is not None:
        return CentralHome(Path(home).expanduser().resolve())
    import platformdirs

    return CentralHome(Path(platformdirs.user_data_dir("yichuang-central", appauthor=False)))


def open_server(home: CentralHome, database: str | None = None, clock: Clock | None = None) -> Server:
    """Open the server of a home folder, upgrading its tables where the program is newer.

    InputProblem INPUT-HOME where there is none; CorruptStore, NewerStore or DatabaseAway.
    """
    from app.store.central.engine import open_central
    from app.store.central.keyfile import read_keys

    if not home.exists():
        raise InputProblem(
            "INPUT-HOME", "这里还没有服务器，请先运行 yichuang-central init，或用 --home 指明目录。", str(home.folder)
        )
    settings, keys = home.read_settings(), read_keys(home.keys)
    store = open_central(database or settings.database or home.database_url)
    try:
        if not store.is_current():
            _keep_before_upgrade(home, store)
            store.migrate()
        server = _server(home, keys, settings, store, clock)
        _refuse_other_database(server)
    except BaseException:
        store.close()
        raise
    return server


def create_server(home: CentralHome, wanted: Wanted, clock: Clock | None = None) -> Made:
    """Make a server: keys, tables, its area and the first administrator.

    InputProblem for a bad area, name or address; NoStore where there is a server already, in the home or the database.
    """
    from app.store.central.engine import open_central
    from app.store.central.keyfile import encode_keys, new_keys
    from app.store.clock import Clock as SystemClock
    from app.store.failures import NoStore
    from app.store.keyring import new_id
    from app.usecases.clerks import refuse_bad_login_name, refuse_weak

    if home.exists():
        raise NoStore("这里已有服务器，没有改动。要另建一个，请换一个目录。", str(home.folder))
    if not _AREA.fullmatch(wanted.area):
        raise InputProblem("INPUT-AREA", "区划码是 6 位数字，例如 500106。", "--area")
    refuse_bad_login_name(wanted.admin)
    if wanted.password is not None:
        refuse_weak(wanted.password)
    home.make()
    clock = clock or SystemClock()
    keys = new_keys(f"Yichuang {wanted.area}", clock.wall())
    settings = ServerSettings(
        new_id(), wanted.area, wanted.evaluation, wanted.database or "", wanted.hall, wanted.names
    )
    store = open_central(wanted.database or home.database_url)
    try:
        store.migrate()
        server = _server(home, keys, settings, store, clock)
        home.write(home.keys, encode_keys(keys))
        admin = _first_rows(server, wanted)
        home.write_settings(settings)
    except BaseException:
        store.close()
        raise
    return Made(server, admin)


def serving_server(home: CentralHome, wanted: Wanted) -> tuple[Server, Added | None]:
    """Open the server that is to serve, or make one in service where there is none yet.

    The first administrator's one-time password is then returned, and kept in a file that only the owner reads.
    """
    if home.exists():
        return open_server(home, wanted.database), None
    made = create_server(home, wanted)
    if made.admin.one_time_password is not None:
        home.write(home.first_password, f"{made.admin.name} {made.admin.one_time_password}\n".encode())
    return made.server, made.admin


def _keep_before_upgrade(home: CentralHome, store: CentralStore) -> None:
    """Copy the embedded database before its tables are changed; going back is putting the copy in its place.

    A PostgreSQL is backed up by its administrator before the program is exchanged, as the guide says.
    """
    import contextlib
    import sqlite3

    from app.store.central.schema import revision_of

    with store.read() as connection:
        revision = revision_of(connection)
    if store.file is None or revision is None:
        return
    copy = home.folder / f"before-upgrade-from-{revision}.db"
    with contextlib.closing(sqlite3.connect(store.file)) as source, contextlib.closing(sqlite3.connect(copy)) as target:
        copy.chmod(0o600)
        source.backup(target)


def _server(
    home: CentralHome, keys: ServerKeys, settings: ServerSettings, store: CentralStore, clock: Clock | None
) -> Server:
    from app.store.central.ledger import Ledger
    from app.store.central.vault import Vault
    from app.store.clock import Clock as SystemClock
    from app.usecases.workplace import VERSION, program

    ledger = Ledger(
        store=store,
        area=settings.area,
        vault=Vault(keys.data_key(), keys.search_key()),
        types=program().types,
        public_key=keys.area.public,
        blobs=home.blobs,
        evaluation=settings.evaluation,
        program=VERSION,
    )
    return Server(home, keys, settings, ledger, clock or SystemClock(), VERSION)


def _first_rows(server: Server, wanted: Wanted) -> Added:
    """The area, what the server is, and the first administrator: all of it or nothing."""
    from app.store.central.ledger import make_area
    from app.store.central.values import ACCOUNTS_VERSION, SERVER, read_value, write_value
    from app.store.failures import NoStore
    from app.usecases.central.accounts import add_account, keyed_account

    given, admin = keyed_account(server, wanted.admin, "admin", wanted.password)
    with server.store.write() as connection:
        if read_value(connection, server.area, SERVER) is not None:
            raise NoStore("这个数据库已属于另一台服务器，没有改动。请给一个空的数据库。", "--database")
        make_area(connection, server.area, server.now())
        write_value(connection, server.area, SERVER, server.id)
        write_value(connection, server.area, ACCOUNTS_VERSION, 0)
        add_account(server, connection, admin, "added", OPERATOR)
    return Added(admin.name, admin.id, admin.role, given)


def _refuse_other_database(server: Server) -> None:
    """CorruptStore where the database is not the one that these keys belong to."""
    from app.store.central.values import SERVER, read_value
    from app.store.failures import CorruptStore

    with server.store.read() as connection:
        found = read_value(connection, server.area, SERVER)
    if found != server.id:
        raise CorruptStore("这个数据库不是本目录服务器的数据库，没有改动。请核对 --database。", "--database")
