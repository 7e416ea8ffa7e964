"""One sample of every document from the decision on, and of those beside a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain.documents.remedies import remedies_text
from app.receipts.data import (
    Clerk,
    Contact,
    CoverMaterial,
    CoverMember,
    DecisionGrant,
    DecisionRefusal,
    DocumentData,
    Due,
    EscalationReceipt,
    Granted,
    Heading,
    Human,
    ItemRef,
    JointAcceptanceNotice,
    JointItem,
    MaterialLine,
    PackageCover,
    Party,
    ResultLine,
    ResultReceipt,
    Savings,
    ServedPaper,
    ServiceRecord,
    SpecialProcedureNotice,
)

if TYPE_CHECKING:
    from app.domain.catalog.service_item import ItemKind

BODY = "重庆市沙坪坝区市场监督管理局"
HALL = "重庆市沙坪坝区政务服务中心"
DAY, ACCEPTED = date(2026, 11, 23), date(2026, 11, 12)
CASE_NO = "500106-20261112-C03A-0042-Q"
FOOD = ItemRef("GT-04", "食品经营许可（新办）", "licence", ("《食品安全法》第三十五条",))
BOARD = ItemRef("CG-01", "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批", "licence")
SMALL = ItemRef("GT-05", "仅销售预包装食品备案", "filing", ("《食品安全法》第三十五条",))
PARTY = Party("sole-trader", "沙坪坝区张记小面馆", "统一社会信用代码", "92500106MA600ABC3J", Human("张𬭊", "经营者"))
AGENT = Human("欧阳龘", "受托人", "居民身份证", "尾号0016")
CONTACT = Contact(BODY, "023-65000000", "023-12345")
COUNTER = Contact(HALL, "023-65000000")
CLERK = Clerk("李梅", "0317")
REMEDIES = remedies_text("重庆市沙坪坝区人民政府", "有管辖权的人民法院")


def heading(number: str, *, hall: bool = False, case_no: str = CASE_NO) -> Heading:
    """A heading of the department, or of the hall."""
    return Heading(HALL if hall else BODY, DAY, number, case_no, "" if hall else "行政审批专用章")


def grant(kind: ItemKind = "licence") -> DecisionGrant:
    """A licence that is granted for five years."""
    item = replace(FOOD, kind=kind)
    content = "在沙坪坝区天星桥正街18号附3号从事餐饮服务（热食类食品制售，不含生食类、冷加工糕点）。"
    return DecisionGrant(
        heading=heading("沙市监准〔2026〕S00A-88 号"),
        party=PARTY,
        item=item,
        accepted_on=ACCEPTED,
        granted=(
            Granted(item, content, "食品经营许可证", "JY25001060123456", DAY, date(2031, 11, 22)),
        ),
        contact=CONTACT,
        serve_by=Due(date(2026, 12, 7), "10个工作日"),
    )  # fmt: skip


def merged() -> DecisionGrant:
    """Two items of one authority in one decision 多审合一."""
    board = Granted(BOARD, "店招一块，2.4米×0.8米", "户外招牌设置许可", "沙招〔2026〕15号", DAY, None, CASE_NO)
    return replace(grant(), granted=(*grant().granted, board))


def refusal(kind: ItemKind = "licence") -> DecisionRefusal:
    """A refusal with all that is owed."""
    return DecisionRefusal(
        heading=heading("沙市监不准〔2026〕S00A-9 号"),
        party=PARTY,
        item=replace(FOOD, kind=kind),
        accepted_on=ACCEPTED,
        facts="2026年11月18日现场核查，经营场所后厨与居民住宅共用排烟道，未设置独立的洗手和消毒设施。以上事实有现场核查记录和照片证明。",
        reasons="经营场所的设备和布局不符合餐饮服务的要求。",
        basis="《食品安全法》第三十三条、第三十五条",
        remedies=REMEDIES,
        contact=CONTACT,
    )


def procedure(kind: ItemKind = "licence") -> SpecialProcedureNotice:
    """Experts review for ten workdays."""
    return SpecialProcedureNotice(
        heading=heading("沙市监特〔2026〕S00A-3 号"),
        party=PARTY,
        item=replace(FOOD, kind=kind),
        accepted_on=ACCEPTED,
        procedure="expert-review",
        days="10个工作日",
        start=DAY,
        until=date(2026, 12, 7),
        contact=CONTACT,
        before=Due(date(2026, 11, 26), "10个工作日"),
        legal=Due(date(2026, 12, 11), "10个工作日"),
        promised=Due(date(2026, 12, 8), "5个工作日"),
    )


def record() -> ServiceRecord:
    """A licence and its decision, handed to an agent at the counter."""
    return ServiceRecord(
        heading=heading("沙市监达〔2026〕C03A-40 号"),
        party=PARTY,
        item=FOOD,
        papers=(
            ServedPaper("准予行政许可决定书", "沙市监准〔2026〕S00A-88 号"),
            ServedPaper("食品经营许可证", "JY25001060123456", "2"),
        ),
        manner="direct",
        on=DAY,
        place=f"{HALL}出件窗口",
        contact=CONTACT,
        clerk=CLERK,
        collector=AGENT,
    )


def result(kind: ItemKind = "licence") -> ResultReceipt:
    """Two licences that are issued together 两证同发."""
    return ResultReceipt(
        heading=heading("沙政务领〔2026〕C03A-41 号", hall=True),
        party=PARTY,
        item=replace(FOOD, kind=kind),
        results=(
            ResultLine("食品经营许可证", "JY25001060123456", "正副本各1", "至2031年11月22日", FOOD.name),
            ResultLine("户外招牌设置许可", "沙招〔2026〕15号", "1", "", BOARD.name, CASE_NO),
        ),
        manner="counter",
        on=DAY,
        collector=AGENT,
        contact=CONTACT,
        clerk=CLERK,
    )


def joint() -> JointAcceptanceNotice:
    """One authority accepts a licence of its own, one of another authority, and a filing."""
    return JointAcceptanceNotice(
        heading=heading("沙市监并受〔2026〕C03A-2 号", case_no="500106-20261123-C03A-0050-8"),
        party=PARTY,
        package="开餐饮店",
        package_no="500106-20261123-C03A-0050-8",
        named_by="依照沙坪坝区人民政府关于“高效办成一件事”的安排",
        received_on=DAY,
        accepted_on=DAY,
        items=(
            JointItem(FOOD, BODY, CASE_NO, Due(date(2026, 12, 7), "10个工作日"), Due(date(2026, 11, 30), "5个工作日")),
            JointItem(BOARD, "重庆市沙坪坝区城市管理局", CASE_NO.replace("0042", "0043"),
                      Due(date(2026, 12, 21), "20个工作日"), Due(date(2026, 12, 2), "7个工作日")),
            JointItem(SMALL, BODY, CASE_NO.replace("0042", "0044")),
        ),
        materials=(
            MaterialLine("餐饮店开办联合申请表", "原件", "1", "3", "", "留存"),
            MaterialLine("营业执照", "电子证照"),
        ),
        contact=CONTACT,
        promised=Due(date(2026, 12, 2), "7个工作日"),
        collect="窗口领取（政务服务中心1楼出件窗口）",
    )  # fmt: skip


def cover() -> PackageCover:
    """A package of three, of which one waits for another's result."""
    return PackageCover(
        heading=heading("沙政务套〔2026〕C03A-6 号", hall=True, case_no="500106-20261123-C03A-0050-8"),
        party=PARTY,
        package="开餐饮店",
        members=(
            CoverMember(ItemRef("GT-01", "个体工商户设立登记", "licence"), BODY, "filed", CASE_NO, (), Due(DAY)),
            CoverMember(FOOD, BODY, "waiting", "", ("个体工商户设立登记",), Due(date(2026, 12, 1), "5个工作日")),
            CoverMember(BOARD, "重庆市沙坪坝区城市管理局", "commitment", CASE_NO.replace("0042", "0043"),
                        ("个体工商户设立登记",), Due(date(2026, 12, 2), "7个工作日")),
        ),
        materials=(
            CoverMaterial("餐饮店开办联合申请表", "原件", "1", ("个体工商户设立登记", FOOD.name, BOARD.name)),
            CoverMaterial("经营者身份证明", "核验后退还", "1", ("个体工商户设立登记", FOOD.name, BOARD.name)),
            CoverMaterial("经营场所平面图", "原件", "1", (FOOD.name,)),
        ),
        promised=Due(date(2026, 12, 2), "7个工作日"),
        contact=COUNTER,
        clerk=CLERK,
        savings=Savings((18, 9), (12, 4), (4, 1)),
        collect="窗口领取",
        package_no="TC500106-20261123-C03A-0050-8",
    )  # fmt: skip


def escalation() -> EscalationReceipt:
    """Something that could not be done at any counter."""
    return EscalationReceipt(
        heading=heading("沙政务助〔2026〕C03A-1 号", hall=True),
        person="张𬭊",
        phone_shown="138****8000",
        received_at=datetime(2026, 11, 23, 9, 5),
        text="前后来了三次，房屋的门牌号和产权证上的不一致。\n窗口说要社区开证明，社区说不再开这种证明，没有办法交材料。",
        wanted="请明确门牌变更由谁核实，能不能由部门之间核对。",
        owner="王芳（综合窗口组长）",
        answer_by=Due(date(2026, 11, 25), "2个工作日"),
        contact=COUNTER,
        clerk=CLERK,
        item_name=FOOD.name,
    )


def result_documents() -> dict[str, DocumentData]:
    """Each of them, unsealed, and the variants that have a wording of their own."""
    return {
        "decision-grant": grant(),
        "decision-grant-merged": merged(),
        "decision-grant-service": replace(grant("service"), at_once=True, serve_by=None),
        "decision-refusal": refusal(),
        "decision-refusal-filing": refusal("filing"),
        "special-procedure-notice": procedure(),
        "service-record": record(),
        "result-receipt": result(),
        "joint-acceptance-notice": joint(),
        "package-cover": cover(),
        "escalation-receipt": escalation(),
    }
