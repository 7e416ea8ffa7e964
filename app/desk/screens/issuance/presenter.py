"""Issuance 出件 without a window: the words and the filter, what can be done with a result, what is asked afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from app.desk.words import QT_TRANSLATE_NOOP
from app.domain.documents.kinds import KIND_TITLE
from app.usecases.issuing import Results

if TYPE_CHECKING:
    from app.usecases.accept import Done
    from app.usecases.issuing import Collector, ResultRow, ResultView

ALL = "all"
_FILTERS: tuple[tuple[str, str], ...] = (
    ("overdue", QT_TRANSLATE_NOOP("Issuance", "到期未领")),
    ("near", QT_TRANSLATE_NOOP("Issuance", "快到期")),
    ("post", QT_TRANSLATE_NOOP("Issuance", "要邮寄")),
)
ROLES = (
    QT_TRANSLATE_NOOP("Issuance", "申请人本人"),
    QT_TRANSLATE_NOOP("Issuance", "经营者本人"),
    QT_TRANSLATE_NOOP("Issuance", "法定代表人本人"),
    QT_TRANSLATE_NOOP("Issuance", "受托人"),
    QT_TRANSLATE_NOOP("Issuance", "监护人"),
    QT_TRANSLATE_NOOP("Issuance", "工作人员"),
)
"""Who may collect, as the use case words it."""
SIGNED = ("service-record", "result-receipt")
"""Documents that who collects signs."""


@dataclass(frozen=True)
class Choice:
    """One way to hand a result out: its key, and its words."""

    key: str
    text: str


class IssuancePresenter:
    """Holds what was read and what is shown of it."""

    def __init__(self) -> None:
        self.words = ""
        self.found = Results("", ())
        self.filter: str | None = None
        self.card = ""

    def ask(self, words: str, card: str = "") -> str:
        """Ask for other words; `card` is the number that a card reader read, empty where it was typed."""
        self.words, self.card = words, card
        return words

    def take(self, found: Results) -> bool:
        """Take what was found; False where other words were asked for meanwhile."""
        if found.words != self.words:
            return False
        self.found = found
        if self.filter is not None and not found.counts()[self.filter]:
            self.filter = None
        return True

    def choose(self, key: str | None) -> None:
        """Choose a filter by its key."""
        self.filter = key if any(key == known for known, _ in _FILTERS) else None

    def rows(self) -> tuple[ResultRow, ...]:
        """The rows of the filter."""
        wanted = self.filter
        if wanted is None:
            return self.found.rows
        return tuple(r for r in self.found.rows if (r.delivery if wanted == "post" else r.standing) == wanted)

    def chips(self) -> list[tuple[str, str]]:
        """The filters with their counts; those of which there is none are left out."""
        counts = self.found.counts()
        every = QCoreApplication.translate("Issuance", "全部")
        found = [(ALL, f"{every} {len(self.found.rows)}")]
        found += [
            (key, f"{QCoreApplication.translate('Issuance', text)} {counts[key]}")
            for key, text in _FILTERS
            if counts[key]
        ]
        return found

    def pressing(self) -> int:
        """How many have reached or passed their last days: the number at the rail."""
        counts = self.found.counts()
        return counts["overdue"] + counts["near"]

    def place_of(self, row: ResultRow | None) -> int:
        """Where a row stands now that the list was read anew, else the first."""
        places = [n for n, r in enumerate(self.rows()) if row is not None and r.case_id == row.case_id]
        return places[0] if places else 0

    def nothing(self) -> tuple[str, str]:
        """What to say where the list is empty."""
        if self.found.aside:
            return self.found.aside, QCoreApplication.translate("Issuance", "按 Enter 打开这个办件")
        if self.words:
            title = QCoreApplication.translate("Issuance", "没有“{words}”可领的结果").format(words=self.words[:40])
            return title, QCoreApplication.translate("Issuance", "可以扫回执上的二维码、读身份证，或者输编号尾号、姓名")
        title = QCoreApplication.translate("Issuance", "没有等领取的结果")
        return title, QCoreApplication.translate("Issuance", "部门作出决定后，结果会按送达期限列在这里")


def choices(view: ResultView) -> tuple[Choice, ...]:
    """How a result can be handed out, the likeliest first; the last opens every way."""
    if view.blocked:
        return ()
    found = [Choice(one.key, _collects(one)) for one in view.collectors]
    post = Choice("post", QCoreApplication.translate("Issuance", "邮寄"))
    if view.row.delivery == "post":
        found.insert(0, post)
    return (*found[:2], Choice("other", QCoreApplication.translate("Issuance", "其他人领、其他方式")))


def role_words(one: Collector) -> str:
    """Who collects, in the language of the interface."""
    return QCoreApplication.translate("Issuance", one.role)


def _collects(one: Collector) -> str:
    return QCoreApplication.translate("Issuance", "{role}领取").format(role=role_words(one))


StepKind = Literal["came-out", "again", "signed", "refused-to-sign"]


@dataclass(frozen=True)
class Step:
    """Something to be recorded now, of these papers."""

    kind: StepKind
    numbers: tuple[str, ...]


class Delivery:
    """What is asked once a result was recorded as handed out: did the papers come out, are they signed."""

    def __init__(self, done: Done, *, in_person: bool) -> None:
        self.case_no = done.state.case_no
        self._papers = tuple((p.meant.number, p.meant.kind) for p in done.papers)
        self._waiting = tuple(number for number, _ in self._papers)
        self._unsigned = tuple(n for n, kind in self._papers if in_person and kind in SIGNED)

    @property
    def signing(self) -> bool:
        """The papers came out, and who collects is to sign."""
        return not self._waiting and bool(self._unsigned)

    def question(self) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        """The question and its answers; None where nothing is left to ask."""
        if self._waiting:
            asked = QCoreApplication.translate("Issuance", "{names}，出纸了吗").format(names=self._names(self._waiting))
            return asked, (
                ("yes", QCoreApplication.translate("Issuance", "是")),
                ("no", QCoreApplication.translate("Issuance", "否，重印")),
                ("later", QCoreApplication.translate("Issuance", "以后再印")),
            )
        if self._unsigned:
            names = self._names(self._unsigned)
            asked = QCoreApplication.translate("Issuance", "请领取人在{names}上签字。签好了吗").format(names=names)
            return asked, (
                ("signed", QCoreApplication.translate("Issuance", "已签字，结果已交到手")),
                ("refused", QCoreApplication.translate("Issuance", "拒绝签字")),
                ("later", QCoreApplication.translate("Issuance", "以后再签")),
            )
        return None

    def answer(self, key: str) -> Step | None:
        """Take an answer; the step is what is to be recorded."""
        if self._waiting:
            numbers = self._waiting
            if key == "no":
                return Step("again", numbers)
            self._waiting = ()
            if key == "later":
                self._unsigned = ()
            return Step("came-out", numbers) if key == "yes" else None
        numbers, self._unsigned = self._unsigned, ()
        if key == "later":
            return None
        return Step("signed" if key == "signed" else "refused-to-sign", numbers)

    def _names(self, numbers: tuple[str, ...]) -> str:
        return "、".join(_short(kind) for number, kind in self._papers if number in numbers)


def _short(kind: str) -> str:
    return next((title for known, title in KIND_TITLE.items() if known == kind), "")
