"""The rest of the day: to-do, search, the page of a case, reprint and void, blanks, hand-over, the day's end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.demo import people as who
from app.demo.hands import Key, StageFright

if TYPE_CHECKING:
    from app.demo.stage import Stage
    from app.desk.screens.escalations.view import EscalationsScreen
    from app.desk.screens.prints.view import PrintsScreen
    from app.desk.screens.search.view import SearchScreen
    from app.desk.screens.shift.view import ShiftScreen
    from app.desk.screens.todo.view import TodoScreen

MOST_QUESTIONS = 40


class Afternoon:
    """Plays the other workspaces; `cases` are the numbers of the morning, by scene."""

    def __init__(self, stage: Stage, cases: dict[str, str]) -> None:
        self._stage = stage
        self._cases = cases

    @property
    def todo(self) -> TodoScreen:
        """The to-do page."""
        return cast("TodoScreen", self._stage.screen("todo"))

    @property
    def search(self) -> SearchScreen:
        """The search page."""
        return cast("SearchScreen", self._stage.screen("search"))

    @property
    def matters(self) -> EscalationsScreen:
        """The page of what could not be done."""
        return cast("EscalationsScreen", self._stage.screen("escalations"))

    @property
    def prints(self) -> PrintsScreen:
        """The print page."""
        return cast("PrintsScreen", self._stage.screen("prints"))

    @property
    def shift(self) -> ShiftScreen:
        """The shift page."""
        return cast("ShiftScreen", self._stage.screen("shift"))

    def play(self) -> None:
        """What is done between the morning's cases and the decisions of the departments."""
        self.lend_blanks()
        self.work_off()
        self.look_up()
        self.register_matter()
        self.void()

    def end(self, successor: str) -> None:
        """Everything until the counter is in another's hands."""
        self.look_around()
        self.hand_over(successor)

    def open_shift(self) -> None:
        """The day begins: the seals are counted."""
        stage = self._stage
        stage.clock.set("08:55")
        stage.hands.control(Key.Key_6).settle()
        stage.hands.go_on().settle()
        sheet = self.shift.acting.sheet
        if sheet is None:
            raise StageFright("the shift cannot be opened")
        stage.hands.click(sheet.action).settle()
        stage.hands.control(Key.Key_1).settle()

    def lend_blanks(self) -> None:
        """Five numbered blanks against the next power cut."""
        stage = self._stage
        stage.clock.set("13:40")
        stage.hands.control(Key.Key_6).settle()
        self.shift_tab("blanks")
        button = next(b for b in self.shift.buttons("blanks"))
        stage.hands.click(button).settle()
        sheet = self.shift.acting.sheet
        if sheet is None:
            raise StageFright("blanks cannot be lent")
        stage.hands.control(Key.Key_A).type("5")
        stage.hands.click(sheet.action).settle()
        stage.picture("prints")
        self.all_came_out()
        stage.hands.control(Key.Key_6).settle()
        self.shift_tab("blanks")
        stage.picture("blanks")

    def shift_tab(self, key: str) -> None:
        """Choose one of the lists of the shift page with the mouse."""
        tabs = self.shift.tabs
        self._stage.hands.click(tabs.stops()[("day", "blanks", "originals", "clerks").index(key)]).settle()

    def all_came_out(self) -> None:
        """On the print page: yes, it came out, as often as it is asked."""
        hands, strip = self._stage.hands, self.prints.strip
        for _ in range(MOST_QUESTIONS):
            if not strip.isVisible():
                return
            strip.setFocus()
            hands.type("1").settle()
        raise StageFright(strip.question())

    def work_off(self) -> None:
        """The to-do: what is overdue first; a notice that nobody has been told of is handed over."""
        stage = self._stage
        stage.clock.set("14:35")
        stage.hands.control(Key.Key_2).settle()
        stage.picture("todo")
        place = next((n for n, row in enumerate(self.todo.page.rows()) if row.task.kind == "tell"), None)
        if place is None:
            raise StageFright("no notice waits to be told")
        first = [Key.Key_Up] * len(self.todo.page.rows())
        stage.hands.press(*first, *[Key.Key_Down] * place).settle()
        stage.hands.type("1").settle()
        stage.picture("todo-handing-over")
        stage.hands.press(Key.Key_Return).settle()
        if any(row.task.kind == "tell" for row in self.todo.page.rows()):
            raise StageFright("the notice is still not told")

    def look_up(self) -> None:
        """By name; the page of the case; a copy for somebody who lost his."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("15:02")
        hands.control(Key.Key_3).settle()
        hands.type(who.CLOUD.name[:4]).settle()
        stage.picture("search")
        hands.press(Key.Key_Return).settle()
        if self.search.case.view is None:
            raise StageFright("the case did not open")
        stage.picture("case")
        hands.press(Key.Key_F9).settle()
        hands.press(Key.Key_Return).settle()
        hands.press(Key.Key_Return).settle()
        stage.picture("prints-reprint")
        self.all_came_out()

    def register_matter(self) -> None:
        """Something that the counter cannot do by itself: one key, a person responsible, a day for the answer."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("15:12")
        hands.control(Key.Key_3).settle()
        hands.control(Key.Key_B).settle()
        hands.type("银行说许可证上的地址写法和执照不一样，贷款没有批下来").settle()
        stage.picture("matter-registering")
        hands.go_on().settle()
        if not self.matters.page.rows():
            raise StageFright("the matter was not registered")
        stage.picture("matters")

    def void(self) -> None:
        """A notice whose seal was set on the wrong place: void with a reason, and a new number in its stead."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("15:20")
        hands.control(Key.Key_3).settle()
        hands.control(Key.Key_F).type(self._cases["deferral"]).settle()
        hands.press(Key.Key_Return).settle()
        hands.type("3").settle().type("印章盖错位置")
        stage.picture("case-void")
        hands.go_on().settle()
        hands.type("1").settle()
        hands.press(Key.Key_Return).settle()
        stage.picture("case-voided")
        hands.control(Key.Key_4).settle()
        self.all_came_out()

    def learn(self, case_no: str) -> None:
        """What the departments decided has arrived by itself: on the to-do, and in the story of the case."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("15:52")
        stage.last_exchange()
        hands.control(Key.Key_2).settle()
        stage.picture("todo-results")
        hands.control(Key.Key_3).settle()
        hands.control(Key.Key_F).type(case_no).settle()
        hands.press(Key.Key_Return).settle()
        view = self.search.case.view
        if view is None or stage.workplace.find_case(case_no).phase != "granted":
            raise StageFright("the decision has not arrived")
        stage.picture("case-decided")

    def look_around(self) -> None:
        """The other pages, and what covers the desk."""
        stage, hands = self._stage, self._stage.hands
        hands.control(Key.Key_5).settle()
        stage.picture("catalogue")
        hands.control(Key.Key_7).settle()
        stage.picture("settings")
        hands.control(Key.Key_8).settle()
        stage.picture("exchange")
        hands.control(Key.Key_1).settle()
        hands.press(Key.Key_F1).settle()
        stage.picture("keys")
        hands.press(Key.Key_Escape).settle()
        hands.control(Key.Key_L).settle()
        stage.picture("locked")
        stage.unlock()

    def hand_over(self, to: str) -> None:
        """Drafts, open cases, originals, blanks and seals go to the next clerk, against a sheet."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("16:30")
        hands.control(Key.Key_6).settle()
        self.shift_tab("day")
        stage.picture("shift")
        hands.control(Key.Key_H).settle()
        sheet = self.shift.acting.sheet
        if sheet is None:
            raise StageFright("the shift cannot be handed over")
        takers = self.shift.page.view.takers if self.shift.page.view is not None else ()
        hands.type(str([*takers].index(to) + 1)).settle()
        stage.picture("hand-over")
        hands.click(sheet.action).settle()
        self.all_came_out()
        view = self.shift.page.view
        if view is None or view.now.holder != to:
            raise StageFright(f"the shift was not handed to {to}")

    def close_day(self) -> None:
        """The one who took over closes the day: the statement balances, and is printed."""
        stage, hands = self._stage, self._stage.hands
        stage.clock.set("17:25")
        hands.control(Key.Key_6).settle()
        stage.picture("day-end")
        hands.go_on().settle()
        sheet = self.shift.acting.sheet
        if sheet is None:
            raise StageFright("the day cannot be closed")
        stage.picture("closing-the-day")
        hands.click(sheet.action).settle()
        self.all_came_out()
        hands.control(Key.Key_6).settle()
        stage.picture("day-closed")
