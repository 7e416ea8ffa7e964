"""How identity was seen, before an acceptance: what counts in place of a card, and who saw the thumb print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.checklist.entry import refuse_bad_entries
from app.domain.checklist.filing import Identity
from app.domain.refusal import Refusal
from tests.builders.filings import TODAY, complete_filing, item_of

ITEM = item_of("GT-04")


def check(identity: Identity, *, accepting: bool = True) -> None:
    refuse_bad_entries(ITEM, replace(complete_filing(ITEM), identity=identity), TODAY, accepting=accepting)


@pytest.mark.parametrize(
    ("identity", "code", "place"),
    [
        (Identity(lost=True), "ENTRY-SEEN", "identity.seen"),
        (Identity(lost=True, seen="  "), "ENTRY-SEEN", "identity.seen"),
        (Identity(thumb_print=True), "ENTRY-WITNESS", "identity.witness"),
        (Identity(thumb_print=True, witness=" "), "ENTRY-WITNESS", "identity.witness"),
    ],
)
def test_what_is_missing_stands_against_an_acceptance_but_not_an_intake(identity, code, place) -> None:
    with pytest.raises(Refusal) as refused:
        check(identity)
    assert (refused.value.code, refused.value.place) == (code, place)
    assert check(identity, accepting=False) is None


@pytest.mark.parametrize(
    "identity",
    [
        Identity(),
        Identity(seen="card", face=True),
        Identity(lost=True, seen="户口簿"),
        Identity(thumb_print=True, witness="李丽"),
    ],
)
def test_complete_or_left_out_stands(identity) -> None:
    assert check(identity) is None
