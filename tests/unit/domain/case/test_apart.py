"""Two counters act on one case while apart: nothing is lost, nothing fails, and everybody folds the same in the end.

Every pair of commands on every kind of case, ruled in either order; then whole exchanges in any interleaving.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import commands as c
from app.domain.case import events as e
from app.domain.case.settling import conflict_of
from app.domain.refusal import InputProblem, Refusal
from tests.builders.replicas import decided, opened_everywhere
from tests.unit.domain.case import test_ruling as known

if TYPE_CHECKING:
    from tests.builders.replicas import Desk, Group, Server

BASES: dict[str, list[list[Any]]] = {
    "received": known.RECEIVED,
    "correction": known.CORRECTION,
    "accepted": known.WHOLE,
    "deferred": known.DEFERRED,
    "proposed": [*known.RECEIVED, [e.VerdictProposed("correction-notice", (), "C05", 0)]],
    "extended": [*known.WHOLE, decided(known.state_of(known.WHOLE), known.EXTENDED)],
    "withdrawn": [*known.WHOLE, [e.CaseWithdrawn("不办了", True, ("floor_plan",), "2026-11-23")]],
    "voided": [*known.WHOLE, [e.DocumentVoided("受1", "印错")]],
    "stopped": known.STOPPED,
    "returned": known.SENT_BACK,
    "granted": known.GRANT,
    "refused": known.REFUSAL,
}
COMMANDS: dict[str, Any] = {
    "accept": c.GiveVerdict(),
    "accept-amended": c.GiveVerdict(form={"site_area": "86"}),
    "not-ours": known.NOT_OURS,
    "not-required": c.GiveVerdict(jurisdiction="not-required"),
    "require": c.GiveVerdict(materials={"business_licence": replace(known.LICENCE, provided=())}),
    "complete": known.COMPLETED,
    "complete-badly": known.STILL_BAD,
    "supply": known.SUPPLIED,
    "withdraw": known.WITHDRAWN,
    "withdraw-back": c.Withdraw("不办了", True, ("floor_plan",)),
    "phone": known.PHONE,
    "other-phone": known.OTHER_PHONE,
    "area": known.AREA,
    "void": c.VoidDocument("受1", "印错"),
    "void-correction": c.VoidDocument("补1", "印错"),
    "tell": c.Tell("受1", "electronic"),
    "tell-again": c.Tell("受1", "telephone"),
    "tell-correction": c.Tell("补1", "electronic"),
    "extend": known.EXTENDED,
    "transfer": known.AWAY,
    "transfer-too": known.AWAY_TOO,
    "opine": known.OPINED,
    "grant": known.GRANTED,
    "refuse": known.REFUSED,
    "return": known.RETURNED,
    "answer-return": known.ANSWERED,
    "start-procedure": known.STARTED,
    "end-procedure": known.ENDED,
    "issue": known.ISSUED,
    "printed": [e.DocumentPrinted("受1", 1)],
    "sealed": [e.DocumentSealed("受1", "章")],
    "reprinted": [e.DocumentReprinted("受1", 1)],
    "reissued": [e.DocumentMeant("受9", "acceptance-notice", 2, 1, "2026-11-23", {})],
    "originals": [e.OriginalsReturned(("floor_plan",), "2026-11-23")],
    "foreign": [e.ForeignNumberTaken("市监局系统", "77")],
    "other-foreign": [e.ForeignNumberTaken("市监局系统", "78")],
    "opened-again": list(known.RECEIVED[0]),
}


def exchanged(server: Server, desks: list[Desk]) -> None:
    """All have pushed and pulled."""
    for desk in desks:
        for group in desk.own:
            if group.id not in {g.id for g in server.log}:
                server.take(group)
    for desk in desks:
        server.send(desk)


def check_whole(server: Server, desks: list[Desk], written: list[Group]) -> None:
    """What must hold after every exchange."""
    kept = {(g.journal, g.first): g for g in server.log}
    for group in written:
        assert kept[group.journal, group.first].bodies == group.bodies
    states = [desk.state() for desk in desks]
    assert states == [server.state] * len(states)
    assert server.state is not None
    contested = {g.id for g in server.log if g.ruling == "contested"}
    assert contested == {*server.state.contested, *server.state.settled} & contested
    assert set(server.state.contested) <= contested
    standing = sum(len(g.bodies) for g in server.log if g.ruling == "stands")
    assert server.state.seq == standing
    meant = [b.number for g in server.log if g.ruling == "stands" for b in g.bodies if isinstance(b, e.DocumentMeant)]
    assert len(meant) == len(set(meant))
    assert set(meant) <= set(server.state.documents)


def settled_by(lead: Desk, server: Server, desks: list[Desk], choice: int) -> None:
    """A lead who wrote nothing settles what is contested, for one version; then everybody has the same, and no more."""
    state = lead.state()
    assert state is not None
    conflict = conflict_of(state, lead.history())
    if conflict is None:
        assert not state.contested
        return
    versions = conflict.versions
    chosen = versions[choice % len(versions)]
    group = lead.settle(c.Settle(chosen.key, "以这一份为准"))
    assert server.take(group).reason == ""
    for desk in desks:
        server.send(desk)
    after = lead.state()
    assert after is not None
    assert after.contested == ()
    assert [desk.state() for desk in desks] == [server.state] * len(desks)
    for version in versions:
        for paper in version.papers:
            holds = version is chosen and not paper.voided
            assert bool(after.documents[paper.number].voided) is not holds
    printed = {d.number for v in versions for d in v.papers if not d.voided}
    assert any(d.kind == "settlement-notice" for d in after.documents.values()) is bool(printed)


@pytest.mark.parametrize("base", BASES)
def test_every_pair_of_commands_in_either_order(base: str) -> None:
    tried = 0
    for first, second in product(COMMANDS, repeat=2):
        server, desks = opened_everywhere(BASES[base], 3)
        a, b, lead = desks
        one, other = a.act(COMMANDS[first]), b.act(COMMANDS[second])
        written = [g for g in (one, other) if g is not None]
        exchanged(server, desks)
        check_whole(server, desks, written)
        assert len(server.log) == len(BASES[base]) + len(written)
        for choice in range(2):
            if choice == 0 and server.state is not None and server.state.contested:
                tried += 1
            settled_by(lead, server, desks, (hash_of(first, second) + choice) % 2)
    assert tried


def hash_of(first: str, second: str) -> int:
    """A choice that is the same in every run."""
    return len(first) + len(second)


NAMES = st.sampled_from(sorted(COMMANDS))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), st.integers(0, 2), NAMES),
        st.tuples(st.just("push"), st.integers(0, 2), st.integers(1, 3)),
        st.tuples(st.just("push-by-nobody"), st.integers(0, 2), st.just(1)),
        st.tuples(st.just("pull"), st.integers(0, 2), st.integers(1, 3)),
    ),
    max_size=14,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(BASES)), STEPS, st.permutations([0, 1, 2]), st.integers(0, 3))
def test_any_interleaving_ends_the_same_everywhere(
    base: str, steps: list[tuple[str, int, Any]], order: list[int], choice: int
) -> None:
    server, desks = opened_everywhere(BASES[base], 4)
    written = []
    for verb, who, what in steps:
        desk = desks[who]
        if verb == "act":
            written.append(desk.act(COMMANDS[what]))
        elif verb.startswith("push"):
            for group in unsent(server, desk)[:what]:
                server.take(group, authorised=verb == "push")
        else:
            server.send(desk, what)
        assert desk.state() is not None
    for place in order:
        for group in unsent(server, desks[place]):
            server.take(group)
    for desk in desks:
        server.send(desk)
    check_whole(server, desks, [g for g in written if g is not None])
    settled_by(desks[3], server, desks, choice)


def unsent(server: Server, desk: Desk) -> list[Group]:
    """Groups of a desk that the server has not taken."""
    taken = {g.id for g in server.log}
    return [g for g in desk.own if g.id not in taken]


# ---- who may settle, and what it brings about ----


def two_corrections() -> tuple[Server, list[Desk]]:
    """Two counters took in a correction each and accepted; both papers are out."""
    server, desks = opened_everywhere(BASES["correction"], 3)
    a, b, _ = desks
    a.act(known.COMPLETED)
    b.act(c.CompleteCorrection({"business_licence": replace(known.LICENCE, remark="另一版")}))
    b.act(c.Tell("B-1", "electronic"))
    exchanged(server, desks)
    return server, desks


def test_versions_stand_side_by_side_with_their_papers() -> None:
    _, (_, _, lead) = two_corrections()
    state = lead.state()
    assert state is not None
    conflict = conflict_of(state, lead.history())
    assert conflict is not None
    assert conflict.standing is not None
    assert (conflict.touches_will, len(conflict.waiting)) == (True, 1)
    assert [(v.stands, sorted(v.authors), [(d.number, d.told) for d in v.papers]) for v in conflict.versions] == [
        (True, ["A"], [("A-1", "")]),
        (False, ["B"], [("B-1", "electronic")]),
    ]
    assert len(conflict.waiting[0].groups) == 2


def test_no_author_settles_and_the_applicant_is_asked() -> None:
    _, (a, b, lead) = two_corrections()
    for author in (a, b):
        with pytest.raises(Refusal) as refused:
            author.settle(c.Settle("A:99", "以先交的为准"))
        assert refused.value.code == "RIGHT-AUTHOR"
    first = lead.history()[-1].id
    with pytest.raises(Refusal) as refused:
        lead.settle(c.Settle(first))
    assert refused.value.code == "ENTRY-APPLICANT-SAYS"
    with pytest.raises(InputProblem) as strange:
        lead.settle(c.Settle("A:999", "以先交的为准"))
    assert strange.value.code == "ENTRY-STANDS"
    with pytest.raises(InputProblem) as paper:
        lead.settle(c.Settle(first, "以后交的为准", ("B-1",)))
    assert paper.value.code == "ENTRY-PAPER"


def test_the_other_version_can_hold() -> None:
    server, desks = two_corrections()
    lead = desks[2]
    waiting = next(x for x in lead.history() if not x.stands)
    group = lead.settle(c.Settle(waiting.id, "以后交的为准", ("A-1",)))
    server.take(group)
    state = server.state
    assert state is not None
    assert state.filing.materials["business_licence"].remark == "另一版"
    assert (state.phase, state.contested, len(state.settled)) == ("accepted", (), 2)
    assert (state.documents["A-1"].voided != "", state.documents["B-1"].voided, state.documents["B-1"].told) == (
        True, "", "electronic",
    )  # fmt: skip
    assert state.settlement is not None
    assert [(p.number, p.holds, p.back) for p in state.settlement.papers] == [
        ("A-1", False, True),
        ("B-1", True, False),
    ]
    assert state.settlement.undone is None


def test_an_outcome_that_no_longer_holds_leaves_nothing_behind() -> None:
    server, desks = opened_everywhere(BASES["received"], 3)
    a, b, lead = desks
    a.act(c.GiveVerdict())
    b.act(known.NOT_OURS)
    exchanged(server, desks)
    waiting = next(x for x in lead.history() if not x.stands)
    server.take(lead.settle(c.Settle(waiting.id)))
    state = server.state
    assert state is not None
    assert (state.phase, state.accepted_on, state.legal, state.promised) == ("not-accepted", "", None, None)
    assert state.authority == "渝中区市场监督管理局"
    assert [d.voided != "" for d in state.documents.values() if d.kind == "acceptance-notice"] == [True]


def test_what_the_server_has_not_ruled_is_not_settled() -> None:
    server, (a, b, lead) = opened_everywhere(BASES["correction"], 3)
    one = a.act(known.COMPLETED)
    b.act(known.COMPLETED)
    assert one is not None
    server.take(one)
    server.send(b)
    state = b.state()
    assert state is not None
    assert len(state.contested) == 1
    waiting = next(x for x in b.history() if x.group in state.contested)
    lead.read, lead.own = b.read, b.own
    with pytest.raises(Refusal) as refused:
        lead.settle(c.Settle(waiting.id, "以先交的为准"))
    assert refused.value.code == "STATE-UNRULED"


def test_settled_twice_the_second_waits_for_a_third_lead() -> None:
    server, desks = opened_everywhere(BASES["correction"], 5)
    a, b, one, other, third = desks
    a.act(known.COMPLETED)
    b.act(known.COMPLETED)
    exchanged(server, desks)
    key = next(x.id for x in one.history() if not x.stands)
    server.take(one.settle(c.Settle(key, "以后交的为准")))
    assert server.take(other.settle(c.Settle(key, "以后交的为准"))).reason == "STATE-SETTLED"
    for desk in desks:
        server.send(desk)
    settled_by(third, server, desks, 0)
