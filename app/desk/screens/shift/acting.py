"""What is done on the shift page: each act is a sheet with its fields, then one write, then its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.arguments import EnterBlank
from app.desk.screens.login.password_edit import PasswordEdit
from app.desk.screens.shift.presenter import moment_of, read_clock, seals_of
from app.desk.widgets.card import text_label
from app.desk.widgets.chips import Chip, ChipGroup
from app.desk.widgets.date_edit import DateEdit
from app.desk.widgets.sheet import Sheet
from app.desk.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.changes import HasChanged
    from app.desk.screens.shift.presenter import Printing
    from app.desk.screens.shift.view import ShiftScreen
    from app.desk.widgets.text_edit import LineEdit
    from app.domain.case.events import Backfill
    from app.usecases.hall_papers import OfficeDone


class ShiftActing:
    """Opens the sheets. One is open at a time; `put_off` closes it and keeps nothing."""

    def __init__(self, screen: ShiftScreen, printing: Printing | None) -> None:
        self._screen = screen
        self._printing = printing
        self.sheet: Sheet | None = None

    def put_off(self) -> None:
        """Close the open sheet without doing anything."""
        if self.sheet is not None:
            self.sheet.reject()

    # ---- the shift ----

    def open_shift(self) -> None:
        """Begin the shift, with the seals that lie at the counter."""
        words = QCoreApplication.translate("Shift", "清点窗口的印章，多枚用顿号分开。")
        sheet = self._make(
            QCoreApplication.translate("Shift", "开班"), words, QCoreApplication.translate("Shift", "开班"), self._open
        )
        sheet.add_line("seals", QCoreApplication.translate("Shift", "印章"), needed=False).set_value(self._seals())
        self._show(sheet, "seals")

    def _open(self, sheet: Sheet) -> None:
        seals = seals_of(sheet.line("seals").value())
        self._write(sheet, lambda: self._screen.work.open(seals))

    def _seals(self) -> str:
        view = self._screen.page.view
        return view.seals if view else ""

    def hand_over(self) -> None:
        """Hand drafts, open cases, originals and seals to another clerk; prints the 交接单."""
        view = self._screen.page.view
        if view is None or not self._screen.page.may_hand_over():
            return
        b = view.belongings
        counts = QCoreApplication.translate(
            "Shift", "未办结办件 {cases} 件、草稿 {drafts} 份、留存原件 {originals} 份、空白凭证 {blanks} 份一并移交。"
        )
        text = counts.format(cases=len(b.cases), drafts=len(b.drafts), originals=len(b.originals), blanks=len(b.blanks))
        if view.now.state.open and not view.now.mine:
            words = QCoreApplication.translate("Shift", "代 {name} 交班，移交的是 {name} 的办件和草稿。")
            text = words.format(name=view.now.holder)
        action = QCoreApplication.translate("Shift", "交接并打印")
        sheet = self._make(QCoreApplication.translate("Shift", "交接班次"), text, action, self._hand_over)
        takers = [name for name in view.takers if name != view.now.holder]
        if view.now.state.open and not view.now.mine:
            takers.insert(0, view.me)
        self._taker = ChipGroup([Chip(name, name) for name in takers])
        self._taker.set_value(takers[0])
        sheet.add_field("taker", QCoreApplication.translate("Shift", "接班人"), self._taker)
        sheet.add_line("seals", QCoreApplication.translate("Shift", "印章"), needed=False).set_value(self._seals())
        sheet.add_line("note", QCoreApplication.translate("Shift", "备注"), needed=False)
        self._show(sheet, "taker")

    def _hand_over(self, sheet: Sheet) -> None:
        taker, note = self._taker.value() or "", sheet.line("note").value()
        seals = seals_of(sheet.line("seals").value())
        self._write(sheet, lambda: self._screen.work.hand_over(taker, seals, note))

    def close_day(self) -> None:
        """Close the day; differences need an explanation, what is unfinished is said once more."""
        page = self._screen.page
        if page.view is None or page.next_step() != "close":
            return
        statement = page.view.statement
        text = page.balance_text()
        action = QCoreApplication.translate("Shift", "日结并打印")
        sheet = self._make(QCoreApplication.translate("Shift", "日结"), text, action, self._close)
        for line in statement.sums.differences:
            sheet.body.addWidget(text_label(f"· {line}", "", "bad"))
        for left in statement.unfinished:
            sheet.body.addWidget(text_label(f"· {left.text}", "", "caution"))
        self._explanation = TextArea(lines=2)
        label = (
            QCoreApplication.translate("Shift", "差额的情况说明")
            if statement.sums.differences
            else QCoreApplication.translate("Shift", "情况说明（可不填）")
        )
        sheet.add_field("explanation", label, self._explanation)
        self._show(sheet, "explanation" if statement.sums.differences else "")

    def _close(self, sheet: Sheet) -> None:
        explanation = self._explanation.value()
        self._write(sheet, lambda: self._screen.work.close(explanation))

    # ---- blank receipts ----

    def lend(self) -> None:
        """Draw numbers for blank receipts and print them."""
        words = QCoreApplication.translate("Shift", "每份有自己的编号，停电或断网时手写使用，恢复后逐份补录。")
        title = QCoreApplication.translate("Shift", "领用空白收件凭证")
        sheet = self._make(title, words, QCoreApplication.translate("Shift", "领用并打印"), self._lend)
        sheet.add_line("count", QCoreApplication.translate("Shift", "份数")).set_value("10")
        self._show(sheet, "count")

    def _lend(self, sheet: Sheet) -> None:
        typed = sheet.line("count").value()
        if not typed.isdecimal():
            sheet.wrong("count", QCoreApplication.translate("Shift", "请填写数字"))
            return
        self._write(sheet, lambda: self._screen.work.lend(int(typed)))

    def void_blank(self) -> None:
        """Make the chosen blank void."""
        blank = self._screen.blank()
        if blank is None or blank.state != "lent":
            return
        title = QCoreApplication.translate("Shift", "作废空白收件凭证")
        sheet = self._make(title, blank.number, QCoreApplication.translate("Shift", "作废"), self._void)
        sheet.add_line("reason", QCoreApplication.translate("Shift", "理由（写错、污损、遗失）"))
        self._show(sheet, "reason")

    def _void(self, sheet: Sheet) -> None:
        blank = self._screen.blank()
        reason = sheet.line("reason").value()
        if blank is not None:
            self._write(sheet, lambda: self._screen.work.void_blank(blank.number, reason))

    def enter_blank(self) -> None:
        """Enter the chosen blank: real time, reason, the lead's password; then the acceptance page takes it."""
        blank, view = self._screen.blank(), self._screen.page.view
        if blank is None or view is None or blank.state != "lent":
            return
        words = QCoreApplication.translate("Shift", "照凭证上手写的时间填写；期限从那时起算，现在的时间也会记下。")
        title = QCoreApplication.translate("Shift", "补录 {number}").format(number=blank.number)
        sheet = self._make(title, words, QCoreApplication.translate("Shift", "确认并去受理"), self._enter)
        self._day = DateEdit()
        self._day.set_date(view.now.today)
        sheet.add_line("received_at", QCoreApplication.translate("Shift", "收件日期"), self._day)
        sheet.add_line("time", QCoreApplication.translate("Shift", "收件时间（0950）"))
        sheet.add_line("reason", QCoreApplication.translate("Shift", "补录原因（停电、断网的起止）"))
        self._lead = ChipGroup([Chip(name, name) for name in view.leads])
        self._lead.set_value(view.leads[0] if view.leads else "")
        sheet.add_field("lead", QCoreApplication.translate("Shift", "由哪位组长确认"), self._lead)
        sheet.add_line("password", QCoreApplication.translate("Shift", "组长密码"), PasswordEdit())
        self._show(sheet, "time")

    def _enter(self, sheet: Sheet) -> None:
        blank = self._screen.blank()
        clock = read_clock(sheet.line("time").value())
        moment = moment_of(self._day.date(), clock)
        if clock is None:
            sheet.wrong("time", QCoreApplication.translate("Shift", "请写成 0950 或 9:50"))
        elif moment is None:
            sheet.wrong("received_at", QCoreApplication.translate("Shift", "没有这一天，请核对"))
        elif blank is not None:
            number, reason = blank.number, sheet.line("reason").value()
            lead, password = self._lead.value() or "", sheet.line("password").value()
            sheet.line("password").clear()
            self._screen.desk.background.read(
                self._screen,
                lambda: self._screen.work.confirm_blank(number, moment, reason, lead, password),
                lambda backfill: self._confirmed(sheet, backfill),
                sheet.failed,
            )

    def _confirmed(self, sheet: Sheet, backfill: Backfill) -> None:
        sheet.done_with()
        self._screen.desk.shell.go("acceptance", EnterBlank(backfill))

    # ---- originals ----

    def give_back(self) -> None:
        """Give the chosen original back."""
        original = self._screen.original()
        if original is None:
            return
        words = QCoreApplication.translate("Shift", "{name}（{case_no}）交还申请人，登记为已退还。")
        text = words.format(name=original.name, case_no=original.case_no)
        title = QCoreApplication.translate("Shift", "退还原件")
        sheet = self._make(title, text, QCoreApplication.translate("Shift", "已交还"), self._give_back)
        self._show(sheet, "")

    def _give_back(self, sheet: Sheet) -> None:
        original = self._screen.original()
        if original is not None:
            self._write(sheet, lambda: self._screen.work.give_back(original.case_no, (original.material,)))

    # ---- clerks ----

    def add_clerk(self) -> None:
        """Add an account with a one-time password."""
        words = QCoreApplication.translate("Shift", "先给一个一次性密码，本人登录后再改。")
        title = QCoreApplication.translate("Shift", "添加人员")
        sheet = self._make(title, words, QCoreApplication.translate("Shift", "添加"), self._add_clerk)
        sheet.add_line("clerk", QCoreApplication.translate("Shift", "登录名"))
        sheet.add_line("password", QCoreApplication.translate("Shift", "一次性密码"), PasswordEdit())
        self._role = ChipGroup(
            [
                Chip("clerk", QCoreApplication.translate("Shift", "窗口人员")),
                Chip("lead", QCoreApplication.translate("Shift", "组长")),
            ]
        )
        self._role.set_value("clerk")
        sheet.add_field("role", QCoreApplication.translate("Shift", "身份"), self._role)
        self._show(sheet, "clerk")

    def _add_clerk(self, sheet: Sheet) -> None:
        name, password = sheet.line("clerk").value(), self._taken(sheet, "password")
        lead = self._role.value() == "lead"
        self._write(sheet, lambda: self._screen.work.add_clerk(name, password, "lead" if lead else "clerk"))

    def remove_clerk(self) -> None:
        """Remove the chosen account."""
        clerk = self._screen.clerk()
        if clerk is None:
            return
        words = QCoreApplication.translate("Shift", "{name} 不能再登录；数据库换新密钥，本机其他窗口要先关闭。")
        title = QCoreApplication.translate("Shift", "移除人员")
        text = words.format(name=clerk.name)
        sheet = self._make(title, text, QCoreApplication.translate("Shift", "移除"), self._remove_clerk)
        sheet.add_line("reason", QCoreApplication.translate("Shift", "理由"))
        self._show(sheet, "reason")

    def _remove_clerk(self, sheet: Sheet) -> None:
        clerk, reason = self._screen.clerk(), sheet.line("reason").value()
        if clerk is not None:
            self._write(sheet, lambda: self._screen.work.remove_clerk(clerk.name, reason))

    def reset_password(self) -> None:
        """Give the chosen clerk a one-time password."""
        clerk = self._screen.clerk()
        if clerk is None:
            return
        title = QCoreApplication.translate("Shift", "重设密码")
        sheet = self._make(title, clerk.name, QCoreApplication.translate("Shift", "重设"), self._reset)
        sheet.add_line("password", QCoreApplication.translate("Shift", "一次性密码"), PasswordEdit())
        self._show(sheet, "password")

    def _reset(self, sheet: Sheet) -> None:
        clerk, password = self._screen.clerk(), self._taken(sheet, "password")
        if clerk is not None:
            self._write(sheet, lambda: self._screen.work.reset_password(clerk.name, password))

    def change_password(self) -> None:
        """Change one's own password."""
        title = QCoreApplication.translate("Shift", "改我的密码")
        sheet = self._make(title, "", QCoreApplication.translate("Shift", "改密码"), self._change)
        for key, label in (
            ("old", QCoreApplication.translate("Shift", "现在的密码")),
            ("password", QCoreApplication.translate("Shift", "新密码（至少 8 个字符）")),
            ("again", QCoreApplication.translate("Shift", "再输一遍新密码")),
        ):
            sheet.add_line(key, label, PasswordEdit())
        self._show(sheet, "old")

    def _change(self, sheet: Sheet) -> None:
        old, new, again = (self._taken(sheet, key) for key in ("old", "password", "again"))
        if new != again:
            sheet.wrong("again", QCoreApplication.translate("Shift", "两次输入的新密码不一样"))
            return
        self._write(sheet, lambda: self._screen.work.change_password(old, new))

    @staticmethod
    def _taken(sheet: Sheet, key: str) -> str:
        """A password, which does not stay in its field."""
        line: LineEdit = sheet.line(key)
        password = line.value()
        line.clear()
        return password

    # ---- together ----

    def _make(self, title: str, text: str, action: str, send: Callable[[Sheet], None]) -> Sheet:
        self.put_off()
        return Sheet(self._screen, title, text, action, send)

    def _show(self, sheet: Sheet, first: str) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda _code: self._closed(sheet))
        sheet.open()
        (sheet.field(first) if first else sheet.action).setFocus()

    def _closed(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None
        sheet.deleteLater()

    def _write(self, sheet: Sheet, work: Callable[[], HasChanged]) -> None:
        self._screen.desk.background.write(self._screen, work, lambda done: self._done(sheet, done), sheet.failed)

    def _done(self, sheet: Sheet, done: HasChanged) -> None:
        sheet.done_with()
        papers = getattr(done, "papers", ())
        if papers:
            self._print(done)  # type: ignore[arg-type]  # what has papers is an OfficeDone

    def _print(self, done: OfficeDone) -> None:
        """Send the papers; without a printer of its own the page leaves them to the print queue."""
        printing = self._printing
        if printing is None:
            self._screen.desk.shell.go("prints", done.papers[0].meant.number)
            return
        self._screen.desk.background.write(self._screen, lambda: printing.start(done.papers))
        self._screen.desk.shell.go("prints", done.papers[0].meant.number)
