"""What a desk does not hold it asks the server for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.refusal import InputProblem, Refusal
from app.sync.failures import NotReachable
from app.usecases.online import case_online, fetch_attachment, search_online

if TYPE_CHECKING:
    from tests.builders.cluster import ServerProcess
    from tests.integration.sync.conftest import Hall


def test_a_case_of_another_hall_is_found_by_its_number(hall: Hall) -> None:
    here, elsewhere = hall.join(), hall.join(hall="远处大厅")
    state = elsewhere.hand.accept().state
    elsewhere.sync()
    here.sync()
    assert state.case_id not in here.states()
    found = search_online(here.workplace, number=state.case_no)
    assert [(row.case_no, row.item_code) for row in found] == [(state.case_no, state.item_code)]
    assert state.filing.applicant.name not in str(found)
    assert case_online(here.workplace, state.case_no.lower())["case_no"] == state.case_no


def test_a_number_that_nobody_knows_is_said_so(hall: Hall) -> None:
    desk = hall.join()
    with pytest.raises(Refusal) as refused:
        case_online(desk.workplace, "500106-20261123-C99A-0001-X")
    assert refused.value.code == "STATE-UNKNOWN"


@pytest.mark.parametrize("wanted", [{}, {"number": " "}, {"number": "1", "name": "王"}])
def test_one_thing_is_asked_for_at_a_time(hall: Hall, wanted: dict[str, str]) -> None:
    with pytest.raises(InputProblem):
        search_online(hall.join().workplace, **wanted)


def test_an_attachment_of_another_counter_is_fetched_and_kept_encrypted(hall: Hall) -> None:
    one, other = hall.join(), hall.join()
    case_id = one.hand.accept().state.case_id
    digest = one.hand.attach(case_id, 1_500_000)
    one.sync()
    other.sync()
    content = one.workplace.store.files.get(digest)
    assert fetch_attachment(other.workplace, digest) == content
    assert content[:64] not in other.workplace.store.files.path(digest).read_bytes()


def test_without_a_line_it_is_said_in_words(mortal_hall: Hall, mortal: ServerProcess) -> None:
    desk = mortal_hall.join()
    mortal.stop()
    with pytest.raises(NotReachable, match="照常受理"):
        search_online(desk.workplace, number="500106-20261123-C99A-0001-X")
