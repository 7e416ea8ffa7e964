"""Restoring a backup: what was there is set aside, and the restored store goes on in a new journal with a new mark.

The old journal is never continued: the lost store may have written events, and printed numbers, after the backup. Its
end as the backup knows it is named in the new journal. Erasures made since the backup are obeyed before it opens.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.crypto.sign import SigningKey, new_signing_key
from app.errors import EnvironmentFailure
from app.store.aside import set_aside
from app.store.attempts import AttemptCounter
from app.store.backup import ATTACHMENTS, extract, files_of, read_head
from app.store.engine import open_engine, translated
from app.store.event import NewEvent, Subject
from app.store.facade import Counter, Program
from app.store.failures import CorruptStore
from app.store.home import Home, failure_of, hold_store, sync_folder, write_file
from app.store.journal import Journal, close_journals, journals
from app.store.journal import read_head as journal_head
from app.store.journal_events import JOURNAL, JournalClosed, Predecessor, SubjectErased
from app.store.keyring import Keyring, Unlocked, decode_keyring, new_id, open_account
from app.store.new_journal import following_mark, known_marks, note_mark, open_journal
from app.store.projections import rebuild
from app.store.schema import needs_upgrade, upgrade
from app.store.settings import DEVICE_KEY, SIGNER_KEY, delete_setting, require_bytes, write_bytes
from app.store.store import choose_account
from app.store.unit_of_work import ANCHOR, Parts, obey_erasure
from app.store.verify import erased_subjects, verify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

REASON = "restored"


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a restore did.

    `journal` is the new one, `mark` its mark. `mark_is_certain` is False where this home knew nothing of the store:
    another restore of the same backup elsewhere may have taken the same mark, so a lead should compare it with the
    counter's paper list before anything numbered is printed. `set_aside` are the files that were here before.
    """

    journal: str
    mark: str
    mark_is_certain: bool
    closed: str
    events: int
    erased: int
    set_aside: list[Path]


def restore(
    path: Path, home: Home, program: Program, password: str, clerk: str | None = None, *, mark: str | None = None
) -> RestoreReport:
    """Put the store of a backup into `home`; the log-in is that of an account at the time of the backup.

    `mark`: the mark of the new journal, by default the one after every mark that backup and home know. Raises
    AccessDenied, CorruptStore, NewerStore, StoreBusy, DiskFull or ReadOnlyHome; until the backup has been checked
    from end to end nothing of the home is touched.
    """
    head = read_head(path)
    keyring = decode_keyring(head.keyring.encode(), str(path))
    unlocked = open_account(choose_account(keyring, clerk), password)
    if keyring.key not in unlocked.keys:
        raise CorruptStore("备份中的账号文件不完整，请换一份备份。", str(path))
    home.make()
    lock = hold_store(home, alone=True)
    fresh = Home(home.restoring)
    try:
        shutil.rmtree(fresh.folder, ignore_errors=True)
        fresh.make()
        extract(path, unlocked.keys[keyring.key], fresh.folder)
        report = _go_on(fresh, home, program, keyring, unlocked, mark)
        write_file(fresh.keyring, head.keyring.encode())
        aside = set_aside(home, "restore")
        _move_in(fresh, home)
        AttemptCounter(home.attempts, keyring.store, program.clock).start()
        note_mark(home, report.mark)
        return replace(report, set_aside=aside)
    except OSError as error:
        raise failure_of(error, home.folder) from error
    finally:
        shutil.rmtree(fresh.folder, ignore_errors=True)
        lock.release()


def _go_on(
    fresh: Home, home: Home, program: Program, keyring: Keyring, unlocked: Unlocked, mark: str | None
) -> RestoreReport:
    """Check the extracted database from end to end and open its new journal; all in one transaction."""
    key = unlocked.keys[keyring.key]
    engine = open_engine(fresh.database, key)
    try:
        with (
            translated(str(fresh.database)),
            engine.connect().execution_options(immediate=True) as connection,
        ):
            _check(connection, keyring, fresh)
            if needs_upgrade(connection):
                upgrade(connection)
            rebuild(connection, program.projectors, program.types)
            files = files_of(connection, fresh.attachments)
            parts = Parts(program.types, program.projectors, program.clock, program.version, unlocked.account.id, files)
            missed = _missed_erasures(connection, home, unlocked)
            report = _new_journal(connection, home, program, unlocked, mark, missed)
            erased = sum(_obey(connection, parts, subject) for subject in missed)
            connection.commit()
            return replace(report, erased=erased)
    finally:
        engine.dispose()


def _check(connection: Connection, keyring: Keyring, fresh: Home) -> None:
    if SigningKey(require_bytes(connection, SIGNER_KEY)).public != keyring.signer:
        raise CorruptStore("备份中的账号文件与数据库不是一套，没有恢复任何内容。", str(fresh.database))
    if not needs_upgrade(connection) and verify(connection).broken:
        raise CorruptStore("备份中的日志链不完整，没有恢复任何内容。请换一份备份。", str(fresh.database))


def _new_journal(
    connection: Connection,
    home: Home,
    program: Program,
    unlocked: Unlocked,
    mark: str | None,
    missed: Sequence[Subject],
) -> RestoreReport:
    """Close what was open and open the next journal, with a device key of its own."""
    certain = mark is not None or bool(known_marks(home))
    old = [journal for journal in journals(connection, own=True) if not journal.closed]
    last = old[-1]
    chosen = mark or following_mark(home, connection)
    heads = {journal.id: journal_head(connection, journal.id) for journal in old}
    close_journals(connection, [journal.id for journal in old], program.clock.wall())
    device = new_signing_key()
    write_bytes(connection, DEVICE_KEY, device.seed)
    delete_setting(connection, ANCHOR)
    closed = [
        NewEvent(Subject(JOURNAL, journal), JournalClosed(head.seq, head.hash.hex(), REASON))
        for journal, head in heads.items()
    ]
    again = [
        NewEvent(Subject("erasure", new_id()), SubjectErased(subject.kind, subject.id, REASON)) for subject in missed
    ]
    head = heads[last.id]
    journal = open_journal(
        connection,
        program,
        _counter(last, chosen),
        device.public,
        unlocked.account.id,
        Predecessor(last.id, head.seq, head.hash.hex(), REASON),
        [*closed, *again],
    )
    return RestoreReport(journal.id, chosen, certain, last.id, head.arrival, 0, [])


def _counter(last: Journal, mark: str) -> Counter:
    return Counter(last.area, last.counter, last.evaluation, last.hash, mark)


def _missed_erasures(connection: Connection, home: Home, unlocked: Unlocked) -> list[Subject]:
    """Return what the store that is being replaced had erased since the backup, as far as it can still be read."""
    missed = _erased_at_home(home, unlocked) - erased_subjects(connection)
    return [Subject(kind, subject_id) for kind, subject_id in sorted(missed)]


def _obey(connection: Connection, parts: Parts, subject: Subject) -> int:
    bodies, surplus = obey_erasure(connection, parts, subject)
    for digest in surplus:
        parts.files.remove(digest)
    return bodies


def _erased_at_home(home: Home, unlocked: Unlocked) -> set[tuple[str, str]]:
    """Return what the present store had erased; nothing where it is missing, damaged, or under another key."""
    for key in unlocked.keys.values():
        with contextlib.suppress(EnvironmentFailure):
            engine = open_engine(home.database, key)
            try:
                with engine.connect() as connection:
                    return erased_subjects(connection)
            finally:
                engine.dispose()
    return set()


def _move_in(fresh: Home, home: Home) -> None:
    """Put the restored files in place; the database last, since it says that there is a store."""
    (fresh.folder / ATTACHMENTS).rename(home.attachments)
    fresh.keyring.rename(home.keyring)
    fresh.database.rename(home.database)
    sync_folder(home.folder)
