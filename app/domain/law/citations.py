"""The rules of law that this program keeps, by id.

Code that keeps a rule says `Rule: LAW-32-4` in a docstring, or `RULES = ("LAW-32-4",)`; a test that proves it bears the
mark `law("LAW-32-4")`. `docs/law-matrix.md` is made from the three. `text_zh` is a summary for people, not the wording
of the statute; only articles that the project has a source for stand here.
"""

from __future__ import annotations

from dataclasses import dataclass

LICENSING = "中华人民共和国行政许可法"
CIVIL_CODE = "中华人民共和国民法典"


@dataclass(frozen=True, slots=True)
class Rule:
    """`source` and `article` are as cited on paper; `note` is for developers: how the program reads the rule."""

    id: str
    source: str
    article: str
    text_zh: str
    note: str = ""

    @property
    def citation(self) -> str:
        """The citation for paper and screen: 《中华人民共和国行政许可法》第四十四条."""
        return f"《{self.source}》{self.article}" if self.article else self.source


def _licensing(number: str, article: str, text_zh: str, note: str = "") -> Rule:
    return Rule(f"LAW-{number}", LICENSING, article, text_zh, note)


_ALL = (
    _licensing(
        "26-2",
        "第二十六条第二款",
        "依法由两个以上部门分别实施的，本级政府可以确定一个部门受理并转告有关部门统一办理，"
        "或者组织联合办理、集中办理。",
        "A case has one acceptance; each licensing body stays the author of its papers.",
    ),
    _licensing(
        "29",
        "第二十九条",
        "申请书格式文本不得含有与申请事项无直接关系的内容；除依法应当到场的外，可以委托代理人提出申请；"
        "可以信函、电子等方式提出。",
        "An agent is refused only where the item names a rule for coming in person.",
    ),
    _licensing(
        "30",
        "第三十条",
        "应当公示事项、依据、条件、程序、期限、全部材料目录和申请书示范文本；申请人要求说明的，应当说明。",
        "The guide sheet names every material that applies.",
    ),
    _licensing(
        "31",
        "第三十一条",
        "申请人对材料实质内容的真实性负责；行政机关不得要求提交与申请事项无关的材料。",
        "No material outside the published list without a recorded reason, marked for supervision.",
    ),
    _licensing(
        "32-1",
        "第三十二条第一款第一项",
        "依法不需要取得行政许可的，应当即时告知申请人不受理。",
    ),
    _licensing(
        "32-2",
        "第三十二条第一款第二项",
        "依法不属于本机关职权范围的，应当即时作出不予受理的决定，并告知向有关行政机关申请。",
        "The competent authority is a field that must be filled.",
    ),
    _licensing(
        "32-3",
        "第三十二条第一款第三项",
        "存在可以当场更正的错误的，应当允许申请人当场更正。",
        "`fixed` counts as passed; what was put right is recorded.",
    ),
    _licensing(
        "32-4",
        "第三十二条第一款第四项",
        "材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知需要补正的全部内容；逾期不告知的，"
        "自收到申请材料之日起即为受理。",
        "Five workdays from receipt; deemed accepted as of receipt.",
    ),
    _licensing(
        "32-5",
        "第三十二条第一款第五项",
        "属于职权范围，材料齐全、符合法定形式，或者已按要求提交全部补正材料的，应当受理。",
        "When every check passes there is no other way forward than to accept.",
    ),
    _licensing(
        "32-9",
        "第三十二条第二款",
        "受理或者不予受理，应当出具加盖本行政机关专用印章和注明日期的书面凭证。",
        "No verdict without a document; printed is not told.",
    ),
    _licensing(
        "33",
        "第三十三条",
        "应当建立和完善有关制度，推行电子政务，方便申请人采取数据电文等方式提出申请。",
        "What was filed online and taken over at a counter is one application, received once.",
    ),
    _licensing(
        "34-2",
        "第三十四条第二款",
        "申请材料齐全、符合法定形式，能够当场作出决定的，应当当场作出书面的行政许可决定。",
        "As far as the counter's authorisation goes; a second person decides unless it says otherwise.",
    ),
    _licensing(
        "37",
        "第三十七条",
        "不能当场作出决定的，应当在法定期限内按照规定程序作出决定。",
        "Of an accepted case, once; a late decision is one, and marked.",
    ),
    _licensing(
        "38-1",
        "第三十八条第一款",
        "申请符合法定条件、标准的，应当依法作出准予行政许可的书面决定。",
        "Nothing is granted while a deferred material is owed.",
    ),
    _licensing(
        "38-2",
        "第三十八条第二款",
        "不予行政许可的书面决定应当说明理由，并告知申请行政复议或者提起行政诉讼的权利。",
        "Facts, reasons, basis and remedies are never empty.",
    ),
    _licensing(
        "42-1",
        "第四十二条第一款",
        "自受理之日起二十日内作出决定；经本行政机关负责人批准可以延长十日，并告知理由。",
        "Workdays; once; before the due date.",
    ),
    _licensing(
        "42-2",
        "第四十二条第二款",
        "统一办理或者联合办理、集中办理的，不得超过四十五日；经本级人民政府负责人批准可以延长十五日，并告知理由。",
        "No licence to go past an item's own shorter limit.",
    ),
    _licensing(
        "44-1",
        "第四十四条",
        "应当自作出准予决定之日起十日内颁发、送达行政许可证件。",
        "A clock of its own.",
    ),
    _licensing(
        "45-1",
        "第四十五条",
        "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在期限内，并应当书面告知。",
        "First and last day are both excluded; a site check of the body itself stops nothing.",
    ),
    _licensing(
        "57",
        "第五十七条",
        "有数量限制、两个以上申请人均符合条件的，根据受理先后顺序作出决定。",
        "Order of acceptance to the second, with a sequence.",
    ),
    _licensing(
        "58",
        "第五十八条",
        "除法律、行政法规另有规定外，不得收取任何费用；提供申请书格式文本不得收费。",
        "A fee needs a legal basis in the catalogue.",
    ),
    _licensing(
        "82",
        "第八十二条",
        "本法规定的期限以工作日计算，不含法定节假日。",
        "A make-up Sunday is a workday.",
    ),
    Rule(
        "CC-201",
        CIVIL_CODE,
        "第二百零一条",
        "按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。",
    ),
    Rule(
        "CC-202",
        CIVIL_CODE,
        "第二百零二条",
        "按照年、月计算期间的，到期月的对应日为最后一日；没有对应日的，月末日为最后一日。",
    ),
    Rule(
        "CC-203",
        CIVIL_CODE,
        "第二百零三条",
        "期间的最后一日是法定休假日的，以法定休假日结束的次日为最后一日。",
        "Ordinary weekends roll too: no date is ever printed on a day off.",
    ),
    Rule(
        "RECON-20",
        "中华人民共和国行政复议法",
        "第二十条",
        "可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请。",
        "Natural days.",
    ),
    Rule(
        "LITIG-46",
        "中华人民共和国行政诉讼法",
        "第四十六条",
        "直接向人民法院提起诉讼的，应当自知道或者应当知道作出行政行为之日起六个月内提出。",
    ),
    Rule(
        "PIPL-28",
        "中华人民共和国个人信息保护法",
        "第二十八条",
        "敏感个人信息只有在具有特定目的和充分必要性并采取严格保护措施时方可处理。",
        "Photo and fingerprints of a card are not kept; no personal data in logs, names of files and codes.",
    ),
    Rule(
        "PIPL-47",
        "中华人民共和国个人信息保护法",
        "第四十七条",
        "保存期限届满或者处理目的已实现的，应当主动删除个人信息；法定保存期限未届满的除外。",
    ),
    Rule(
        "COMMIT-42",
        "国办发〔2020〕42号",
        "",
        "告知承诺制：申请人自主选择；书面告知内容、依据和责任；决定作出前可以撤回；事后核查。",
        "The commitment prints both parts and is signed by both.",
    ),
    Rule(
        "RATING-51",
        "国办发〔2019〕51号",
        "",
        "好差评：现场一次一评、线上一事一评；五级评价；差评全部回访；不得强迫或者干扰评价。",
    ),
    Rule(
        "DEFER-LOCAL",
        "容缺受理（地方规定）",
        "",
        "主要材料齐全且合法、仅缺列明的次要材料的，申请人书面承诺后先予受理；受理后期限照常计算。",
        "Only materials marked so; stops no clock; nothing ends by itself.",
    ),
    Rule(
        "GB-11643",
        "GB 11643-1999 公民身份号码",
        "",
        "18位：地址码6、出生日期8、顺序码3（奇男偶女）、校验码1。",
        "The address is a warning only.",
    ),
    Rule(
        "GB-32100",
        "GB 32100-2015 法人和其他组织统一社会信用代码编码规则",
        "",
        "18位，不用I、O、S、V、Z；第18位为校验码。",
        "The inner organisation code is a warning only.",
    ),
    Rule(
        "GB-39554",
        "GB/T 39554.1-2020 政务服务事项编码",
        "",
        "基本编码12位、实施编码31位、业务办理项编码33位。",
        "Opaque text but for the credit code and the basic code inside.",
    ),
)

RULES_BY_ID: dict[str, Rule] = {rule.id: rule for rule in _ALL}


def rule(rule_id: str) -> Rule:
    """The rule with this id; KeyError where none is registered (a bug: ids are written in code only)."""
    return RULES_BY_ID[rule_id]
