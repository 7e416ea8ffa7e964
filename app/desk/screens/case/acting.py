"""Acts on a case as a person does them: asked in words, done on the store's thread, refused by a rule that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desk.error_words import error_kind, error_words
from app.desk.scanning import Scanning
from app.desk.screens.case.act_form import ActForm, Values
from app.desk.screens.case.request_words import asked_for, changes_table, moment, sent_in
from app.desk.widgets.chips import Chip
from app.desk.widgets.dialog import Dialog, question
from app.desk.widgets.scan_field import ScanField
from app.domain.law.citations import RULES_BY_ID
from app.domain.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.desk.changes import HasChanged
    from app.desk.context import Desk
    from app.desk.screens.case.tools import CaseTools
    from app.usecases.accept import Done
    from app.usecases.case_view import CaseView, OwedMaterial, PaperLine
    from app.usecases.online_requests import RequestView
    from app.usecases.package_members import Dropped
    from app.usecases.settling import ContestedView

ANSWERS = ("pass", "fail", "n/a")


def refusal_words(error: Exception) -> str:
    """What refuses, and by which rule; a rule that only the program keeps is not named."""
    rule = RULES_BY_ID.get(getattr(error, "code", ""))
    words = error_words(error)
    return f"{words}（{rule.citation}）" if rule is not None else words


class CaseActing(QObject):
    """Asks and does. `parent` is the page; sheets are put above it. One sheet at a time; `closed` when it is gone."""

    closed = Signal()

    def __init__(self, desk: Desk, tools: CaseTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.work = tools.work
        self._printing = tools.printing
        self._scanning = Scanning(self.work.keep_scan, self.work.scan, tools.camera)
        self._page = parent
        self._kept: dict[tuple[str, str], Values] = {}
        self.sheet: Dialog | None = None
        self._case_no = ""

    def about(self, case_no: str) -> None:
        """Remember which case the next act is about, for what may refuse it."""
        self._case_no = case_no

    def leave_person(self) -> None:
        """Forget what was entered and not done."""
        if self.sheet is not None:
            self.sheet.reject()
        self._kept.clear()
        self._case_no = ""

    # ---- acts ----

    def give_verdict(self, view: CaseView) -> None:
        """Deemed accepted: only the notice is made. Otherwise to the acceptance page, to check it to the end."""
        if view.status == "deemed-accepted":
            text = self.tr("{case_no}：期内没有告知补正，自收到材料之日起即为受理。将出具今天日期的受理通知书。")
            self._confirm(
                self.tr("出具受理通知书"), text.format(case_no=view.case_no), self.tr("出具并打印"),
                lambda: self.do(lambda: self.work.give_verdict(view.case_no), self.tr("受理通知书已出具")),
            )  # fmt: skip
            return
        self.desk.shell.go("acceptance", view.case_no)

    def supply(self, view: CaseView, owed: OwedMaterial) -> None:
        """Take in a deferred material: how it was brought, its scans, each of its points; with what was sent in online."""
        late = self.tr("已过约定日期：照常收下并注明逾期，由部门书面决定。") if owed.late else ""
        text = self.tr("{name}，约定 {until} 前补交。{late}").format(name=owed.name, until=owed.until, late=late)
        sent = sent_in(view, "deferred", owed.key)

        def done(values: Values) -> None:
            points = {key: values[f"point.{key}"] for key, _ in owed.points}
            provided = tuple(sorted(values["provided"]))
            self.do(
                lambda: self.work.supply(
                    view.case_no, owed.key, provided, points, values["remark"], scanned=values["scans"], sent_in=sent
                ),
                self.tr("已登记补交：{name}").format(name=owed.name),
            )

        key = f"{view.case_no}.{owed.key}"
        form = self.new_form("supply", key, self.tr("补交容缺材料"), text, self.tr("收下并登记"), done)
        form.add_chips("provided", self.tr("收到的是"), self._ways(), multi=True)
        form.require("provided", self.tr("请选择收到的形式"))
        scans = ScanField(self.desk, self._scanning, owed.name, self.tr("网上提交"))
        form.add_scans("scans", self.tr("扫描件（只扫不算收到）"), scans)
        if sent:
            scans.give(tuple(sent))
        answers = [
            Chip("pass", self.tr("✓ 合格")), Chip("fail", self.tr("× 不合格")), Chip("n/a", self.tr("– 不涉及")),
        ]  # fmt: skip
        for point, words in owed.points:
            form.add_chips(f"point.{point}", words, answers)
            form.require(f"point.{point}", self.tr("请对照材料核对这一条"))
        form.add_text("remark", self.tr("备注（可不填）"))
        self.ask(form)

    def _ways(self) -> list[Chip]:
        return [
            Chip("original-seen", self.tr("原件核验")), Chip("original-kept", self.tr("原件留存")),
            Chip("copy-kept", self.tr("复印件")), Chip("e-licence", self.tr("电子证照")),
            Chip("shared", self.tr("系统共享")),
        ]  # fmt: skip

    def withdraw(self, view: CaseView) -> None:
        """The applicant withdraws: signed, with what goes back to him."""

        def done(values: Values) -> None:
            self.do(
                lambda: self.work.withdraw(
                    view.case_no, values["reason"], tuple(sorted(values["returned"])), signed=values["signed"] == "yes"
                ),
                self.tr("已登记撤回"),
            )

        text = self.tr("{case_no} {item}：撤回后本件不再办理，可以重新申请。")
        words = text.format(case_no=view.case_no, item=view.item_name)
        asked = asked_for(view, "withdraw")
        form = self.new_form("withdraw", view.case_no, self.tr("申请人撤回"), words, self.tr("登记撤回并打印"), done)
        if asked is not None:
            said = self.tr("{at} 申请人在网上提出撤回，他的话已填在下面；撤回要由他签字。")
            form.add_note(said.format(at=moment(asked.row.filed_at)), "primary")
        form.add_text("reason", self.tr("撤回的理由（申请人说的）"), lines=2)
        if asked is not None:
            form.take_up({"reason": asked.reason})
        form.require("reason", self.tr("请写明理由"))
        form.add_chips("signed", self.tr("申请人签字"), [Chip("yes", self.tr("已签字")), Chip("no", self.tr("还没有"))])
        form.require("signed", self.tr("请先由申请人签字"))
        if view.originals:
            chips = [Chip(key, name) for key, name in view.originals]
            returned = form.add_chips("returned", self.tr("退还的原件"), chips, multi=True)
            returned.set_values([key for key, _ in view.originals])
        else:
            form.add_hidden("returned", frozenset())
        self.ask(form)

    def drop_member(self, package_no: str, item_code: str, text: str) -> None:
        """The applicant lets a member of a package go that has not been filed; the others go on."""
        form = self.new_form(
            "drop-member", package_no, self.tr("申请人不办了"), text, self.tr("登记"),
            lambda values: self.do(
                lambda: self.work.drop_member(package_no, item_code, values["reason"]), self.tr("已登记，其他事项照常办理")
            ),
        )  # fmt: skip
        form.add_text("reason", self.tr("不办的理由（申请人说的）"), lines=2)
        form.require("reason", self.tr("请写明理由"))
        self.ask(form)

    def change_details(self, view: CaseView, request: RequestView) -> None:
        """What the applicant wants changed, old and new side by side; each field becomes a recorded change."""
        form = self.new_form(
            "details", request.row.id, self.tr("变更联系方式"),
            self.tr("{at} 申请人在网上提出。核对是本人的意思以后再改；原来的记录保留，已出具的文书不会改动。").format(
                at=moment(request.row.filed_at)
            ),
            self.tr("照此变更"),
            lambda values: self.do(
                lambda: self.work.requests.apply_details(request.row.id, values["reason"]), self.tr("已变更，并答复申请人")
            ),
        )  # fmt: skip
        form.add_widget(changes_table(request))
        form.add_text("reason", self.tr("变更的理由（可不填）"), lines=2)
        if request.note:
            form.take_up({"reason": request.note})
        self.ask(form)

    def answer_return(self, view: CaseView) -> None:
        """The department returned the case; the counter says what it found. The applicant is asked for nothing."""
        reason = next((task.detail for task in view.tasks if task.kind == "returned"), "")
        text = self.tr("{department}退回：{reason}").format(department=view.department, reason=reason)
        form = self.new_form(
            "answer-return", view.case_no, self.tr("答复退回"), text, self.tr("答复部门"),
            lambda values: self.do(
                lambda: self.work.answer_return(view.case_no, values["text"]), self.tr("已答复，由部门继续办理")
            ),
        )  # fmt: skip
        form.add_text("text", self.tr("核对的结果"), lines=3)
        form.require("text", self.tr("请写明核对的结果"))
        self.ask(form)

    def transfer(self, view: CaseView) -> None:
        """Another hall goes on with the case; its dates run on."""
        text = self.tr("{case_no} 转给别的大厅继续办理，期限照常计算。转办后本机只能查看。")
        form = self.new_form(
            "transfer", view.case_no, self.tr("转办"), text.format(case_no=view.case_no), self.tr("转出"),
            lambda values: self.do(
                lambda: self.work.transfer(view.case_no, values["hall"], values["reason"]), self.tr("已转办")
            ),
        )  # fmt: skip
        form.add_text("hall", self.tr("转到哪个大厅（写全称）"))
        form.add_text("reason", self.tr("转办的理由"), lines=2)
        form.require("hall", self.tr("请写明大厅"))
        form.require("reason", self.tr("请写明理由"))
        self.ask(form)

    def correct_record(self, view: CaseView) -> None:
        """A recorded correction of a clerk's mistake, or a change that the applicant asked for."""
        labels = {key: label for key, label, _ in view.fields}
        now = {key: value for key, _, value in view.fields}

        def done(values: Values) -> None:
            asked = values["why"] == "change"
            self.do(
                lambda: self.work.correct_record(
                    view.case_no, values["field"], values["new"], values["reason"], asked=asked
                ),
                self.tr("已更正：{field}").format(field=labels[values["field"]]),
            )

        text = self.tr("原来的记录保留，更正另记一条。已经出具的文书不会改动，需要时请作废后补发。")
        form = self.new_form("correct", view.case_no, self.tr("更正或变更"), text, self.tr("记下更正"), done)
        why = form.add_chips(
            "why",
            self.tr("为什么改"),
            [Chip("mistake", self.tr("录入有误")), Chip("change", self.tr("申请人的情况变了"))],
        )
        why.set_value("mistake")
        choice = form.add_choice("field", self.tr("改哪一项"), list(labels.items()))
        new = form.add_text("new", self.tr("正确的内容"))
        choice.chosen.connect(lambda: new.set_note(self.tr("现在是：{old}").format(old=now[choice.value()] or "—")))
        form.add_text("reason", self.tr("更正或变更的理由"), lines=2)
        form.require("field", self.tr("请选择一项"))
        form.require("new", self.tr("请填写正确的内容"))
        form.require("reason", self.tr("请写明理由"))
        self.ask(form)

    def tell(self, view: CaseView, paper: PaperLine) -> None:
        """Say how a document reached the person."""

        def done(values: Values) -> None:
            self.do(
                lambda: self.work.told(
                    view.case_no, paper.number, values["how"], witness=values["witness"], waybill=values["waybill"],
                    note=values["note"],
                ),
                self.tr("已登记送达：{title}").format(title=paper.title),
            )  # fmt: skip

        text = self.tr("{title} {number}").format(title=paper.title, number=paper.number)
        form = self.new_form("tell", paper.number, self.tr("登记送达"), text, self.tr("登记送达"), done)
        how = form.add_chips(
            "how",
            self.tr("怎样送到的"),
            [
                Chip("handed-over", self.tr("当面交付并签收")), Chip("refused-to-sign", self.tr("拒绝签收")),
                Chip("posted", self.tr("邮寄")), Chip("electronic", self.tr("电子送达")),
                Chip("telephone", self.tr("电话告知")),
            ],
        )  # fmt: skip
        form.add_text("witness", self.tr("见证人"))
        form.add_text("waybill", self.tr("运单号"))
        form.add_text("note", self.tr("备注：拒签的理由、电话的记录"), lines=2)
        form.require("how", self.tr("请选择一种"))
        form.require("witness", self.tr("拒绝签收须写明见证人"), lambda: how.value() == "refused-to-sign")
        form.require("waybill", self.tr("邮寄须写明运单号"), lambda: how.value() == "posted")
        form.require("note", self.tr("请记下通话的时间和对方说的话"), lambda: how.value() == "telephone")
        how.set_value("handed-over")
        shown = {"witness": "refused-to-sign", "waybill": "posted"}

        def fit() -> None:
            for key, wanted in shown.items():
                form.field(key).setVisible(how.value() == wanted)

        how.chosen.connect(fit)
        fit()
        self.ask(form)

    def handed_over(self, view: CaseView, paper: PaperLine) -> None:
        """The commonest way, in one question."""
        text = self.tr("{title} {number} 已当面交给申请人，申请人已签收？")
        words = text.format(title=paper.title, number=paper.number)
        self._confirm(
            self.tr("当面交付"), words, self.tr("已交付并签收"),
            lambda: self.do(
                lambda: self.work.told(view.case_no, paper.number, "handed-over"),
                self.tr("已登记送达：{title}").format(title=paper.title),
            ),
        )  # fmt: skip

    def sealed(self, paper: PaperLine) -> None:
        """The seal was put on."""
        number, said = paper.number, self.tr("已登记盖章：{title}").format(title=paper.title)
        self.desk.background.write(
            self._page, lambda: self.work.sealed(number), lambda _d: self.desk.shell.toast(said), self.refused
        )

    def void(self, view: CaseView, paper: PaperLine) -> None:
        """Void a number, with the reason."""

        def done(values: Values) -> None:
            self.do(
                lambda: self.work.void(view.case_no, paper.number, values["reason"]),
                self.tr("已作废：{number}").format(number=paper.number),
            )

        text = self.tr("{title} {number}：文号作废后不再使用，已交付的请收回。需要时用新文号补发。")
        words = text.format(title=paper.title, number=paper.number)
        form = self.new_form("void", paper.number, self.tr("作废文书"), words, self.tr("作废这个文号"), done)
        form.add_text("reason", self.tr("作废的理由"), lines=2)
        form.require("reason", self.tr("请写明理由"))
        self.ask(form)

    def reissue(self, view: CaseView, paper: PaperLine) -> None:
        """Make a voided document again."""
        text = self.tr("{number} 已作废。按办件现在的情况重新出具{title}，使用新文号，日期为今天。")
        self._confirm(
            self.tr("补发文书"), text.format(number=paper.number, title=paper.title), self.tr("补发并打印"),
            lambda: self.do(lambda: self.work.reissue(view.case_no, paper.number), self.tr("已补发，用新文号")),
        )  # fmt: skip

    def settle(self, view: ContestedView, stands: str) -> None:
        """A lead settles what two counters did while apart: what the applicant said, which papers are back."""
        version = next((v for v in view.versions if v.id == stands), None)
        if version is None or not view.may_settle:
            return

        def done(values: Values) -> None:
            papers = tuple(sorted(values["papers"]))
            self.do(
                lambda: self.work.settle(view.case_no, stands, values["says"], papers),
                self.tr("已裁定：以 {counter} 窗的为准").format(counter=version.counter),
            )

        text = self.tr("{case_no}：以 {counter} 窗 {clerk} {at} 的“{title}”为准；另一份保留在经过里，不再有效。")
        words = text.format(
            case_no=view.case_no, counter=version.counter, clerk=version.clerk, at=f"{version.at:%m-%d %H:%M}",
            title=version.title,
        )  # fmt: skip
        key = f"{view.case_no}.{stands}"
        form = self.new_form("settle", key, self.tr("裁定不一致的记录"), words, self.tr("记入办件并打印"), done)
        if view.ask:
            form.add_text("says", self.tr("申请人怎么说的（记原话）"), lines=3)
            form.require("says", self.tr("请先问申请人，记下他说的话"))
        else:
            form.add_hidden("says", "")
        others = [paper for other in view.versions if other.id != stands for paper in other.papers]
        back = [Chip(paper.number, f"{paper.title} {paper.number}", paper.standing) for paper in others]
        if back:
            form.add_chips("papers", self.tr("不再有效、已收回在手的文书"), back, multi=True)
        else:
            form.add_hidden("papers", frozenset())
        self.ask(form)

    def return_originals(self, view: CaseView) -> None:
        """Give originals back."""
        names = "、".join(name for _, name in view.originals)
        text = self.tr("把这些原件退还申请人：{names}").format(names=names)
        keys = tuple(key for key, _ in view.originals)
        self._confirm(
            self.tr("退还原件"), text, self.tr("已退还"),
            lambda: self.do(lambda: self.work.return_originals(view.case_no, keys), self.tr("已登记退还原件")),
        )  # fmt: skip

    def replace_dates(self) -> None:
        """Make provisional dates final by the calendar that was published."""
        text = self.tr("按已公布的放假安排重新计算全部预计日期。日期有变的办件会重新出具通知书，请打印并送达。")
        self._confirm(
            self.tr("换成正式日期"), text, self.tr("重新计算"),
            lambda: self.desk.background.write(self._page, self.work.replace_dates, self._dates_replaced, self.refused),
        )  # fmt: skip

    def _dates_replaced(self, _change: object) -> None:
        self.desk.shell.toast(self.tr("日期已更新"))

    # ---- how ----

    def refused(self, error: Exception) -> None:
        """Say what refuses, by which rule; it stays until taken note of."""
        if isinstance(error, Refusal):
            self.desk.shell.refused(refusal_words(error), error_kind(error), self._case_no)
        else:
            self.desk.shell.banner(refusal_words(error), error_kind(error))

    def do(self, work: Callable[[], Done | Dropped], said: str) -> None:
        """Do an act off the interface's thread: what came of it is said, papers go to the printer, a refusal is named."""

        def done(result: Done | Dropped) -> None:
            self._kept.clear()
            waiting = len(result.papers) and self._printing is None
            more = self.tr("；{n} 份文书在打印队列").format(n=len(result.papers)) if waiting else ""
            self.desk.shell.toast(said + more)
            if result.papers and self._printing is not None:
                printing = self._printing
                self.desk.background.write(self._page, lambda: printing.start(result.papers), self._sent)

        self.desk.background.write(self._page, work, done, self.refused)

    def _sent(self, sent: HasChanged) -> None:
        """What could not be given to a printer stays in the queue, and why is said."""
        failed = getattr(sent, "failed", ())
        if failed:
            self.desk.shell.banner("；".join(failed), "caution")

    def _confirm(self, title: str, text: str, yes: str, act: Callable[[], object]) -> None:
        dialog = question(self._page, title, text, yes, self.tr("先不办"))
        dialog.finished.connect(lambda _code: act() if dialog.result_key == "yes" else None)
        self._show(dialog)

    def new_form(self, act: str, key: str, title: str, text: str, yes: str, done: Callable[[Values], None]) -> ActForm:
        """Make a sheet for an act; what was entered is kept by act and `key` while it is put off."""
        form = ActForm(self._page, title, text, yes, done)
        form.kept_as = (act, key)
        return form

    def ask(self, form: ActForm) -> None:
        """Open a sheet, with what was entered before it was put off."""
        form.take_up(self._kept.get(form.kept_as, {}))

        def closed(_code: int) -> None:
            if form.result_key != "yes":
                self._kept[form.kept_as] = form.values()

        form.finished.connect(closed)
        self._show(form)
        form.focus_first()

    def _show(self, dialog: Dialog) -> None:
        self.sheet = dialog
        dialog.finished.connect(lambda _code: self._gone(dialog))
        dialog.open()

    def _gone(self, dialog: Dialog) -> None:
        if self.sheet is dialog:
            self.sheet = None
        dialog.deleteLater()
        self.closed.emit()
