"""Lives of cases, each a generator: it does something on a day and yields the workdays that it waits for the next step.

What a life wants is drawn from the town's chance; what the law or the state forbids is counted and the life goes on or
ends. Nothing here knows whether what the program does is right: that is for `checker`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.checklist.filing import Filing, OtherAuthority, Person
from app.domain.escalation.decide import Escalate
from app.domain.refusal import InputProblem, Refusal
from app.sync.failures import SyncFailure
from app.usecases.accept import accept
from app.usecases.act import act
from app.usecases.applications import take_application, waiting_applications
from app.usecases.escalations import answer_escalation, close_escalation, open_escalation
from app.usecases.package import PackageFiling, accept_package, find_package
from app.usecases.package_members import file_member, member_filing
from app.usecases.package_queries import read_package
from app.usecases.ratings import rate_on_second_screen
from app.usecases.workplace import case_by_number
from tests.builders.filings import applicant_of, complete_filing, item_of, passed, starting_catalogue, without
from tests.builders.package_files import complete_package
from tests.life.town import Refused, Town, Web

if TYPE_CHECKING:
    from collections.abc import Generator

    from app.domain.case.approval_events import IssueManner
    from app.domain.case.state import CaseState
    from app.usecases.package_queries import MemberView

NOTICES = ("acceptance-notice", "correction-notice", "non-acceptance-notice")
"""Papers that are handed over when they are made."""
NUMBER = re.compile(r'id="number">([^<]+)<')
PATIENCE = 12
"""Workdays that a step waits for another machine before the life ends as it is."""


@dataclass
class Case:
    """A case and the counter that took it."""

    town: Town
    desk: str
    case_no: str

    @property
    def state(self) -> CaseState:
        """As its counter knows it."""
        with self.town.workplace(self.desk).store.read() as connection:
            return case_by_number(connection, self.case_no)

    def do(self, command: Any, name: str, actor: str = "") -> bool:
        """An act at the counter; False where it was refused."""
        try:
            done = act(self.town.workplace(self.desk), self.case_no, command, actor=self.town.accounts.get(actor, ""))
        except Refusal as refusal:
            self.town.refused[f"{name} {refusal.code}"] = self.town.refused.get(f"{name} {refusal.code}", 0) + 1
            return False
        self.town.print(self.desk, done)
        self.town.count(f"desk {name}")
        return True

    def at_console(self, who: str, name: str, **fields: str) -> bool:
        """An act at the console; False where it was refused, or the case is not there yet."""
        try:
            self.town.act(who, self.case_no, name, **fields)
        except Refused as refusal:
            key = f"console {name} {refusal}"
            self.town.refused[key] = self.town.refused.get(key, 0) + 1
            return False
        return True

    def hand_over(self) -> None:
        """Notices that came out are handed over."""
        for document in self.state.documents.values():
            if document.kind in NOTICES and document.printed and not document.told and not document.voided:
                self.do(c.Tell(document.number, "handed-over"), "told")


def one_case(town: Town, code: str) -> Generator[int, None, None]:
    """A single item: from the counter or from a phone, through the department, to the result and a rating."""
    desk = town.chance.choice(sorted(town.desks))
    case = None
    if town.chance.random() < 0.4:
        case = yield from _from_a_phone(town, desk, code)
    if case is None:
        case = yield from _at_the_counter(town, desk, code)
    if case is None or case.state.phase != "accepted":
        return
    if town.chance.random() < 0.08:
        yield town.chance.randint(1, 3)
        case.do(c.Withdraw("申请人不再办理", signed=True), "withdraw")
        return
    yield from _through_the_department(case)
    yield from _to_the_person(case)


def _filing(town: Town, code: str) -> Filing:
    filing = complete_filing(item_of(code), town.today)
    name = town.chance.choice("王李张刘陈杨赵黄周吴") + chr(town.chance.randint(0x4E00, 0x9FA5))
    return replace(
        filing, applicant=replace(filing.applicant, name=name), service=town.chance.choice(("counter", "post"))
    )


def _from_a_phone(town: Town, desk: str, code: str) -> Generator[int, None, Case | None]:
    """Filed on a phone, seen at the counters, taken over by one, accepted with the originals."""
    number = file_by_phone(town, code)
    if not number:
        return None
    yield town.chance.randint(0, 2)
    work = town.workplace(desk)
    for _ in range(PATIENCE):
        town.sync(desk)
        if any(row.number == number for row in waiting_applications(work)) and desk not in town.without_line:
            try:
                view = take_application(work, number).view
                break
            except SyncFailure:
                town.count("the line was down for a take-over")
        yield 1
    else:
        return None
    item, filing = item_of(code), view.filing
    brought = {key: passed(item, key, filing, town.today) for key in _applying(filing, town)}
    done = accept(work, replace(filing, materials=brought), pre_application=view.row.id)
    town.print(desk, done)
    town.count("accepted from a phone")
    case = Case(town, desk, done.state.case_no)
    case.hand_over()
    yield 1
    return case


def _applying(filing: Filing, town: Town) -> list[str]:
    from tests.builders.filings import applying

    return [m.key for m in applying(item_of(filing.item), filing, town.today)]


def file_by_phone(town: Town, code: str) -> str:
    """Fill the public form of an item and send it; the number of the pre-application, '' where the page would not."""
    wanted, web = _filing(town, code), Web.at(town.server.url)
    applicant = wanted.applicant
    fields = {
        "applicant.kind": applicant.kind, "applicant.name": applicant.name, "applicant.id_type": applicant.id_type,
        "applicant.id_number": applicant.id_number, "applicant.phone": applicant.phone or "", "step": "next",
    }  # fmt: skip
    human = applicant.operator or applicant.legal_representative
    if human is not None:
        fields |= {"human.name": human.name, "human.id_number": human.id_number}
    fields |= {f"answer.{key}": value for key, value in wanted.answers.items()}
    fields |= {f"form.{key}": _typed(value) for key, value in wanted.form.items()}
    try:
        form = web.page(f"/c/apply/{code}")
        draft = web.submit(form, f"/c/apply/{code}", **fields)
        filed = web.submit(draft, "/c/draft/submit")
    except Refused as refusal:
        town.refused[f"phone {refusal}"] = town.refused.get(f"phone {refusal}", 0) + 1
        return ""
    finally:
        web.client.close()
    found = NUMBER.search(filed.text)
    town.count("filed by phone")
    return found.group(1) if found else ""


def _typed(value: object) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _at_the_counter(town: Town, desk: str, code: str) -> Generator[int, None, Case | None]:
    """Accepted at once, or after a correction, or received and answered later (too late perhaps), or not accepted."""
    item, filing, work = item_of(code), _filing(town, code), town.workplace(desk)
    drawn = town.chance.random()
    if drawn < 0.45:
        wanted = filing
    elif drawn < 0.65:
        wanted = without(filing, {_lacking(code, filing)})
    elif drawn < 0.75 and (deferrable := _deferrable(code, filing)):
        until = town.workplace(desk).calendar.add(town.today, replace(item.promised, n=1)).date.isoformat()
        wanted = replace(without(filing, {deferrable}), defer={deferrable: until})
    elif drawn < 0.93:
        wanted = replace(filing, intent="receive")
    else:
        wanted = replace(filing, jurisdiction=OtherAuthority("渝中区行政审批局", "渝中区示例路 1 号"))
    try:
        done = town.print(desk, accept(work, wanted))
    except Refusal as refusal:
        town.refused[f"accept {refusal.code}"] = town.refused.get(f"accept {refusal.code}", 0) + 1
        return None
    town.count(f"desk {done.state.verdict}")
    case = Case(town, desk, done.state.case_no)
    case.hand_over()
    yield from _until_accepted(case, filing)
    return case


def _until_accepted(case: Case, filing: Filing) -> Generator[int, None, None]:
    """Give the verdict that waits, bring what was missing."""
    town = case.town
    if case.state.phase == "received" and case.state.proposed is None:
        yield town.chance.choice((1, 2, 4, 8))
        case.do(c.GiveVerdict(), "give-verdict")
        case.hand_over()
    for _ in range(PATIENCE):
        if case.state.proposed is None:
            break
        town.sync(case.desk)
        if case.at_console("审批甲", "give-verdict", reason=""):
            town.sync(case.desk)
        yield 1
    if case.state.phase == "correction":
        yield town.chance.choice((1, 3, 7))
        item = item_of(case.state.item_code)
        missing = [key for key in filing.materials if key not in case.state.filing.materials]
        brought = {key: passed(item, key, filing, town.today) for key in missing}
        case.do(c.CompleteCorrection(brought), "complete-correction")
        case.hand_over()
    yield 1


def _lacking(code: str, filing: Filing) -> str:
    wanted = item_of(code).materials
    return next(m.key for m in wanted if m.required and m.key in filing.materials and not m.application_form)


def _deferrable(code: str, filing: Filing) -> str:
    return next((m.key for m in item_of(code).materials if m.deferrable and m.key in filing.materials), "")


def _through_the_department(case: Case) -> Generator[int, None, None]:
    """Opinions, returns, procedures, extensions, and the decision; on the spot where the counter may decide."""
    town, chance = case.town, case.town.chance
    item = item_of(case.state.item_code)
    if item.immediate and "decide" in item.authorisation.powers and chance.random() < 0.7:
        second = "" if item.authorisation.one_person else "窗口戊"
        if case.do(c.Grant(content="按申请内容办结"), "grant", second):
            return
    if not (yield from _known_at_the_console(case)):
        return
    for name, likely in (("opine", 0.5), ("return", 0.2), ("procedure", 0.2), ("extend", 0.15)):
        if chance.random() < likely:
            yield from DETOURS[name](case)
    yield from _owed(case)
    yield chance.choice((0, 1, 2, 4, 12))
    town.sync(case.desk)
    if chance.random() < 0.2 or case.state.open_deferrals:
        case.at_console("审批甲", "refuse", facts="现场与图纸不符", reasons="不符合规定的条件", basis="本事项审查标准")
    else:
        case.at_console("审批乙", "grant", content="准予按申请内容办理", licence_no=f"示{chance.randint(1, 10**6):07d}")


def _known_at_the_console(case: Case) -> Generator[int, None, bool]:
    """Wait until the server has the case as it stands here."""
    for _ in range(PATIENCE):
        if case.town.sync(case.desk):
            return True
        yield 1
    return False


def _opine(case: Case) -> Generator[int, None, None]:
    case.at_console("审批甲", "opine", result=case.town.chance.choice(("agree", "object")), text="材料与现场一致")
    yield 1


def _return(case: Case) -> Generator[int, None, None]:
    case.at_console("审批甲", "return", reason="平面图比例不清，请窗口核对")
    yield 1
    for _ in range(PATIENCE):
        case.town.sync(case.desk)
        if case.state.sent_back is not None:
            case.do(c.AnswerReturn("已与申请人核对，比例为 1:100"), "answer-return")
            break
        yield 1
    yield from _known_at_the_console(case)


def _procedure(case: Case) -> Generator[int, None, None]:
    kind = case.town.chance.choice(("hearing", "testing", "expert-review"))
    if not case.at_console("审批乙", "start-special-procedure", kind=kind, days="6"):
        return
    yield case.town.chance.choice((3, 6, 8))
    case.at_console("审批乙", "end-special-procedure")
    yield 1


def _extend(case: Case) -> Generator[int, None, None]:
    level = case.town.chance.choice(("agency-head", "agency-head", "government-head"))
    days = str(case.town.chance.choice((5, 10, 11)))
    case.at_console("审批甲", "extend", days=days, reason="案情复杂", approved_by="局长", approver_level=level)
    yield 1


def _owed(case: Case) -> Generator[int, None, None]:
    """What was deferred is brought, or not."""
    case.town.sync(case.desk)
    for material in case.state.open_deferrals:
        if case.town.chance.random() < 0.6:
            item, filing = item_of(case.state.item_code), case.state.filing
            points = passed(item, material, filing, case.town.today).points
            case.do(c.SupplyDeferred(material, ("original-kept",), points), "supply-deferred")
    yield from _known_at_the_console(case)


DETOURS = {"opine": _opine, "return": _return, "procedure": _procedure, "extend": _extend}


def _to_the_person(case: Case) -> Generator[int, None, None]:
    """The result is handed out (late perhaps), a refusal is served, what went wrong is taken up, the service is rated."""
    town, chance = case.town, case.town.chance
    yield chance.choice((1, 1, 2, 13))
    for _ in range(PATIENCE):
        town.sync(case.desk)
        if case.state.decided:
            break
        yield 1
    if not case.state.decided:
        return
    for document in case.state.documents.values():
        if not document.printed and not document.voided and document.kind.startswith("decision"):
            town.desks[case.desk].hand.tray.receive(document.number)
    collector = _collector(case.state)
    manner: IssueManner = "post" if case.state.filing.service == "post" else "counter"
    waybill = "SF1234567890" if manner == "post" else ""
    if case.state.phase != "issued":
        at_once = item_of(case.state.item_code).immediate
        case.do(c.Issue(collector, None, manner, waybill), "issue", "" if at_once else "出件丙")
    if case.state.phase == "refused" and chance.random() < 0.6:
        yield from _taken_up(case)
    _rate(case)


def _collector(state: CaseState) -> Person:
    applicant = state.filing.applicant
    human = applicant.operator or applicant.legal_representative
    return human or Person(applicant.id_type, applicant.id_number, applicant.name)


def _taken_up(case: Case) -> Generator[int, None, None]:
    """“办不成事”: from the refusal, with a named person, to an end that the person confirmed."""
    work = case.town.workplace(case.desk)
    opened = open_escalation(work, Escalate(text="不予决定看不明白", wanted="说明怎样改才能办成"), case_no=case.case_no)
    number = opened.state.number
    yield 1
    answer_escalation(work, number, "已请部门逐条说明，整改后可以重新申请")
    yield 2
    close_escalation(work, number, "申请人明白了要改什么", "申请人本人")
    case.town.count("escalations")


def _rate(case: Case) -> None:
    town, chance = case.town, case.town.chance
    if chance.random() < 0.6:
        for _ in range(chance.choice((1, 1, 2))):  # somebody presses twice
            try:
                rate_on_second_screen(town.workplace(case.desk), case_no=case.case_no, level=chance.randint(1, 5))
                town.count("ratings")
            except Refusal as refusal:
                town.refused[f"rate {refusal.code}"] = town.refused.get(f"rate {refusal.code}", 0) + 1


def one_package(town: Town, key: str) -> Generator[int, None, None]:
    """A theme package in one sitting; members that wait are filed on the day of the result that they wait for."""
    desk = town.chance.choice(sorted(town.desks))
    work = town.workplace(desk)
    package = find_package(work.catalogue, key)
    try:
        done = accept_package(work, PackageFiling(key, complete_package(work.catalogue, package, today=town.today)))
    except Refusal as refusal:
        town.refused[f"package {refusal.code}"] = town.refused.get(f"package {refusal.code}", 0) + 1
        return
    town.print(desk, done)
    town.count("packages")
    lives = [_member(Case(town, desk, number)) for number in done.case_nos]
    number = done.package.package_no
    for _ in range(60):
        lives = [life for life in lives if next(life, None) is not None]
        for member in read_package(work, number).ready:
            try:
                filed = town.print(
                    desk, file_member(work, number, member.item_code, _for_member(town, desk, number, member))
                )
            except (Refusal, InputProblem) as refusal:
                town.refused[f"member {refusal.code}"] = town.refused.get(f"member {refusal.code}", 0) + 1
                continue
            town.count("members filed after a result")
            lives.append(_member(Case(town, desk, filed.state.case_no)))
        if not lives:
            return
        yield 1


def _for_member(town: Town, desk: str, number: str, member: MemberView) -> Filing:
    """What stands in the form already; the clerk enters the company that has been founded meanwhile as the applicant."""
    filing = member_filing(town.workplace(desk), number, member.item_code)
    kinds = item_of(member.item_code).applicants
    return filing if filing.applicant.kind in kinds else replace(filing, applicant=applicant_of(kinds[0]))


def _member(case: Case) -> Generator[int, None, None]:
    case.hand_over()
    yield 1
    if case.state.phase == "accepted":
        yield from _through_the_department(case)
        yield from _to_the_person(case)


def codes() -> list[str]:
    """Every item of the starting catalogue."""
    return sorted(starting_catalogue().by_code)


def packages() -> list[str]:
    """Every package of the starting catalogue."""
    return sorted(p.key for p in starting_catalogue().packages)
