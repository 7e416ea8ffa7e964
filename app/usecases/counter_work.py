"""What the acceptance page may ask for, bound to one workplace: a table of contents of the use cases behind it.

Two kinds of methods, told apart because the page is drawn sixty times a second: those under *quick* look only at what is in
memory and may be called at every key; the others read or write the store and belong on its thread.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.case import commands as c
from app.domain.catalog.differences import Difference, differences
from app.domain.identity.check import Checked, check
from app.domain.refusal import Refusal
from app.usecases import drafts, item_use, scans, visits
from app.usecases.accept import Done, Sitting, accept
from app.usecases.blanks import enter_confirmed
from app.usecases.checking import Check, check_taking, submitted
from app.usecases.earlier import Earlier, find_earlier
from app.usecases.guide import application_form, guide_sheet, power_of_attorney
from app.usecases.immediate import Deciders, OnTheSpot, Spot, SpotDecision, decide_at_once, deciders_here, spot_of
from app.usecases.package import PackageDone, PackageFiling, accept_package, find_package
from app.usecases.package_checking import PackageCheck, PackageChecker, member_submitted, submitted_package
from app.usecases.package_immediate import (
    PackageDecision,
    PackageOnTheSpot,
    PackageSpot,
    decide_package_at_once,
    package_spot,
)
from app.usecases.package_members import file_member, member_filing
from app.usecases.queue import ticket_here
from app.usecases.readiness import Concern, look_ahead
from app.usecases.taking import NOTHING, Taking, correction_of, member_of_package, rebased, verdict_on
from app.usecases.taking_over import with_sent_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.catalog.search import Hit, SearchIndex
    from app.domain.case.state import CaseState
    from app.domain.catalog.service_item import ServiceItem
    from app.domain.catalog.theme_package import ThemePackage
    from app.domain.checklist.filing import Filing
    from app.domain.visit import VisitKind
    from app.usecases.workplace import Workplace

RECENT = 9
"""As many items as there are number keys."""


@dataclass(frozen=True)
class Standing:
    """How things stand before a case is begun: the day, what is parked, what would spoil a case later."""

    today: date
    drafts: tuple[drafts.DraftRow, ...]
    concerns: tuple[Concern, ...]

    @property
    def stopped(self) -> str:
        """Why no case can be begun; empty where one can."""
        return next((concern.text for concern in self.concerns if concern.stops), "")


@dataclass(frozen=True)
class TakenUp:
    """Work to go on with: `renewed` where the catalogue was switched since, `item_gone` where its item was stopped.

    `resumed` is False only where it was opened anew, so that nothing was entered yet. `differences` are those of the
    item between the release that the draft was begun on and the one that it is bound to now.
    """

    taking: Taking
    renewed: bool = False
    item_gone: bool = False
    resumed: bool = True
    differences: tuple[Difference, ...] = ()


class CounterWork:
    """The use cases of one counter, for its acceptance page."""

    def __init__(self, workplace: Workplace, index: SearchIndex) -> None:
        self.workplace = workplace
        self.search_in(index)
        self._counts: dict[str, int] = {}
        self._packages = PackageChecker(workplace)
        self._deciders = Deciders()
        self.today = workplace.today()

    def search_in(self, index: SearchIndex) -> None:
        """Search in this index from now on: a release came into force."""
        self._index = index

    # ---- quick: memory only ----

    def search(self, words: str, limit: int = 30) -> Sequence[Hit]:
        """Items and packages for a few keys, what is used here first."""
        return self._index.search(words, self._counts, limit)

    def recent(self) -> tuple[ServiceItem, ...]:
        """The items most used at this counter, at most nine; before any use the first of the catalogue."""
        catalogue = self.workplace.catalogue
        used = [catalogue.by_code[code] for code in self._counts if code in catalogue.by_code]
        others = [item for item in catalogue.items if item not in used and not item.stopped]
        return tuple([*used, *others][:RECENT])

    def item(self, code: str) -> ServiceItem | None:
        """The item with this code in the release in force."""
        return self.workplace.catalogue.by_code.get(code)

    def package(self, key: str) -> ThemePackage | None:
        """The theme package with this key."""
        return next((p for p in self.workplace.catalogue.packages if p.key == key), None)

    def department(self, item: ServiceItem) -> str:
        """The short name of the department that answers for an item."""
        department = self.workplace.catalogue.department_of(item)
        return department.name

    def release(self) -> str:
        """The hash of the release in force."""
        return self.workplace.catalogue.hash

    def check(self, taking: Taking) -> Check | None:
        """The verdict as things stand; None while neither an item nor a package is chosen."""
        package = self.package(taking.package) if taking.package else None
        if package is not None:
            return self._packages.check(taking, package, self.today)
        if not taking.filing.item:
            return None
        release = taking.release or self.workplace.catalogue.hash
        return check_taking(taking, self.workplace.surroundings(taking.filing.item, release, self.today))

    def spot(self, taking: Taking) -> Spot | None:
        """What is asked to decide on the spot 立等可取; None where this item, or this counter, does not decide at once."""
        item = self.item(taking.filing.item)
        if item is None or taking.correcting or taking.backfill is not None:
            return None
        return spot_of(item, taking, self.today, self._deciders)

    def spot_of_package(self, taking: Taking, check: PackageCheck) -> PackageSpot | None:
        """What is asked to decide members of a package on the spot; None where none can be decided here."""
        as_filed = partial(self._packages.as_filed, check.sheet, taking, today=self.today)
        return package_spot(check, taking, self.today, self._deciders, as_filed)

    def number(self, number: str, id_type: str) -> Checked:
        """What an identity number tells; never a check digit."""
        return check(number, id_type, self.today)

    def warm(self) -> None:
        """Compile what every check needs, so that the first key is as quick as the next. For the pool."""
        for item in self.recent():
            bare = replace(NOTHING, item=item.code)
            self.check(Taking("warm", bare))

    # ---- the store's thread ----

    def standing(self) -> Standing:
        """How things stand now; the day and the counts are remembered for the quick methods."""
        self.today = self.workplace.today()
        self._counts = item_use.use_counts(self.workplace)
        self._deciders = deciders_here(self.workplace)
        return Standing(self.today, tuple(drafts.own_drafts(self.workplace)), look_ahead(self.workplace))

    def save(self, taking: Taking, title: str) -> drafts.Kept:
        """Keep what was entered."""
        return drafts.save_draft(self.workplace, taking, title)

    def park(self, taking: Taking, title: str) -> drafts.Kept:
        """Put work aside; Refusal while paper lies at the counter."""
        return drafts.park_draft(self.workplace, taking, title)

    def take_up(self, draft: str) -> TakenUp:
        """Go on with a draft of one's own; after a switch of the catalogue it is checked anew, on the new release.

        Refusal STATE-CORRECTION where the case of a draft has gone on meanwhile; the draft is then deleted.
        """
        taking = drafts.take_up(self.workplace, draft)
        if taking.correcting:
            return self._case_taken_up(taking)
        if not taking.filing.item or taking.release == self.release():
            return TakenUp(replace(taking, release=self.release()) if taking.package else taking)
        item = self.workplace.catalogue.by_code.get(taking.filing.item)
        if item is None or item.stopped:
            return TakenUp(replace(taking, filing=replace(taking.filing, item="")), item_gone=True)
        changed = self._differences(taking, item)
        return TakenUp(rebased(taking, item, self.release()), renewed=True, differences=changed)

    def _differences(self, taking: Taking, item: ServiceItem) -> tuple[Difference, ...]:
        """What the item asked for when the draft was begun, against what it asks for now; empty where that is unknown."""
        try:
            old = self.workplace.release(taking.release).by_code.get(item.code)
        except Refusal:
            return ()
        return differences(old, item) if old is not None else ()

    def _case_taken_up(self, taking: Taking) -> TakenUp:
        try:
            now = self._opened(self.workplace.find_case(taking.correcting), taking.ticket)
        except Refusal as refusal:
            if refusal.code == "STATE-CORRECTION":
                drafts.drop_draft(self.workplace, taking.id)
            raise
        if (now.asked, now.received, now.round) != (taking.asked, taking.received, taking.round):
            drafts.drop_draft(self.workplace, taking.id)
            words = f"{taking.correcting} 在暂存之后又有了新的办理结果，这份暂存已删除；请重新打开这个办件，按现在的要求核对。"
            raise Refusal("STATE-CORRECTION", words, "case_no")
        return TakenUp(self._with_sent_in(taking, self.workplace.find_case(taking.correcting)))

    def drop(self, draft: str) -> drafts.Kept:
        """Delete a draft."""
        return drafts.drop_draft(self.workplace, draft)

    def earlier(self, id_number: str) -> Earlier | None:
        """What earlier cases tell of a number."""
        return find_earlier(self.workplace, id_number)

    def accept(self, taking: Taking, *, receive: bool = False) -> Done:
        """Give the verdict, or only receive the papers; the draft goes with it. Refusals change nothing."""
        release = taking.release or self.workplace.catalogue.hash
        around = self.workplace.surroundings(taking.filing.item, release, self.workplace.today())
        filing = replace(submitted(taking, around), intent="receive" if receive else "accept")
        sitting = Sitting(taking.ticket or ticket_here(self.workplace), count_visit=not taking.cases)
        try:
            done = self._open(taking, filing, sitting)
        except Refusal as refusal:
            if refusal.code == "STATE-TAKEN":
                drafts.drop_draft(self.workplace, taking.id)
            raise
        self._after(taking, done)
        return replace(done, changed=done.changed | {"drafts"})

    def accept_package(self, taking: Taking) -> PackageDone:
        """Open the cases of a package with one key; the draft goes with it. Refusals change nothing."""
        package = find_package(self.workplace.catalogue, taking.package)
        filing = submitted_package(self.workplace, taking, package, self.workplace.today())
        sitting = Sitting(taking.ticket or ticket_here(self.workplace), count_visit=not taking.cases)
        wanted = PackageFiling(package.key, filing)
        done = accept_package(self.workplace, wanted, sitting=sitting, package_id=taking.id, clean=member_submitted)
        for one in done.dones:
            item_use.count_use(self.workplace, one.state.item_code)
        drafts.drop_draft(self.workplace, taking.id)
        self._counts = item_use.use_counts(self.workplace)
        return replace(done, changed=done.changed | {"drafts"})

    def member(self, number: str, item_code: str, ticket: str = "") -> TakenUp:
        """A member of a package that waited, by the package's number: opened with everything filled in."""
        filing = member_filing(self.workplace, number, item_code)
        return TakenUp(member_of_package(number, filing, self.release(), ticket), resumed=False)

    def _open(self, taking: Taking, filing: Filing, sitting: Sitting) -> Done:
        if taking.member_of:
            number, alone = taking.member_of, replace(sitting, count_visit=False)
            return file_member(self.workplace, number, filing.item, filing, sitting=alone, case_id=taking.id)
        if taking.backfill is not None:
            return enter_confirmed(self.workplace, filing, taking.backfill, sitting=sitting, case_id=taking.id)
        return accept(
            self.workplace, filing, sitting=sitting, case_id=taking.id, pre_application=taking.pre_application
        )

    def decide_at_once(self, taking: Taking, decision: SpotDecision) -> OnTheSpot:
        """Accept, decide and hand out in one sitting."""
        return decide_at_once(self.workplace, lambda: self.accept(taking), decision)

    def decide_package_at_once(self, taking: Taking, decision: PackageDecision) -> PackageOnTheSpot:
        """Accept a package, decide and hand out those of its members that can be, in one sitting."""
        return decide_package_at_once(self.workplace, lambda: self.accept_package(taking), decision)

    def complete_correction(self, taking: Taking, reason: str = "") -> Done:
        """Take in what the notice asked for; `reason` where a second notice is needed."""
        from app.usecases.act import act

        around = self.workplace.surroundings(taking.filing.item, taking.release, self.workplace.today())
        filing = submitted(taking, around)
        materials = {k: filing.entry(k) for k in taking.asked if filing.entry(k).brought}
        command: c.GiveVerdict | c.CompleteCorrection = c.CompleteCorrection(materials, reason)
        if taking.received:
            whole = {k: filing.entry(k) for k in taking.asked if k in filing.materials}
            command = c.GiveVerdict(
                whole, filing.answers, filing.form, filing.defer, filing.commit, filing.jurisdiction, reason
            )
        done = act(self.workplace, taking.correcting, command)
        self._after(taking, done)
        return replace(done, changed=done.changed | {"drafts"})

    def _after(self, taking: Taking, done: Done) -> None:
        """What follows an act and may be done again if the machine stops here."""
        drafts.drop_draft(self.workplace, taking.id)
        item_use.count_use(self.workplace, taking.filing.item)
        self._counts = item_use.use_counts(self.workplace)

    def correction(self, number: str, ticket: str = "") -> TakenUp:
        """A case in correction by its number, that of its notice, or the notice's code; opened on what is missing.

        A case that was received is opened to be checked to the end: its verdict is still to be given. What the clerk
        kept of it as a draft is gone on with.

        Refusal STATE-CORRECTION where nothing is to be corrected, STATE-CODE where a code is not to be trusted.
        """
        state = self.workplace.find_case(self._case_no(number))
        opened = self._opened(state, ticket)
        draft = drafts.draft_of_case(self.workplace, state.case_no)
        return self.take_up(draft) if draft else TakenUp(opened, resumed=False)

    def _opened(self, state: CaseState, ticket: str) -> Taking:
        if state.phase == "received" and not state.for_authority:
            item = self.workplace.release(state.release).by_code[state.item_code]
            keys = tuple(r.material for r in state.reasons if r.material) if state.round else ()
            asked = tuple(dict.fromkeys(keys)) or tuple(m.key for m in item.materials)
            return verdict_on(state.case_no, state.filing, asked, state.release, notices=state.round, ticket=ticket)
        if state.phase != "correction":
            raise Refusal("STATE-CORRECTION", f"{state.case_no} 现在不是待补正状态，请到查询里看这个办件。", "case_no")
        asked = tuple(dict.fromkeys(r.material for r in state.reasons if r.material))
        opened = correction_of(state.case_no, state.filing, asked, state.release, ticket, state.round)
        return self._with_sent_in(opened, state)

    def _with_sent_in(self, taking: Taking, state: CaseState) -> Taking:
        """What the applicant sent in online stands as scans of its materials, with nothing checked."""
        from app.usecases.request_work import files_for_correction

        files = files_for_correction(self.workplace, state)
        return with_sent_in(taking, files) if files else taking

    def _case_no(self, number: str) -> str:
        from app.usecases.printing import sheet
        from app.usecases.verifying import verify_document

        if "://" in number:
            said = verify_document(number, self.workplace)
            if not said.valid:
                raise Refusal("STATE-CODE", f"这个二维码不能用来打开办件：{said.reason}", "case_no")
            return said.case_no
        return sheet(self.workplace, number).case_no if "〔" in number else number

    def fetch_scans(self, taking: Taking) -> int:
        """Fetch scans that are not here yet; answer how many still are not. For the pool."""
        digests = [digest for entry in taking.filing.materials.values() for digest in entry.scans]
        return scans.fetch_missing(self.workplace, digests)

    def record_visit(self, kind: VisitKind, taking: Taking) -> visits.Recorded:
        """Record that somebody came without filing."""
        ticket = taking.ticket or ticket_here(self.workplace)
        return visits.record_visit(self.workplace, kind, item=taking.filing.item, ticket=ticket)

    def end_sitting(self, cases: tuple[str, ...], *, originals_back: bool, papers_over: bool) -> visits.Recorded:
        """The person leaves."""
        return visits.end_sitting(self.workplace, cases, originals_back=originals_back, papers_over=papers_over)

    def guide_sheet(self, taking: Taking) -> Any:
        """The guide sheet for the answers given so far."""
        return guide_sheet(self.workplace, taking.filing)

    def application(self, taking: Taking) -> Any:
        """The application form for signature; of a package the one of all its members."""
        if taking.package:
            from app.usecases.package_application import package_application

            return package_application(self.workplace, taking.package, taking.filing, self.workplace.today())
        return application_form(self.workplace, taking.filing)

    def power_of_attorney(self, taking: Taking) -> Any:
        """A power of attorney with what is known."""
        return power_of_attorney(self.workplace, taking.filing)

    def keep_scan(self, data: bytes) -> str:
        """Keep a scan, encrypted; return its digest. It belongs to a case once an act names it."""
        return scans.keep_scan(self.workplace, data)

    def scan(self, digest: str) -> bytes:
        """The bytes of a scan; of one that another counter made they are fetched, which needs the line. For the pool."""
        return scans.read_scan(self.workplace, digest)
