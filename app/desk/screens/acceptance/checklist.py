"""What the keys of the list of materials do: pass, fail, missing, put right, defer, how it was brought.

Each answer may bring a question (`presenter.ask`) and says where the list goes next (`cursor`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.desk.screens.acceptance import asking
from app.desk.screens.acceptance.asking import Ask
from app.usecases import taking as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk.screens.acceptance.presenter import AcceptancePresenter
    from app.domain.checklist.filing import PointAnswer, Provided
    from app.usecases.checklist_lines import MaterialLine, PointLine

WAYS: tuple[Provided, ...] = ("original-kept", "original-seen", "copy-kept", "e-licence", "shared")
ASKED = ("untouched", "open", "failed", "ok")


def words(text: str) -> str:
    """A text of this page in the language of the interface."""
    return QCoreApplication.translate("Acceptance", text)


class Checklist:
    """The list's keys. Places are (material, point); an empty point is the material's head."""

    def __init__(self, presenter: AcceptancePresenter) -> None:
        self._page = presenter
        self.cursor: tuple[str, str] | None = None
        self.second_given: Callable[[str], None] = lambda _reason: None

    # ---- keys ----

    def press_pass(self, material: str, point: str) -> None:
        """Space: the point is in order; on a head, the material is here."""
        self._answer(material, point, "pass")

    def press_fail(self, material: str, point: str) -> None:
        """X: the point fails; what can be put right on the spot is asked about first."""
        self._answer(material, point, "fail")

    def press_not_applicable(self, material: str, point: str) -> None:
        """N: the point does not apply."""
        self._answer(material, point, "n/a")

    def press_fixed(self, material: str, point: str) -> None:
        """C: put right on the spot; asks what."""
        line, found = self._find(material, point)
        if line is None or found is None:
            return
        if found.computed is False:
            self._ask_override(line, found, "fixed")
        else:
            self._ask(Ask("fixed", material, point, asking.FIXED_QUESTION))

    def press_missing(self, material: str) -> None:
        """Q: the material was not brought."""
        line, _ = self._find(material, "")
        if line is None or not self._page.editable:
            return
        self._page.ask = None
        self._page.change(t.with_absent(self._page.taking, material))
        self._go_on(material, "")

    def press_defer(self, material: str) -> None:
        """R: let the material come later, by default on the last day; said twice, it is taken back."""
        line, _ = self._find(material, "")
        if line is None or not self._page.editable:
            return
        taking = self._page.taking
        if material in taking.filing.defer:
            self._page.change(t.with_deferral(taking, material, ""))
        elif material in taking.filing.commit or (line.material.committable and not line.material.deferrable):
            self._commit(material)
        elif line.material.committable:
            self._ask(Ask("way-out", material, "", asking.WAY_OUT_QUESTION, asking.WAY_OUT_ANSWERS))
        elif line.material.deferrable:
            self._defer(material)

    def _commit(self, material: str) -> None:
        self._page.ask = None
        self._page.change(t.with_commitment(self._page.taking, material))
        self._go_on(material, "")

    def _defer(self, material: str) -> None:
        check = self._page.check
        if check is None:
            return
        self._page.change(t.with_deferral(self._page.taking, material, check.latest.isoformat()))
        self._ask(
            Ask("defer", material, question=asking.DEFER_QUESTION, earliest=self._page.work.today, latest=check.latest)
        )

    def answer_way_out(self, answer: str) -> None:
        """Bring it later, or let a commitment stand in."""
        ask = self._page.ask
        if ask is not None:
            (self._commit if answer == "commit" else self._defer)(ask.material)

    def press_way(self, material: str, place: int) -> None:
        """1–5 on a head: how the material was brought."""
        line, _ = self._find(material, "")
        if line is not None and self._page.editable and 0 <= place < len(WAYS):
            self._page.change(t.with_provided(self._page.taking, material, WAYS[place]))

    def press_mark(self, material: str, point: str) -> None:
        """A press of the mouse on a mark: open → pass → fail → n/a → open; on a head: here → not brought."""
        line, found = self._find(material, point)
        if line is None:
            return
        if found is None:
            if line.state in ("missing", "deferred", "committed"):
                self._page.change(t.with_absent(self._page.taking, material))
            elif line.state in ("untouched", "optional"):
                self._page.change(t.bring(self._page.taking, line.material))
                self.cursor = (material, line.points[0].key if line.points else "")
                self._page.listener()
            else:
                self.press_missing(material)
            return
        step = {"open": "pass", "pass": "fail", "fail": "n/a", "fixed": "n/a"}.get(found.state)
        if step is None:
            self._page.change(t.with_answer(self._page.taking, line.material, point, None))
        else:
            self._answer(material, point, step)  # type: ignore[arg-type]  # one of the answers

    # ---- answers to questions ----

    def answer_spot(self, answer: str) -> None:
        """Whether a defect can be put right here."""
        ask = self._page.ask
        if ask is None:
            return
        if answer == "fixed":
            self._ask(Ask("fixed", ask.material, ask.point, asking.FIXED_QUESTION))
        else:
            self._ask(Ask("unable", ask.material, ask.point, asking.UNABLE_QUESTION, asking.UNABLE_ANSWERS))

    def answer_unable(self, why: str) -> None:
        """Why it cannot be put right here; then the wording of the correction."""
        ask = self._page.ask
        if ask is None or not why.strip():
            return
        self._page.change(t.with_unable(self._page.taking, ask.material, ask.point, why.strip()))
        line, found = self._find(ask.material, ask.point)
        self._after_fail(line, found)

    def answer_fixed(self, what: str) -> None:
        """What was put right."""
        ask = self._page.ask
        line, found = self._find(ask.material, ask.point) if ask else (None, None)
        if ask is None or line is None or found is None:
            return
        said = what.strip() or found.text
        self._page.change(t.with_fixed(self._page.taking, line.material, ask.point, said))
        self._close()
        self._go_on(ask.material, ask.point)

    def answer_override(self, reason: str) -> None:
        """Why the person's eye counts against the program's check."""
        ask = self._page.ask
        line, _ = self._find(ask.material, ask.point) if ask else (None, None)
        if ask is None or line is None or not reason.strip():
            return
        answer: PointAnswer = ask.wanted  # type: ignore[assignment]  # put there as one
        self._page.change(t.with_override(self._page.taking, line.material, ask.point, answer, reason.strip()))
        self._close()
        self._go_on(ask.material, ask.point)

    def answer_fill(self, name: str, text: str) -> None:
        """Words for a place of the correction, as they are typed."""
        ask = self._page.ask
        if ask is not None:
            place = f"fill.{ask.material}.{ask.point}.{name}"
            self._page.change(t.with_fill(self._page.taking, ask.material, ask.point, name, text), merge=place)

    def finish_fill(self) -> None:
        """The wording is complete."""
        ask = self._page.ask
        self._close()
        if ask is not None:
            self._go_on(ask.material, ask.point)

    def answer_defer(self, until: str) -> None:
        """Until when a material may come."""
        ask = self._page.ask
        if ask is None:
            return
        self._page.change(t.with_deferral(self._page.taking, ask.material, until))
        self._close()
        self._go_on(ask.material, "")

    def answer_extra(self, name: str, reason: str) -> None:
        """A paper outside the list, with the reason."""
        if name.strip() and reason.strip():
            self._page.change(t.with_extra(self._page.taking, name.strip(), reason.strip()))
            self._close()

    def ask_extra(self) -> None:
        """A paper outside the published list is handed in."""
        if self._page.editable and self._page.check is not None and self._page.check.materials:
            self._ask(Ask("extra", self._page.check.materials[-1].key, question=asking.EXTRA_QUESTION))

    def ask_second(self) -> None:
        """A second notice on one submission needs a reason."""
        if self._page.check is not None and self._page.check.materials:
            self._ask(Ask("second", self._page.check.materials[0].key, question=asking.SECOND_QUESTION))

    def answer_second(self, reason: str) -> None:
        """Why a second notice is given; the page then goes on."""
        if reason.strip():
            self._close()
            self.second_given(reason.strip())

    def ask_again(self, material: str, point: str) -> None:
        """Open the question that a place still has: on the spot, or words to fill in."""
        line, found = self._find(material, point)
        if line is None or found is None or found.state != "fail":
            return
        if found.asks_on_the_spot:
            self._ask(Ask("spot", material, point, asking.SPOT_QUESTION, asking.SPOT_ANSWERS))
        elif found.places:
            self._ask(Ask("fill", material, point, sentence=found.sentence, places=found.places))

    def close(self) -> None:
        """Put the question off; what was answered stays."""
        self._close()

    # ---- inside ----

    def _answer(self, material: str, point: str, answer: PointAnswer) -> None:
        line, found = self._find(material, point)
        if line is None or not self._page.editable:
            return
        if found is None:
            if answer == "pass":
                self._page.change(t.bring(self._page.taking, line.material))
                self._go_on(material, "")
            return
        computed = {True: "pass", False: "fail"}.get(found.computed) if found.computed is not None else None
        if computed is not None and computed != answer:
            self._ask_override(line, found, answer)
            return
        self._page.ask = None
        self._page.change(t.with_answer(self._page.taking, line.material, point, answer))
        line, found = self._find(material, point)
        if answer == "fail":
            self._after_fail(line, found)
        else:
            self._go_on(material, point)

    def _after_fail(self, line: MaterialLine | None, found: PointLine | None) -> None:
        if line is None or found is None:
            return
        if found.asks_on_the_spot:
            self._ask(Ask("spot", line.key, found.key, asking.SPOT_QUESTION, asking.SPOT_ANSWERS))
        elif found.unfilled:
            self._ask(Ask("fill", line.key, found.key, sentence=found.sentence, places=found.places))
        else:
            self._close()
            self._go_on(line.key, found.key)

    def _ask_override(self, line: MaterialLine, found: PointLine, answer: PointAnswer) -> None:
        note = found.detail if found.detail_kind == "bad" else ""
        self._ask(Ask("override", line.key, found.key, asking.OVERRIDE_QUESTION, wanted=answer, note=note))

    def _ask(self, ask: Ask) -> None:
        self._page.ask = ask
        self.cursor = (ask.material, ask.point)
        self._page.listener()

    def _close(self) -> None:
        self._page.ask = None
        self._page.listener()

    def _find(self, material: str, point: str) -> tuple[MaterialLine | None, PointLine | None]:
        line = self._page.check.line(material) if self._page.check else None
        return line, line.point(point) if line is not None and point else None

    def _go_on(self, material: str, point: str) -> None:
        """To the next open point of this material, else to the next material that is not finished."""
        lines = self._page.check.materials if self._page.check else ()
        keys = [line.key for line in lines]
        start = keys.index(material) if material in keys else 0
        for line in (*lines[start:], *lines[:start]):
            if line.state == "untouched":
                self.cursor = (line.key, "")
                break
            if line.state not in ASKED:
                continue
            places = [p.key for p in line.points]
            after = places.index(point) + 1 if line.key == material and point in places else 0
            left = [p for p in (*line.points[after:], *line.points[:after]) if p.state == "open" and not p.awaits]
            if left:
                self.cursor = (line.key, left[0].key)
                break
        else:
            self.cursor = (material, point)
        self._page.listener()
