"""Pre-applications 网上预审 at a desk: what waits (also offline), one taken over with one key (needs the line).

Listing and reading go by what the feed brought. To take over, give back and suggest, the server is asked: only it can
say that no other counter has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from app.domain.case.decide import facts_of
from app.domain.case.scope import masked_name
from app.domain.catalog.resolve import resolve
from app.domain.checklist.filing import Filing
from app.domain.pre_application.events import Files, UploadedFile
from app.domain.pre_application.state import Advice, PreApplication, Standing
from app.domain.refusal import InputProblem, Refusal
from app.store.pre_application_projection import read_pre_application, waiting_rows
from app.sync.failures import Refused
from app.usecases.online import ANSWER_SECONDS, asking, fetch_attachment

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

CHANGED = "applications"
"""Name of what changed, as announced after a pull that brought one."""


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A line of the list. `mine`: this counter has it. `taken_by` is the counter that has it now, empty where none."""

    id: str
    number: str
    item_code: str
    item_name: str
    masked_name: str
    filed_at: datetime
    state: Standing
    mine: bool
    taken_by: str
    taken_at: datetime | None
    until: datetime | None
    assisted: bool
    files: int
    advised: bool


@dataclass(frozen=True, slots=True)
class PreCheck:
    """A point that the program checks itself: pass, fail, or open while a field is empty."""

    material: str
    material_name: str
    point: str
    text: str
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """A whole pre-application with the checks of this desk's catalogue."""

    row: ApplicationRow
    filing: Filing
    files: Files
    advice: tuple[Advice, ...]
    checks: tuple[PreCheck, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of asking the server. `changed` names what open screens should read again."""

    view: ApplicationView
    changed: frozenset[str] = frozenset({CHANGED})


class _Row(msgspec.Struct, frozen=True):
    id: str
    number: str
    item_code: str
    item_name: str
    masked_name: str
    state: Standing
    filed_at: datetime
    assisted: bool
    files: int
    advised: bool
    taken_by: str = ""
    taken_at: str = ""
    until: str = ""


class _Shown(msgspec.Struct, frozen=True):
    row: _Row
    filing: Filing
    files: dict[str, tuple[UploadedFile, ...]]
    advice: tuple[Advice, ...]


def waiting_applications(workplace: Workplace, words: str = "") -> tuple[ApplicationRow, ...]:
    """Those that no counter has made a case of, the oldest first; `words`: part of number, item or name."""
    now = workplace.store.now().effective
    with workplace.store.read() as connection:
        found = waiting_rows(connection)
    wanted = words.strip().upper()
    hits = (row for row in found if wanted in f"{row.number} {row.item_name} {row.applicant_name}".upper())
    return tuple(_line(row, workplace.counter, now) for row in hits)


def application_view(workplace: Workplace, identity: str) -> ApplicationView:
    """One by id or number, as this desk has it; Refusal STATE-UNKNOWN."""
    with workplace.store.read() as connection:
        state = read_pre_application(connection, identity)
    if state is None:
        raise Refusal("STATE-UNKNOWN", "本机没有这份网上申请，请核对预审编号。", "number")
    return _view(workplace, state)


def take_application(workplace: Workplace, number: str) -> Taken:
    """Take one over for this counter; the same counter again is the same answer. Needs the line (SyncFailure).

    Refusal STATE-PRE-TAKEN names the counter that has it and since when, STATE-PRE-ENDED what became of it.
    """
    return _ask(workplace, number, "take", {})


def release_application(workplace: Workplace, number: str) -> Taken:
    """Give one back."""
    return _ask(workplace, number, "release", {})


def advise_application(workplace: Workplace, number: str, text: str) -> Taken:
    """Suggest something to the applicant 预审意见; no legal act. InputProblem INPUT-ADVICE for an empty text."""
    if not text.strip():
        raise InputProblem("INPUT-ADVICE", "请写明预审意见。", "text")
    return _ask(workplace, number, "advice", {"text": text})


def application_file(workplace: Workplace, digest: str) -> bytes:
    """The bytes of one of its files: kept here encrypted; fetched the first time."""
    return fetch_attachment(workplace, digest)


def _ask(workplace: Workplace, number: str, step: str, body: dict[str, str]) -> Taken:
    path = f"pre-applications/{quote(number.strip().upper(), safe='')}/{step}"
    given = {**body, "account": workplace.store.account.id}
    with asking(workplace) as line:
        try:
            answer = line.session.ask(line.link, "POST", path, _Shown, body=given, seconds=ANSWER_SECONDS)
        except Refused as refused:
            raise _refusal(refused) from None
    return Taken(_answered(workplace, answer))


def _refusal(refused: Refused) -> Exception:
    """What the server said no to, as the desk says it; another failure of the line as it is."""
    if refused.status == 404:
        return Refusal("STATE-UNKNOWN", "服务器没有这份网上申请，请核对预审编号。", "number")
    if refused.status == 409:
        return Refusal(refused.code, refused.message, "number")
    return refused


def _answered(workplace: Workplace, answer: _Shown) -> ApplicationView:
    row = answer.row
    line = ApplicationRow(
        row.id, row.number, row.item_code, row.item_name, row.masked_name, row.filed_at, row.state,
        row.taken_by == workplace.counter, row.taken_by, _moment(row.taken_at), _moment(row.until), row.assisted,
        row.files, row.advised,
    )  # fmt: skip
    return ApplicationView(line, answer.filing, answer.files, answer.advice, _checks(workplace, answer.filing))


def _view(workplace: Workplace, state: PreApplication) -> ApplicationView:
    now = workplace.store.now().effective
    hold = state.held_by(now)
    line = ApplicationRow(
        state.id, state.number, state.item_code, state.item_name, masked_name(state.filing.applicant.name),
        datetime.fromisoformat(state.filed_at), state.standing(now), bool(hold and hold.counter == workplace.counter),
        hold.counter if hold else "", _moment(hold.since if hold else ""), _moment(hold.until if hold else ""),
        state.assisted, state.file_count, bool(state.advice),
    )  # fmt: skip
    return ApplicationView(line, state.filing, state.files, state.advice, _checks(workplace, state.filing))


def _line(row: Any, counter: str, now: datetime) -> ApplicationRow:
    held = bool(row.held_until and now < row.held_until)
    return ApplicationRow(
        row.id, row.number, row.item_code, row.item_name, masked_name(row.applicant_name), row.filed_at,
        "taken" if held else "waiting", held and row.holder == counter, row.holder if held else "",
        row.held_since if held else None, row.held_until if held else None, bool(row.assisted), row.files,
        bool(row.advised),
    )  # fmt: skip


def _checks(workplace: Workplace, filing: Filing) -> tuple[PreCheck, ...]:
    """The automatic points by the release in force here: the case will be bound to it."""
    item = workplace.catalogue.by_code.get(filing.item)
    if item is None:
        return ()
    found = resolve(item, facts_of(filing, workplace.today()), workplace.library.evaluate)
    words = {True: "pass", False: "fail", None: "open"}
    return tuple(
        PreCheck(
            one.material.key, one.material.name, p.point.key, p.point.text, words[p.outcome],
            p.point.why if p.outcome is False else "",
        )
        for one in found.materials
        for p in one.points
        if p.point.check == "auto"
    )  # fmt: skip


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
