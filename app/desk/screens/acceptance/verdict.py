"""The verdict bar's words and buttons, by phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.desk.screens.acceptance import bar_words, package_words
from app.desk.widgets.action_button import ActionButton
from app.desk.widgets.verdict_bar import Reason, VerdictBar
from app.domain.case.status import STATUS_ZH
from app.usecases.package import PackageDone

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.context import Desk
    from app.desk.screens.acceptance.deciding import Deciding
    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.desk.screens.acceptance.sitting import SittingKeys


class VerdictWiring(QObject):
    """Shows the check in the bar; its buttons do what their keys do."""

    def __init__(self, desk: Desk, presenter: AcceptancePresenter, go_to: Callable[[str], None]) -> None:
        super().__init__()
        self._page = presenter
        self.bar = VerdictBar(desk.shortcuts)
        self.bar.reason_clicked.connect(go_to)
        self._park = ActionButton(self.tr("暂存"), shortcuts=desk.shortcuts, shortcut="park")
        self._intake = ActionButton(self.tr("先收件"), shortcuts=desk.shortcuts, shortcut="intake")
        self._spot = ActionButton(self.tr("当场办结"), shortcuts=desk.shortcuts, shortcut="at_once")
        self._another = ActionButton(self.tr("再办一件"), shortcuts=desk.shortcuts, shortcut="item.search")
        self._next = ActionButton(self.tr("下一位"), shortcuts=desk.shortcuts, shortcut="next_person")
        for button in (self._park, self._intake, self._spot, self._another, self._next):
            self.bar.add_button(button)

    def let_act(
        self, go_on: Callable[[], None], sitting: SittingKeys, deciding: Deciding, another: Callable[[], None]
    ) -> None:
        """Let the buttons act."""
        self.bar.primary.clicked.connect(go_on)
        self._park.clicked.connect(sitting.park)
        self._intake.clicked.connect(deciding.receive)
        self._spot.clicked.connect(deciding.on_the_spot.begin)
        self._another.clicked.connect(another)
        self._next.clicked.connect(sitting.next_person)

    def focus_next(self) -> None:
        """All is done: the focus waits on the next person."""
        self._next.setFocus()

    def show_state(self) -> None:
        """Show what the presenter holds."""
        done = self._page.phase == "done"
        for button in (self._park, self._intake):
            button.setVisible(not done)
        self._spot.setVisible(not done and self._page.spot is not None)
        self._another.setVisible(done)
        self._next.setVisible(done)
        self._park.setEnabled(self._page.editable and not self._page.taking.empty)
        self._intake.setEnabled(self._page.can_receive)
        self.bar.primary.setVisible(not done)
        if done:
            self._render_done()
        elif self._page.check is None:
            self.bar.show_verdict("plain", self.tr("先选事项"), "")
            self.bar.set_reasons([])
            self.bar.set_primary(self.tr("还没有可办的"), enabled=False)
        else:
            self._render_check()

    def _render_check(self) -> None:
        check = self._page.check
        if check is None:
            return
        self.bar.show_verdict(check.kind, bar_words.title(check), bar_words.basis(check))
        self.bar.set_reasons([Reason(r.place, bar_words.reason(r)) for r in check.reasons])
        deciding = self._page.phase == "deciding"
        self.bar.set_primary(self.tr("正在办理") if deciding else bar_words.primary(check), enabled=not deciding)

    def _render_done(self) -> None:
        done = self._page.done
        if done is None:
            return
        if isinstance(done, PackageDone):
            self.bar.show_verdict(*package_words.done(done))
            self.bar.set_reasons([])
            self._another.set_text(self.tr("再办一件"))
            return
        state = done.state
        words = STATUS_ZH[state.phase]
        if state.phase == "accepted" and state.promised is not None:
            marked = self.tr("预计 ") if state.promised.provisional else ""
            words = self.tr("{what} · 承诺 {marked}{day} 前办结").format(
                what=words, marked=marked, day=state.promised.date
            )
        elif state.phase == "correction":
            words = self.tr("已一次性告知 · 等申请人补正")
        elif state.proposed:
            words = self.tr("已收件 · 结论已转有权的部门")
        elif state.phase == "issued":
            words = self.tr("已当场办结 · 结果已交付")
        kind = "good" if state.phase in ("accepted", "received", "granted", "issued") else "caution"
        self.bar.show_verdict(kind, words, state.case_no)
        self.bar.set_reasons([])
        self._another.set_text(self.tr("再办一件"))
