"""The plan and the ways of spending that it is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from polyfund.evaluation.audit import Audit, Finding
from polyfund.evaluation.utility import Reached


@dataclass(frozen=True)
class Way(Reached):
    """A way of spending with its audit; ``key``: see polyfund.studies.compare.baselines, or "plan"."""

    audit: Audit
    key: str

    @cached_property
    def broken(self) -> dict[str, list[Finding]]:
        """What a plan must not break and this way does, by check in the order of the audit, the
        worst first."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in sorted(self.audit.broken, key=lambda one: -one.gap * one.scale):
            found[finding.check].append(finding)
        order = dict.fromkeys(finding.check for finding in self.audit.broken)
        return {check: found[check] for check in order}


@dataclass(frozen=True)
class Compared:
    """The ways of spending that were worked out, in their order and the plan last; and why the
    others were not, by key: the case has "none", they were not "asked", came too "late", or the
    solver "failed"."""

    ways: tuple[Way, ...]
    missing: Mapping[str, str]
