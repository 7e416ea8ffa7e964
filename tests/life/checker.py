"""The law once more, by somebody who has never seen the program: what is wrong with what a case left behind.

Each check reads plain events and the catalogue's text, counts days itself (`days`) and names the rule that was broken.
It shares no code with the rules that it checks.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.life.days import between, is_workday, later, published, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.life.record import CaseRecord, Event, World

DECISIONS = ("case.granted", "case.refused")
ENDINGS = ("case.not-accepted", "case.not-required", "case.withdrawn", "case.granted", "case.refused")
VERDICT_PAPER = {
    "case.accepted": ("acceptance-notice", "joint-acceptance-notice"),
    "case.correction-required": ("correction-notice",),
    "case.not-accepted": ("non-acceptance-notice",),
    "case.not-required": ("non-acceptance-notice",),
    "case.granted": ("decision-grant",),
    "case.refused": ("decision-refusal",),
    "case.extended": ("extension-notice",),
    "case.procedure-started": ("special-procedure-notice",),
}


def problems(world: World) -> list[str]:
    """Every breach, each with the case number (or the id of a subject) and the rule."""
    found = [f"{case.case_no} {text}" for case in world.cases.values() for check in CHECKS for text in check(case)]
    return found + [text for whole in WHOLE for text in whole(world)]


def day(text: str) -> date:
    """The day of an ISO text."""
    return date.fromisoformat(text[:10])


def _first(case: CaseRecord, *kinds: str) -> Event | None:
    return next(iter(case.of(*kinds)), None)


def begins_with_receipt(case: CaseRecord) -> Iterator[str]:
    """A case begins with its receipt, once, and no later event is dated before it."""
    if [x.kind for x in case.of("case.received")] != ["case.received"] or case.events[0].kind != "case.received":
        yield "LAW-32-4 the case does not begin with one receipt"
        return
    start = day(case.events[0]["received_on"])
    yield from (f"{x.kind} is dated before the receipt" for x in case.events if day(x.day) < start)


def answered_in_five_days(case: CaseRecord) -> Iterator[str]:
    """The answer is due five workdays after each submission; a licence not answered by then is accepted from receipt."""
    for at, event in enumerate(case.events):
        if event.kind not in ("case.received", "case.correction-received"):
            continue
        start, due = day(event["received_on"]), event["answer_due"]
        if (day(due["date"]), due["provisional"]) != (later(start, 5, "workday"), not published(day(due["date"]))):
            yield f"LAW-32-4 the answer is said to be due {due['date']}"
        answer = next((x for x in case.events[at + 1 :] if x.kind in ("case.accepted", *VERDICT_PAPER)), None)
        if answer is None or case.item["kind"] != "licence" or not _late(case, answer, start):
            continue
        if answer.kind != "case.accepted" or not answer["deemed"] or day(answer["accepted_on"]) != start:
            yield f"LAW-32-4 {answer.kind} on {answer.day}, after the five days, is no deemed acceptance"


def _late(case: CaseRecord, answer: Event, start: date) -> bool:
    """Whether the five days were over without the applicant being told."""
    return day(answer.day) > later(start, 5, "workday") and answer.kind != "case.withdrawn"


def told_once(case: CaseRecord) -> Iterator[str]:
    """All corrections are asked for at once; a later notice needs a reason and names nothing new; none after acceptance."""
    named: set[str] | None = None
    accepted = False
    for event in case.events:
        if event.kind == "case.accepted":
            accepted = True
        if event.kind != "case.correction-required":
            continue
        materials = {reason["material"] for reason in event["reasons"]}
        if accepted:
            yield "LAW-32-4 a correction was asked for after acceptance"
        if not event["reasons"]:
            yield "LAW-32-4 a correction notice names nothing"
        if named is not None and (not event["second_reason"] or not materials <= named):
            yield "LAW-32-4 a second notice without a reason, or with something new"
        named = materials


def decided_on_what_is_accepted(case: CaseRecord) -> Iterator[str]:
    """One acceptance, one decision after it, by a department; nothing changes an ended case but service and records."""
    for kind in ("case.accepted", *ENDINGS):
        if len(case.of(kind)) > 1:
            yield f"{kind} stands {len(case.of(kind))} times"
    accepted = _first(case, "case.accepted")
    ended = False
    for event in case.events:
        if event.kind in DECISIONS and (accepted is None or case.events.index(accepted) > case.events.index(event)):
            yield f"LAW-38-1 {event.kind} without an acceptance"
        if ended and event.kind in (*ENDINGS, "case.accepted", "case.correction-required", "case.extended"):
            yield f"{event.kind} after the case had ended"
        ended = ended or event.kind in ENDINGS
    if len(case.of(*DECISIONS)) > 1:
        yield "LAW-38-1 decided twice"


def in_writing(case: CaseRecord) -> Iterator[str]:
    """Every step that the person must know of is on paper, made in the same group. Rules LAW-32-9, 38, 42, 45."""
    for kind, papers in VERDICT_PAPER.items():
        for event in case.of(kind):
            group = [x for x in case.of("document.meant") if x.group == event.group]
            in_package = kind == "case.accepted" and bool(case.events[0]["package"])  # see members_are_told_in_writing
            if not (any(x["kind"] in papers for x in group) or in_package or _spoken(case, event)):
                yield f"LAW-32-9 {kind} without {papers[0]}"


def _spoken(case: CaseRecord, event: Event) -> bool:
    """A public service that is done on the spot is no decision of a licence: its slip says it."""
    return event.kind == "case.granted" and bool(event["immediate"]) and case.item["kind"] == "service"


def counts_from_acceptance(case: CaseRecord) -> Iterator[str]:
    """Legal and promised dates run from acceptance, the first day uncounted, and end on a workday. LAW-42-1, LAW-82."""
    accepted = _first(case, "case.accepted")
    if accepted is None:
        return
    start = day(accepted["accepted_on"])
    for clock in ("legal", "promised"):
        limit = case.item[clock]
        yield from _wrong_date(accepted[clock], later(start, limit["n"], limit["unit"]), clock)
    extended = case.of("case.extended")
    if not extended:
        out = _left_out(case)
        for event in case.of("case.procedure-ended"):
            limit = case.item["legal"]
            if event["legal"] and limit["unit"] == "workday" and event is case.of("case.procedure-ended")[-1]:
                yield from _wrong_date(
                    event["legal"], later(start, limit["n"], "workday", out), "legal after a procedure"
                )


def _wrong_date(given: dict[str, Any], right: date, what: str) -> Iterator[str]:
    if day(given["date"]) != right:
        yield f"LAW-42-1 the {what} date is {given['date']}, not {right}"
    if not is_workday(day(given["date"])):
        yield f"LAW-82 the {what} date {given['date']} is no workday"
    if not published(right) and not given["provisional"]:
        yield f"LAW-82 the {what} date {given['date']} is not marked 预计"


def _left_out(case: CaseRecord) -> frozenset[date]:
    """The days of the special procedures that have ended, first and last day with them."""
    days: set[date] = set()
    for event in case.of("case.procedure-ended"):
        days |= span(day(event["start"]), day(event["end"]))
    return frozenset(days)


def extended_once_before_the_end(case: CaseRecord) -> Iterator[str]:
    """A licence's limit is extended once, in time, by at most ten workdays and by the head of the body. LAW-42-1."""
    events = case.of("case.extended")
    if len(events) > 1:
        yield "LAW-42-1 extended twice"
    for event in events:
        level, most = ("government-head", 15) if case.item["legal"]["n"] == 45 else ("agency-head", 10)
        if case.item["kind"] != "licence" or not 1 <= event["days"] <= most or event["approver_level"] != level:
            yield "LAW-42-1 extended by who may not, by too much, or what is no licence"
        if day(event["on"]) > day(event["before"]) or not event["reason"] or not event["approved_by"]:
            yield "LAW-42-1 extended after the end, or without reason or approval"
        if day(event["legal"]["date"]) != later(day(event["before"]), event["days"], "workday"):
            yield f"LAW-42-1 extended to {event['legal']['date']}"


def procedures_stop_the_clock_only_while_they_run(case: CaseRecord) -> Iterator[str]:
    """One at a time, of the kinds that the law lists, told in writing; nobody decides meanwhile. LAW-45-1."""
    running = False
    for event in case.events:
        if event.kind == "case.procedure-started":
            if running:
                yield "LAW-45-1 two procedures at once"
            if event["procedure"] not in KINDS_OF_45:
                yield f"LAW-45-1 {event['procedure']} does not stop a clock"
            running = True
        elif event.kind == "case.procedure-ended":
            if not running or day(event["end"]) < day(event["start"]):
                yield "LAW-45-1 ended before it began"
            running = False
        elif event.kind in DECISIONS and running:
            yield "LAW-45-1 decided while a procedure went on"


KINDS_OF_45 = ("hearing", "bidding", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review")


def refused_with_reasons_and_remedies(case: CaseRecord) -> Iterator[str]:
    """A refusal says facts, reasons, basis and where to turn, with both limits. LAW-38-2."""
    for event in case.of("case.refused"):
        empty = [name for name in ("facts", "reasons", "basis", "remedies") if not event[name].strip()]
        if empty:
            yield f"LAW-38-2 refused without {', '.join(empty)}"
        if "复议" not in event["remedies"] or "诉讼" not in event["remedies"]:
            yield "LAW-38-2 the remedies are not both named"
        for paper in case.papers("decision-refusal"):
            text = str(paper["data"])
            if not all(event[name] in text for name in ("facts", "reasons", "basis")):
                yield "LAW-38-2 the decision on paper says something else"


def lateness_is_said(case: CaseRecord) -> Iterator[str]:
    """A decision after the legal date is marked late, one before is not. LAW-74."""
    for event in case.of(*DECISIONS):
        legal = _legal_before(case, event)
        if legal is not None and event["late"] != (day(event["on"]) > legal):
            yield f"LAW-74 decided on {event['on']}, due {legal}, late: {event['late']}"


def _legal_before(case: CaseRecord, event: Event) -> date | None:
    """The legal date that held when it was decided."""
    held: date | None = None
    for x in case.events[: case.events.index(event)]:
        if x.kind in ("case.accepted", "case.extended", "case.procedure-ended") and x["legal"]:
            held = day(x["legal"]["date"])
        elif x.kind == "case.due-replaced" and x["clock"] == "legal":
            held = day(x["due"]["date"])
    return held


def delivered_in_ten_days(case: CaseRecord) -> Iterator[str]:
    """The result is due ten workdays after the decision, is handed out once and after it, late where it is. LAW-44-1."""
    for event in case.of(*DECISIONS):
        if day(event["serve_by"]["date"]) != later(day(event["on"]), 10, "workday"):
            yield f"LAW-44-1 to be served by {event['serve_by']['date']}"
    issued = case.of("case.issued")
    if len(issued) > 1:
        yield "LAW-44-1 issued twice"
    decided = _first(case, *DECISIONS)
    for event in issued:
        if decided is None or case.events.index(decided) > case.events.index(event):
            yield "LAW-44-1 issued before a decision"
        elif event["late"] != (day(event["on"]) > day(decided["serve_by"]["date"])):
            yield "LAW-44-1 lateness of the service is not what it was"
        if event["manner"] == "post" and not event["waybill"]:
            yield "posted without a waybill"
        if not _may_collect(case, event):
            yield "LAW-44-1 handed to somebody who is neither the applicant nor an agent"


def _may_collect(case: CaseRecord, event: Event) -> bool:
    applicant = case.events[0]["filing"]["applicant"]
    people = [applicant, applicant.get("operator"), applicant.get("legal_representative")]
    numbers = {x["id_number"] for x in people if x}
    return bool(event["agent"] or event["collector"]["id_number"] in numbers or case.events[0]["filing"]["agent"])


def deferrals_stay_inside_the_promise(case: CaseRecord) -> Iterator[str]:
    """A deferred material is due before the promised date less the time to review; nothing is granted without it."""
    accepted = _first(case, "case.accepted")
    if accepted is None:
        return
    owed = {x["material"] for x in accepted["deferrals"]}
    deferrable = {m["key"] for m in case.item["materials"] if m.get("deferrable")}
    for deferral in accepted["deferrals"]:
        if day(deferral["until"]) > day(accepted["promised"]["date"]):
            yield "DEFER-LOCAL deferred beyond the promised date"
    if owed - deferrable:
        yield "DEFER-LOCAL a material was deferred that may not be"
    supplied = {x["material"] for x in case.of("case.deferred-supplied")}
    if case.of("case.granted") and owed - supplied:
        yield "DEFER-LOCAL granted while a material was owed"


def withdrawn_before_the_decision(case: CaseRecord) -> Iterator[str]:
    """Only the applicant ends a case by himself, in writing, before the decision."""
    for event in case.of("case.withdrawn"):
        before = case.events[: case.events.index(event)]
        if not event["signed"] or any(x.kind in DECISIONS for x in before):
            yield "withdrawn unsigned, or after the decision"


def on_the_spot_only_where_it_may_be(case: CaseRecord) -> Iterator[str]:
    """A counter decides only what is immediate and in its power; two people unless the authorisation says one. LAW-34-2."""
    for event in case.of("case.granted"):
        if not event["immediate"]:
            continue
        authorisation = case.item.get("authorisation", {})
        if not case.item.get("immediate") or "decide" not in authorisation.get("powers", ()):
            yield "LAW-34-2 decided at the counter without the power"
        accepted = _first(case, "case.accepted")
        if accepted and accepted.actor == event.actor and not authorisation.get("one_person"):
            yield "LAW-34-2 the same person accepted and decided"


def printed_numbers_are_unique(world: World) -> Iterator[str]:
    """No number twice, of cases and of documents."""
    numbers = Counter(case.case_no for case in world.cases.values())
    for case in world.cases.values():
        numbers.update(x["number"] for x in case.of("document.meant"))
    yield from (f"{number} was drawn {count} times" for number, count in numbers.items() if count > 1)


def members_wait_for_results(world: World) -> Iterator[str]:
    """A member that waits is received on or after the day of the result that it waits for. DOMAIN: package order."""
    for package in world.subjects_of("package"):
        opened = next(x for x in package.events if x.kind == "package.opened")
        members = {m["item_code"]: dict(m) for m in opened["members"]}
        filed = {x["item_code"]: x["case_id"] for x in package.events if x.kind == "package.member-filed"}
        for code, member in members.items():
            if member["mode"] != "waiting" or code not in filed:
                continue
            received = day(world.cases[filed[code]].events[0]["received_on"])
            for before in member["waits_for"]:
                other = filed.get(before) or members[before]["case_id"]
                grants = world.cases[other].of("case.granted") if other else []
                if not grants or day(grants[0]["on"]) > received:
                    yield f"package {opened['package_no']}: {code} was filed before the result of {before}"
        if len({world.cases[c].events[0]["package"] for c in filed.values()} - {package.id}):
            yield f"package {opened['package_no']}: a member says another package"


def members_are_told_in_writing(world: World) -> Iterator[str]:
    """Each member's acceptance stands on one paper of its sitting, with its number and dates, by its own authority.

    One that is named to accept for all may tell those of others (LAW-26-2); else nobody speaks for another. LAW-32-9.
    """
    of_package: dict[str, list[CaseRecord]] = {}
    for case in world.cases.values():
        if case.events[0]["package"]:
            of_package.setdefault(case.events[0]["package"], []).append(case)
    for cases in of_package.values():
        papers = [x for c in cases for kind in VERDICT_PAPER["case.accepted"] for x in c.papers(kind)]
        for case in cases:
            for event in case.of("case.accepted"):
                told = [p for p in papers if p.group == event.group and case.case_no in _told_cases(p)]
                if len(told) != 1:
                    yield f"{case.case_no} LAW-32-9 its acceptance stands on {len(told)} papers"
                yield from (f"{case.case_no} {text}" for p in told for text in _wrongly_told(case, event, p))


def _told_cases(paper: Event) -> dict[str, dict[str, Any]]:
    """What a notice of acceptance says of each case, by number."""
    data = paper["data"]
    lines = data.get("items") or data.get("several") or ()
    if not lines:
        return {data["heading"]["case_no"]: {"legal": data["legal"], "promised": data["promised"]}}
    return {line["case_no"]: line for line in lines}


def _wrongly_told(case: CaseRecord, event: Event, paper: Event) -> Iterator[str]:
    line = _told_cases(paper)[case.case_no]
    for clock in ("legal", "promised"):
        if line[clock] and line[clock]["on"] != event[clock]["date"]:
            yield f"LAW-32-9 the notice says another {clock} date"
    author = paper["data"]["heading"]["author"]
    if paper["kind"] == "acceptance-notice" and author != case.events[0]["department"]:
        yield f"LAW-26-2 accepted on a paper of {author}"


def rated_once_and_unseen(world: World) -> Iterator[str]:
    """One rating for each service, five levels; nothing in it names the person. RATING-51."""
    rated: Counter[str] = Counter()
    for subject in world.subjects_of("rating"):
        given = [x for x in subject.events if x.kind == "rating.given"]
        if len(given) != 1:
            yield f"rating {subject.id} was given {len(given)} times"
            continue
        rated[given[0]["case_no"]] += 1
        if not 1 <= given[0]["level"] <= 5:
            yield "RATING-51 a level beyond the five"
        case = next((c for c in world.cases.values() if c.case_no == given[0]["case_no"]), None)
        if case is not None and case.events[0]["filing"]["applicant"]["name"] in str(given[0].body):
            yield "RATING-51 a rating names the person"
    yield from (f"RATING-51 {number} was rated {n} times" for number, n in rated.items() if number and n > 1)


def online_cases_come_from_their_application(world: World) -> Iterator[str]:
    """A pre-application becomes one case at most, and that case counts as online."""
    for subject in world.subjects_of("pre-application"):
        cases = [c for c in world.cases.values() if c.events[0]["pre_application"] == subject.id]
        if len(cases) > 1:
            yield f"pre-application {subject.id} became {len(cases)} cases"
        for case in cases:
            if case.events[0]["filing"]["channel"] not in ("online", "assisted-online"):
                yield f"{case.case_no} came from a pre-application and does not count as online"


def escalations_end_confirmed(world: World) -> Iterator[str]:
    """What could not be done has a named person and a promised answer, and ends only confirmed with the person."""
    for subject in world.subjects_of("escalation"):
        opened = subject.events[0]
        if opened.kind != "escalation.opened" or not opened["owner"]:
            yield f"escalation {subject.id} has nobody responsible"
            continue
        if between(day(opened["opened_on"]), day(opened["answer_by"]["date"])) < 1:
            yield f"escalation {subject.id} promises no answer"
        for event in subject.events:
            if event.kind == "escalation.closed" and not (event["outcome"] and event["confirmed_with"]):
                yield f"escalation {subject.id} was closed without its person"


CHECKS: tuple[Callable[[CaseRecord], Iterator[str]], ...] = (
    begins_with_receipt,
    answered_in_five_days,
    told_once,
    decided_on_what_is_accepted,
    in_writing,
    counts_from_acceptance,
    extended_once_before_the_end,
    procedures_stop_the_clock_only_while_they_run,
    refused_with_reasons_and_remedies,
    lateness_is_said,
    delivered_in_ten_days,
    deferrals_stay_inside_the_promise,
    withdrawn_before_the_decision,
    on_the_spot_only_where_it_may_be,
)
WHOLE: tuple[Callable[[World], Iterator[str]], ...] = (
    printed_numbers_are_unique,
    members_wait_for_results,
    members_are_told_in_writing,
    rated_once_and_unseen,
    online_cases_come_from_their_application,
    escalations_end_confirmed,
)
