"""What documents say: the right words for each case, and never the wrong ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, get_args

import pypdfium2
import pytest

from app.domain.catalog.service_item import ItemKind
from app.domain.documents.kinds import form_of
from app.receipts.data import (
    AcceptanceGround,
    Application,
    Copy,
    DayEnd,
    Due,
    GuideSheet,
    Handover,
    Human,
    MaterialLine,
    Party,
    PowerOfAttorney,
    Withdrawal,
)
from app.receipts.documents.parts import IncompleteRefusal
from app.receipts.fonts import MissingGlyph
from app.receipts.render import copies_of, render
from tests.builders.papers import (
    COMMITMENTS,
    DEFERRALS,
    PARTY,
    acceptance,
    all_documents,
    correction,
    heading,
    intake,
    non_acceptance,
    sealed,
)

if TYPE_CHECKING:
    from app.receipts.data import DocumentData

ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
GROUNDS: tuple[AcceptanceGround, ...] = get_args(AcceptanceGround)


def pages(document: DocumentData, *copies: Copy) -> list[str]:
    """The text of each page in one line, without the breaks of lines."""
    pdf = pypdfium2.PdfDocument(render(document, copies))
    return ["".join(page.get_textpage().get_text_range().split("\r\n")) for page in pdf]


def text(document: DocumentData, *copies: Copy) -> str:
    return "".join(pages(document, *copies))


def verdicts(kind: ItemKind) -> list[DocumentData]:
    """Every notice of every verdict for an item of this kind."""
    accepted = [replace(acceptance(kind), ground=g, deferrals=DEFERRALS, commitments=COMMITMENTS) for g in GROUNDS]
    refused = non_acceptance(kind)
    return [*accepted, intake(kind), correction(kind), refused, replace(refused, verdict="not-required")]


@pytest.mark.law("LAW-32-1", "LAW-32-2", "LAW-32-4", "LAW-32-5")
@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_licensing_law_stands_on_licences_only(kind: ItemKind) -> None:
    found = ["行政许可" in text(document) for document in verdicts(kind)]
    # On a licence only the receipt, which speaks from no article, may go without.
    assert found == ([True] * 4 + [False] + [True] * 3 if kind == "licence" else [False] * 8)


@pytest.mark.law("LAW-32-4")
@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_silence_accepts_on_licences_only(kind: ItemKind) -> None:
    assert ("逾期未告知的，自收到申请材料之日起即为受理" in text(intake(kind))) == (kind == "licence")


@pytest.mark.law("LAW-45-1")
@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_special_procedures_are_named_on_licences_only(kind: ItemKind) -> None:
    assert ("所需时间不计算在上述期限内" in text(acceptance(kind))) == (kind == "licence")


@pytest.mark.law("DEFER-LOCAL")
def test_deferral_never_says_complete() -> None:
    said = text(replace(acceptance(), ground="deferred", deferrals=DEFERRALS))
    assert "齐全" not in said
    assert "食品安全规章制度目录2026年11月27日" in said.replace(" ", "")
    assert "容缺不停止办理期限的计算" in said


def test_deemed_acceptance_dates_from_receipt() -> None:
    said = text(replace(acceptance(), ground="deemed", accepted_on=date(2026, 11, 16), received_on=date(2026, 11, 16)))
    assert "第三十二条第一款第（四）项的规定，自收到申请材料之日（2026年11月16日）起即为受理。" in said


@pytest.mark.law("LAW-32-4")
def test_correction_names_no_date_without_a_rule() -> None:
    document = correction()
    assert "补正后随时提交" in text(document)
    assert "补正后随时提交" in text(replace(document, bring_by=date(2026, 12, 1)))
    dated = text(replace(document, bring_by=date(2026, 12, 1), bring_by_basis="《某办法》第十条"))
    assert "请于2026年12月1日前提交补正材料（依据：《某办法》第十条）。" in dated
    assert "补正后随时提交" not in dated


def test_correction_says_where_the_papers_are() -> None:
    assert "由窗口保管" in text(correction())
    assert "随本告知书退还" in text(replace(correction(), papers_back=True))


def test_second_notice_says_why() -> None:
    assert "本次为再次告知，原因：补正材料出现新问题" in text(replace(correction(), second_reason="补正材料出现新问题"))


@pytest.mark.law("RECON-20", "LITIG-46")
def test_refusal_names_authority_and_remedies() -> None:
    said = text(non_acceptance())
    assert "请向重庆市渝北区市场监督管理局申请（地址：渝北区双龙大道166号）" in said
    assert "六十日内向沙坪坝区人民政府申请行政复议" in said
    assert "六个月内依法向有管辖权的人民法院提起行政诉讼" in said


def test_refusal_does_not_name_the_authority_twice() -> None:
    again = "不属于本机关职权范围，请向重庆市渝北区市场监督管理局申请"
    assert text(replace(non_acceptance(), reasons=(again,))).count("请向重庆市渝北区市场监督管理局申请") == 1


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"reasons": ()}, "理由"),
        ({"authority": ""}, "有权办理的机关"),
        ({"remedies": replace(non_acceptance().remedies, court=" ")}, "管辖法院"),
        ({"remedies": replace(non_acceptance().remedies, reconsideration="")}, "复议机关"),
    ],
)
def test_refusal_is_not_printed_without_what_is_owed(changes: dict[str, object], missing: str) -> None:
    with pytest.raises(IncompleteRefusal, match=missing):
        render(replace(non_acceptance(), **changes))  # type: ignore[arg-type]  # fields of the notice


def test_not_required_needs_no_other_authority() -> None:
    said = text(replace(non_acceptance(), verdict="not-required", authority=""))
    assert "依法不需要取得行政许可" in said
    assert "如不服本通知" in said


def test_missing_phone_reads_see_the_notice() -> None:
    assert "电话：见窗口公示" in text(acceptance())


def test_provisional_date_is_marked() -> None:
    said = text(replace(acceptance(), legal=Due(date(2027, 1, 6), "10个工作日", provisional=True)))
    assert "预计2027年1月6日（10个工作日）" in said.replace(" ", "")
    assert "届时另行告知" in said


def test_sample_mark_stands_on_every_page_of_an_evaluation_store() -> None:
    evaluation = replace(acceptance(), heading=heading(evaluation=True), materials=tuple(many(60)))
    assert all("样张" in page for page in pages(evaluation))
    assert "样张" not in text(acceptance())


def test_offline_stands_on_the_counters_copy_only() -> None:
    document = replace(acceptance(), heading=heading(offline=True))
    mine, kept = copies_of("acceptance-notice", 2, 1)
    assert "断网出具" not in text(document, mine)
    assert "加盖印章后生效；联网查询可能稍后可见" in text(document, mine)
    assert "断网出具" in text(document, kept)


def test_copies_are_named_and_counted() -> None:
    mine, kept = pages(acceptance(), *copies_of("acceptance-notice", 2, 1))
    assert "申请人联 · 共 2 联" in mine
    assert "存档联 · 共 2 联" in kept
    assert "联 · 共" not in text(all_documents()["guide-sheet"])
    assert "申请人联" not in text(all_documents()["day-end"])


def test_later_copy_says_reprint_and_how_many() -> None:
    again = copies_of("acceptance-notice", 1, 0, reprint=3)
    assert "补打（第 3 次）" in text(acceptance(), *again)
    assert "补打" not in text(acceptance())


def many(count: int) -> list[MaterialLine]:
    return [
        MaterialLine(f"第{n}号材料：经营场所平面布局图及设备清单", "原件", "1", "2", "符合要求", "留存")
        for n in range(1, count + 1)
    ]


def test_forty_materials_go_over_pages_with_their_numbers() -> None:
    found = pages(replace(sealed(acceptance()), materials=tuple(many(40))))
    assert len(found) > 1
    assert [f"第 {n} 页　共 {len(found)} 页" in page for n, page in enumerate(found, 1)] == [True] * len(found)
    assert [("沙市监受〔2026〕C03A-214 号" in page) for page in found] == [True] * len(found)
    assert all("收到的材料" in page for page in found if "号材料" in page)
    assert [n for n in range(1, 41) if not any(f"第{n}号材料" in page for page in found)] == []
    assert "扫码查进度" in found[-1]
    assert "签收人" in found[-1]
    assert "签收人" not in found[0]


def test_name_of_fifty_characters_is_whole() -> None:
    name = "阿卜杜热西提·麦麦提吐尔逊·" * 3 + "欧阳𬭊龘㛃䶮𡋾买买提依明江"
    name = name[:50]
    document = replace(acceptance(), party=Party("person", name, "居民身份证", "5001**********0016"))
    assert len(name) == 50
    assert name in text(document).replace("\ufffe", "")


def test_fitting_documents_take_one_page() -> None:
    assert {name: len(pages(document)) for name, document in all_documents().items()} == dict.fromkeys(
        all_documents(), 1
    )


def test_organisation_is_addressed_as_such() -> None:
    company = Party(
        "organisation", "重庆示例有限公司", "统一社会信用代码", "91500106MA5U00011W", Human("李明", "法定代表人")
    )
    said = text(replace(acceptance(), party=company))
    assert "你单位于2026年11月23日提出的" in said
    assert "法定代表人李明" in said
    assert "你单位" not in text(replace(acceptance(), party=PARTY))


def test_rare_character_that_no_font_has_is_an_error() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+323AF"):
        render(replace(acceptance(), party=replace(PARTY, name="张\U000323af")))


def test_title_and_author_are_in_the_file_and_no_person() -> None:
    document = replace(sealed(acceptance()), party=replace(PARTY, name="李𬭊芳"))
    meta = pypdfium2.PdfDocument(render(document)).get_metadata_dict()
    assert meta["Title"] == form_of("acceptance-notice", "licence").title
    assert meta["Author"] == document.heading.author
    assert not any("芳" in value for value in meta.values())


def test_delegated_receipt_names_the_other_authority() -> None:
    said = text(replace(intake(), for_authority="重庆市渝北区市场监督管理局"))
    assert "向重庆市渝北区市场监督管理局申请办理" in said
    assert "本窗口代重庆市渝北区市场监督管理局收件" in said


def test_resubmission_says_that_only_it_is_reviewed() -> None:
    assert "已告知且已补齐的内容不再要求提交" in text(replace(intake(), resubmission=True))


def test_backfilled_receipt_names_its_blank() -> None:
    said = text(replace(intake(), backfill="沙政务空〔2026〕C03A-12 号"))
    assert "依据空白收件凭证 沙政务空〔2026〕C03A-12 号 补录" in said


@pytest.mark.law("LAW-30", "LAW-31")
def test_guide_names_every_material_the_limits_and_the_release() -> None:
    said = text(all_documents()["guide-sheet"])
    for told in (
        "食品经营许可申请书",
        "营业执照",
        "授权委托书",
        "非必交；委托办理时提交",
        "10个工作日",
        "5个工作日",
        "不收费",
    ):
        assert told in said
    assert "表内为全部要求，窗口不另加条件" in said
    assert "事项库版本：第 1 版 · 3f2a9c10" in said


@pytest.mark.law("LAW-31")
def test_application_is_declared_true_and_names_the_way_of_service() -> None:
    said = text(all_documents()["application"])
    assert "对申请材料实质内容的真实性负责" in said
    assert "□窗口领取　■邮寄　□电子送达" in said
    assert "代办人（签名）" in said


@pytest.mark.law("COMMIT-42")
def test_commitment_is_told_first_and_free() -> None:
    said = text(all_documents()["commitment"])
    assert said.index("行政机关告知") < said.index("申请人承诺")
    assert "由申请人自愿选择" in said
    assert "可以撤回承诺" in said


def test_day_end_names_every_difference() -> None:
    assert "相差1份" in text(all_documents()["day-end"])
    day = all_documents()["day-end"]
    assert isinstance(day, DayEnd)
    assert "核对一致，无差额" in text(replace(day, differences=()))


def test_blank_sheet_has_its_number_and_no_name() -> None:
    said = text(all_documents()["blank-intake-receipt"])
    assert "沙政务空〔2026〕C03A-12 号" in said
    assert "李梅" not in said


def test_power_of_attorney_is_filled_where_known() -> None:
    blank = all_documents()["power-of-attorney"]
    assert isinstance(blank, PowerOfAttorney)
    known = text(replace(blank, party=replace(PARTY, agent=Human("欧阳龘", "受托人"))))
    assert "欧阳龘" in known
    assert "____年____月____日" in known
    assert "2026年12月31日" in text(replace(blank, valid_until=date(2026, 12, 31)))


def test_application_of_an_organisation_shows_who_stands_behind_it() -> None:
    form = all_documents()["application"]
    assert isinstance(form, Application)
    behind = Human("李明", "法定代表人", "居民身份证", "5001**********018X")
    company = Party(
        "organisation", "重庆示例有限公司", "统一社会信用代码", "91500106MA5U00011W", behind, contact="住址"
    )
    said = text(replace(form, party=company, sections=(), materials=(), situation=""))
    assert "法定代表人证件" in said
    assert "5001**********018X" in said
    assert "其他联系方式住址" in said.replace(" ", "")
    assert "代办人" not in said


def test_agent_and_other_authority_stand_on_the_acceptance() -> None:
    document = replace(
        acceptance(), party=replace(PARTY, agent=Human("欧阳龘", "受托人")), for_authority="渝北区民政局"
    )
    said = text(document)
    assert "欧阳龘（受托人）" in said
    assert "本窗口代渝北区民政局收件" in said


def test_guide_names_in_person_rule_prerequisites_and_fee_basis() -> None:
    guide = all_documents()["guide-sheet"]
    assert isinstance(guide, GuideSheet)
    said = text(
        replace(guide, in_person="须本人到场", prerequisites=("营业执照",), fee="10元", fee_basis="某标准", guide="")
    )
    for told in ("须本人到场", "先取得营业执照的办理结果", "10元（依据：某标准）"):
        assert told in said
    assert "办理说明" not in said


def test_not_required_names_its_basis_and_where_else_to_ask() -> None:
    said = text(replace(non_acceptance(), bases=("国务院取消许可的决定",), phone="023-65000000"))
    assert "依据：国务院取消许可的决定。" in said
    assert "电话：023-65000000" in said


def test_withdrawal_before_acceptance_says_so() -> None:
    paper = all_documents()["withdrawal"]
    assert isinstance(paper, Withdrawal)
    said = text(replace(paper, accepted_on=None, returned=()))
    assert "（尚未受理）" in said
    assert "无需退还" in said


def test_statements_with_a_code_and_without_tables() -> None:
    day, hand = all_documents()["day-end"], all_documents()["handover"]
    assert isinstance(day, DayEnd)
    assert isinstance(hand, Handover)
    assert "扫码查进度" in text(sealed(replace(day, facts=())))
    noted = replace(hand, facts=(), remark="", ledgers=(replace(hand.ledgers[0], note="钥匙一把"),))
    assert "钥匙一把" in text(sealed(noted))
    assert "备注" not in text(noted)
