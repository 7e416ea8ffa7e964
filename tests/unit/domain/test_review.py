"""What was looked at in a review: the last word holds, and what others found on the same paper is shown."""

from __future__ import annotations

from app.domain.review import PointTicked, ReviewState, evolve_review

FIRST = PointTicked("c1", "n1", "id-card", "身份证", "p", "在有效期内", "pass", "", "市场监管局", "周岚", "2026-11-23")
OTHER = PointTicked(
    "c2", "n2", "id-card", "身份证", "q", "姓名一致", "fail", "姓名有误", "人社局", "吴涛", "2026-11-23"
)


def test_the_last_word_on_a_point_holds() -> None:
    again = PointTicked(
        "c1", "n1", "id-card", "身份证", "p", "在有效期内", "fail", "已过期", "市场监管局", "周岚", "2026-11-24"
    )
    state = evolve_review(evolve_review(ReviewState("r"), FIRST), again)
    assert (state.of("c1", "id-card", "p"), len(state.ticks), state.seq) == (again, 1, 2)


def test_others_see_what_was_found_on_the_same_paper() -> None:
    state = evolve_review(evolve_review(ReviewState("r"), FIRST), OTHER)
    assert state.of_material("id-card", "c1") == (OTHER,)
    assert state.of_material("id-card", "c3") == (FIRST, OTHER)
    assert state.of_material("lease", "c3") == ()
