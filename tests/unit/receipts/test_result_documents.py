"""What papers say from the decision on, and those of packages and of what could not be done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, get_args

import pypdfium2
import pytest

from app.domain.case.terms import ProcedureKind
from app.domain.catalog.service_item import ItemKind
from app.domain.documents.remedies import remedies_text
from app.receipts.codes import Trust, facts_hash, read_codes, verify_text
from app.receipts.data import CoverMember, Due
from app.receipts.documents.parts import IncompletePaper, IncompleteRefusal
from app.receipts.fonts import MissingGlyph
from app.receipts.render import render
from tests.builders.papers import AREA, sealed
from tests.builders.result_papers import (
    BOARD,
    FOOD,
    PARTY,
    cover,
    escalation,
    grant,
    joint,
    merged,
    procedure,
    record,
    refusal,
    result,
    result_documents,
)

if TYPE_CHECKING:
    from pathlib import Path

    from app.receipts.data import DocumentData

ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)


def pages(document: DocumentData) -> list[str]:
    """The text of each page in one line, without the breaks of lines."""
    pdf = pypdfium2.PdfDocument(render(document))
    return ["".join(page.get_textpage().get_text_range().replace("\ufffe", "").split("\r\n")) for page in pdf]


def text(document: DocumentData) -> str:
    """All text, without blanks: gaps between Chinese and Latin are no characters."""
    return "".join(pages(document)).replace(" ", "")


@pytest.mark.law("LAW-38-1", "LAW-38-2", "LAW-45-1", "LAW-26-2")
@pytest.mark.parametrize("kind", ITEM_KINDS)
def test_licensing_law_stands_on_licences_only(kind: ItemKind) -> None:
    wanted: dict[DocumentData, str] = {
        grant(kind): "根据《中华人民共和国行政许可法》第三十八条第一款的规定，本机关决定准予行政许可",
        refusal(kind): "根据《中华人民共和国行政许可法》第三十八条第二款的规定，本机关决定不予行政许可",
        procedure(kind): "根据《中华人民共和国行政许可法》第四十五条的规定，该时间不计算在办理期限内",
        replace(joint(), items=tuple(replace(i, item=replace(FOOD, kind=kind)) for i in joint().items)):
            "第二十六条第二款、第三十二条第一款第（五）项",
    }  # fmt: skip
    for document, words in wanted.items():
        said = text(document)
        assert (words in said, "行政许可法" in said, "准予行政许可" in said or "不予行政许可" in said) == (
            (True, True, document in (grant(kind), refusal(kind))) if kind == "licence" else (False, False, False)
        )


@pytest.mark.parametrize(
    ("kind", "title", "no"),
    [
        ("filing", "备案通知书", "决定不予备案"),
        ("confirmation", "行政确认决定书", "决定不予确认"),
        ("payment", "行政给付决定书", "决定不予给付"),
        ("service", "公共服务事项办结通知书", "决定不予办理"),
    ],
)
def test_each_kind_of_item_has_its_own_words(kind: ItemKind, title: str, no: str) -> None:
    assert (title in text(grant(kind)), f"据此，本机关{no}。" in text(refusal(kind))) == (True, True)


@pytest.mark.law("LAW-38-1", "LAW-44-1")
def test_grant_tells_content_number_validity_and_delivery() -> None:
    said = text(grant())
    assert "证照编号JY25001060123456" in said
    assert "有效期2026年11月23日至2031年11月22日" in said
    assert "本机关自作出决定之日起10个工作日内（2026年12月7日前）向你颁发、送达食品经营许可证。" in said
    assert "有效期届满三十日前" in said
    at_once = text(replace(grant(), at_once=True, serve_by=None))
    assert ("食品经营许可证当场交付。" in at_once, "自作出决定之日起" in at_once) == (True, False)


def test_several_items_are_one_decision() -> None:
    said = text(merged())
    assert "下列2个事项" in said
    assert "合并审查，作出一份决定" in said
    long = replace(merged().granted[0], content="按照图纸所示范围设置。" * 30)
    assert f"（1）{FOOD.name}内容如下：按照图纸" in text(replace(merged(), granted=(long, *merged().granted[1:])))
    assert all(part in said for part in (FOOD.name, "户外招牌设置许可沙招〔2026〕15号", BOARD.name))


@pytest.mark.law("LAW-38-2", "RECON-20", "LITIG-46")
@pytest.mark.parametrize("field", ["facts", "reasons", "basis", "remedies"])
def test_refusal_is_never_printed_without_what_is_owed(field: str) -> None:
    with pytest.raises(IncompleteRefusal, match="不予行政许可决定书缺少"):
        render(replace(refusal(), **{field: " \n"}))  # type: ignore[arg-type]  # a text of the refusal
    said = text(refusal())
    assert "自收到本决定书之日起六十日内向重庆市沙坪坝区人民政府申请行政复议" in said
    assert "六个月内依法向有管辖权的人民法院提起行政诉讼" in said


@pytest.mark.law("RECON-20", "LITIG-46")
@pytest.mark.parametrize("names", [("", "某法院"), ("某政府", " ")])
def test_remedies_name_body_and_court(names: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="两项都不能空"):
        remedies_text(*names)


def test_refusal_of_several_items_names_them() -> None:
    assert f"你申请的{FOOD.name}、{BOARD.name}，本机关于" in text(replace(refusal(), also=(BOARD,)))


@pytest.mark.law("LAW-45-1")
@pytest.mark.parametrize("kind", get_args(ProcedureKind))
def test_each_special_procedure_is_named(kind: ProcedureKind) -> None:
    said = text(replace(procedure(), procedure=kind))
    assert "所需时间10个工作日（2026年11月23日至2026年12月7日）" in said
    names = ["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"]
    assert [name for name in names if f"特别程序{name}" in said] == [names[get_args(ProcedureKind).index(kind)]]


@pytest.mark.law("LAW-44-1")
def test_service_record_marks_one_manner_and_who_took_it() -> None:
    said = text(record())
    assert said.count("■") == 1
    assert "■直接送达" in said
    assert "沙市监准〔2026〕S00A-88号" in said
    assert "代收人欧阳龘（受托人，居民身份证尾号0016）" in said
    refused = text(replace(record(), manner="left", refusal_note="拒绝签收", witnesses=("见证人甲", "见证人乙")))
    assert "■留置送达" in refused
    assert "见证人甲、见证人乙" in refused


def test_results_that_go_together_stand_on_one_receipt() -> None:
    said = text(result())
    assert "食品经营许可（新办）等2项" in said
    assert "上列结果同时核发、一并交付。" in said
    assert text(result("filing")).count("结果领取凭证") == 1
    with pytest.raises(IncompletePaper, match="结果名称"):
        render(replace(result(), results=()))


def test_joint_notice_speaks_for_licences_and_others_apart() -> None:
    said = text(joint())
    assert "其中行政许可事项根据《中华人民共和国行政许可法》第二十六条第二款" in said
    assert "其他事项根据《食品安全法》第三十五条等规定" in said
    assert "按照事项库公布的“开餐饮店”办理方式，由本机关统一受理" in text(replace(joint(), named_by=""))


def test_cover_says_who_waits_and_that_the_applicant_agrees() -> None:
    said = text(cover())
    assert "待“个体工商户设立登记”结果" in said
    assert "申请人在本单签名，即同意这样办理" in said
    assert "一次办结承诺日期：2026年12月2日（7个工作日）。" in said
    assert "材料由18份减为9份，环节由12个减为4个，跑动由4次减为1次。" in said
    members: list[CoverMember] = [replace(m, mode="filed") for m in cover().members]
    assert "即同意这样办理" not in text(replace(cover(), members=tuple(members), savings=None))


def test_escalation_names_who_is_responsible_and_until_when() -> None:
    said = text(escalation())
    assert "由王芳（综合窗口组长）负责办理，最迟于2026年11月25日（2个工作日）答复" in said
    with pytest.raises(IncompletePaper, match="负责人"):
        render(replace(escalation(), owner=""))


def test_long_texts_go_over_pages_whole() -> None:
    told = "\n".join(f"第{n}段：{'经现场核查，场所与申请表所写不一致。' * 12}" for n in range(1, 31))
    found = pages(sealed(replace(refusal(), facts=told, reasons=told)))
    whole = "".join(found)
    assert len(found) > 4
    assert [n for n in range(1, 31) if whole.count(f"第{n}段：") != 2] == []
    assert ["沙市监不准〔2026〕S00A-9 号" in page for page in found] == [True] * len(found)
    assert "扫码查进度" in found[-1]


def test_a_package_of_forty_papers_goes_over_pages() -> None:
    materials = tuple(replace(cover().materials[0], name=f"第{n}号材料") for n in range(1, 41))
    found = pages(sealed(replace(cover(), materials=materials)))
    assert len(found) > 1
    assert [n for n in range(1, 41) if f"第{n}号材料" not in "".join(found)] == []


@pytest.mark.parametrize("name", ["decision-grant-merged", "decision-refusal", "service-record", "package-cover"])
def test_code_on_paper_is_read_and_holds(name: str, tmp_path: Path) -> None:
    document = sealed(result_documents()[name])
    (tmp_path / "p.pdf").write_bytes(render(document))
    [code] = read_codes(tmp_path / "p.pdf")
    found = verify_text(code, Trust((AREA.public,)))
    assert (found.valid, found.document, found.facts) == (True, document.heading.number, facts_hash(document))


def test_missing_glyph_is_an_error() -> None:
    with pytest.raises(MissingGlyph, match=r"U\+323AF"):
        render(replace(escalation(), text="门牌\U000323af号"))


def test_provisional_dates_are_marked_everywhere() -> None:
    later = Due(date(2027, 1, 6), "10个工作日", provisional=True)
    documents: list[DocumentData] = [
        replace(grant(), serve_by=later), replace(procedure(), legal=later), replace(joint(), promised=later),
        replace(cover(), promised=later), replace(escalation(), answer_by=later),
    ]  # fmt: skip
    assert ["预计2027年1月6日" in (said := text(d)) and "届时另行告知" in said for d in documents] == [True] * 5


def test_organisation_is_addressed_as_such() -> None:
    said = text(replace(grant(), party=replace(PARTY, kind="organisation")))
    assert "你单位申请的" in said
