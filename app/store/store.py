"""Making and opening the store of a desk."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.crypto.box import new_key
from app.crypto.sign import SigningKey, new_signing_key
from app.errors import EnvironmentFailure
from app.store.accounts import finish_rekey
from app.store.attempts import AttemptCounter
from app.store.backup import upgrade_backup, write_backup
from app.store.engine import open_engine, translated
from app.store.facade import Counter, Program, Store
from app.store.failures import AccessDenied, CorruptStore, NoStore, WrongKey
from app.store.home import Home, Lock, failure_of, hold_store, sync_folder
from app.store.journal import current_journal, read_head
from app.store.keyring import (
    FORMAT,
    Account,
    Keyring,
    Unlocked,
    make_account,
    new_id,
    open_account,
    read_keyring,
    with_slot,
    write_keyring,
)
from app.store.new_journal import note_mark, open_journal, unused_mark
from app.store.projections import is_current, rebuild
from app.store.schema import needs_upgrade, upgrade
from app.store.server_accounts import refuse_other_roles, refuse_stale, settle_accounts, with_server_accounts
from app.store.settings import ATTACHMENT_KEY, DEVICE_KEY, SIGNER_KEY, read_bytes, require_bytes, write_bytes
from app.store.unit_of_work import is_anchored, read_clock, write_anchor
from app.store.verify import make_checkpoint, verify_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

    from app.store.clock import Clock

__all__ = ["Counter", "Given", "Program", "Store", "create_store", "open_store"]

_SECRETS = (DEVICE_KEY, ATTACHMENT_KEY, SIGNER_KEY)
_CHECKPOINT_AFTER = 200


@dataclass(frozen=True)
class Given:
    """What a store that is made for a server has been given already: its device's key, its id, its accounts."""

    device: SigningKey
    store: str
    accounts: tuple[Account, ...]


def create_store(
    home: Home, program: Program, counter: Counter, clerk: str, password: str, given: Given | None = None
) -> Store:
    """Make an encrypted store whose first account is a lead, and return it unlocked.

    With what is `given` it is made for a server, and `clerk` is one of those accounts.
    NoStore if there is one already; ReadOnlyHome or DiskFull if it cannot be written. A creation that was
    interrupted leaves no database under its final name and can be repeated.
    """
    home.check_restored()
    home.make()
    lock = hold_store(home, alone=True)
    try:
        if home.database.exists():
            raise NoStore("这个目录里已经有数据库，请换一个目录，或直接登录。", str(home.folder))
        given = given or _fresh(program, clerk, password)
        unlocked = _make_files(home, program, counter, given, clerk, password)
        engine = _open_first(home, next(iter(unlocked.keys.values())))
        lock.change(alone=False)
        return Store(home, program, engine, unlocked, lock)
    except OSError as error:
        lock.release()
        raise failure_of(error, home.folder) from error
    except BaseException:
        lock.release()
        raise


def _open_first(home: Home, key: bytes) -> Engine:
    """Open what was just made; where that fails (no room) nothing is left, and it can be made again."""
    try:
        return open_engine(home.database, key)
    except BaseException:
        for made in (*home.folder.glob(f"{home.database.name}*"), home.keyring):
            made.unlink(missing_ok=True)
        raise


def _fresh(program: Program, clerk: str, password: str) -> Given:
    return Given(new_signing_key(), new_id(), (make_account(clerk, password, "lead", program.clock.wall()),))


def _make_files(home: Home, program: Program, counter: Counter, given: Given, clerk: str, password: str) -> Unlocked:
    counter = replace(counter, mark=unused_mark(home, counter.mark))
    key, key_id = new_key(), new_id()
    signer = new_signing_key()
    accounts = tuple(one if one.disabled else with_slot(replace(one, slots=()), key_id, key) for one in given.accounts)
    keyring = Keyring(FORMAT, given.store, signer.public, key_id, accounts)
    account = keyring.account(clerk)
    fresh = home.database.with_suffix(".new")
    for leftover in home.folder.glob(f"{fresh.name}*"):
        leftover.unlink()
    engine = open_engine(fresh, key, create=True)
    try:
        with engine.connect().execution_options(immediate=True) as connection:
            upgrade(connection)
            secrets = (given.device.seed, new_key(), signer.seed)
            for name, value in zip(_SECRETS, secrets, strict=True):
                write_bytes(connection, name, value)
            _first_events(connection, program, counter, account.id)
            connection.commit()
    finally:
        engine.dispose()
    write_keyring(home.keyring, keyring, signer)
    AttemptCounter(home.attempts, keyring.store, program.clock).start()
    note_mark(home, counter.mark)
    fresh.replace(home.database)
    sync_folder(home.folder)
    return open_account(account, password)


def _first_events(connection: Connection, program: Program, counter: Counter, actor: str) -> None:
    device = SigningKey(require_bytes(connection, DEVICE_KEY)).public
    rebuild(connection, program.projectors, program.types)
    open_journal(connection, program, counter, device, actor)


def open_store(
    home: Home,
    program: Program,
    password: str,
    clerk: str | None = None,
    *,
    progress: Callable[[int], None] | None = None,
) -> Store:
    """Unlock the store as `clerk` (may be left out where there is one account) and bring it to this program.

    An older schema is backed up and upgraded, projections of another version are made again; both want the store
    alone. The chain is verified from its last checkpoint; what does not hold stands in `Store.opening`, for the caller
    to say and to decide on.

    Raises NoStore, AccessDenied, CorruptStore, NewerStore, StoreBusy, ReadOnlyHome or DiskFull.
    """
    home.check_restored()
    if not home.exists():
        raise NoStore("这个目录里还没有数据库，请先初始化（yichuang init）。", str(home.folder))
    lock = hold_store(home)
    engine = None
    try:
        keyring = with_server_accounts(home, read_keyring(home.keyring))
        unlocked = log_in(home, program.clock, keyring, password, clerk)
        if keyring.next_key is not None:
            keyring = _finish_rekey(home, keyring, unlocked, lock)
        engine = _open_with(home, keyring, unlocked)
        _prepare(home, program, engine, keyring, unlocked, lock, progress)
        store = Store(home, program, engine, unlocked, lock)
        refuse_other_roles(store.account.role)
        refuse_stale(store)
        settle_accounts(store)
        engine = store.engine
        store.opening = verify_store(store, from_checkpoint=True)
        if not store.opening.broken:
            make_checkpoint(store, after=_CHECKPOINT_AFTER)
        return store
    except BaseException:
        if engine is not None:
            engine.dispose()
        lock.release()
        raise


def choose_account(keyring: Keyring, clerk: str | None) -> Account:
    """Return the account to log in with; AccessDenied where a name is needed, unknown or disabled."""
    name = clerk or keyring.only_name()
    if name is None:
        raise AccessDenied("这个数据库有多个账号，请指明登录名（--clerk）。", "clerk", code="ACCESS-NAME")
    return keyring.account(name)


def log_in(home: Home, clock: Clock, keyring: Keyring, password: str, clerk: str | None) -> Unlocked:
    """Open an account with its password, counting attempts; AccessDenied says why not, and how long to wait."""
    account = choose_account(keyring, clerk)
    counter = AttemptCounter(home.attempts, keyring.store, clock)
    with counter.attempt(account.id):
        return open_account(account, password)


def _open_with(home: Home, keyring: Keyring, unlocked: Unlocked) -> Engine:
    key = unlocked.keys.get(keyring.key)
    if key is None:
        raise AccessDenied("这个账号在本机还没有开通，请由组长在本机添加。", "clerk", code="ACCESS-NO-SLOT")
    try:
        return open_engine(home.database, key)
    except WrongKey as error:
        raise CorruptStore(
            "账号文件与数据库不是一套，或数据库开头已损坏，未作任何改动。请用最近的备份恢复。", error.place
        ) from None


def _finish_rekey(home: Home, keyring: Keyring, unlocked: Unlocked, lock: Lock) -> Keyring:
    """Finish a re-keying that a power cut interrupted, and return the key ring as it is then."""
    lock.change(alone=True)
    keyring, key = finish_rekey(home, keyring, unlocked)
    engine = open_engine(home.database, key)
    try:
        with engine.connect() as connection:
            signer = SigningKey(require_bytes(connection, SIGNER_KEY))
    finally:
        engine.dispose()
    write_keyring(home.keyring, keyring, signer)
    lock.change(alone=False)
    return keyring


def _prepare(
    home: Home,
    program: Program,
    engine: Engine,
    keyring: Keyring,
    unlocked: Unlocked,
    lock: Lock,
    progress: Callable[[int], None] | None,
) -> None:
    """Check that key ring and database belong together; upgrade, rebuild, and anchor the clock where needed."""
    with translated(str(home.database)), engine.connect() as connection:
        seed = read_bytes(connection, SIGNER_KEY)
        if seed is None or SigningKey(seed).public != keyring.signer:
            raise CorruptStore("账号文件不是这个数据库的，可能被替换过，请用最近的备份恢复。", str(home.keyring))
        older = needs_upgrade(connection)
        current = not older and is_current(connection, program.projectors, program.types)
    if not current:
        lock.change(alone=True)
        with translated(str(home.database)), engine.connect().execution_options(immediate=True) as connection:
            if older:
                write_backup(engine, home, program, keyring, unlocked.keys[keyring.key], upgrade_backup(home, program))
                upgrade(connection)
            rebuild(connection, program.projectors, program.types, progress)
            connection.commit()
        lock.change(alone=False)
    _anchor(program, engine)


def _anchor(program: Program, engine: Engine) -> None:
    """Let trusted time of this boot run from the first reading that could be believed."""
    with engine.connect().execution_options(immediate=True) as connection, contextlib.suppress(EnvironmentFailure):
        journal = current_journal(connection)
        if journal.evaluation:
            return
        reading = read_clock(connection, program.clock, journal, read_head(connection, journal.id), None)
        if reading.state == "ok" and not is_anchored(connection, program.clock):
            write_anchor(connection, program.clock.anchor(reading.effective))
            connection.commit()
