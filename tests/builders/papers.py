"""One sample of every document, with rare characters in the names and a fixed clock and number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.crypto.sign import SigningKey
from app.receipts.codes import Document, certify, seal_code
from app.receipts.data import (
    AcceptanceNotice,
    AcceptedItem,
    Application,
    BlankIntakeReceipt,
    Clerk,
    CommitmentLetter,
    CommitmentLine,
    Contact,
    CorrectionNotice,
    DayEnd,
    DefectLine,
    DeferralCommitment,
    DeferralLine,
    DocumentData,
    Due,
    ExtensionNotice,
    FieldLine,
    FieldSection,
    GuideMaterial,
    GuideSheet,
    Handover,
    Heading,
    Human,
    IntakeReceipt,
    ItemRef,
    Ledger,
    MaterialLine,
    NonAcceptance,
    PaperStanding,
    Party,
    PowerOfAttorney,
    Remedies,
    ReturnedMaterials,
    SettlementNotice,
    Withdrawal,
)
from tests.builders.result_papers import result_documents

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ItemKind

AREA = SigningKey(b"area key for tests, 32 bytes long"[:32])
DEVICE = SigningKey(b"device key for tests, 32 bytes long"[:32])
CERTIFICATE = certify(AREA, DEVICE.public, "C03A", "500106", evaluation=False)
CASE_NO = "500106-20261123-C03A-0042-Q"
DAY = date(2026, 11, 23)
BODY = "重庆市沙坪坝区市场监督管理局"
HALL = "重庆市沙坪坝区政务服务中心"
PARTY = Party("sole-trader", "沙坪坝区张记小面馆", "统一社会信用代码", "92500106MA600ABC3J", Human("张𬭊", "经营者"))
AGENT = Human("欧阳龘", "受托人", "居民身份证", "5001**********0016", "138****8000")
ITEM = ItemRef("GT-04", "食品经营许可（新办）", "licence", ("《食品安全法》第三十五条",))
CONTACT = Contact(BODY)
CLERK = Clerk("李梅", "0317")
GUIDE = "办事指南要求（待部门确认）"
MATERIALS = (
    MaterialLine("食品经营许可申请书", "原件", "1", "3", "符合要求", "留存"),
    MaterialLine("营业执照", "电子证照"),
    MaterialLine("经营场所布局、操作流程、设备设施说明（平面图）", "原件", "1", "2", "符合要求", "留存"),
    MaterialLine("食品安全规章制度目录", "原件", "1", "1", "符合要求", "留存"),
)
DEFERRALS = (DeferralLine("食品安全规章制度目录", Due(date(2026, 11, 27)), GUIDE),)
COMMITMENTS = (CommitmentLine("场所使用证明", "经营场所取得方式合法，用途符合规定，与租赁合同一致。", GUIDE),)


def heading(number: str = "沙市监受〔2026〕C03A-214 号", **changes: object) -> Heading:
    """A heading of the department; `changes` replace its fields."""
    made = Heading(author=BODY, issued_on=DAY, number=number, case_no=CASE_NO, seal="行政审批专用章")
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of the heading


def hall_heading(number: str, case_no: str = "") -> Heading:
    """A heading of the hall."""
    return heading(number, author=HALL, seal="收件专用章", case_no=case_no)


def sealed(document: Document) -> Document:
    """The document with its code."""
    return seal_code(document, DEVICE, CERTIFICATE)


def acceptance(kind: ItemKind = "licence") -> AcceptanceNotice:
    """An acceptance notice without code."""
    return AcceptanceNotice(
        heading=heading(),
        party=PARTY,
        item=replace(ITEM, kind=kind),
        ground="complete",
        received_on=DAY,
        accepted_on=DAY,
        situation="餐饮服务；经营者本人办理",
        legal=Due(date(2026, 12, 7), "10个工作日"),
        promised=Due(date(2026, 11, 30), "5个工作日"),
        materials=MATERIALS,
        collect="窗口领取（政务服务中心1楼出件窗口）",
        fee="不收费",
        contact=CONTACT,
    )


def several() -> AcceptanceNotice:
    """An acceptance notice on a licence and a filing of one authority, a material of the first being deferred."""
    filed = ItemRef("GT-05", "仅销售预包装食品备案", "filing", ITEM.basis)
    return replace(
        acceptance(),
        ground="deferred",
        deferrals=(DeferralLine("食品安全规章制度目录（食品经营许可（新办））", Due(date(2026, 11, 27)), GUIDE),),
        several=(
            AcceptedItem(
                ITEM, CASE_NO, "餐饮服务", Due(date(2026, 12, 7), "10个工作日"), Due(date(2026, 11, 30)), "不收费"
            ),
            AcceptedItem(
                filed, CASE_NO.replace("0042", "0043"), "", None, Due(date(2027, 1, 6), provisional=True), "10元"
            ),
        ),
    )


def correction(kind: ItemKind = "licence") -> CorrectionNotice:
    """A correction notice with three defects."""
    return CorrectionNotice(
        heading=heading("沙市监补〔2026〕C03A-31 号"),
        party=PARTY,
        item=replace(ITEM, kind=kind),
        received_on=DAY,
        defects=(
            DefectLine("食品经营许可申请书", "第2页申请人签字栏空缺", "请本人补签并填写日期", GUIDE),
            DefectLine("平面图", "未标明洗手设施的位置", "请标明位置，由制图人签名后重新提交1份", GUIDE),
            DefectLine("从业人员健康证明", "未提交从业人员健康证明", "请提交有效健康证明（复印件，1份）", GUIDE),
        ),
        contact=CONTACT,
        clerk=CLERK,
    )


def non_acceptance(kind: ItemKind = "licence") -> NonAcceptance:
    """A notice that another authority is competent."""
    return NonAcceptance(
        heading=heading("沙市监不受〔2026〕C03A-2 号"),
        party=PARTY,
        item=replace(ITEM, kind=kind),
        verdict="not-accepted",
        received_on=DAY,
        reasons=("经营场所位于渝北区，不在本区管辖范围",),
        remedies=Remedies("沙坪坝区人民政府", "有管辖权的人民法院"),
        contact=CONTACT,
        authority="重庆市渝北区市场监督管理局",
        address="渝北区双龙大道166号",
    )


def intake(kind: ItemKind = "licence") -> IntakeReceipt:
    """A receipt for materials."""
    return IntakeReceipt(
        heading=hall_heading("沙政务收〔2026〕C03A-57 号", CASE_NO),
        party=PARTY,
        item=replace(ITEM, kind=kind),
        received_at=datetime(2026, 11, 23, 9, 5),
        situation="餐饮服务；经营者本人办理",
        materials=MATERIALS,
        answer_due=Due(date(2026, 11, 30), "5个工作日"),
        contact=CONTACT,
        clerk=CLERK,
        query_code="482913",
    )


def _signed_papers() -> dict[str, DocumentData]:
    application = Application(
        heading=heading(""),
        party=replace(PARTY, agent=AGENT, phone="138****8000"),
        item=ITEM,
        situation="餐饮服务；委托办理",
        sections=(
            FieldSection("基本信息", (FieldLine("字号名称", "沙坪坝区张记小面馆"), FieldLine("从业人数", "6"))),
            FieldSection("场所信息", (FieldLine("经营场所地址", "重庆市沙坪坝区天星桥正街18号附3号"),)),
        ),
        materials=tuple(m.name for m in MATERIALS),
        service="post",
        contact=CONTACT,
    )
    return {
        "application": application,
        "deferral-commitment": DeferralCommitment(
            heading("沙市监容〔2026〕C03A-7 号"), PARTY, ITEM, DEFERRALS, CONTACT
        ),
        "commitment": CommitmentLetter(heading("沙市监承〔2026〕C03A-4 号"), PARTY, ITEM, COMMITMENTS, CONTACT),
        "power-of-attorney": PowerOfAttorney(heading("", case_no=""), ITEM),
        "withdrawal": Withdrawal(
            heading("沙市监撤〔2026〕C03A-1 号"), PARTY, ITEM, DAY, "暂不经营", ("平面图",), CONTACT, DAY
        ),
        "returned-materials": ReturnedMaterials(
            heading("沙市监退〔2026〕C03A-9 号"), PARTY, ITEM, MATERIALS, "补正告知后按规定退还", CONTACT, CLERK
        ),
    }


def _guide() -> GuideSheet:
    return GuideSheet(
        heading=heading("", case_no=""),
        item=ITEM,
        applicants="个人（经营者）、个体工商户、单位",
        situation="餐饮服务；经营者本人办理",
        legal="10个工作日",
        promised="5个工作日",
        fee="不收费",
        materials=(
            GuideMaterial("食品经营许可申请书", "原件", "原件1份"),
            GuideMaterial("营业执照", "电子证照或者复印件", "复印件1份", "市场监管部门", True, ("可用电子证照",)),
            GuideMaterial("授权委托书", "原件", "原件1份", required=False, notes=("委托办理时提交",)),
        ),
        contact=CONTACT,
        catalogue="第 1 版 · 3f2a9c10",
        result="食品经营许可证",
        result_validity="5年",
        guide="先办营业执照，再办食品经营许可。提交材料后部门会到现场看一次。",
    )


def _statements() -> dict[str, DocumentData]:
    originals = Ledger(
        "在手原件",
        ("办件编号", "材料", "份数", "状态"),
        ((CASE_NO, "食品经营许可申请书", "1", "留存"),),
        (40, 36, 10, 14),
    )
    series = Ledger(
        "文书编号核对",
        ("编号系列", "起", "止", "应有", "有效", "作废"),
        (("沙市监受〔2026〕C03A", "198", "214", "17", "16", "1"), ("合计", "", "", "17", "16", "1")),
        (40, 12, 12, 12, 12, 12),
        total=True,
    )
    return {
        "handover": Handover(
            hall_heading("沙政务交〔2026〕C03A-3 号"), "C03", datetime(2026, 11, 23, 12, 0), CLERK,
            Clerk("王芳", "0322"), (FieldLine("未办结的收件", "3"), FieldLine("草稿", "2")),
            (originals, Ledger("待办", ("事项", "办件编号", "期限"), ())), "印章1枚",
        ),
        "day-end": DayEnd(
            hall_heading("沙政务日〔2026〕C03A-3 号"), "C03", DAY, datetime(2026, 11, 23, 17, 2), CLERK,
            (FieldLine("收件", "21"), FieldLine("受理", "17")), (series,),
            ("沙市监受〔2026〕C03A-203 号：打印2份，交付1份，留存0份，相差1份",),
        ),
        "blank-intake-receipt": BlankIntakeReceipt(
            hall_heading("沙政务空〔2026〕C03A-12 号"), HALL, Contact("", "023-65000000")
        ),
    }  # fmt: skip


def extension() -> ExtensionNotice:
    """A notice that the decision takes ten workdays longer."""
    return ExtensionNotice(
        heading=heading("沙市监延〔2026〕C03A-1 号"),
        party=PARTY,
        item=ITEM,
        accepted_on=DAY,
        reason="需要核对另一机关的记录",
        limit="10个工作日",
        approver="本机关负责人",
        extended_by="10个工作日",
        before=date(2026, 12, 7),
        legal=Due(date(2026, 12, 21), "10个工作日，延长10个工作日"),
        promised=Due(date(2026, 12, 14), "5个工作日，延长10个工作日"),
        contact=CONTACT,
    )


def settlement() -> SettlementNotice:
    """A notice on papers of two counters: one holds, one is back, one has to come back."""
    return SettlementNotice(
        heading=heading("沙市监核〔2026〕C01A-1 号"),
        party=PARTY,
        item=ITEM,
        received_on=DAY,
        papers=(
            PaperStanding("受理通知书", "沙市监受〔2026〕C05A-108 号", DAY, "holds"),
            PaperStanding("受理通知书", "沙市监受〔2026〕C03A-214 号", DAY, "void-out"),
            PaperStanding("收件凭证", "沙政务收〔2026〕C03A-60 号", DAY, "void-back"),
        ),
        contact=CONTACT,
        clerk=CLERK,
        answer="以先交的平面图为准",
    )


def all_documents() -> dict[str, DocumentData]:
    """One document of each kind by its kind, and the variants that have a wording of their own."""
    deferred = replace(acceptance(), ground="deferred", deferrals=DEFERRALS, commitments=COMMITMENTS)
    provisional = Due(date(2027, 1, 6), "10个工作日", provisional=True)
    return {
        "guide-sheet": _guide(),
        "intake-receipt": sealed(intake()),
        "acceptance-notice": sealed(acceptance()),
        "acceptance-notice-deferred": sealed(replace(deferred, heading=heading(evaluation=True, offline=True))),
        "acceptance-notice-deemed": sealed(replace(acceptance(), ground="deemed", legal=provisional)),
        "acceptance-notice-several": sealed(several()),
        "acceptance-notice-filing": sealed(replace(acceptance("filing"), promised=None, legal=None)),
        "correction-notice": sealed(correction()),
        "non-acceptance-notice": sealed(non_acceptance()),
        "not-required-notice": sealed(
            replace(non_acceptance(), verdict="not-required", reasons=("4.5吨及以下普通货运，依法不需要取得许可",))
        ),
        "extension-notice": sealed(extension()),
        "settlement-notice": sealed(settlement()),
        **{name: sealed(document) for name, document in result_documents().items()},
        **_signed_papers(),
        **_statements(),
    }
