"""Rules: every demand of every rule, what it got, and what it costs."""

from __future__ import annotations

from polyfund.base.i18n import _, language
from polyfund.evaluation.audit import Finding
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.findings import Who, state
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.rules import IN_FORCE, Demand
from polyfund.rules.tables import PRICE, sense_words
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Rules", "规则"),
    Label(
        "What every rule asked and got, from which input cell, and what it costs in the first aim",
        "每条规则的要求与结果、对应的输入单元格及其对首要目标的代价",
    ),
)

STATE = 9  # its column, from 0


def write(page: Page, answer: Answer) -> None:
    found = [(finding, finding.demand) for finding in answer.audit.findings if finding.demand is not None]
    if found:
        write_list(page, "Rules", _fields(answer, found))
        _colour_states(page, len(found))
    else:
        page.put(0, 0, _("No rule asks anything in this case."), page.formats())
        page.sheet.set_column(0, 0, 60)
    page.finish(header_row=1 if found else None, header_column=1)


def _fields(answer: Answer, found: list[tuple[Finding, Demand]]) -> list[Field]:
    who = Who(answer.case)
    titles = {room.TABLE.key: room.TABLE.label[language()] for room in IN_FORCE}
    findings = [finding for finding, _demand in found]
    demands = [demand for _finding, demand in found]
    asking = {demand.rule for demand in demands}
    prices = [answer.demand_prices.get(demand.key) for demand in demands]
    return [
        Field(_("rule"), [titles[demand.rule] for demand in demands]),
        Field(_("input cell"), [str(finding.place) for finding in findings]),
        Field(_("it holds"), [finding.held for finding in findings], look.FIGURE),
        Field(_("who"), [who(demand) for demand in demands]),
        Field(_("sense"), [sense_words(demand.sense) for demand in demands]),
        Field(_("asked"), [finding.asked for finding in findings], look.FIGURE),
        Field(_("given"), [finding.given for finding in findings], look.FIGURE),
        Field(_("broken by"), [finding.gap if not finding.met else 0.0 for finding in findings], look.FIGURE),
        Field(_("unit"), [answer.case.unit(finding.unit) for finding in findings]),
        Field(_("state"), [state(finding) for finding in findings]),
        Field(
            _("price"),
            prices,
            look.PRICE,
            _("first aim, per unit"),
            "\n".join(
                f"{room.TABLE.label[language()]}: {room.PRICE_MEANS[language()]}"
                for room in IN_FORCE
                if room.PRICE_MEANS and room.TABLE.key in asking
            ),
        ),
        Field(
            _("price of breaking it"),
            [demand.price for demand in demands],
            look.PRICE,
            _("first aim, per unit"),
            PRICE.meaning[language()],
        ),
    ]


def _colour_states(page: Page, count: int) -> None:
    """Binding rules stand out, broken ones more."""
    for word, colours in (
        (_("binding"), {"bg_color": look.AMBER_PALE}),
        (_("broken at its price"), {"bg_color": look.RED_PALE}),
        (_("broken"), {"bg_color": look.RED, "font_color": look.WHITE}),
    ):
        equal = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
        condition = equal | {"format": page.formats.change(**colours)}
        page.sheet.conditional_format(2, STATE, 1 + count, STATE, condition)
