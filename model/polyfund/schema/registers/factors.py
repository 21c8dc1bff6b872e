"""How a ministry would share its funds out by formula, to compare the plan with: it asks nothing."""

from polyfund.schema.table import SOURCE, Across, Choice, Column, Kind, Label, Table

FACTORS = (
    Choice("population", Label("population", "人口")),
    Choice("poor", Label("poor persons", "贫困人口")),
    Choice("incidence", Label("incidence", "贫困发生率")),
    Choice("income_gap", Label("income gap", "收入差距")),
)

FORMULA = Table(
    "formula",
    Label("Formula", "因素法公式"),
    Label(
        "Factors by which funds would be shared out over counties, as ministries do; the plan is compared "
        "with that. Without a row it is not",
        "按因素法在各县之间分配资金的因素与权重，仅用于与方案比较；不填写则不比较",
    ),
    (
        Column(
            "factor",
            Label("factor", "因素"),
            Label(
                "'population', 'poor persons', 'incidence' (poor persons among residents), 'income gap' (how far "
                "income per head lies below the highest of all counties), or a figure of the sheet County figures",
                "“人口”、“贫困人口”、“贫困发生率”（贫困人口占人口比例）、“收入差距”（人均收入低于各县最高者的数额），"
                "或“各县数据”表中的某项数据",
            ),
            Kind.REFERENCE,
            required=True,
            choices=FACTORS,
            refers=("county_figures.figure",),
        ),
        Column(
            "weight",
            Label("weight", "权重"),
            Label(
                "How much the factor counts beside the others; the weights need not add up to 1",
                "该因素相对于其他因素的权重；合计不必为 1",
            ),
            Kind.NUMBER,
            required=True,
            above=0,
            at_most=1e6,
        ),
        SOURCE,
    ),
    unique=("factor",),
)

COUNTY_FIGURES = Table(
    "county_figures",
    Label("County figures", "各县数据"),
    Label(
        "Figures that the sheet Counties does not have, such as area, for the sheet Formula: one row for each "
        "county and figure",
        "“县”表中没有而“因素法公式”用到的数据，如面积：每县每项数据一行",
    ),
    (
        Column(
            "county",
            Label("county", "县"),
            Label("Whose figure it is", "所属县"),
            Kind.REFERENCE,
            required=True,
            refers=("counties.county",),
        ),
        Column(
            "figure",
            Label("figure", "数据项"),
            Label("Its name, the same for all counties: area, for example", "名称，各县一致，如：面积"),
            required=True,
        ),
        Column(
            "value",
            Label("value", "数值"),
            Label("In any unit, the same for all counties", "单位不限，各县一致"),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1e12,
        ),
        SOURCE,
    ),
    unique=("county", "figure"),
    side_by_side=(Across("figure", "value"),),
)
