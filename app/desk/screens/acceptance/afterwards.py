"""What follows a decision: did the sheets come out, were they sealed and handed over. One key each, one event each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from app.domain.documents.kinds import KIND_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.usecases.accept import Done
    from app.usecases.package import PackageDone

SIGNED = "service-record"
StepKind = Literal["came-out", "again", "handed-over", "refused-to-sign", "later"]


@dataclass(frozen=True)
class Paper:
    """A paper of the decision: its number, its short title, whether a copy goes to the person.

    `signed`: none does, but the person signs it 送达回证.
    """

    number: str
    title: str
    handed_over: bool
    signed: bool = False


@dataclass(frozen=True)
class Step:
    """Something to be recorded now, of these papers."""

    kind: StepKind
    numbers: tuple[str, ...]


class Afterwards:
    """Asks until every paper is out and handed over, or put off. `question` is None when nothing is left to ask."""

    def __init__(self, done: Done | PackageDone) -> None:
        self.papers = tuple(
            Paper(
                p.meant.number,
                KIND_TITLE[p.meant.kind],  # type: ignore[index]  # a kind
                p.meant.copies > p.meant.filed,
                p.meant.kind == SIGNED,
            )
            for p in done.papers
        )
        self._waiting = [p.number for p in self.papers]
        self._asking_each = False
        self._over = not any(p.handed_over for p in self.papers)
        self._delivered = self._over

    @property
    def finished(self) -> bool:
        """Nothing is left to ask."""
        return self.question() is None

    @property
    def undelivered(self) -> tuple[Paper, ...]:
        """Papers for the person of which nobody has said yet that they reached him."""
        return () if self._delivered else tuple(p for p in self.papers if p.handed_over)

    def deliver(self) -> tuple[Step, ...]:
        """The clerk says that all is in the person's hands: what came out and was handed over by that, to be recorded."""
        numbers = tuple(p.number for p in self.undelivered)
        printed = tuple(n for n in numbers if n in self._waiting)
        self._waiting, self._over, self._delivered = [n for n in self._waiting if n not in numbers], True, True
        return tuple(step for step in (Step("came-out", printed), Step("handed-over", numbers)) if step.numbers)

    def question(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """The question and its answers."""
        if self._waiting:
            return self._print_question()
        if not self._over:
            names = _names([p for p in self.papers if p.handed_over])
            asked = QCoreApplication.translate("Acceptance", "请盖章：{names}。交给申请人了吗").format(names=names)
            signed = _names([p for p in self.papers if p.signed])
            if signed:
                words = QCoreApplication.translate(
                    "Acceptance", "请盖章：{names}；请申请人在{signed}上签字。都交好了吗"
                )
                asked = words.format(names=names, signed=signed)
            return asked, (
                ("over", QCoreApplication.translate("Acceptance", "已盖章，交给申请人")),
                ("refused", QCoreApplication.translate("Acceptance", "拒绝签收")),
                ("later", QCoreApplication.translate("Acceptance", "以后再交")),
            )
        return None

    def _print_question(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        if self._asking_each or len(self._waiting) == 1:
            paper = next(p for p in self.papers if p.number == self._waiting[0])
            asked = QCoreApplication.translate("Acceptance", "{title} {number}，出纸了吗").format(
                title=paper.title, number=paper.number
            )
        else:
            names = _names(self.papers)
            asked = QCoreApplication.translate("Acceptance", "{names} 共 {n} 份，出纸了吗").format(
                names=names, n=len(self._waiting)
            )
        return asked, (
            ("yes", QCoreApplication.translate("Acceptance", "是")),
            ("no", QCoreApplication.translate("Acceptance", "否，重印")),
            ("later", QCoreApplication.translate("Acceptance", "以后再印")),
        )

    def answer(self, key: str) -> Step | None:
        """Take an answer; the step is what is to be recorded."""
        if self._waiting:
            return self._print_answer(key)
        numbers = tuple(p.number for p in self.papers if p.handed_over or p.signed)
        self._over = True
        self._delivered = key in ("over", "refused")
        if key == "over":
            return Step("handed-over", numbers)
        if key == "refused":
            return Step("refused-to-sign", numbers)
        return None

    def _print_answer(self, key: str) -> Step | None:
        asked = tuple(self._waiting[:1]) if self._asking_each or len(self._waiting) == 1 else tuple(self._waiting)
        if key == "yes":
            self._waiting = [n for n in self._waiting if n not in asked]
            return Step("came-out", asked)
        if key == "no":
            if len(asked) > 1:
                self._asking_each = True
                return None
            return Step("again", asked)
        self._waiting, self._over = [], True
        return None


def _names(papers: Sequence[Paper]) -> str:
    """The titles, each once, with how many there are of it: a package has a notice for each of its cases."""
    counted = Counter(p.title for p in papers)
    return "、".join(title if n == 1 else f"{title} ×{n}" for title, n in counted.items())
