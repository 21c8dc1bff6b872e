"""Run log: what is on record about the run, as run.json has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from polyfund.base.i18n import _, language
from polyfund.planning.answer import Answer
from polyfund.reading.plans import recorded
from polyfund.report.lists import Field, write_list
from polyfund.report.record import run_record
from polyfund.report.sheet_writer import Page, Sheet

SHEET = Sheet(recorded.LOG.label, recorded.LOG.meaning)


def write(page: Page, answer: Answer) -> None:
    entries = list(_flat(run_record(answer)))
    values = [value for _key, value in entries]
    key, meaning, value = (column.label[language()] for column in recorded.LOG.columns)
    write_list(
        page,
        "RunLog",
        [
            Field(key, [name for name, _value in entries]),
            Field(meaning, [_words(name) for name, _value in entries]),
            Field(value, values, widest=70),
        ],
    )
    page.finish(header_row=1)


def _flat(record: Any, name: str = "") -> Iterator[tuple[str, str | float]]:
    """The entries by dotted key; lists count from 1."""
    if isinstance(record, Mapping):
        for key, value in record.items():
            yield from _flat(value, f"{name}.{key}" if name else key)
    elif isinstance(record, list):
        for number, value in enumerate(record, start=1):
            yield from _flat(value, f"{name}.{number}")
    else:
        yield name, str(record).lower() if isinstance(record, bool) else record


def _words(name: str) -> str:
    """What an entry means; blank where its key says it."""
    first, *_middle, last = name.split(".") if "." in name else (name, name)
    words = {
        "status": _("how the solver ended"),
        "input.name": _("name of the input"),
        "input.sha256": _("fingerprint of the input (SHA-256)"),
        "priority": _("priority of the aim"),
        "aim": _("the aim"),
        "value": _("value that the solver reached"),
        "bound": _("certified: no plan as good on the aims before can do better"),
        "published": _("value of the plan as published"),
        "on_its_own": _("what no plan passes, whatever the other aims come to"),
        "gap": _("relative gap between value and bound"),
        "proof": _("who vouches for the bound"),
        "primal_violation": _("largest relative breach of a row, before rounding"),
        "dual_violation": _("largest relative error of the proof"),
        "slack": _("share that later aims may give up"),
        "iterations": _("steps of the solver"),
        "plan.grants": _("grants given"),
        "plan.money": _("money given (million)"),
        "plan.people_lifted": _("people lifted (persons)"),
        "plan.staff_days": _("staff days of the agencies"),
        "plan.cost_of_broken_soft_demands": _("cost of broken soft demands"),
        "passes": _("whether the audit passes"),
        "examined": _("demands examined"),
        "broken": _("demands broken"),
        "program.grants": _("grants that could be given"),
        "rows": _("rows of the program"),
        "columns": _("columns of the program"),
        "nonzeros": _("nonzeros of the program"),
        "seconds": _("seconds"),
    }
    by_first = {
        "seconds": _("seconds"),
        "versions": _("version"),
        "warnings": _("noticed in the input, need not be wrong"),
    }
    if ".gave_up." in name:
        return _("what this aim took from the one of that priority, within its slack")
    return words.get(name) or words.get(last) or by_first.get(first, "")
