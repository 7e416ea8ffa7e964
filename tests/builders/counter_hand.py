"""What clerks do all day, drawn from a seed: take cases, act on those that the counter knows, print, hand over.

The sheets that came out are noted in a file beside the store before the store hears of it, as a printer does; whatever is
killed, the note says what is in applicants' hands.
"""

from __future__ import annotations

import io
import secrets
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.case import commands as c
from app.domain.refusal import Refusal
from app.store.event import Subject
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.printing import came_out
from app.usecases.workplace import case_by_number
from db.desk.projections import cases
from tests.builders.filings import complete_filing, item_of, passed, without

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.case.state import CaseState
    from app.usecases.accept import Done
    from app.usecases.workplace import Workplace

CODES = ("GT-04", "GT-05", "WJ-01", "MZ-03", "RS-01")
SURNAMES = "王李张刘陈杨赵黄周吴"


class Tray:
    """The printer's tray: numbers that came out, one a line."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def receive(self, number: str) -> None:
        """A sheet comes out."""
        with self.file.open("a", encoding="utf-8") as file:
            file.write(f"{number}\n")

    @property
    def numbers(self) -> list[str]:
        """What came out so far, in order; a line that a kill cut short is no sheet."""
        text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
        return text.split("\n")[:-1]


class CounterHand:
    """A clerk at a workplace. `step` does one thing; what the law or the state forbids is counted, not raised."""

    def __init__(self, workplace: Workplace, tray: Tray, chance: random.Random) -> None:
        self.workplace, self.tray, self.chance = workplace, tray, chance
        self.did: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def step(self, new: float = 0.6) -> str:
        """Take a new case, with this probability, or act on one that is known here."""
        name, work = self._new() if self.chance.random() < new else self._known()
        try:
            self.out(work())
            self.did[name] += 1
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            return refusal.code
        return name

    def out(self, done: Done) -> Done:
        """Print what follows from something done."""
        for paper in done.papers:
            self.tray.receive(paper.meant.number)
            came_out(self.workplace, paper.meant.number)
        return done

    def accept(self, code: str = "GT-04") -> Done:
        """Take and accept a case."""
        return self.out(accept(self.workplace, self._filing(code)))

    def receive(self, code: str = "GT-04") -> Done:
        """Take a case in without a verdict."""
        return self.out(accept(self.workplace, replace(self._filing(code), intent="receive")))

    def correcting(self, code: str = "GT-04") -> Done:
        """Take a case whose first material is missing: a correction notice."""
        filing = self._filing(code)
        return self.out(accept(self.workplace, without(filing, {self._lacking(code, filing)})))

    def corrected(self, case_no: str) -> Done:
        """Complete the correction of a case."""
        return self.out(act(self.workplace, case_no, self._completion(self.state(case_no))))

    def state(self, case_no: str) -> CaseState:
        """The case as this counter knows it."""
        with self.workplace.store.read() as connection:
            return case_by_number(connection, case_no)

    def attach(self, case_id: str, size: int) -> str:
        """Put a scan of so many bytes to a case; its digest."""
        scan = io.BytesIO(secrets.token_bytes(size))
        with self.workplace.store.write() as uow:
            digest = self.workplace.store.attach(uow, Subject("case", case_id), scan, "image/jpeg")
            uow.commit()
        return digest

    def _filing(self, code: str) -> Any:
        filing = complete_filing(item_of(code), self.workplace.today())
        name = self.chance.choice(SURNAMES) + "".join(chr(self.chance.randint(0x4E00, 0x9FA5)) for _ in range(2))
        return replace(filing, applicant=replace(filing.applicant, name=name))

    def _lacking(self, code: str, filing: Any) -> str:
        wanted = item_of(code).materials
        return next(m.key for m in wanted if m.required and m.key in filing.materials and not m.application_form)

    def _completion(self, state: CaseState) -> c.CompleteCorrection:
        item, filing = item_of(state.item_code), complete_filing(item_of(state.item_code), self.workplace.today())
        lacking = [key for key in filing.materials if key not in state.filing.materials]
        return c.CompleteCorrection({key: passed(item, key, filing) for key in lacking})

    def _new(self) -> tuple[str, Callable[[], Done]]:
        code, drawn = self.chance.choice(CODES), self.chance.random()
        filing = self._filing(code)
        if drawn < 0.25:
            return "receive", lambda: accept(self.workplace, replace(filing, intent="receive"))
        if drawn < 0.5:
            return "correcting", lambda: accept(self.workplace, without(filing, {self._lacking(code, filing)}))
        return "accept", lambda: accept(self.workplace, filing)

    def _known(self) -> tuple[str, Callable[[], Done]]:
        case_no = self.any_case()
        if case_no is None:
            return self._new()
        state = self.state(case_no)
        name, command = self.chance.choice(self._possible(state))
        return name, lambda: act(self.workplace, case_no, command)

    def any_case(self) -> str | None:
        """Number of one of the latest open cases that this counter knows; None where there is none."""
        with self.workplace.store.read() as connection:
            open_ones = select(cases.c.case_no).where(cases.c.phase.in_(("received", "correction", "accepted")))
            numbers = connection.execute(open_ones.order_by(cases.c.opened_at.desc()).limit(40)).scalars().all()
        return self.chance.choice(numbers) if numbers else None

    def _possible(self, state: CaseState) -> list[tuple[str, Any]]:
        """What a clerk may think of doing to a case; some of it will be refused."""
        phone = f"138{self.chance.randint(0, 99999999):08d}"
        doing: list[tuple[str, Any]] = [("correct-record", c.CorrectRecord("applicant.phone", phone, "录入有误"))]
        doing += [
            ("told", c.Tell(d.number, "handed-over"))
            for d in state.documents.values()
            if d.printed and not d.told and not d.voided and d.kind.endswith("notice")
        ] * 3
        if state.phase == "received":
            doing += [("give-verdict", c.GiveVerdict())] * 4
        if state.phase == "correction":
            doing += [("complete-correction", self._completion(state))] * 4
        doing.append(("withdraw", c.Withdraw("申请人不再办理", signed=True)))
        return doing
