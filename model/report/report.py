"""What every sheet of the report needs: the answer, the workbook, and the case's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from model.answer.plan import Answer
from model.intake.case import Case
from model.intake.registers.who import KINDS
from model.intake.table import Label
from model.report.look import Looks
from model.report.sheet import Sheet
from model.words import _, language

KEYS = {"agencies": "agency", "counties": "county", "programmes": "programme"}


@dataclass
class Report:
    """One report in the language in use; sheets are made in the order in which they are asked for."""

    answer: Answer
    book: Any
    looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        self.looks = Looks(self.book)

    @property
    def case(self) -> Case:
        return self.answer.case

    def sheet(self, name: Label) -> Sheet:
        """The sheet of this name, made when it is not there yet."""
        page = self.book.get_worksheet_by_name(name[language()])
        return Sheet(page or self.book.add_worksheet(name[language()]), self.looks)

    def setting(self, key: str) -> str:
        """A setting in words; its default is translated."""
        value = str(self.case.settings[key])
        return _(value) if value == self.case.declared["settings"][key].default else value

    def unit(self, unit: Label) -> str:
        """A unit with the case's word for money in it."""
        return unit[language()].replace("{currency}", self.setting("currency"))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each agency, in words."""
        words = {choice.key: choice.label[language()] for choice in KINDS}
        return {
            agency: words[kind] for agency, kind in self.case.column("agencies", "agency", "kind").items()
        }

    @cached_property
    def prefectures(self) -> Mapping[str, str]:
        """The prefecture of each county that has one."""
        found = self.case.column("counties", "county", "prefecture")
        return {county: prefecture for county, prefecture in found.items() if prefecture}

    @cached_property
    def chinese(self) -> Mapping[str, Mapping[str, str]]:
        """By register: the Chinese name of each key that has one; empty where none has."""
        return {
            register: {key: name for key, name in self.case.column(register, column, "name_zh").items() if name}
            for register, column in KEYS.items()
        }

    @property
    def span(self) -> str:
        """The years of the plan."""
        first, last = self.case.years[0], self.case.years[-1]
        return str(first) if first == last else f"{first}-{last}"

    @property
    def later_years(self) -> tuple[int, ...]:
        """The years after the plan's last, in which its money still takes effect."""
        return self.case.outcome_years[len(self.case.years) :]
