"""What a clerk does at the acceptance page, by keys alone: a person, an item, the form, the materials, the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from app.demo.hands import Key, StageFright

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.demo.hands import Hands
    from app.demo.people import Organisation, Someone, Trader
    from app.demo.stage import Stage
    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.desk.screens.acceptance.view import AcceptanceScreen
    from app.domain.catalog.service_item import FormField

MOST_STEPS = 300
MOST_CHIPS = 5
Stops = dict[tuple[str, str], "Callable[[], object]"]
"""What to do at a place of the list in place of saying that it is in order; used once each."""


class Counter:
    """The clerk at the acceptance page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def hands(self) -> Hands:
        """The hands at the keyboard."""
        return self._stage.hands

    @property
    def screen(self) -> AcceptanceScreen:
        """The acceptance page (a change of language makes it anew)."""
        from app.desk.screens.acceptance.view import AcceptanceScreen

        return cast("AcceptanceScreen", _of_type(self._stage.screen("acceptance"), AcceptanceScreen))

    @property
    def page(self) -> AcceptancePresenter:
        """What the page holds."""
        return self.screen.page

    # ---- who ----

    def person(self, who: Someone) -> None:
        """A person who comes himself, from the first field on."""
        self.hands.enter(who.number).enter(who.name).enter(who.phone)

    def trader(self, who: Trader) -> None:
        """A sole trader: the licence, the one who runs it."""
        self.hands.press(Key.Key_Backtab).type("2").press(Key.Key_Return)
        self.hands.enter(who.code).enter(who.name)
        self.hands.enter(who.operator.name).enter(who.operator.number).enter(who.operator.phone)

    def organisation(self, who: Organisation) -> None:
        """An organisation, for which somebody of its staff comes."""
        self.hands.press(Key.Key_Backtab).type("3").press(Key.Key_Return)
        self.hands.enter(who.code).enter(who.name)
        self.hands.enter(who.head.name).enter(who.head.number).enter(who.staff.phone)
        self.hands.press(Key.Key_F4).type("3").press(Key.Key_Return)
        self.hands.enter(who.staff.name).enter(who.staff.number).enter("介绍信")

    # ---- what ----

    def item(self, words: str) -> None:
        """Look for an item and take the first that is found."""
        self.hands.control(Key.Key_K).enter(words).settle()
        if self.page.item is None:
            raise StageFright(f"no item for {words}")

    def package(self, words: str, answers: str) -> None:
        """Look for a theme package and answer its questions by number."""
        self.hands.control(Key.Key_K).enter(words).settle()
        for answer in answers:
            self.hands.type(answer).settle()
        if self.page.item is None:
            raise StageFright(f"no package for {words}")

    def fill(
        self,
        answers: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        stops: Stops | None = None,
        until: Callable[[], bool] = lambda: False,
    ) -> None:
        """Let the one key lead from open place to open place, and settle each, until nothing is open (or `until`)."""
        waiting = dict(stops or {})
        for _ in range(MOST_STEPS):
            check = self.page.check
            if check is None or check.complete or until():
                return
            place = self.page.next_open()
            head, _, rest = place.partition(".")
            if head == "materials":
                self._settle_material(waiting, place)
                continue
            self.hands.go_on()
            if head == "answers":
                self._answer(rest, (answers or {}).get(rest))
            elif head == "form":
                self._fill_field(rest, form or {})
            else:
                raise StageFright(f"the script does not know what to enter at {place}")
        raise StageFright(f"{self.page.next_open()} stays open")

    def _settle_material(self, waiting: Stops, place: str) -> None:
        listed = self.screen.materials.list
        if not listed.hasFocus():
            self.hands.go_on()
        here = listed.current()
        if here is None:
            raise StageFright(f"the list stands nowhere at {place}")
        act = waiting.pop(here, None)
        if act is not None:
            act()
            return
        before = self.page.taking
        self.hands.press(Key.Key_Space)
        if self.page.taking == before:
            self.hands.go_on()

    def _answer(self, question: str, wanted: str | None) -> None:
        check = self.page.check
        asked = next(a for a in check.situations if a.situation.key == question) if check else None
        if asked is None:
            raise StageFright(f"{question} is not asked")
        keys = [option.key for option in asked.situation.options]
        self.hands.type(str(keys.index(wanted) + 1 if wanted else 1))

    def _fill_field(self, key: str, values: Mapping[str, str]) -> None:
        check = self.page.check
        field = next(line.field for line in check.form if line.field.key == key) if check else None
        if field is None:
            raise StageFright(f"{key} is not asked")
        self._type_value(field, values.get(key, str(field.example)))

    def _type_value(self, field: FormField, value: str) -> None:
        options = [option.key for option in field.options]
        if field.type == "boolean":
            self.hands.type("1" if value in ("True", "true", "yes") else "2")
        elif options and len(options) <= MOST_CHIPS:
            self.hands.type(str(options.index(value) + 1))
        elif options:
            self.hands.press(Key.Key_Home, *[Key.Key_Down] * options.index(value))
        elif field.type == "date":
            self.hands.enter(value.replace("-", ""))
        else:
            self.hands.enter(value)

    # ---- the verdict and its papers ----

    def decide(self) -> str:
        """The one key; answers the case number."""
        if self.page.check is None or not self.page.check.complete:
            raise StageFright(f"{self.page.next_open()} is open")
        self.hands.go_on().settle()
        return self.case_no()

    def case_no(self) -> str:
        """The number of the case that was just taken."""
        done = self.page.done
        if done is None:
            raise StageFright(f"no verdict: {self._stage.shell.banner_text()}")
        return done.state.case_no

    def hand_over(self) -> None:
        """The sheets came out; they are sealed and in the person's hand."""
        for _ in range(3):
            if not self.screen.strip.isVisible():
                return
            self.hands.type("1").settle()
        raise StageFright(self.screen.strip.question())

    def next_person(self, *, all_given: bool = True) -> None:
        """F5; what is still to be handed over is named, and ticked off or not."""
        self.hands.press(Key.Key_F5).settle()
        if self.screen.strip.isVisible():
            if not all_given:
                self._stage.picture("acceptance-leaving")
            self.hands.type("1" if all_given else "2").settle()
        if not self.page.taking.empty:
            raise StageFright("something of the last person is left")


def _of_type(widget: object, wanted: type) -> object:
    if not isinstance(widget, wanted):
        raise StageFright(f"{type(widget).__name__} where {wanted.__name__} was expected")
    return widget
