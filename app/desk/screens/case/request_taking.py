"""An online request 网上申请 is begun or declined: who is first is asked of the store, the second counter is told plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from app.desk.arguments import OpenCase
from app.desk.error_words import error_kind
from app.desk.screens.case.act_form import ActForm, Values
from app.desk.screens.case.acting import refusal_words
from app.desk.screens.case.request_words import kind_words, moment, taken_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.desk.changes import HasChanged
    from app.desk.context import Desk, Shell
    from app.usecases.accept import Done
    from app.usecases.online_requests import RequestDone, RequestRow, RequestView


class RequestDesk(Protocol):
    """What lists of online requests ask for; all of it but `file` belongs on the store's thread."""

    def waiting(self, words: str = "") -> tuple[RequestRow, ...]:
        """What waits."""
        ...

    def view(self, id: str) -> RequestView:
        """One of them."""
        ...

    def take_up(self, id: str) -> RequestDone:
        """Look at one."""
        ...

    def decline(self, id: str, words: str) -> RequestDone:
        """Say why it is not done."""
        ...

    def file(self, digest: str) -> bytes:
        """A file that was sent in; the one thing that is called on the pool."""
        ...

    def opened(self, case_no: str) -> HasChanged:
        """The files of a case were opened."""
        ...

    def apply_details(self, id: str, reason: str) -> Done:
        """Change what was asked for."""
        ...


def go_to_act(shell: Shell, row: RequestRow) -> None:
    """To where the act is done: a correction on the acceptance page, everything else on the page of the case."""
    if row.kind == "correction":
        shell.go("acceptance", row.case_no)
    else:
        shell.go("search", OpenCase(row.case_no, row.id))


class RequestTaking(QObject):
    """`begin(row)` once this counter has taken a request up. One sheet at a time; `closed` when it is gone."""

    closed = Signal()

    def __init__(
        self, desk: Desk, work: RequestDesk, page: QWidget, begin: Callable[[RequestRow], None] | None = None
    ) -> None:
        super().__init__(page)
        self.desk = desk
        self.sheet: ActForm | None = None
        self._work = work
        self._page = page
        self._begin = begin or (lambda row: go_to_act(desk.shell, row))
        self._taking = False

    def leave_person(self) -> None:
        """Forget what was entered."""
        if self.sheet is not None:
            self.sheet.reject()

    def take(self, row: RequestRow) -> None:
        """Begin what is asked for; what can't be done any more is declined instead."""
        if self._taking or self.sheet is not None:
            return
        if row.overtaken:
            self.decline(row)
            return
        self._taking = True
        work = self._work
        self.desk.background.write(self._page, lambda: work.take_up(row.id), self._taken, self._not_taken)

    def _taken(self, done: RequestDone) -> None:
        self._taking = False
        if done.row.mine:
            self._begin(done.row)
        else:
            self.desk.shell.banner(taken_words(done.row), "caution")

    def _not_taken(self, error: Exception) -> None:
        self._taking = False
        self._refused(error)

    def decline(self, row: RequestRow) -> None:
        """Answer that it is not done; the applicant reads the words."""
        if self.sheet is not None:
            return
        work, said = self._work, self.tr("已答复申请人")

        def done(values: Values) -> None:
            self.desk.background.write(
                self._page, lambda: work.decline(row.id, values["words"]),
                lambda _done: self.desk.shell.toast(said), self._refused,
            )  # fmt: skip

        text = self.tr("{case_no}：{at} 在网上提出{kind}。不办要告诉他为什么、怎样才能办；他在网上能看到。")
        words = text.format(case_no=row.case_no, at=moment(row.filed_at), kind=kind_words(row))
        form = ActForm(self._page, self.tr("答复网上申请"), words, self.tr("不办，答复本人"), done)
        form.add_text("words", self.tr("答复的话（申请人会看到）"), lines=4)
        form.require("words", self.tr("请写明为什么没有办、怎样才能办"))
        if row.overtaken:
            form.take_up({"words": row.overtaken})
        self.sheet = form
        form.finished.connect(lambda _code: self._gone(form))
        form.open()
        form.focus_first()

    def _gone(self, form: ActForm) -> None:
        if self.sheet is form:
            self.sheet = None
        form.deleteLater()
        self.closed.emit()

    def _refused(self, error: Exception) -> None:
        self.desk.shell.banner(refusal_words(error), error_kind(error))
