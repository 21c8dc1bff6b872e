"""Why a plan changed, as far as a case shows it: both plans judged on the same case.

For each move of :mod:`polyfund.studies.replan.difference`, the first of these that speaks:

    more      the last million lifts more people where it goes to in B than where it came from
              in A (see Outcomes.last_million; outside the plan it lifts nobody)
    mended    A breaks a demand on this case and B keeps it, and the move brings A nearer to it
    binding   a demand binds in B, and undoing the move would break it
    unseen    none: plans of equal worth differ by the tie-break or by what is not visible here

``mended`` is told beside ``more`` too. Demands are those of the rules and of the registers:
eligibility, budgets, needs, staff, management. Those that name most come first, for they say
most about the move. A reason shows that the move makes sense, not that nothing else would have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from polyfund.case.budget_lines import BudgetLine
from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.audit import Finding
from polyfund.evaluation.evaluation import Judgement
from polyfund.evaluation.funding import can_pay_more
from polyfund.evaluation.overspent import Spent, lines_by, spent_by
from polyfund.evaluation.quantities import Figures
from polyfund.rules import IN_FORCE, Demand
from polyfund.schema.scope import Scope
from polyfund.studies.replan.difference import Difference, Move, Spot
from polyfund.studies.replan.findings_index import Touching, scopes_of

NOTICED = 0.005  # persons per million: what is told to two decimals
HARDLY = 0.25  # of what moves: a mean over many counties moves by less, and asks for no single move

ROOMS = {room.TABLE.key: room for room in IN_FORCE}


@dataclass(frozen=True)
class Reason:
    """``lost`` and ``gained`` are persons that the last million lifts where the money came
    from in A, and where it goes to in B. ``mended`` are findings of A, ``binding`` of B."""

    lost: float
    gained: float
    mended: tuple[Finding, ...]
    binding: tuple[Finding, ...]

    @property
    def more(self) -> bool:
        return self.gained > self.lost + NOTICED

    @property
    def kind(self) -> str:
        """ "more", "mended", "binding" or "unseen"."""
        if self.more:
            return "more"
        return "mended" if self.mended else "binding" if self.binding else "unseen"


@dataclass(frozen=True)
class Why:
    """Both plans judged on one case."""

    case: Case
    difference: Difference
    before: Judgement
    after: Judgement

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each move, in their order."""
        return tuple(map(self._reason, self.difference.moves))

    def given_after(self, finding: Finding) -> float:
        """What B gives of what a finding of A is about."""
        if finding.cells:
            spent = self._spending.get(_agency(finding), {})
            return sum(spent.get(cell, 0.0) for cell in finding.cells)
        twin = self._found_after.get(_identity(finding))
        return twin.given if twin else 0.0

    def _reason(self, move: Move) -> Reason:
        before, after = self.before.figures, self.after.figures
        lost, gained = _lifts(before, move.agency, move.source), _lifts(after, move.agency, move.target)
        made, spots = Trial(before, move), [spot for spot in (move.source, move.target) if spot]
        mended = tuple(one for one in self._mended.of(move.agency, spots) if made.brings_nearer(one))
        if mended or gained > lost + NOTICED:
            return Reason(lost, gained, mended, ())
        undone = Trial(after, Move(move.agency, move.target, move.source, move.units))
        binding = self._binding.of(move.agency, spots)
        return Reason(lost, gained, (), tuple(one for one in binding if undone.breaks(one)))

    @cached_property
    def _found_after(self) -> dict[tuple[object, ...], Finding]:
        return {_identity(finding): finding for finding in self.after.audit.findings}

    @cached_property
    def _mended(self) -> Touching:
        """What A breaks and B keeps, at a price or not."""
        unmet = {
            key for finding in self.after.audit.findings if not finding.met for key in _identities(finding)
        }
        broken = (one for one in self.before.audit.findings if not one.met)
        return Touching(_by_names(one for one in broken if unmet.isdisjoint(_identities(one))))

    @cached_property
    def _binding(self) -> Touching:
        """What B keeps with nothing to spare; of budgets, those that could not pay for more."""
        kept = (one for one in self.after.audit.findings if one.met)
        binding = (one for one in kept if (one.binds if one.check != "budgets" else self._used_up(one)))
        return Touching(_by_names(binding))

    def _used_up(self, finding: Finding) -> bool:
        agency = _agency(finding)
        lines, spent = self._lines.get(agency, []), self._spending[agency]
        return not any(can_pay_more(lines, spent, cell) for cell in finding.cells)

    @cached_property
    def _lines(self) -> Mapping[str, list[BudgetLine]]:
        return lines_by(self.case)

    @cached_property
    def _spending(self) -> Spent:
        """Million that each agency spends in B by sector and year."""
        return spent_by(self.after.figures)


@dataclass(frozen=True)
class Trial:
    """A plan in which one move is made, and nothing else."""

    figures: Figures
    move: Move

    def brings_nearer(self, finding: Finding) -> bool:
        """Whether the move lessens a breach of the plan."""
        demand = finding.demand
        if demand is None:
            return self._beyond(finding) < 0
        given = self._given(finding, demand)
        return given is not None and demand.shortfall(given) < finding.gap * (1 - 1e-9)

    def breaks(self, finding: Finding) -> bool:
        """Whether the move breaks what binds in the plan."""
        demand = finding.demand
        if demand is None:
            return self._beyond(finding) > 0
        given = self._given(finding, demand)
        return given is not None and demand.shortfall(given) * finding.scale > finding.allowed

    def _beyond(self, finding: Finding) -> int:
        """1 where the move goes against a register, -1 where it goes with it, 0 where it does not matter."""
        inside = self._has(self.move.target, finding.scope) - self._has(self.move.source, finding.scope)
        return inside if finding.sense == "at most" else -inside

    def _touches(self, finding: Finding) -> bool:
        """Whether a finding speaks of one end."""
        ends = (self.move.source, self.move.target)
        return any(self._has(end, scope) for scope in scopes_of(finding) for end in ends)

    def _has(self, end: Spot | None, scope: Scope) -> bool:
        return end is not None and scope.has(
            agencies=self.move.agency, counties=end.county, programmes=end.programme, years=end.year
        )

    def _given(self, finding: Finding, demand: Demand) -> float | None:
        """What the plan gives with the move, money added up and people counted anew; None where
        the move hardly bears on the demand."""
        if not self._touches(finding):
            return None
        given = ROOMS[demand.rule].given
        if demand.counts == "persons":
            without, made = self._near
            return finding.given + float(given(made, demand) - given(without, demand)) / demand.scale
        moved = float(given(self._alone, demand))
        if abs(moved) < HARDLY * self.move.million:
            return None
        return finding.given + moved / demand.scale

    @cached_property
    def _alone(self) -> Figures:
        move = self.move
        ends = ((move.source, -move.million), (move.target, move.million))
        rows = [(move.agency, *end, amount) for end, amount in ends if end]
        return Figures(self.figures.case, pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), {})

    @cached_property
    def _near(self) -> tuple[Figures, Figures]:
        """What is given in the counties that bear on the same people, without the move and with it."""
        homes = {end.county for end in (self.move.source, self.move.target) if end}
        near = self.figures.within(frozenset().union(*map(self.figures.work.beside, homes)))
        made = pd.concat([near, self._alone.grants], ignore_index=True)
        return Figures(self.figures.case, near, {}), Figures(self.figures.case, made, {})


def _lifts(figures: Figures, agency: str, end: Spot | None) -> float:
    return figures.work.last_million(agency, *end) if end else 0.0


def _identity(finding: Finding) -> tuple[object, ...]:
    """The same for what is examined in both plans."""
    return finding.demand.key if finding.demand else (finding.check, finding.scope, finding.sense)


def _identities(finding: Finding) -> set[tuple[object, ...]]:
    """Of budgets, which the two plans may overspend in other company, one for each sector and year."""
    if finding.cells:
        return {(finding.check, _agency(finding), cell) for cell in finding.cells}
    return {_identity(finding)}


def _agency(finding: Finding) -> str:
    """Whose money a finding of budgets is about."""
    (agency,) = finding.scope.agencies or ("",)
    return agency


def _by_names(findings: Iterable[Finding]) -> list[Finding]:
    """Those that name most of agency, county, programme and year first."""

    def unnamed(finding: Finding) -> int:
        scope = finding.scope
        return (scope.agencies, scope.counties, scope.programmes, scope.years).count(None)

    return sorted(findings, key=unnamed)
