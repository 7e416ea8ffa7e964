"""The acceptance page without its window: what is entered, what can be undone, what is asked, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from app.usecases import taking as t
from app.usecases.earlier import adopt

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.asking import Ask
    from app.domain.catalog.service_item import ServiceItem
    from app.usecases.accept import Done
    from app.usecases.checking import Check
    from app.usecases.counter_work import CounterWork, Standing
    from app.usecases.earlier import Earlier
    from app.usecases.immediate import Spot
    from app.usecases.package import PackageDone
    from app.usecases.package_checking import PackageCheck
    from app.usecases.package_immediate import PackageSpot
    from app.usecases.taking import Taking

Phase = Literal["taking", "deciding", "done"]
MOST_UNDO = 200
ID_LENGTH = 18


class AcceptancePresenter:
    """Holds the taking and tells `listener` whenever what is to be shown has changed.

    `phase`: entries are taken, the decision is under way (a second press does nothing), or the case is taken.
    """

    def __init__(self, work: CounterWork) -> None:
        self.work = work
        self.taking: Taking = t.fresh()
        self.check: Check | None = None
        self.phase: Phase = "taking"
        self.done: Done | PackageDone | None = None
        self.ask: Ask | None = None
        self.earlier: Earlier | None = None
        self.standing: Standing | None = None
        self.listener: Callable[[], None] = lambda: None
        self.saved: Taking = self.taking
        self._opened: Taking | None = None
        self._undo: list[Taking] = []
        self._merge = ""

    # ---- what is shown ----

    @property
    def item(self) -> ServiceItem | None:
        """The item chosen."""
        if self.package is not None:
            return self.package.item
        if not self.taking.filing.item:
            return None
        if self.taking.release and self.taking.release != self.work.release():
            return self.work.workplace.release(self.taking.release).by_code[self.taking.filing.item]
        return self.work.item(self.taking.filing.item)

    @property
    def package(self) -> PackageCheck | None:
        """The package as things stand, where one is taken as a whole."""
        from app.usecases.package_checking import PackageCheck

        return self.check if self.taking.package and isinstance(self.check, PackageCheck) else None

    @property
    def single(self) -> bool:
        """One item is taken, no package: its guide and its application form can be printed."""
        return bool(self.taking.filing.item)

    @property
    def editable(self) -> bool:
        """Entries are taken now."""
        return self.phase == "taking"

    @property
    def dirty(self) -> bool:
        """Something was entered that is not in the store yet."""
        return self.phase == "taking" and self.taking is not self.saved

    @property
    def worth_keeping(self) -> bool:
        """Leaving the page now would lose an entry; a case that was only opened loses nothing."""
        return not self.taking.empty and self.taking != self._opened

    def title(self) -> str:
        """What the list of drafts shows of this taking."""
        return t.draft_title(self.taking, self.item)

    def value(self, place: str) -> Any:
        """The value at a place."""
        return t.value_at(self.taking, place)

    def source(self, place: str) -> str:
        """Which machine filled a place in."""
        return self.taking.sources.get(place, "")

    # ---- edits ----

    def change(self, taking: Taking, merge: str = "") -> None:
        """Take an edit. Edits of one field in a row (`merge` names it) are undone together."""
        if not self.editable or taking == self.taking:
            return
        if not merge or merge != self._merge:
            self._undo.append(self.taking)
            del self._undo[:-MOST_UNDO]
        self._merge = merge
        self._take(taking)

    def edit(self, place: str, value: Any) -> None:
        """A person typed or chose a value."""
        self.change(t.with_value(self.taking, place, value), merge=place)

    def undo(self) -> bool:
        """Take the last edit back; False where there is none."""
        if not self.editable or not self._undo:
            return False
        self._merge = ""
        self.ask = None
        self._take(self._undo.pop())
        return True

    @property
    def can_undo(self) -> bool:
        """There is an edit to take back."""
        return self.editable and bool(self._undo)

    def _take(self, taking: Taking) -> None:
        self.taking = taking
        self.check = self.work.check(taking)
        self.listener()

    def refresh(self) -> None:
        """Assess again (another day, another catalogue) and show."""
        self.check = self.work.check(self.taking)
        self.listener()

    # ---- item ----

    @property
    def can_change_item(self) -> bool:
        """Another item may be looked for: not while the decision is under way, nor for a case that has its item."""
        return self.phase == "done" or (self.phase == "taking" and not self.taking.correcting)

    def choose_item(self, code: str) -> None:
        """Choose an item; an applicant's kind that it is not open to stays, and the check says so."""
        item = self.work.item(code)
        if item is None:
            return
        taking = t.with_item(self.taking, item, self.work.release())
        if len(item.applicants) == 1 and not taking.filing.applicant.id_number and not taking.filing.applicant.name:
            taking = t.with_kind(taking, item.applicants[0])
        self.change(taking)

    def choose_package(self, key: str) -> None:
        """Choose a theme package: one form and one list of materials for all members that the answers call for."""
        package = self.work.package(key)
        if package is None:
            return
        taking = t.with_package(self.taking, key, self.work.release())
        first = self.work.item(package.members[0].item) if package.members else None
        who = taking.filing.applicant
        if first is not None and len(first.applicants) == 1 and not who.id_number and not who.name:
            taking = t.with_kind(taking, first.applicants[0])
        self.change(taking)

    # ---- earlier cases ----

    def wanted_number(self) -> str:
        """The identity number to look earlier cases up by; empty while it does not stand."""
        who = self.taking.filing.applicant
        number = who.id_number
        if len(number) < ID_LENGTH or not self.work.number(number, who.id_type).valid:
            return ""
        return number

    def show_earlier(self, earlier: Earlier | None) -> None:
        """What earlier cases tell; offered, not taken over."""
        self.earlier = earlier
        self.listener()

    @property
    def can_adopt(self) -> bool:
        """There is something to take over."""
        return self.editable and self.earlier is not None and adopt(self.taking, self.earlier, self.item) != self.taking

    def adopt(self) -> None:
        """Take over what was offered."""
        if self.earlier is not None:
            self.change(adopt(self.taking, self.earlier, self.item))

    # ---- the next right thing ----

    @property
    def can_go_on(self) -> bool:
        """The one key does something now."""
        return self.phase == "taking" and self.check is not None

    @property
    def can_decide(self) -> bool:
        """Nothing is open and no limit of the administrator stands against it."""
        stopped = self.standing.stopped if self.standing else ""
        return self.phase == "taking" and self.check is not None and self.check.complete and not stopped

    @property
    def spot(self) -> Spot | PackageSpot | None:
        """What is asked to decide on the spot 立等可取, where that can be done now."""
        check, package = self.check, self.package
        if package is not None:
            return self.work.spot_of_package(self.taking, package) if self.can_decide else None
        if check is None or check.verdict != "accepted" or check.powerless or not self.can_decide:
            return None
        return self.work.spot(self.taking)

    def next_open(self) -> str:
        """The place of what is open next; empty where nothing is."""
        return self.check.open[0].place if self.check is not None and self.check.open else ""

    @property
    def can_receive(self) -> bool:
        """Papers can be received without a verdict."""
        brought = any(e.brought for e in self.taking.filing.materials.values())
        applicant_ok = self.check is not None and not (self.check.problem and self._is_persons(self.check.problem[0]))
        whole = (
            self.taking.correcting or self.taking.package
        )  # a package is taken as a whole, each member by its own verdict
        return self.phase == "taking" and brought and applicant_ok and not whole

    @staticmethod
    def _is_persons(place: str) -> bool:
        return place.startswith(("applicant", "agent"))

    def begin_deciding(self) -> Taking | None:
        """Start the decision once; None where one is under way or done."""
        if self.phase != "taking":
            return None
        self.phase = "deciding"
        self.ask = None
        self.listener()
        return self.taking

    def decided(self, done: Done | PackageDone) -> None:
        """The case is durable."""
        self.phase = "done"
        self.done = done
        self.saved = self.taking
        self._undo.clear()
        self.listener()

    def refused(self) -> None:
        """Nothing was stored; entries are taken again."""
        self.phase = "taking"
        self.listener()

    # ---- sitting ----

    def start(self, taking: Taking | None = None, *, resumed: bool = True) -> None:
        """Begin with an empty page, or go on with a taking; `resumed` where it comes from the drafts."""
        self.taking = self.saved = taking or t.fresh()
        self._opened = None if resumed else taking
        self.check = self.work.check(self.taking)
        self.phase = "taking"
        self.done = None
        self.ask = None
        self.earlier = None
        self._undo.clear()
        self._merge = ""
        self.listener()

    def start_next_item(self, code: str = "") -> None:
        """The next item of the same person: applicant, agent and verified materials stay."""
        if self.done is None or self.item is None:
            return
        taking = t.next_item(self.taking, self.done.state.case_no, self.item)
        earlier = self.earlier
        self.start(taking)
        self.earlier = earlier
        self.saved = t.fresh()
        if code:
            self.choose_item(code)
        self.listener()

    def cases_of_sitting(self) -> tuple[str, ...]:
        """Numbers of the cases taken in this sitting."""
        if self.done is None:
            return self.taking.cases
        own = getattr(self.done, "case_nos", (self.done.state.case_no,))
        return (*self.taking.cases, *own)
