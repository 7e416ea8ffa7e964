"""What the applicant's screen 申请人屏 does at a store: the words of the rating, taking it, keeping a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.usecases.ratings import rate_on_second_screen, rating_words
from app.usecases.signatures import keep_signature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.rating.decide import RatingLevel
    from app.domain.signature import Purpose
    from app.usecases.ratings import RatingTaken
    from app.usecases.signatures import SignatureKept
    from app.usecases.workplace import Workplace


class SecondScreenWork:
    """`rate` and `keep_signature` belong on the store's thread. Nothing here reads a rating back."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def levels(self) -> Sequence[RatingLevel]:
        """The five levels with their labels, the best first."""
        return rating_words()

    def rate(self, case_no: str, ticket: str, level: int, labels: tuple[str, ...]) -> RatingTaken:
        """Take a rating of a case, or of a turn at the counter by its ticket. Refusal RATE-USED."""
        if case_no:
            return rate_on_second_screen(self._workplace, case_no=case_no, level=level, labels=labels)
        return rate_on_second_screen(self._workplace, ticket=ticket, level=level, labels=labels)

    def keep_signature(self, case_no: str, png: bytes, purpose: Purpose) -> SignatureKept:
        """Keep a signature for a case."""
        return keep_signature(self._workplace, case_no, png, purpose)
