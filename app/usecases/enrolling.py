"""Enrolment 接入 at a desk: a store without cases joins a server, or one is made; a restored one is taken in again.

A store that stands at the very counter, with the very mark, that the server lends goes on in its journal. Any other is
set aside and made anew with the same accounts: it holds no case and has drawn no number, and what it wrote under
another counter could not be anybody's at the server.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import msgspec

from app.crypto.sign import SigningKey, new_signing_key
from app.domain.refusal import InputProblem
from app.store.accounts_file import DESK_ROLES, read_accounts_file
from app.store.exchange_admission import EnrolmentRequest, Marks, OfferedAccount
from app.store.home import write_file
from app.store.journal import journals
from app.store.keyring import Account, make_account, new_id, open_account, read_keyring
from app.store.settings import read_setting, write_setting
from app.store.store import Counter, Given, create_store, open_store
from app.sync.binding import find_binding, keep_binding, write_door
from app.sync.enrolment import ask_to_be_taken_in, binding_from, door_from, meet
from app.sync.failures import Refused
from app.sync.marks import keep_marks

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.exchange_admission import Enrolled
    from app.store.facade import Program, Store
    from app.store.home import Home
    from app.sync.enrolment import Met

HALL = "hall"


@dataclass(frozen=True)
class Enrolment:
    """What a desk became by its enrolment. `made_anew`: a store without cases was set aside for another one."""

    journal: str
    area: str
    hall: str
    counter: str
    server: str
    evaluation: bool
    made_anew: bool = False


class _Pending(msgspec.Struct, frozen=True):
    """An enrolment that was begun: asked again with the same code, the server gives the same answer."""

    code: str
    seed: bytes
    store: str
    account: Account


def enrol(home: Home, program: Program, url: str, code: str, clerk: str, password: str) -> Enrolment:
    """Join a server with a one-time code; `clerk` is a log-in name of the server, or a new one.

    InputProblem (exit 2) for a store with cases, or an evaluation store and a server in service; Refusal ENROL-…;
    a SyncFailure where the server cannot be reached or is not the one of the code. Nothing is changed then.
    """
    met = meet(url, code)
    home.check_restored()
    if home.exists():
        return _join(home, program, met, clerk, password)
    home.make()
    home.check_writable()
    home.check_space()
    enrolled, given = _ask_for_new(home, program, met, clerk, password)
    store = create_store(home, program, _counter(met, enrolled), clerk, password, given)
    with contextlib.closing(store):
        return _bind(store, met, enrolled)


def _counter(met: Met, enrolled: Enrolled) -> Counter:
    scope = enrolled.scope
    return Counter(scope.area, scope.counter, met.hello.evaluation, mark=enrolled.mark)


# a store is made


def _ask_for_new(home: Home, program: Program, met: Met, clerk: str, password: str) -> tuple[Enrolled, Given]:
    """Ask for a device that has no store yet: with an account of the server, or with a new one that it adopts."""
    pending = _read_pending(home, met.code.text)
    if pending is None:
        fresh = make_account(clerk, password, "lead", program.clock.wall())
        pending = _Pending(met.code.text, new_signing_key().seed, new_id(), fresh)
    device = SigningKey(pending.seed)
    request = EnrolmentRequest(
        secret=met.code.secret,
        public_key=device.public,
        store=pending.store,
        evaluation=met.hello.evaluation,
        program=program.version,
    )
    _keep_pending(home, pending)
    try:
        enrolled = _offering(met, request, (pending.account,))
    except Refused as refused:
        if refused.code != "ENROL-ACCOUNT":
            raise
        enrolled = ask_to_be_taken_in(met, request)  # the name is the server's already: its account counts
    filed = _filed(enrolled, clerk)
    if filed is None:
        raise InputProblem("ACCESS-UNKNOWN", "服务器上没有这个登录名，请核对，或请管理员先添加账号。", "clerk")
    open_account(filed, password)
    return enrolled, Given(device, pending.store, (filed,))


def _offering(met: Met, request: EnrolmentRequest, accounts: tuple[Account, ...]) -> Enrolled:
    """Ask with the accounts that this desk brings."""
    return ask_to_be_taken_in(met, msgspec.structs.replace(request, accounts=[_offer(one) for one in accounts]))


def _offer(account: Account) -> OfferedAccount:
    role: Literal["lead", "clerk"] = "lead" if account.role == "lead" else "clerk"
    parameters = msgspec.json.encode(account.parameters)
    return OfferedAccount(account.id, account.name, role, account.public_key, account.private_key, parameters)


def _filed(enrolled: Enrolled, name: str) -> Account | None:
    """The account of a log-in name as the server has it, without slots."""
    for one in read_accounts_file(enrolled.accounts, enrolled.area_key).accounts:
        if one.name == name and one.role in DESK_ROLES:
            fields = {field: getattr(one, field) for field in Account.__dataclass_fields__ if hasattr(one, field)}
            return Account(**{**fields, "slots": ()})
    return None


def _pending_file(home: Home) -> Path:
    return home.folder / "enrolling.json"


def _read_pending(home: Home, code: str) -> _Pending | None:
    try:
        kept = msgspec.json.decode(_pending_file(home).read_bytes(), type=_Pending)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return kept if kept.code == code else None


def _keep_pending(home: Home, pending: _Pending) -> None:
    write_file(_pending_file(home), msgspec.json.encode(pending))


# a store is there already


def _join(home: Home, program: Program, met: Met, clerk: str, password: str) -> Enrolment:
    store = open_store(home, program, password, clerk or None)
    try:
        if store.journal.evaluation != met.hello.evaluation:
            raise InputProblem("ENROL-EVALUATION", _EVALUATION[met.hello.evaluation], "--server")
        with store.read() as connection:
            bound = find_binding(connection)
        if bound is not None and bound.area_key == met.hello.area_key:
            return _again(store, met)
        refuse_used(store)
        return _first_time(store, met, password)
    finally:
        store.close()


_EVALUATION = {
    True: "这是演示服务器，只接入演示用的数据库。请换正式服务器，或另建演示数据库（init --evaluation）。",
    False: "演示用的数据库不能接入正式服务器。请换一个目录另建正式数据库后再接入。",
}


def refuse_used(store: Store) -> None:
    """InputProblem for a store that holds cases, or has drawn a number that may stand on paper."""
    from sqlalchemy import func, select

    from db.desk.projections import cases, documents, series

    with store.read() as connection:
        used = [
            connection.execute(select(func.count()).select_from(table)).scalar() for table in (cases, documents, series)
        ]
    if any(used):
        raise InputProblem(
            "ENROL-USED-STORE",
            "这个数据库里已经有办件或编号，不能再接入服务器。请用 --home 换一个空目录接入；原来的办件仍在这里查看。",
            str(store.home.folder),
        )


def _first_time(store: Store, met: Met, password: str) -> Enrolment:
    """Join with the store's own key and accounts; it goes on where the server lends exactly its place and mark."""
    keyring = read_keyring(store.home.keyring)
    accounts = tuple(one for one in keyring.accounts if not one.disabled)
    device = store.device_key()
    request = EnrolmentRequest(
        secret=met.code.secret,
        public_key=device.public,
        store=keyring.store,
        evaluation=store.journal.evaluation,
        program=store.program.version,
    )
    enrolled = _offering(met, request, accounts)
    journal, scope = store.journal, enrolled.scope
    if (journal.area, journal.counter, journal.mark) == (scope.area, scope.counter, enrolled.mark):
        return _bind(store, met, enrolled)
    return _made_anew(store, met, enrolled, Given(device, keyring.store, accounts), password)


def _made_anew(store: Store, met: Met, enrolled: Enrolled, given: Given, password: str) -> Enrolment:
    """Set the unused store aside and make it again at its counter, with the same accounts and settings of the hall."""
    from app.store.aside import set_aside

    home, program, clerk = store.home, store.program, store.account.name
    with store.read() as connection:
        hall = read_setting(connection, HALL)
    store.close()
    set_aside(home, "enrolment")
    known = {account.name: _filed(enrolled, account.name) or account for account in given.accounts}
    again = replace(given, accounts=tuple(known.values()))
    anew = create_store(home, program, _counter(met, enrolled), clerk, password, again)
    with contextlib.closing(anew):
        if hall is not None:
            with anew.write_local() as connection:
                write_setting(connection, HALL, hall)
        return replace(_bind(anew, met, enrolled), made_anew=True)


def _again(store: Store, met: Met) -> Enrolment:
    """Take a store in that was enrolled before: restored, re-installed beside its store, or let in again.

    It shows a new key and goes on in a new journal under a mark that was never used; what the old one still holds is
    sent on by it.
    """
    from app.store.replica import go_on_in_new_journal

    device = new_signing_key()
    request = EnrolmentRequest(
        secret=met.code.secret,
        public_key=device.public,
        store=read_keyring(store.home.keyring).store,
        evaluation=store.journal.evaluation,
        program=store.program.version,
    )
    enrolled = ask_to_be_taken_in(met, request)
    scope, journal = enrolled.scope, store.journal
    if (journal.area, journal.counter) != (scope.area, scope.counter):
        words = f"这个数据库属于窗口 {journal.counter}，接入码是给窗口 {scope.counter} 的。请换一个对应的接入码。"
        raise InputProblem("ENROL-COUNTER", words, "--code")
    go_on_in_new_journal(store, _unused(store, enrolled), "enrolled again", device=device)
    return _bind(store, met, enrolled)


def _unused(store: Store, enrolled: Enrolled) -> str:
    """A lent mark that this store has not used: a restore may have guessed the first one."""
    with store.read() as connection:
        used = {journal.mark for journal in journals(connection, own=True)}
    return next((mark for mark in (enrolled.mark, enrolled.reserve) if mark not in used), enrolled.mark)


def _bind(store: Store, met: Met, enrolled: Enrolled) -> Enrolment:
    """Keep what binds the store to its server; the first exchange brings the hall's open cases."""
    from app.store.server_accounts import pin_server

    binding = binding_from(met, enrolled)
    with store.write_local() as connection:
        keep_binding(connection, binding)
    keep_marks(store, Marks(enrolled.mark, enrolled.reserve, enrolled.paper))
    pin_server(store, enrolled.area_key, enrolled.accounts)
    write_door(store.home, door_from(met, enrolled))
    _pending_file(store.home).unlink(missing_ok=True)
    return Enrolment(store.journal.id, binding.area, binding.hall, binding.counter, binding.url, binding.evaluation)
