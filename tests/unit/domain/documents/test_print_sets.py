"""What comes out of the printer for a verdict, in how many copies."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from app.domain.case.events import Verdict
from app.domain.documents.print_sets import GROUND_OF, SetEntry, SetOccasion, notice_of, print_set
from tests.builders.filings import item_of

ITEM = item_of("GT-04")


def test_acceptance_is_two_notices_one_filed() -> None:
    assert print_set(ITEM, "accepted") == (SetEntry("acceptance-notice", 2, 1),)
    assert print_set(ITEM, "accepted")[0].handed_over == 1


@pytest.mark.law("DEFER-LOCAL", "COMMIT-42")
def test_what_is_signed_comes_before_the_notice() -> None:
    entries = print_set(ITEM, "accepted-deferred", SetOccasion(commitments=True, application_printed=False))
    assert entries == (
        SetEntry("application", 1, 1),
        SetEntry("deferral-commitment", 2, 1),
        SetEntry("commitment", 2, 1),
        SetEntry("acceptance-notice", 2, 1),
    )


def test_correction_gives_a_receipt_or_the_papers_back() -> None:
    kept = [e.kind for e in print_set(ITEM, "correction-notice")]
    back = [e.kind for e in print_set(ITEM, "correction-notice", SetOccasion(papers_back=True))]
    assert kept == ["intake-receipt", "correction-notice"]
    assert back == ["returned-materials", "correction-notice"]


def test_copies_follow_the_item() -> None:
    three = replace(ITEM, copies=3)
    assert print_set(three, "accepted") == (SetEntry("acceptance-notice", 3, 1),)
    assert print_set(replace(ITEM, copies=1), "not-accepted") == (SetEntry("non-acceptance-notice", 1, 0),)


@pytest.mark.law("LAW-32-9")
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_no_verdict_is_without_its_paper(verdict: Verdict) -> None:
    assert print_set(ITEM, verdict)[-1].kind == notice_of(verdict)
    assert verdict in GROUND_OF
