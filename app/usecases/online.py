"""Asking the server for what this desk does not hold: closed cases, other halls' cases, attachments. Needs the line.

The server notes each opening of a person's record; the desk keeps nothing of an answer.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from app.domain.refusal import InputProblem, Refusal
from app.store.exchange import Register
from app.sync.failures import Refused
from app.sync.files import fetch_file
from app.sync.line import open_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.sync.line import Line
    from app.usecases.workplace import Workplace

ANSWER_SECONDS = 10.0
KEYS = ("number", "id_number", "name", "phone")


class _Found(msgspec.Struct, frozen=True):
    cases: list[Register]


def search_online(workplace: Workplace, **wanted: str) -> list[Register]:
    """Cases at the server by exactly one of number, id_number, name, phone; names come masked.

    A SyncFailure in plain words where the server cannot be asked.
    """
    given = {key: value.strip() for key, value in wanted.items() if key in KEYS and value.strip()}
    if len(given) != 1:
        raise InputProblem("INPUT-QUERY", "请只用一项查询：编号、证件号、姓名或电话。")
    with asking(workplace) as line:
        found = line.session.ask(line.link, "GET", "cases", _Found, params=given, seconds=ANSWER_SECONDS)
    return found.cases


def case_online(workplace: Workplace, case_no: str) -> dict[str, Any]:
    """What the server knows of a case, as `case show` says it; Refusal STATE-UNKNOWN where it knows none."""
    with asking(workplace) as line:
        path = f"cases/{quote(case_no.strip().upper(), safe='')}"
        try:
            who = {"account": workplace.store.account.id}
            answer: dict[str, Any] = line.session.ask(line.link, "GET", path, dict, params=who, seconds=ANSWER_SECONDS)
        except Refused as refused:
            if refused.status == 404:
                raise Refusal("STATE-UNKNOWN", f"服务器上也没有办件 {case_no}，请核对编号。", "case_no") from None
            raise
    return answer


def fetch_attachment(workplace: Workplace, digest: str) -> bytes:
    """The content of an attachment: this desk's, or fetched now and kept encrypted."""
    files = workplace.store.files
    if not files.path(digest).exists():
        with asking(workplace) as line:
            fetch_file(line.session, line.link, files, digest)
    return files.get(digest)


@contextlib.contextmanager
def asking(workplace: Workplace) -> Iterator[Line]:
    """The line to the server for a question by hand; a SyncFailure where there is none."""
    line = open_line(workplace.store)
    try:
        yield line
    finally:
        line.close()
