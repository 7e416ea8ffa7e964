"""The store on real files: what is committed is there, what is not is gone, and nobody shares a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, text

from app.errors import Bug
from app.store.event import Erased, NewEvent, Subject, Unreadable
from app.store.failures import NewerStore, NoStore, ReadOnlyHome, StoreBusy
from app.store.home import Home, hold_store, hold_window
from app.store.journal_events import JournalOpened, SubjectErased
from app.store.store import Counter, Program, Store, create_store, open_store
from app.store.verify import verify_store
from db.desk.local import drafts, settings
from tests.builders.processes import said, start, tell
from tests.builders.store import (
    CLERK,
    NAME,
    PASSWORD,
    CaseNoted,
    make_program,
    noted,
    opened,
    people,
    store_types,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_first_event_names_the_journal(store: Store) -> None:
    with store.read() as connection:
        first = connection.execute(text("select kind, subject_id from events")).one()
    (event,) = store.events_of(Subject("journal", store.journal.id))
    assert first == ("journal.opened", store.journal.id)
    assert event.body == JournalOpened("sha256", "A", "C03", "500106", store.device_key().public.hex(), False)


def test_append_numbers_one_group_without_gaps(store: Store) -> None:
    stored = write(store, opened("a"), noted("a"), noted("a"))
    assert [(event.seq, event.header.group.first, event.header.group.of) for event in stored] == [
        (2, 2, 3),
        (3, 2, 3),
        (4, 2, 3),
    ]
    assert store.events_of(Subject("case", "a")) == stored


def test_append_projects_in_the_same_transaction(store: Store) -> None:
    write(store, opened("a"), noted("a"))
    with store.read() as connection:
        assert connection.execute(select(people)).all() == [("a", NAME, 1)]


def test_without_commit_everything_is_rolled_back(store: Store) -> None:
    with store.write() as uow:
        uow.append([opened("a")])
    with store.read() as connection:
        assert connection.execute(select(people)).all() == []
    assert store.last_arrival() == 1


def test_an_exception_rolls_back(store: Store) -> None:
    def fail() -> None:
        with store.write() as uow:
            uow.append([opened("a")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.events_of(Subject("case", "a")) == []


def test_a_use_case_is_one_group(store: Store) -> None:
    with store.write() as uow:
        uow.append([opened("a")])
        with pytest.raises(Bug):
            uow.append([noted("a")])


def test_an_unregistered_body_is_a_bug(store: Store) -> None:
    with store.write() as uow, pytest.raises(Bug):
        uow.append([NewEvent(Subject("case", "a"), object())])


def test_reader_sees_one_unchanging_state(store: Store) -> None:
    with store.read() as connection:
        before = connection.execute(text("select count(*) from events")).scalar_one()
        write(store, opened("a"))
        assert connection.execute(text("select count(*) from events")).scalar_one() == before


def test_a_body_of_a_newer_program_is_unreadable_and_kept(store: Store, home: Home) -> None:
    write(store, opened("a"))
    store.close()
    program = Program("0.1.0", store_types())
    old = open_store(home, program, PASSWORD)
    try:
        (event,) = old.events_of(Subject("case", "a"))
        assert event.body == Unreadable("case.opened", 1, "unknown kind")
        assert verify_store(old).broken == []
    finally:
        old.close()


def test_write_local_commits_drafts(store: Store) -> None:
    now = store.now().effective
    row = {"id": "d1", "clerk": "c", "state": "active", "title": "食品", "payload": b"{}"}
    with store.write_local() as connection:
        connection.execute(insert(drafts).values(**row, created_at=now, updated_at=now))
    with store.read() as connection:
        assert connection.execute(select(drafts.c.title, drafts.c.updated_at)).one() == ("食品", now)


def test_strict_tables_refuse_a_wrong_type(store: Store) -> None:
    with pytest.raises(Exception, match="cannot store TEXT value in BLOB column"), store.write_local() as connection:
        connection.execute(text("insert into settings values ('x', 'text')"))


def test_settings_survive(store: Store, home: Home) -> None:
    from app.store.settings import delete_setting, read_setting, write_setting

    with store.write_local() as connection:
        write_setting(connection, "k", {"a": [1, "二"]})
        write_setting(connection, "gone", 1)
        delete_setting(connection, "gone")
    store.close()
    again = open_store(home, make_program(), PASSWORD)
    with again.read() as connection:
        assert read_setting(connection, "k") == {"a": [1, "二"]}
        assert read_setting(connection, "gone", "none") == "none"
    again.close()


def test_create_refuses_a_home_with_a_store(home: Home) -> None:
    with pytest.raises(NoStore):
        create_store(home, make_program(), Counter("500106", "C03"), CLERK, PASSWORD)


def test_open_refuses_an_empty_home(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        open_store(Home(tmp_path), make_program(), PASSWORD)


def test_create_can_be_repeated_after_an_interruption(home: Home) -> None:
    home.database.rename(home.folder / "store.new")
    store = create_store(home, make_program(), Counter("500106", "C03"), CLERK, PASSWORD)
    assert store.last_arrival() == 1
    store.close()
    assert not (home.folder / "store.new").exists()


def test_create_in_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReadOnlyHome):
        create_store(Home(tmp_path / "file" / "home"), make_program(), Counter("1", "C"), CLERK, PASSWORD)


def test_sm3_chain_verifies(tmp_path: Path) -> None:
    counter = Counter("500106", "C03", evaluation=True, hash="sm3")
    store = create_store(Home(tmp_path / "h"), make_program(), counter, CLERK, PASSWORD)
    write(store, opened("a"))
    assert (store.journal.hash, verify_store(store).broken) == ("sm3", [])
    store.close()


def test_a_store_from_a_newer_version_is_refused(store: Store, home: Home) -> None:
    with store.write_local() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    store.close()
    with pytest.raises(NewerStore) as caught:
        open_store(home, make_program(), PASSWORD)
    assert "升级程序" in caught.value.message


def test_erase_leaves_headers_and_a_chain_that_verifies(store: Store) -> None:
    write(store, opened("a"), noted("a"))
    write(store, opened("b", "别人"))
    with store.write() as uow:
        uow.append([NewEvent(Subject("erasure", "e1"), SubjectErased("case", "a", "保存期满"))])
        erased = uow.erase(Subject("case", "a"))
        uow.commit()
    assert erased == 2
    assert [event.body for event in store.events_of(Subject("case", "a"))] == [Erased(), Erased()]
    assert verify_store(store).broken == []
    with store.read() as connection:
        assert sorted(connection.execute(select(people)).all()) == [("a", None, 1), ("b", "别人", 0)]
    assert store.rebuild_check().differences == []


def test_erase_without_its_event_is_a_bug(store: Store) -> None:
    write(store, opened("a"))
    with store.write() as uow, pytest.raises(Bug):
        uow.erase(Subject("case", "a"))


def test_the_stores_own_events_are_never_erased(store: Store) -> None:
    with store.write() as uow:
        uow.append([noted("x")])
        with pytest.raises(Bug):
            uow.erase(Subject("journal", store.journal.id))


def test_rebuild_gives_equal_rows(store: Store) -> None:
    for number in range(30):
        write(store, opened(f"c{number}"), noted(f"c{number}"))
    with store.read() as connection:
        before = connection.execute(select(people)).all()
    report = store.rebuild()
    with store.read() as connection:
        assert connection.execute(select(people)).all() == before
    assert (report.tables, report.rows, report.differences) == (1, 30, [])


def test_rebuild_check_finds_each_difference_and_changes_nothing(store: Store) -> None:
    write(store, opened("a"), opened("b"))
    with store.write_local() as connection:
        connection.execute(people.update().where(people.c.subject == "a").values(name="改"))
        connection.execute(people.delete().where(people.c.subject == "b"))
        connection.execute(insert(people).values(subject="z", name="多", notes=1))
    told: list[int] = []
    report = store.rebuild_check(told.append)
    assert report.differences == [{"table": "people", "missing": 2, "surplus": 2}]
    assert told == [3]
    with store.read() as connection:
        assert sorted(connection.execute(select(people.c.subject)).scalars()) == ["a", "z"]


def test_another_projection_version_is_rebuilt_at_open(store: Store, home: Home) -> None:
    write(store, opened("a"))
    with store.write_local() as connection:
        connection.execute(people.delete())
    store.close()
    same = open_store(home, make_program(), PASSWORD)
    with same.read() as connection:
        assert connection.execute(select(people)).all() == []
    same.close()
    other = open_store(home, make_program("2"), PASSWORD)
    with other.read() as connection:
        assert connection.execute(select(people)).all() == [("a", NAME, 0)]
    other.close()


def test_rebuild_wants_the_store_alone_and_names_the_process(store: Store, home: Home) -> None:
    script = (
        "import sys; from pathlib import Path; from app.store.home import Home, hold_store\n"
        f"lock = hold_store(Home(Path({str(home.folder)!r}))); print('held', flush=True); sys.stdin.read()"
    )
    other = start(script)
    try:
        assert said(other) == "held\n"
        with pytest.raises(StoreBusy) as caught:
            store.rebuild()
        assert caught.value.pid == other.pid
        assert str(other.pid) in caught.value.message
        with pytest.raises(StoreBusy):
            hold_store(home, alone=True)
    finally:
        other.communicate()
    assert store.rebuild().tables == 1


def test_the_second_window_is_told_of_the_first(home: Home) -> None:
    first = hold_window(home)
    with pytest.raises(StoreBusy) as caught:
        hold_window(home)
    assert "已经打开" in caught.value.message
    first.release()
    hold_window(home).release()


def test_two_processes_never_share_a_number(store: Store, home: Home) -> None:
    script = "\n".join(
        [
            "import sys; from pathlib import Path; from app.store.home import Home",
            "from app.store.store import open_store",
            "from tests.builders.store import PASSWORD, make_program, noted, write",
            f"store = open_store(Home(Path({str(home.folder)!r})), make_program(), PASSWORD)",
            "print('ready', flush=True); sys.stdin.readline()",
            "for n in range(60): write(store, noted(sys.argv[1] + str(n)), noted('x'))",
            "store.close()",
        ]
    )
    others = [start(script, name) for name in ("p", "q")]
    for other in others:
        assert said(other) == "ready\n"
    for other in others:
        tell(other)
    assert [other.communicate()[1] or other.returncode for other in others] == [0, 0]
    report = verify_store(store)
    assert (report.events, report.broken) == (1 + 2 * 60 * 2, [])


def test_files_are_for_their_owner_only(store: Store, home: Home) -> None:
    write(store, opened("a"))
    modes = {path.name: path.stat().st_mode & 0o777 for path in [home.folder, *home.folder.rglob("*")]}
    private = {0o700, 0o600}
    assert {name: oct(mode) for name, mode in modes.items() if mode not in private} == {}


def test_keys_lie_inside_the_database(store: Store) -> None:
    with store.read() as connection:
        kept = set(connection.execute(select(settings.c.key)).scalars())
    assert {"device.key", "attachments.key", "keyring.signer"} <= kept


def test_note_of_another_kind_is_stored_verbatim(store: Store) -> None:
    (event,) = write(store, noted("a", "𬭊字与“引号”"))
    with store.read() as connection:
        body = connection.execute(text("select body from events where seq = 2")).scalar_one()
    assert body == '{"text":"𬭊字与“引号”"}'.encode()
    assert event.body == CaseNoted("𬭊字与“引号”")
