"""The programmes, how their effect saturates, and what each county needs of them."""

from polyfund.schema.table import SOURCE, Across, Column, Kind, Label, Table

EFFECT_UNIT = Label("persons per million {currency}", "人/百万{currency}")

PROGRAMMES = Table(
    "programmes",
    Label("Programmes", "项目"),
    Label("One row for each programme that money can go into", "每个可投入资金的项目一行"),
    (
        Column(
            "programme",
            Label("programme", "项目"),
            Label("A name no other programme has; other sheets use it", "唯一名称，其他表以此引用"),
            required=True,
        ),
        Column("name_zh", Label("Chinese name", "中文名"), Label("Shown beside the name", "与名称并列显示")),
        Column(
            "sector",
            Label("sector", "领域"),
            Label(
                "The fund it belongs to: infrastructure, education, industry, ...",
                "所属资金领域：基础设施、教育、产业……",
            ),
            required=True,
        ),
        Column(
            "effect",
            Label("persons lifted per million", "每百万脱贫人数"),
            Label("How many persons the first million lifts out of poverty", "最初每百万可使多少人脱贫"),
            Kind.NUMBER,
            EFFECT_UNIT,
            required=True,
            at_least=0,
            at_most=1e6,
        ),
        Column(
            "lag",
            Label("lag", "滞后年数"),
            Label("Years from the money to its effect", "从投入到见效的年数"),
            Kind.INTEGER,
            Label("years", "年"),
            default=0,
            at_least=0,
            at_most=30,
        ),
        Column(
            "management_days_per_million",
            Label("management days per million", "每百万管理天数"),
            Label("Days of the county's administration that a million takes", "每百万所需的县级管理天数"),
            Kind.NUMBER,
            Label("days per million {currency}", "天/百万{currency}"),
            default=0,
            at_least=0,
            at_most=1e6,
        ),
        SOURCE,
    ),
    unique=("programme",),
    needed=True,
)

RETURNS = Table(
    "returns",
    Label("Returns", "回报"),
    Label(
        "How the effect falls as the need is filled: tiers in order. A programme without a row "
        "has the same effect to the last yuan of the need",
        "效果随需求满足而递减：按档次排列；没有行的项目效果不变",
    ),
    (
        Column(
            "programme",
            Label("programme", "项目"),
            Label("Whose effect it is", "所属项目"),
            Kind.REFERENCE,
            required=True,
            refers=("programmes.programme",),
        ),
        Column(
            "county",
            Label("county", "县"),
            Label("Blank: all counties that have no rows of their own", "空白：所有没有单独填写的县"),
            Kind.REFERENCE,
            refers=("counties.county",),
        ),
        Column(
            "tier",
            Label("tier", "档次"),
            Label("1 is filled first", "从 1 开始依次填满"),
            Kind.INTEGER,
            required=True,
            at_least=1,
            at_most=100,
        ),
        Column(
            "share",
            Label("share of the need", "占需求比例"),
            Label(
                "How much of the need this tier takes; the tiers add up to 100 %",
                "本档占需求的比例；各档合计 100 %",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            required=True,
            above=0,
            at_most=1,
        ),
        Column(
            "factor",
            Label("factor on the effect", "效果系数"),
            Label(
                "The effect in this tier is the programme's effect times this",
                "本档效果等于项目效果乘以此系数",
            ),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1000,
        ),
        SOURCE,
    ),
    unique=("programme", "county", "tier"),
)

NEEDS = Table(
    "needs",
    Label("Needs", "需求"),
    Label(
        "What a county needs of a programme over all years; no row: it needs none",
        "各县对各项目的总需求；没有行则无需求",
    ),
    (
        Column(
            "county",
            Label("county", "县"),
            Label("Who needs it", "有需求的县"),
            Kind.REFERENCE,
            required=True,
            refers=("counties.county",),
        ),
        Column(
            "programme",
            Label("programme", "项目"),
            Label("What is needed", "所需项目"),
            Kind.REFERENCE,
            required=True,
            refers=("programmes.programme",),
        ),
        Column(
            "need",
            Label("need", "需求"),
            Label("The most money that can be of use here, over all years", "全期可发挥作用的最大资金"),
            Kind.NUMBER,
            Label("million {currency}", "百万{currency}"),
            required=True,
            at_least=0,
            at_most=1e9,
            adds=True,
        ),
        Column(
            "effect",
            Label("own effect", "本县效果"),
            Label(
                "Persons lifted per million here; blank: the programme's", "本县每百万脱贫人数；空白：按项目"
            ),
            Kind.NUMBER,
            EFFECT_UNIT,
            at_least=0,
            at_most=1e6,
        ),
        SOURCE,
    ),
    unique=("county", "programme"),
    needed=True,
    side_by_side=(Across("programme", "need", ("effect",)), Across("county", "need", ("effect",))),
)
