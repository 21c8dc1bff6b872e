"""The agencies, their money, and what they may fund."""

from polyfund.schema.scope import SCOPES
from polyfund.schema.table import SOURCE, Across, Choice, Column, Kind, Label, Table

KINDS = (
    Choice("central government", Label("central government", "中央政府")),
    Choice("provincial government", Label("provincial government", "省级政府")),
    Choice("prefecture government", Label("prefecture government", "州市政府")),
    Choice("county government", Label("county government", "县级政府")),
    Choice("paired province", Label("paired province", "对口帮扶省市")),
    Choice("state-owned enterprise", Label("state-owned enterprise", "国有企业")),
    Choice("mixed enterprise", Label("mixed enterprise", "混合所有制企业")),
    Choice("private enterprise", Label("private enterprise", "民营企业")),
    Choice("bank", Label("bank", "银行")),
    Choice("development bank", Label("development bank", "开发银行")),
    Choice("domestic NGO", Label("domestic NGO", "国内非政府组织")),
    Choice("international NGO", Label("international NGO", "国际非政府组织")),
    Choice("community organisation", Label("community organisation", "社区组织")),
    Choice("farmers' cooperative", Label("farmers' cooperative", "农民合作社")),
    Choice("residents", Label("residents", "居民")),
    Choice("university", Label("university", "高校")),
    Choice("other", Label("other", "其他")),
)

AGENCIES = Table(
    "agencies",
    Label("Agencies", "机构"),
    Label("One row for each body that gives money or work", "每个出资或出力的机构一行"),
    (
        Column(
            "agency",
            Label("agency", "机构"),
            Label("A name no other agency has; other sheets use it", "唯一名称，其他表以此引用"),
            required=True,
        ),
        Column("name_zh", Label("Chinese name", "中文名"), Label("Shown beside the name", "与名称并列显示")),
        Column(
            "kind",
            Label("kind", "类别"),
            Label("What sort of body it is; rules may name it", "机构类别，规则可引用"),
            Kind.CHOICE,
            required=True,
            choices=KINDS,
        ),
        Column(
            "staff_days",
            Label("staff days", "工作人员天数"),
            Label(
                "Days a year that its staff can spend; blank: no limit", "每年可用工作人员天数；空白：不限"
            ),
            Kind.NUMBER,
            Label("days per year", "天/年"),
            at_least=0,
            at_most=1e9,
            adds=True,
        ),
        Column(
            "staff_days_per_million",
            Label("staff days per million", "每百万所需天数"),
            Label("Days of its staff that a million takes", "每投入一百万所需的工作人员天数"),
            Kind.NUMBER,
            Label("days per million {currency}", "天/百万{currency}"),
            default=0,
            at_least=0,
            at_most=1e6,
        ),
        Column(
            "worth",
            Label("worth of one unit", "单位价值"),
            Label(
                "What one {currency} of its budget does on the ground: 1 for money, less or more "
                "where it is in kind or draws in other money",
                "其预算每一{currency}在当地的实际作用：现金为 1；实物或带动其他资金时可不同",
            ),
            Kind.NUMBER,
            default=1,
            above=0,
            at_most=1000,
        ),
        SOURCE,
    ),
    unique=("agency",),
    needed=True,
)

BUDGETS = Table(
    "budgets",
    Label("Budgets", "预算"),
    Label(
        "The money an agency has in a year for a sector, or for any", "机构每年用于某领域（或不限领域）的资金"
    ),
    (
        Column(
            "agency",
            Label("agency", "机构"),
            Label("Whose money it is", "资金所属机构"),
            Kind.REFERENCE,
            required=True,
            refers=("agencies.agency",),
        ),
        Column(
            "sector",
            Label("sector", "领域"),
            Label("What it is earmarked for; blank: any sector", "专项领域；空白：不限"),
            Kind.REFERENCE,
            refers=("programmes.sector",),
        ),
        Column(
            "year",
            Label("year", "年份"),
            Label("The year in which it becomes available", "可用年份"),
            Kind.INTEGER,
            required=True,
            at_least=1900,
            at_most=2200,
        ),
        Column(
            "amount",
            Label("amount", "金额"),
            Label("How much", "金额"),
            Kind.NUMBER,
            Label("million {currency}", "百万{currency}"),
            required=True,
            at_least=0,
            at_most=1e9,
            adds=True,
        ),
        Column(
            "transferable",
            Label("transferable share", "可统筹比例"),
            Label(
                "The share of this earmark that the agency may use for its other sectors "
                "(integration of funds)",
                "该专项可由本机构统筹用于其他领域的比例（资金整合）",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            default=0,
            at_least=0,
            at_most=1,
        ),
        Column(
            "carry_over",
            Label("carry-over years", "结转年数"),
            Label(
                "Money not spent may still be spent in this many following years", "未用资金可结转使用的年数"
            ),
            Kind.INTEGER,
            Label("years", "年"),
            default=0,
            at_least=0,
            at_most=100,
        ),
        SOURCE,
    ),
    unique=("agency", "sector", "year"),
    needed=True,
    side_by_side=(Across("year", "amount"), Across("sector", "amount")),
)

ELIGIBILITY = Table(
    "eligibility",
    Label("Eligibility", "资格"),
    Label(
        "What an agency may fund; rows add up. An agency without a row may fund all its budgets permit",
        "机构可资助的范围，各行累加；没有行的机构可资助其预算允许的一切",
    ),
    (
        Column(
            "agency",
            Label("agency or kind", "机构或类别"),
            Label("An agency, or a kind: all of that kind", "某机构，或某类别的全部机构"),
            Kind.REFERENCE,
            required=True,
            refers=("agencies.agency", "agencies.kind"),
        ),
        SCOPES["counties"].column(each=False),
        SCOPES["programmes"].column(each=False),
        SOURCE,
    ),
    unique=("agency", "counties", "programmes"),
)
