"""Settings of the whole case, and the aims in their order."""

from polyfund.schema.scope import scope_columns
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table

NO_YES = (Choice("no", Label("no", "否")), Choice("yes", Label("yes", "是")))

SETTINGS = Table(
    "settings",
    Label("Settings", "设置"),
    Label("What holds for the whole case: one setting a row", "适用于整个方案的设置：每行一项"),
    (
        Column(
            "title",
            Label("title", "标题"),
            Label("Heads the plan and the report", "显示在方案与报告的开头"),
            default="Plan",
        ),
        Column(
            "currency",
            Label("currency", "货币"),
            Label("The word for the money unit", "货币单位的名称"),
            default="yuan",
        ),
        Column(
            "first_year",
            Label("first year", "起始年份"),
            Label("The first year in which money is given", "开始投入资金的年份"),
            Kind.INTEGER,
            required=True,
            at_least=1900,
            at_most=2200,
        ),
        Column(
            "last_year",
            Label("last year", "结束年份"),
            Label("The last year in which money is given", "投入资金的最后年份"),
            Kind.INTEGER,
            required=True,
            at_least=1900,
            at_most=2200,
        ),
        Column(
            "spent_year",
            Label("spent until", "已支出至"),
            Label(
                "The last year whose money is spent as the sheet Previous plan says; blank: nothing is spent yet",
                "资金已按“原方案”支出的最后年份；空白：尚未支出",
            ),
            Kind.INTEGER,
            at_least=1900,
            at_most=2200,
        ),
        Column(
            "time_limit",
            Label("time limit", "时间上限"),
            Label("The solver stops after so many seconds", "求解器运行的最长时间"),
            Kind.NUMBER,
            Label("seconds", "秒"),
            default=600,
            at_least=0.001,
            at_most=604800,
        ),
        Column(
            "accepted_gap",
            Label("accepted gap", "可接受差距"),
            Label(
                "Where a rule makes the program one of whole choices (Minimum grants, Joint funded whole, "
                "Balance of people lifted, increasing returns), the search stops when no plan can be better than this share",
                "若规则要求整数选择（最低拨款、整体资助的联合项目、脱贫人数均衡、递增回报），当任何方案的改进都不超过此比例时停止搜索",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            default=0.001,
            at_least=0,
            at_most=1,
        ),
        Column(
            "increasing_returns",
            Label("increasing returns allowed", "允许递增回报"),
            Label(
                "Whether a later tier may do more per million than an earlier one; "
                "the plan is then one of whole choices, and takes longer",
                "后一档每百万的效果可否高于前一档；若可，方案须作整数取舍，求解较慢",
            ),
            Kind.CHOICE,
            default="no",
            choices=NO_YES,
        ),
        Column(
            "count_after",
            Label("count effects after the last year", "计入结束年份之后的效果"),
            Label(
                "Whether people lifted after the last year, by money given before its end, count",
                "期内投入的资金在结束年份之后产生的脱贫效果是否计入",
            ),
            Kind.CHOICE,
            default="yes",
            choices=NO_YES,
        ),
    ),
    needed=True,
    record=True,
)

MEASURES = (
    Choice("people_lifted", Label("people lifted", "脱贫人数")),
    Choice("need_weighted", Label("people lifted weighted by need", "按需要加权的脱贫人数")),
    Choice("years_out", Label("years out of poverty", "脱贫人年")),
    Choice("worst_coverage", Label("worst county's coverage of needs", "最差县的需求覆盖率")),
    Choice("worst_lifted", Label("worst county's share of poor lifted", "最差县的脱贫比例")),
    Choice("leximin_counties", Label("worst-off counties first", "逐一优先最差的县")),
    Choice("leximin_prefectures", Label("worst-off prefectures first", "逐一优先最差的州市")),
    Choice("spread", Label("spread between counties", "县际差距")),
    Choice("target_shortfall", Label("shortfall of targets", "脱贫目标缺口")),
    Choice("soft_cost", Label("cost of broken soft demands", "软性要求的违约代价")),
    Choice("money_used", Label("money used", "使用资金")),
    Choice("staff_days", Label("staff days", "工作人员天数")),
    Choice("change", Label("change from the previous plan", "与原方案的变动")),
    Choice("least_satisfied", Label("least satisfied agency", "最不满意的机构")),
)

AIMS = Table(
    "aims",
    Label("Aims", "目标"),
    Label(
        "What the plan is for, in order: an aim of a later priority only chooses among the plans "
        "that are best for the earlier ones. Aims of one priority are added by weight. "
        "Without a row: people lifted, then least money",
        "方案的目标及其次序：次级目标只在上级目标最优的方案中选择；同级目标按权重相加。"
        "若不填写：先使脱贫人数最多，再使资金最省",
    ),
    (
        Column(
            "priority",
            Label("priority", "优先级"),
            Label("1 comes first; equal numbers are added by weight", "1 最先；相同者按权重相加"),
            Kind.INTEGER,
            required=True,
            at_least=1,
            at_most=99,
        ),
        Column(
            "measure",
            Label("measure", "指标"),
            Label(
                "What is made most of (people, years, shares) or least of (spread, shortfall, cost, money, days, change)",
                "求最大（人数、人年、比例）或最小（差距、缺口、代价、资金、天数、变动）的指标",
            ),
            Kind.CHOICE,
            required=True,
            choices=MEASURES,
        ),
        *scope_columns(each=False),
        Column(
            "weight",
            Label("weight", "权重"),
            Label("Counts this many times beside others of its priority", "与同级目标相加时的倍数"),
            Kind.NUMBER,
            default=1,
            above=0,
            at_most=1e6,
        ),
        Column(
            "slack",
            Label("slack", "可让步比例"),
            Label(
                "The share of what this priority reaches that later ones may give up",
                "为后续目标可放弃的本级成果比例",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            default=0,
            at_least=0,
            at_most=1,
        ),
        SOURCE,
    ),
)
