"""Kills ``polyfund solve`` at random moments, again and again, and looks at what it leaves.

    python -m benchmarks.kills --seed 1 --runs 60

One folder, an input that changes with each run, so that the plans of two runs never have the same
bytes. Half of the runs are ended at a moment drawn from the whole run, half within the fifth of a
second after a draft folder has appeared; by SIGKILL, SIGTERM or SIGINT. After each

    the folder holds the complete run of before or the complete one of now: plan.csv gives the money, and
    plan.xlsx names the input, that the record beside them does; or what is half moved says that it is,
    and is settled by the next run;
    SIGTERM and SIGINT leave no draft, end with 143 and 130 (0 where all was done), and without a traceback.

Not on Windows.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import click

from polyfund.base.files import LEFT
from polyfund.run import read_case

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2017\n",
    "counties": "county,population,poor persons\nEast,1000,100\nWest,1000,300\n",
    "agencies": "agency,kind\nProvince,provincial government\n",
    "programmes": "programme,sector,persons lifted per million\nroads,infrastructure,10\n",
    "needs": "county,programme,need\nEast,roads,8\nWest,roads,40\n",
}
ENDINGS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
AFTER_DRAFT = 0.2  # seconds
COMMAND = (sys.executable, "-m", "polyfund", "solve", "case", "--out", "out")
FILES = {"plan.xlsx", "plan.csv", "run.json"}


class Left(Exception):
    """A run left what it must not leave."""


def write_case(folder: Path, number: int) -> str:
    """An input in which all of a budget of ``number`` thousandths more is given; its SHA-256."""
    case = folder / "case"
    case.mkdir(exist_ok=True)
    budgets = f"agency,year,amount\nProvince,2016,{10 + number / 1000}\nProvince,2017,10\n"
    for name, text in (CASE | {"budgets": budgets}).items():
        (case / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_case(case).sha256


def standing(out: Path) -> tuple[str, float] | None:
    """The input and the money of the run that stands in the folder, None where there is none.

    Raises: Left, where its files are not those of one run.
    """
    names = {path.name for path in out.iterdir() if not path.name.startswith(".")} if out.exists() else set()
    if "run.json" not in names:
        if names and not list(out.glob(f"{LEFT}*")):
            raise Left(f"{names} without a record, and nothing that says so")
        return None
    if names != FILES:
        raise Left(f"a record with {names}")
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    lines = (out / "plan.csv").read_text(encoding="utf-8").splitlines()[1:]
    money = sum(float(line.split(",")[-1]) for line in lines)
    if abs(money - record["plan"]["money"]) > 1e-9:
        raise Left(f"plan.csv gives {money}, run.json says {record['plan']['money']}")
    if record["input"]["sha256"].encode() not in _strings(out / "plan.xlsx"):
        raise Left("plan.xlsx is of another input than run.json")
    return record["input"]["sha256"], money


def _strings(path: Path) -> bytes:
    from zipfile import ZipFile

    with ZipFile(path) as book:
        return book.read("xl/sharedStrings.xml")


def ended(
    folder: Path, ending: signal.Signals, dice: random.Random, whole: float, soon: bool
) -> tuple[int, str]:
    """Start a run, end it at a random moment; its exit code and error stream."""
    process = subprocess.Popen(
        COMMAND, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    started, wait = monotonic(), dice.uniform(0, AFTER_DRAFT if soon else whole)
    if soon:  # the second draft is that of the plan; the first only tries whether one can be made
        drafts: set[Path] = set()
        while process.poll() is None and len(drafts) < 2 and monotonic() - started < 10 * whole:
            drafts |= set((folder / "out").glob(f"{LEFT}draft-*"))
            sleep(0.002)
    sleep(wait)
    process.send_signal(ending)
    _out, err = process.communicate()
    return process.returncode, err


def check(ending: signal.Signals, code: int, err: str, out: Path) -> None:
    """Raises: Left."""
    if "Traceback" in err or "Exception ignored" in err or "defect" in err:
        raise Left(err)
    if ending is not signal.SIGKILL:
        if code not in (0, 128 + ending, -ending):  # -: before Python had begun
            raise Left(f"{ending.name} ended with {code}: {err}")
        if out.exists() and list(out.glob(f"{LEFT}*")):
            raise Left(f"{ending.name} left {list(out.glob(f'{LEFT}*'))}")


def kills(seed: int, runs: int, folder: Path) -> Iterator[str]:
    """What each run came to. Raises: Left."""
    dice, out = random.Random(seed), folder / "out"
    write_case(folder, 0)
    started = monotonic()
    subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
    whole = monotonic() - started
    before = standing(out)
    for number in range(1, runs + 1):
        now, ending, soon = write_case(folder, number), dice.choice(ENDINGS), bool(number % 2)
        code, err = ended(folder, ending, dice, whole, soon)
        try:
            check(ending, code, err, out)
            found = standing(out)
            told = "half moved" if found is None else "new" if found[0] == now else "old"
            if told == "old" and found != before:
                raise Left(f"neither the run before nor this one: {found}")
        except Left as left:
            raise Left(f"seed {seed}, run {number}, {ending.name}: {left}") from None
        if number % 10 == 0 or told == "half moved":  # the next run ends well, and cleans up
            subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True)
            found = standing(out)
            if found is None or found[0] != now or list(out.glob(".*")):
                raise Left(f"seed {seed}, run {number}: not settled by the next")
        before = found
        yield f"{ending.name}, {told}"


@click.command()
@click.option("--seed", default=1, show_default=True)
@click.option("--runs", default=60, show_default=True)
def main(seed: int, runs: int) -> None:
    counts = Counter[str]()
    with TemporaryDirectory() as folder:
        for number, what in enumerate(kills(seed, runs, Path(folder)), start=1):
            click.echo(f"{number} {what}", err=True)
            counts[what] += 1
    for what, count in sorted(counts.items()):
        click.echo(f"{what}: {count}")


if __name__ == "__main__":
    main()
