"""The cases of the day, as they come to the counter. Each scene begins and ends at an empty acceptance page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.demo import people as who
from app.demo.clock import EARLIER
from app.demo.counter import Counter
from app.demo.hands import Key, StageFright

if TYPE_CHECKING:
    from app.demo.stage import Stage
    from app.desk.screens.applications.view import ApplicationsScreen

MANAGER = {"manager_name": who.FANG.name, "manager_id": who.FANG.number}


class Morning:
    """Plays the scenes; `cases` are the numbers drawn, by scene."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.counter = Counter(stage)
        self.cases: dict[str, str] = {}

    def play(self, filed: str) -> None:
        """All scenes, in the order of the day; `filed` is the number of what was filed online."""
        self.food_licence()
        self.correction()
        self.deferral()
        self.refusal()
        self.not_required()
        self.park_and_immediate()
        self.online(filed)
        self.enquiry()
        self.rare_name()
        self.package()
        self.correction_comes_back()

    def before(self) -> None:
        """Papers received on the Wednesday before, without a verdict: their clock has run for three working days."""
        self._stage.clock.set("15:20", day=EARLIER)
        self.intake_only("earlier", who.LUO, "WJ-03")

    def food_licence(self) -> None:
        """食品经营许可 for a sole trader: everything in order, accepted, printed, sealed and handed over."""
        counter, stage = self.counter, self._stage
        stage.clock.set("09:02")
        counter.trader(who.NOODLES)
        counter.item("spjyxkxb")
        counter.fill(form=MANAGER)
        stage.picture("acceptance-light")
        self.other_looks()
        stage.clock.set("09:14")
        self.cases["acceptance"] = counter.decide()
        stage.picture("acceptance-out-of-the-printer")
        counter.hand_over()
        counter.next_person()

    def other_looks(self) -> None:
        """The same page dark, with large type, on a wide screen, in English."""
        stage = self._stage
        with stage.worn():
            stage.wear(mode="dark")
            stage.picture("acceptance-dark")
            stage.wear(mode="light", size=18)
            stage.picture("acceptance-large-type")
        with stage.sized(1920, 1080):
            stage.picture("acceptance-1920")
        with stage.worn(language="en"):
            stage.picture("acceptance-english")

    def correction(self) -> None:
        """Two defects, one filled in and one not brought: one notice names both."""
        counter, stage = self.counter, self._stage
        stage.clock.set("09:21")
        counter.organisation(who.CLOUD)
        counter.item("开饭店")
        counter.fill(
            form=MANAGER,
            stops={
                ("floor_plan", "toilet_doors"): self.toilet_is_not_marked,
                ("safety_rules", ""): lambda: counter.hands.press(Key.Key_Q),
            },
        )
        counter.screen.materials.go_to("floor_plan", "toilet_doors")
        stage.picture("acceptance-correction")
        stage.clock.set("09:35")
        self.cases["correction"] = counter.decide()
        counter.hand_over()
        counter.next_person()

    def toilet_is_not_marked(self) -> None:
        """X, can't be put right here, because he takes it home; what is missing is filled in."""
        self.counter.hands.press(Key.Key_X).type("2").type("1")
        self._stage.picture("acceptance-filling-the-correction")
        self.counter.hands.enter("卫生间")

    def deferral(self) -> None:
        """One material comes later, by the item's rule and a commitment."""
        counter, stage = self.counter, self._stage
        stage.clock.set("09:41")
        counter.person(who.FANG)
        counter.item("GT-04")
        counter.fill(form=MANAGER, stops={("safety_rules", ""): self.later})
        stage.picture("acceptance-deferral")
        self.cases["deferral"] = counter.decide()
        counter.hand_over()
        counter.next_person()

    def later(self) -> None:
        """R, and the last day that the rule allows."""
        self.counter.hands.press(Key.Key_R).press(Key.Key_Return)

    def refusal(self) -> None:
        """Not this authority's affair: the paper names the one whose it is."""
        counter, stage = self.counter, self._stage
        stage.clock.set("10:03")
        counter.person(who.SUN)
        counter.item("GT-04")
        counter.fill(form=MANAGER, until=self.only_materials_are_open)
        counter.screen.matter.go_to("jurisdiction")
        counter.hands.type("2").enter("重庆市市场监督管理局").enter("两江新区青枫北路16号")
        counter.fill()
        stage.picture("acceptance-refusal")
        self.cases["refusal"] = counter.decide()
        counter.hand_over()
        counter.next_person()

    def only_materials_are_open(self) -> bool:
        """Questions and form are done."""
        return self.counter.page.next_open().startswith("materials.")

    def not_required(self) -> None:
        """A lorry of 4,500 kg or less needs no licence."""
        counter, stage = self.counter, self._stage
        stage.clock.set("10:15")
        counter.person(who.LU)
        counter.item("拉货")
        counter.fill(answers={"mass": "under"})
        stage.picture("acceptance-not-required")
        self.cases["not-required"] = counter.decide()
        counter.hand_over()
        counter.next_person()

    def intake_only(self, scene: str, person: who.Someone, item: str) -> None:
        """F6: the papers are taken in, the verdict is another's."""
        counter = self.counter
        counter.person(person)
        counter.item(item)
        counter.fill(until=lambda: self.only_materials_are_open() and counter.page.can_receive)
        counter.hands.press(Key.Key_F6).settle()
        self.cases[scene] = counter.case_no()
        counter.hand_over()
        counter.next_person()

    def park_and_immediate(self) -> None:
        """One goes for a photocopy; meanwhile an old lady gets her card, decided on the spot; then he is back."""
        counter, stage = self.counter, self._stage
        stage.clock.set("10:26")
        counter.person(who.SUN)
        counter.item("MZ-01")
        counter.hands.control(Key.Key_S).settle()
        if not counter.page.taking.empty:
            raise StageFright("the draft was not parked")
        stage.clock.set("10:29")
        counter.person(who.CHEN)
        counter.item("lnz")
        counter.fill(answers={"purpose": "first", "photo": "shared"})
        stage.picture("acceptance-immediate")
        self.cases["immediate"] = counter.decide()
        counter.hand_over()
        counter.next_person()
        stage.picture("acceptance-parked")
        stage.clock.set("10:37")
        counter.hands.control(Key.Key_K).type("1").settle()
        if counter.page.taking.filing.applicant.name != who.SUN.name:
            raise StageFright("the parked draft did not come back")
        counter.fill(until=lambda: self.only_materials_are_open() and counter.page.can_receive)
        counter.hands.press(Key.Key_F6).settle()
        self.cases["intake"] = counter.case_no()
        stage.picture("acceptance-intake")
        counter.hand_over()
        counter.next_person()

    def online(self, number: str) -> None:
        """网上预审: what was filled in at home is taken over with one key; only the papers are to be looked at."""
        counter, stage = self.counter, self._stage
        stage.clock.set("10:41")
        stage.hands.control(Key.Key_I).settle()
        waiting = cast("ApplicationsScreen", stage.screen("applications"))
        if [row.number for row in waiting.page.rows] != [number]:
            raise StageFright("what was filed online is not seen at the counter")
        stage.picture("applications")
        stage.hands.go_on().settle()
        if counter.page.taking.filing.applicant.name != who.TANG.name:
            raise StageFright("what was filed online was not taken over")
        stage.picture("acceptance-taken-over")
        counter.fill()
        self.cases["online"] = counter.decide()
        counter.hand_over()
        counter.next_person()

    def enquiry(self) -> None:
        """Somebody only asks: one key, one event, the guide sheet to take home."""
        counter, stage = self.counter, self._stage
        stage.clock.set("10:52")
        counter.item("开理发店许可" if counter.page.work.search("开理发店许可") else "WJ-01")
        counter.hands.press(Key.Key_F11).type("1").settle()
        counter.next_person()

    def rare_name(self) -> None:
        """张𠅤: a character outside the basic plane, typed, shown, printed and read back."""
        counter, stage = self.counter, self._stage
        stage.clock.set("11:05")
        counter.person(who.RARE)
        counter.item("GT-05")
        counter.fill()
        stage.picture("acceptance-rare-name")
        self.cases["rare-name"] = counter.decide()
        counter.hands.type("1").settle().type("3").settle()
        counter.next_person(all_given=False)

    def package(self) -> None:
        """新生儿出生一件事: one form, one list of materials, one key for all that is filed now."""
        counter, stage = self.counter, self._stage
        stage.clock.set("11:20")
        counter.person(who.MOTHER)
        counter.package("新生儿出生一件事", "121")
        counter.fill(form={"mother_name": who.MOTHER.name, "mother_id": who.MOTHER.number})
        stage.picture("acceptance-package")
        counter.decide()
        for place, case_no in enumerate(counter.page.cases_of_sitting(), start=1):
            self.cases[f"package-{place}"] = case_no
        counter.hand_over()
        counter.next_person()

    def correction_comes_back(self) -> None:
        """The notice's number leads straight to what was missing; everything else is as it was."""
        counter, stage = self.counter, self._stage
        stage.clock.set("14:10")
        case = self._stage.workplace.find_case(self.cases["correction"])
        notice = next(d.number for d in case.documents.values() if d.kind == "correction-notice")
        counter.hands.control(Key.Key_K).enter(notice).settle()
        if counter.page.taking.correcting != self.cases["correction"]:
            raise StageFright("the notice's number did not open its case")
        counter.fill()
        stage.picture("acceptance-completed")
        counter.decide()
        counter.hand_over()
        counter.next_person()
