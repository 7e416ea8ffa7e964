"""A played card reader 模拟读卡器: it has a few made-up cards and reads them in turn."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from app.devices.ports import IdCard

CARDS = (
    IdCard("张甡", "500106199003070016", date(2036, 5, 1)),
    IdCard("李娜", "50010619780704018X", date(2031, 8, 20)),
    IdCard("买买提·吐尔逊", "500106198511154828", date(2029, 3, 15)),
)
"""Made-up people; their numbers belong to nobody in this project's data."""


class SimulatedCardReader:
    """Reads made-up cards, one after another."""

    name = "模拟读卡器"

    def __init__(self, cards: tuple[IdCard, ...] = CARDS) -> None:
        self._cards = cycle(cards)

    def read(self) -> IdCard:
        """The next card."""
        return next(self._cards)
