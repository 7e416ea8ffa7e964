"""Ratings 好差评: five levels, labels that are chosen, and a bad one followed to its end."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.rating.decide import check_rating, follow
from app.domain.rating.events import FollowStep, RatingGiven
from app.domain.rating.state import RatingLimits, RatingState, due_of, evolve_rating, fold_rating
from app.domain.refusal import Refusal
from app.usecases.rating_words import rating_levels, rating_words, service_of
from tests.builders.filings import published_calendar

TODAY = date(2026, 9, 28)


def rated(level: int, *steps: FollowStep) -> RatingState:
    state = fold_rating("r1", [RatingGiven("s", level, "qr")])
    assert state is not None
    for step in steps:
        after = evolve_rating("r1", state, follow(state, step, "已联系", TODAY))
        assert after is not None
        state = after
    return state


@pytest.mark.law("RATING-51")
def test_there_are_five_levels_with_their_labels() -> None:
    names = [one.label for one in rating_words()]
    assert names == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert all(len(set(one.labels)) == len(one.labels) > 0 for one in rating_words())


def test_labels_are_those_of_the_level_each_once() -> None:
    best = rating_levels()[5]
    chosen = [best.labels[2], best.labels[0], best.labels[2]]
    assert check_rating(rating_levels(), 5, chosen, "") == (best.labels[0], best.labels[2])


@pytest.mark.parametrize(
    ("level", "labels", "text", "code"),
    [(0, [], "", "RATE-LEVEL"), (6, [], "", "RATE-LEVEL"), (5, ["服务差"], "", "RATE-LABEL"),
     (5, [], "好" * 501, "RATE-TEXT")],
)  # fmt: skip
def test_what_is_no_rating_is_refused(level: int, labels: list[str], text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_rating(rating_levels(), level, labels, text)
    assert refused.value.code == code


@pytest.mark.law("RATING-51")
@pytest.mark.parametrize(("level", "step"), [(5, None), (3, None), (2, "contacted"), (1, "contacted")])
def test_the_two_lowest_levels_are_called_back(level: int, step: str | None) -> None:
    assert rated(level).next_step == step


def test_the_steps_come_in_their_order_with_a_day_each() -> None:
    calendar, limits = published_calendar(), RatingLimits()
    days = []
    done: list[FollowStep] = []
    for step in ("contacted", "verified", "righted", "answered"):
        days.append(due_of(rated(1, *done), calendar, TODAY, limits))
        done.append(step)
    assert days == ["2026-09-29", "2026-10-08", "2026-10-10", "2026-10-10"]
    assert rated(1, *done).ended
    assert due_of(rated(1, *done), calendar, TODAY, limits) == ""


@pytest.mark.parametrize(
    ("steps", "step"),
    [((), "verified"), (("contacted",), "contacted"), ((), "upheld"), ((), "invalidated"),
     (("appealed",), "appealed"), (("appealed", "upheld"), "appealed"), (("appealed", "invalidated"), "contacted")],
)  # fmt: skip
def test_a_step_out_of_turn_is_refused(steps: tuple[FollowStep, ...], step: FollowStep) -> None:
    with pytest.raises(Refusal) as refused:
        follow(rated(1, *steps), step, "说明", TODAY)
    assert refused.value.code == "STATE-RATING"


def test_a_good_one_is_not_followed_and_nothing_without_words() -> None:
    for state, text in ((rated(5), "说明"), (rated(1), " ")):
        with pytest.raises(Refusal):
            follow(state, "contacted", text, TODAY)


def test_an_appeal_ends_upheld_or_invalidated_and_the_rating_stays() -> None:
    assert rated(1, "appealed").appealed
    upheld = rated(1, "appealed", "upheld")
    assert (upheld.appealed, upheld.invalidated, upheld.next_step) == (False, False, "contacted")
    gone = rated(1, "appealed", "invalidated")
    assert (gone.invalidated, gone.ended, gone.given.level) == (True, True, 1)


def test_a_service_is_named_alike_however_its_number_is_typed() -> None:
    assert service_of("case", " 500106-20261123-c03a-0042-q ") == service_of("case", "500106-20261123-C03A-0042-Q")
    assert service_of("case", "A1") != service_of("ticket", "A1")
