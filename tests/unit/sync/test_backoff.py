"""Waiting before the next attempt."""

from __future__ import annotations

import random

from app.sync.backoff import FIRST_SECONDS, MOST_SECONDS, Backoff


def test_waits_double_up_to_the_most() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.failed() for _ in range(7)] == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_half_of_each_wait_is_chance() -> None:
    backoff = Backoff(lambda: 0.0)
    assert [backoff.failed() for _ in range(6)] == [0.5, 1.0, 2.0, 4.0, 8.0, 15.0]


def test_a_success_begins_anew() -> None:
    backoff = Backoff(lambda: 1.0)
    backoff.failed()
    backoff.failed()
    backoff.succeeded()
    assert backoff.failed() == FIRST_SECONDS


def test_what_the_server_asks_for_is_obeyed() -> None:
    assert Backoff(lambda: 0.0).failed(wanted=40.0) >= 40.0
    assert Backoff(lambda: 1.0).failed(wanted=40.0) <= 50.0


def test_a_wait_that_the_server_asks_for_does_not_shorten_a_longer_one() -> None:
    backoff = Backoff(lambda: 1.0, failures=20)
    assert backoff.failed(wanted=2.0) == MOST_SECONDS


def test_fifty_desks_do_not_come_back_in_the_same_moment() -> None:
    chance = random.Random(7).random
    waits = sorted(Backoff(chance, failures=10).failed() for _ in range(50))
    assert waits[0] >= MOST_SECONDS / 2
    most_in_a_second = max(sum(1 for wait in waits if at <= wait < at + 1) for at in range(15, 30))
    assert most_in_a_second <= 10
