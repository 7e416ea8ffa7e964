"""Cases that an open store does not hold, for the search: rows of its register, and what the centre tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.desk.screens.search.elsewhere import ElsewhereCase, ElsewhereRow, Why
    from app.store.exchange import Register
    from app.usecases.workplace import Workplace

PHONE_DIGITS = 11


class CentreCases:
    """Implements `app.desk.screens.search.elsewhere.Elsewhere` on one workplace."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace

    def registers(self, words: str) -> Sequence[ElsewhereRow]:
        """Rows of the register for what was typed."""
        from app.desk.screens.search.elsewhere import ElsewhereRow
        from app.store.replica import find_registers

        with self.workplace.store.read() as connection:
            rows = find_registers(connection, words.strip())
        return [
            ElsewhereRow(
                row.case_id, row.case_no, row.item_name, row.masked_name, status_text(row.status), row.received_on,
                row.ended_on, row.hall, row.counter, "transferred" if row.why == "transferred" else "closed",
            )
            for row in rows
        ]  # fmt: skip

    def search(self, words: str) -> Sequence[ElsewhereRow]:
        """What the centre finds."""
        from app.usecases.online import search_online

        key, value = asked_as(words)
        return [_row(register) for register in search_online(self.workplace, **{key: value})]

    def open(self, row: ElsewhereRow) -> ElsewhereCase:
        """A case as the centre tells it."""
        from app.desk.screens.search.elsewhere import ElsewhereCase
        from app.domain.documents.kinds import KIND_TITLE
        from app.usecases.online import case_online
        from app.usecases.todo import KINDS_ZH

        told: dict[str, Any] = case_online(self.workplace, row.case_no)
        titles = {str(kind): title for kind, title in KIND_TITLE.items()}
        due = {"promised": "承诺", "legal": "法定", "answer": "答复"}
        dates = [f"{due[key]} {date}" for key, date in (told.get("due") or {}).items() if key in due and date]
        events = [
            (_shown(event["at"]), KINDS_ZH[event["kind"]] + ("" if event["ruling"] == "stands" else "（没有生效）"))
            for event in told["events"]
            if event["kind"] in KINDS_ZH
        ]
        papers = [
            (titles.get(paper["kind"], "文书"), paper["number"] + ("，已作废" if paper["voided"] else ""))
            for paper in told["documents"]
        ]
        holder = " ".join(part for part in (told.get("hall") or row.hall, row.counter) if part)
        return ElsewhereCase(
            told["case_no"], told["item"]["name"], row.applicant, status_text(told["status"]), holder, tuple(dates),
            tuple(events), tuple(papers),
        )  # fmt: skip


def asked_as(words: str) -> tuple[str, str]:
    """What the words are to be looked up as: a number of a case, an identity number, a telephone, a name."""
    wanted = words.strip()
    plain = wanted.replace(" ", "").upper()
    if plain.isascii() and plain.isdigit() and len(plain) == PHONE_DIGITS:
        return "phone", plain
    if plain.isascii() and plain.isalnum() and any(sign.isdigit() for sign in plain):
        return "id_number", plain
    if plain.isascii() and any(sign.isdigit() for sign in plain):
        return "number", plain
    return "name", wanted


def status_text(status: str) -> str:
    """A status in Chinese; one that this program does not know as it is."""
    from app.domain.case.status import STATUS_ZH

    return next((words for key, words in STATUS_ZH.items() if key == status), status)


def _row(register: Register) -> ElsewhereRow:
    from app.desk.screens.search.elsewhere import ElsewhereRow

    why: Why = "centre"
    return ElsewhereRow(
        f"centre:{register.case_no}", register.case_no, register.item_name, register.masked_name,
        status_text(register.status), register.received_on, register.ended_on, register.hall, register.counter, why,
    )  # fmt: skip


def _shown(at: str) -> str:
    """A moment as the hall's clock shows it."""
    from datetime import datetime

    from app.store.clock import CHINA

    return f"{datetime.fromisoformat(at).astimezone(CHINA):%m-%d %H:%M}"
