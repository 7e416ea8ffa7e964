"""Refusals: what the law or the state of a case forbids, in words that a clerk can act on."""

from __future__ import annotations


class Refusal(Exception):
    """The answer is no. Nothing was changed.

    `code` is the id of a rule (`LAW-42-1`, `CC-201`) or, where only the state of the case stands against it,
    `STATE-…`; for entries that cannot be taken, `ENTRY-…`. `place` names the field, material or point
    (`materials.floor-plan.points.toilet`), empty where the whole is meant. `message` is Chinese, for the clerk:
    what is wrong and what to do. It never holds personal data.
    """

    def __init__(self, code: str, message: str, place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place


class InputProblem(Exception):
    """Something given from outside (a file, an argument) cannot be read; `place` says where in it."""

    def __init__(self, code: str, message: str, place: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place


_OF_THE_BODY = frozenset({"ENTRY", "INPUT", "GB"})


def is_about_the_body(code: str) -> bool:
    """Whether a refusal of an act says that its body is wrong, not that the law or the state of the case forbids it.

    One list for both doors: the server answers 422, `yichuang act` exits 2.
    """
    return code.partition("-")[0] in _OF_THE_BODY
