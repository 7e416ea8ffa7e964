"""The table item kind × verdict: the licensing law on licences only, a title for each, a series for numbers."""

from __future__ import annotations

from typing import get_args

import pytest

from app.domain.catalog.service_item import GUIDE_BASIS, ItemKind
from app.domain.documents.kinds import DOCUMENT_KINDS, KIND_TITLE, Ground, form_of, series_character

ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
GROUNDS: tuple[Ground, ...] = get_args(Ground)


@pytest.mark.law("LAW-32-5")
def test_licence_is_accepted_by_its_article() -> None:
    form = form_of("acceptance-notice", "licence", "complete")
    assert form.title == "行政许可申请受理通知书"
    assert form.verb == "决定予以受理"
    assert form.basis() == "根据《中华人民共和国行政许可法》第三十二条第一款第（五）项的规定"


@pytest.mark.law("LAW-32-4")
@pytest.mark.parametrize(("kind", "ground"), [("correction-notice", "incomplete"), ("acceptance-notice", "deemed")])
def test_correction_and_deemed_acceptance_speak_from_item_four(kind: str, ground: Ground) -> None:
    form = form_of(kind, "licence", ground)  # type: ignore[arg-type]  # a literal from the list above
    assert form.article == "第三十二条第一款第（四）项"


@pytest.mark.law("LAW-32-1", "LAW-32-2")
def test_refusal_is_a_decision_and_not_required_a_notice() -> None:
    refused = form_of("non-acceptance-notice", "licence", "not-competent")
    not_required = form_of("non-acceptance-notice", "licence", "not-required")
    assert (refused.title, refused.article) == ("不予受理行政许可申请决定书", "第三十二条第一款第（二）项、第二款")
    assert not_required.title == "不予受理行政许可申请通知书"
    assert not_required.article == "第三十二条第一款第（一）项、第二款"


@pytest.mark.parametrize("item_kind", [k for k in ITEM_KINDS if k != "licence"])
def test_licensing_law_is_never_named_where_there_is_no_licence(item_kind: ItemKind) -> None:
    said = [
        text
        for kind in DOCUMENT_KINDS
        for ground in GROUNDS
        for form in [form_of(kind, item_kind, ground)]
        for text in (form.title, form.article, form.basis(), form.basis(("《中华人民共和国行政许可法》第十二条",)))
    ]
    assert [text for text in said if "行政许可" in text] == []


def test_other_items_speak_from_their_own_basis_or_the_guide() -> None:
    form = form_of("acceptance-notice", "filing")
    assert form.basis(("《食品安全法》第三十五条",)) == "根据《食品安全法》第三十五条等规定"
    assert form.basis() == form.basis((GUIDE_BASIS,)) == "根据办事指南"


def test_deferral_names_no_article_of_its_own() -> None:
    assert form_of("acceptance-notice", "licence", "deferred").article == ""


def test_every_kind_has_a_title_and_copies() -> None:
    forms = [form_of(kind, item_kind) for kind in DOCUMENT_KINDS for item_kind in ITEM_KINDS]
    assert all(form.title and form.copies in (1, 2) for form in forms)
    assert set(KIND_TITLE) == set(DOCUMENT_KINDS)


def test_series_characters_differ() -> None:
    characters = [c for kind in DOCUMENT_KINDS if (c := series_character(kind))]
    assert characters == [
        "收", "受", "补", "不受", "容", "承", "退", "撤", "交", "日", "空", "延", "核",
        "准", "不准", "特", "达", "领", "并受", "套", "助",
    ]  # fmt: skip


def test_the_hall_issues_receipts_and_statements() -> None:
    of_hall = [k for k in DOCUMENT_KINDS if form_of(k, "licence").issuer == "hall"]
    assert of_hall == [
        "intake-receipt", "handover", "day-end", "blank-intake-receipt", "result-receipt", "package-cover",
        "escalation-receipt",
    ]  # fmt: skip
