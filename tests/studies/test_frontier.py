"""The frontier: by hand, against every vertex of small random programs, and when it is cut short."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from polyfund.base.files import CannotWrite
from polyfund.planning.infeasibility import Conflict
from polyfund.reading.plans.read_plan import read_plan
from polyfund.run import frontier, read_case, solve
from polyfund.solver.highs import Infeasible, SolverFailed
from polyfund.solver.lexicographic import Solved
from polyfund.solver.matrix import Matrix
from polyfund.solver.stages import solve_stages
from polyfund.studies.frontier import planner
from polyfund.studies.frontier.knee import given_up
from polyfund.studies.frontier.record import only_one
from polyfund.studies.frontier.search import Frontier
from tests.cases import case_of, write_case
from tests.studies.cases import TWO_COUNTIES, two_counties

BOTH = "people_lifted,worst_coverage"


def values(found: Frontier) -> list[tuple[float, ...]]:
    return [tuple(round(value, 4) for value in point.published) for point in found.points]


def test_two_counties_by_hand(tmp_path: Path) -> None:
    """The demands on coverage are 0, 0.125, 0.25, 0.375 and 0.5: see tests/studies/cases.py.

    Scaled to [0, 1], f = ((people - 224) / 16, c / 0.5): the middle point (0.75, 0.5) lies
    0.25 / sqrt(2) beyond the chord of the ends, its neighbours (0.875, 0.25) and (0.375, 0.75)
    half of that. A percentage point of coverage takes 0.08 million to East: 0.16 persons at a
    loss of 10 - 8 a million, 0.48 at one of 10 - 4.
    """
    found = frontier(two_counties(), BOTH, tmp_path, 5, 1)
    assert values(found) == [(240, 0), (238, 0.125), (236, 0.25), (230, 0.375), (224, 0.5)]
    assert [point.name for point in found.points] == ["01", "02", "03", "04", "05"]
    assert found.knee == 2
    assert given_up(found.scale, found.points) == [
        None,
        *(approx(step, abs=1e-4) for step in ((2, 0.125), (2, 0.125), (6, 0.125), (6, 0.125))),
    ]
    prices = [point.prices for point in found.points]
    assert (prices[0], prices[4]) == ((), ())
    assert (prices[1], prices[3]) == (approx((16,)), approx((48,)))  # persons for all of the coverage
    assert [point.money for point in found.points] == [24] * 5
    # East has 100 poor: 8, 16, 20 and 24 of them are lifted.
    assert [point.worst_share for point in found.points] == approx([0, 0.08, 0.16, 0.20, 0.24], abs=1e-6)


def test_the_ends_are_the_plans_of_solve(tmp_path: Path) -> None:
    frontier(two_counties(), BOTH, tmp_path, 3, 1)
    orders = {
        "01": "1,people lifted\n2,worst county's coverage of needs\n3,money used",
        "03": "1,worst county's coverage of needs\n2,people lifted\n3,money used",
    }
    for name, order in orders.items():
        case = two_counties(aims=f"priority,measure\n{order}")
        grants = read_plan(tmp_path / name / "plan.csv", case)
        assert grants.to_numpy().tolist() == solve(case).figures.grants.to_numpy().tolist()


def test_the_other_aims_of_the_case_come_after_those_named(tmp_path: Path) -> None:
    """West's 30 million for all of its 300 poor, East's 8 for 24: what is left of 100 is not given."""
    rich = "agency,year,amount\nProvince,2016,100"
    (only,) = frontier(two_counties(budgets=rich), "people_lifted,worst_lifted", tmp_path, 5, 1).points
    assert only.published == approx((340, 0.4))
    assert only.money == approx(38)


def test_three_aims_by_hand(tmp_path: Path) -> None:
    """Coverage c and money m make West's share m - 8 c, at least 40 c: m is 48 c at least.

    Demands on c are 0, 0.25, 0.5 and on money 24, 12, 0. Of (c, m) nothing meets (0.25, 0),
    (0.5, 12) and so (0.5, 0). With f = (people / 240, c / 0.5, 1 - m / 24) point 05, at
    (0.483, 0.5, 0.5), is nearest to (1, 1, 1): 0.88 against 1.00 of point 07.
    """
    told: list[str] = []
    found = frontier(two_counties(), f"{BOTH},money_used", tmp_path, 3, 1, told.append)
    assert dict(zip([point.name for point in found.points], values(found), strict=True)) == {
        "01": (240, 0, 24),
        "02": (120, 0, 12),
        "03": (0, 0, 0),
        "04": (236, 0.25, 24),
        "05": (116, 0.25, 12),
        "07": (224, 0.5, 24),
    }
    assert found.points[found.knee or 0].name == "05"
    assert [line[:8] for line in told if "good enough" in line] == ["Point 06", "Point 08"]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        # Nobody needs to give up anything for an aim that says the same.
        ("people_lifted,need_weighted", [(240, 240)]),
        # A million less is 10 persons less.
        ("people_lifted,money_used", [(240, 24), (120, 12), (0, 0)]),
        ("money_used,people_lifted", [(0, 0), (12, 120), (24, 240)]),
        # Spread is 100 x 300 / 400^2 of the distance between the counties' shares of poor lifted: 0.8
        # if all is West's. None if East's 8 million lift 0.4 and 12 in West as much. In between
        # (240 - 10 x) / 300 - (8 + 4 x) / 100 = 0.4 for x = 4.3636 in East: 240 - 4 - 6 (x - 2).
        ("people_lifted,spread", [(240, 0.15), (221.8182, 0.075), (160, 0)]),
    ],
)
def test_either_sense_of_an_aim(between: str, expected: list[tuple[float, ...]], tmp_path: Path) -> None:
    assert values(frontier(two_counties(), between, tmp_path, 3, 1)) == expected


# -- prices of soft demands ------------------------------------------------------------------

SOFT = "counties,at least / at most,amount,price\nWest,at least,24,5"


def test_prices_are_counted_in_their_aim_at_every_point(tmp_path: Path) -> None:
    """Each million that West lacks of 24 costs 5 persons, besides the 2 or 6 that moving it costs."""
    found = frontier(two_counties(limits=SOFT), BOTH, tmp_path, 5, 1)
    # 238 - 5, 236 - 10, 230 - 15, 224 - 20
    assert values(found) == [(240, 0), (233, 0.125), (226, 0.25), (215, 0.375), (204, 0.5)]
    assert [point.people for point in found.points] == approx([240, 238, 236, 230, 224], abs=1e-4)


def test_their_cost_may_be_an_aim_of_its_own(tmp_path: Path) -> None:
    """West's 24 million are asked for at 30 persons a million, but of all 40 East needs 8 first..."""
    soft = "counties,at least / at most,amount,price\nEast,at least,4,30"
    found = frontier(two_counties(limits=soft), "people_lifted,soft_cost", tmp_path, 3, 1)
    # East gets 0, 2, 4: what lacks of 4 costs 30 a million.
    assert values(found) == [(240, 120), (236, 60), (224, 0)]


# -- whole choices ---------------------------------------------------------------------------


def test_with_whole_choices_the_frontier_jumps(tmp_path: Path) -> None:
    """A grant to East is nothing or 2 million in a year at least: so c is 0 or 0.25 and more.

    The demands on c are 0, 0.1, 0.2, 0.3, 0.4 and 0.5: the second gives 0.25, and so does the third.
    """
    least = "agencies,counties,at least\nProvince,East,2"
    found = frontier(two_counties(minimum_grants=least), BOTH, tmp_path, 6, 1)
    assert [value for value in values(found) if value[1] < 0.26] == [(240, 0), (236, 0.25)]
    assert [point.name for point in found.points][:3] == ["01", "02", "04"]


# -- against every vertex --------------------------------------------------------------------

quarter = st.integers(1, 40).map(lambda number: number / 4)
county = st.tuples(quarter, quarter, st.sampled_from((0.25, 0.5)), st.sampled_from((0.25, 0.5, 1.0)))


def program(counties: list[tuple[float, ...]], budget: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """a @ x <= b, two tiers of money for each county and the level of coverage; the effects."""
    size = 2 * len(counties) + 1
    a, b = [*np.eye(size), *-np.eye(size)], [0.0] * size
    sides, effects = [1.0] * size, np.zeros(size)
    for number, (need, effect, share, factor) in enumerate(counties):
        first, second = 2 * number, 2 * number + 1
        sides[first], sides[second] = need * share, need * (1 - share)
        effects[first], effects[second] = effect, effect * factor
        row = np.zeros(size)
        row[[first, second, -1]] = -1, -1, need
        a.append(row)
        b.append(0.0)
    a.append(np.append(np.ones(size - 1), 0.0))
    return np.array(a), np.array([*sides, *b, budget]), effects


def vertices(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Every vertex of a @ x <= b: where as many rows as columns are tight and the others hold."""
    chosen = np.array(list(combinations(range(len(a)), a.shape[1])))
    square = a[chosen]
    regular = np.abs(np.linalg.det(square)) > 1e-9
    x = np.linalg.solve(square[regular], b[chosen[regular]][..., None])[..., 0]
    return x[np.all(x @ a.T <= b + 1e-9, axis=1)]


def most(people: np.ndarray, coverage: np.ndarray, least: float) -> float:
    """The upper hull of the vertices' (coverage, people) at ``least``: the best mix of two of them."""
    best = max(people[coverage >= least - 1e-9])
    for low, high in ((i, j) for i in range(len(people)) for j in range(len(people))):
        if coverage[low] < least <= coverage[high]:
            share = (least - coverage[low]) / (coverage[high] - coverage[low])
            best = max(best, (1 - share) * people[low] + share * people[high])
    return float(best)


@given(counties=st.lists(county, min_size=2, max_size=2), scarce=st.sampled_from((0.25, 0.5, 0.75)))
@settings(max_examples=8)
def test_every_point_is_the_best_of_all_vertices(counties: list[tuple[float, ...]], scarce: float) -> None:
    budget = scarce * sum(need for need, *_others in counties)
    a, b, effects = program(counties, budget)
    corners = vertices(a, b)
    people, coverage = corners @ effects, corners[:, -1]
    case = case_of(
        counties="county,population,poor persons\nA,9999,9000\nB,9999,9000",
        needs="county,programme,need,own effect\n"
        + "\n".join(f"{name},roads,{one[0]},{one[1]}" for name, one in zip("AB", counties, strict=True)),
        returns="programme,county,tier,share,factor\n"
        + "\n".join(
            f"roads,{name},1,{one[2]},1\nroads,{name},2,{1 - one[2]},{one[3]}"
            for name, one in zip("AB", counties, strict=True)
        ),
        budgets=f"agency,year,amount\nProvince,2016,{budget}",
    )
    with TemporaryDirectory() as folder:
        found = frontier(case, BOTH, Path(folder), 4, 1)
    high = max(coverage)
    low = max(coverage[people >= max(people) - 1e-6])
    assert found.points[0].values == approx((max(people), low), abs=1e-5)
    assert found.points[-1].values == approx((most(people, coverage, high), high), abs=1e-5)
    for point in found.points:
        assert point.values[0] == approx(most(people, coverage, point.values[1]), rel=1e-6)
    asked = [low + step / 3 * (high - low) for step in range(4)]
    if high - low > 1e-4:
        assert [point.values[1] for point in found.points] == approx(asked, abs=1e-5)
    for one, other in combinations(found.points, 2):
        assert one.values[0] > other.values[0] and one.values[1] < other.values[1]


# -- going on ---------------------------------------------------------------------------------


def heard(told: list[str]) -> dict[str, str]:
    """What was told of each point: found, standing there, or made anew and found."""
    ways = {"is found": "found", "stands there": "stands", "made anew": "anew"}
    return {
        line.split()[1]: way
        for line in reversed(told)
        for words, way in ways.items()
        if line.startswith("Point") and words in line
    }


def test_points_on_record_are_taken_over_and_stale_ones_are_not(tmp_path: Path) -> None:
    first = frontier(two_counties(), BOTH, tmp_path, 5, 1)
    for file in (tmp_path / "02").iterdir():
        file.unlink()
    record = tmp_path / "03" / "point.json"
    entry = json.loads(record.read_text(encoding="utf-8"))
    entry["made_from"]["input"] = "0" * 64
    record.write_text(json.dumps(entry), encoding="utf-8")
    with (tmp_path / "04" / "plan.csv").open("a", encoding="utf-8") as file:
        file.write("Province,East,roads,2016,1\n")
    told: list[str] = []
    again = frontier(two_counties(), BOTH, tmp_path, 5, 1, told.append)
    assert heard(told) == {"01": "stands", "02": "found", "03": "anew", "04": "anew", "05": "stands"}
    assert again.points == first.points
    told.clear()
    frontier(two_counties(), BOTH, tmp_path, 5, 1, told.append)
    assert set(heard(told).values()) == {"stands"}


@pytest.mark.parametrize(
    ("between", "tables"),
    [
        ("people_lifted,money_used", {}),  # other aims
        (BOTH, {"budgets": "agency,year,amount\nProvince,2016,24"}),  # another input
    ],
)
def test_nothing_is_taken_over_from_another_run(between: str, tables: dict[str, str], tmp_path: Path) -> None:
    given, folder = tmp_path / "case", tmp_path / "frontier"
    given.mkdir()
    frontier(read_case(write_case(given, **TWO_COUNTIES)), BOTH, folder, 3, 1)
    told: list[str] = []
    case = read_case(write_case(given, **TWO_COUNTIES | tables))
    frontier(case, between, folder, 3, 1, told.append)
    assert set(heard(told).values()) == {"anew"}


def test_a_folder_of_another_input_is_not_written_to(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (read_case(write_case(tmp_path / name, **TWO_COUNTIES)) for name in ("one", "two"))
    frontier(one, BOTH, tmp_path / "frontier", 3, 1)
    with pytest.raises(CannotWrite, match=r"made from another input, \.\./one"):
        frontier(two, BOTH, tmp_path / "frontier", 3, 1)


def test_a_second_one_in_the_same_folder_is_told_of_the_first(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(CannotWrite, match="another polyfund frontier is at work"):
        frontier(two_counties(), BOTH, tmp_path, 3, 1)


@pytest.mark.parametrize(
    ("key", "forged"),
    [
        ("people", 9e9),
        ("published", [9e9, 0.125]),
        ("values", [9e9, 0.125]),
        ("values", [238, 0.3]),
        ("bound", 9e9),
        ("worst_county", "West"),
        ("worst_share", 0.9),
        ("money", 1),
        ("grants", 9),
        ("prices", []),
        ("name", "09"),
        ("people", "many"),
        ("prices", [float("nan")]),
    ],
)
def test_a_forged_record_is_found_out_and_the_point_made_anew(
    key: str, forged: object, tmp_path: Path
) -> None:
    """Point 02 lifts 238 people by 24 million, and 8 of East's 100 poor."""
    first = frontier(two_counties(), BOTH, tmp_path, 5, 1)
    record = tmp_path / "02" / "point.json"
    entry = json.loads(record.read_text(encoding="utf-8"))
    entry["point"][key] = forged
    record.write_text(json.dumps(entry), encoding="utf-8")
    told: list[str] = []
    again = frontier(two_counties(), BOTH, tmp_path, 5, 1, told.append)
    assert again.points == first.points
    assert "Point 02: its plan does not come to what its record says; it is made anew" in told


@pytest.mark.parametrize("point", [None, [], 5, {"values": 5}])
def test_a_record_that_is_none_is_made_anew(point: object, tmp_path: Path) -> None:
    first = frontier(two_counties(), BOTH, tmp_path, 2, 1)
    record = tmp_path / "01" / "point.json"
    entry = json.loads(record.read_text(encoding="utf-8"))
    entry["point"] = entry["point"] | point if isinstance(point, dict) else point
    record.write_text(json.dumps(entry), encoding="utf-8")
    assert frontier(two_counties(), BOTH, tmp_path, 2, 1).points == first.points


def test_a_forged_plan_is_found_out_too(tmp_path: Path) -> None:
    """4 million more than there are, and a record with the right fingerprints."""
    first = frontier(two_counties(), BOTH, tmp_path, 5, 1)
    plan, record = tmp_path / "02" / "plan.csv", tmp_path / "02" / "point.json"
    entry = json.loads(record.read_text(encoding="utf-8"))
    with plan.open("a", encoding="utf-8") as file:
        file.write("Province,West,roads,2018,4\n")
    entry["files"]["plan.csv"] = sha256(plan.read_bytes()).hexdigest()
    record.write_text(json.dumps(entry), encoding="utf-8")
    assert frontier(two_counties(), BOTH, tmp_path, 5, 1).points == first.points


def test_what_is_found_is_kept_when_interrupted(tmp_path: Path) -> None:
    def stop(line: str) -> None:
        if line.startswith("Point 05"):
            (tmp_path / "02").mkdir()
            (tmp_path / "02" / ".polyfund-draft-0123abcd").mkdir()  # what a process had begun
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"kept \(01, 05\)\. Run the same command again to go on"):
        frontier(two_counties(), BOTH, tmp_path, 5, 1, stop)
    assert list((tmp_path / "02").iterdir()) == []
    told: list[str] = []
    frontier(two_counties(), BOTH, tmp_path, 5, 1, told.append)
    assert [name for name, way in heard(told).items() if way == "stands"] == ["05", "01"]


def test_folders_of_other_points_are_named(tmp_path: Path) -> None:
    frontier(two_counties(), BOTH, tmp_path, 4, 1)
    told: list[str] = []
    frontier(two_counties(), BOTH, tmp_path, 3, 1, told.append)
    assert told[-1].endswith("may be deleted: 04")


# -- what cannot be done -----------------------------------------------------------------------


def test_demands_that_conflict_are_told_as_by_solve(tmp_path: Path) -> None:
    """24 million are there, 25 are asked in West."""
    limits = "counties,at least / at most,amount\nWest,at least,25\n"
    with pytest.raises(Conflict):
        frontier(two_counties(limits=limits), BOTH, tmp_path, 3, 1)


def test_that_no_plan_is_good_enough_is_not_taken_on_anyones_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solver claims it of a demand that the other end shows to be within reach."""

    rows: list[int] = []  # of the programs, the ends' first: these have no demands

    def claim(matrix: Matrix, *arguments: Any) -> list[Solved]:
        rows.append(matrix.a.shape[0])
        if rows[-1] > rows[0]:
            raise Infeasible("a claim")
        return solve_stages(matrix, *arguments)

    monkeypatch.setattr(planner, "solve_stages", claim)
    with pytest.raises(SolverFailed, match=r"a plan may reach 0\.5"):
        frontier(two_counties(), BOTH, tmp_path, 3, 1)


@pytest.mark.slow
def test_in_several_processes_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    case = read_case(write_case(tmp_path / "case", **TWO_COUNTIES))
    one, two = (frontier(case, f"{BOTH},money_used", tmp_path / str(jobs), 3, jobs) for jobs in (1, 2))
    assert one.points == two.points
    for point in one.points:
        assert len({(tmp_path / jobs / point.name / "plan.csv").read_bytes() for jobs in "12"}) == 1
