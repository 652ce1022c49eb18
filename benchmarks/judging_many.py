"""Judging many: the engine beside the same questions by hand in SQL and in pandas, in one run, turn by turn.

    .venv/bin/python benchmarks/judging_many.py [--size 100000 1000000 10000000] [--rounds 3] [--folder FOLDER]
    .venv/bin/python benchmarks/judging_many.py --size 1000000 --only sizes

Each contender is a process of its own, and they take turns, so that what else the machine does falls on all of them;
medians are shown. No ratio without equal answers: the counts, totals and findings of all three are compared row by row,
and those of the engine with judging one, on a sample of people. At the largest size the engine also runs on one thread.
At the end the real gifts with known answers (benchmarks/truth.py) and judging one (benchmarks/judging_one.py).

Limits: at most 1.5 times the hand-written SQL; ten million within 30 seconds and 6 GB on two processors; at least ten
times quicker than pandas. Ends with 1 when answers differ or a limit is not kept.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import truth
from agreement import differences, judged_one_by_one
from gifts import make
from machine import machine

HERE = Path(__file__).resolve().parent
CONTENDERS = ("hand", "engine", "pandas")
MOST_TIMES_HAND, LEAST_TIMES_PANDAS = 1.5, 10
LARGEST, SECONDS, GIGABYTES = 10_000_000, 30, 6


@dataclass(frozen=True)
class Run:
    """What one process took."""

    seconds: float
    processor: float
    megabytes: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, nargs="+", default=[100_000, 1_000_000, LARGEST])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the gifts are kept; otherwise they are made anew")
    parser.add_argument("--only", choices=["sizes", "truth", "one"])
    wishes = parser.parse_args()
    print(machine(), flush=True)
    parts = {"sizes": lambda: sizes_in(wishes), "truth": lambda: truth.run(truth.DATA), "one": judging_one}
    kept = [act() for name, act in parts.items() if wishes.only in (None, name)]
    print(machine())
    return max(kept)


def judging_one() -> int:
    return subprocess.run([sys.executable, HERE / "judging_one.py"]).returncode


def sizes_in(wishes: argparse.Namespace) -> int:
    """In the folder that was named, or in one that is gone afterwards."""
    if wishes.folder:
        wishes.folder.mkdir(parents=True, exist_ok=True)
        return sizes(wishes.folder, sorted(wishes.size), wishes.rounds)
    with tempfile.TemporaryDirectory(prefix="avow-gifts-") as folder:
        return sizes(Path(folder), sorted(wishes.size), wishes.rounds)


def sizes(folder: Path, counts: list[int], rounds: int) -> int:
    """Measure every size, then say which limits are kept."""
    kept, engine = [], {}
    print(f"{'':>12}  {'':<18}{'':>9}  {'':<24}{'':>10}{'peak':>9}{'times as long as':>20}")
    print(
        f"{'gifts':>12}  {'contender':<18}{'seconds':>9}  {'each run':<24}{'processor':>10}{'MB':>9}"
        f"{'by hand':>9}{'processor':>11}"
    )
    for count in counts:
        gifts = make(count, folder / f"gifts-{count}.parquet")
        medians = measure(gifts, count, folder / "answers", rounds, one_thread=count == counts[-1])
        wrong = compare(gifts, folder / "answers")
        print(f"{count:>12,}  answers: {'; '.join(wrong[:3]) if wrong else 'the same, also as judging one gives them'}")
        kept += [not wrong, *limits(count, medians)]
        engine[count] = medians["engine"].seconds
        shutil.rmtree(folder / "answers")
    for less, more in pairwise(counts):
        power = math.log(engine[more] / engine[less]) / math.log(more / less)
        print(
            f"growth from {less:,} to {more:,}: {engine[more] / engine[less]:.1f} times as long, a power of {power:.2f}"
        )
    return int(not all(kept))


def measure(gifts: Path, count: int, folder: Path, rounds: int, one_thread: bool) -> dict[str, Run]:
    """The median of each contender, all of them in turn, each time beginning with another."""
    ways = {name: (name, 2) for name in CONTENDERS} | ({"engine, one thread": ("engine", 1)} if one_thread else {})
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            contender, threads = ways[name]
            runs[name].append(run(contender, gifts, folder / contender, threads))
    medians = {name: middle(done) for name, done in runs.items()}
    for name, one in medians.items():
        each = " ".join(f"{done.seconds:.2f}" for done in runs[name])
        clock, used = one.seconds / medians["hand"].seconds, one.processor / medians["hand"].processor
        print(
            f"{count:>12,}  {name:<18}{one.seconds:>9.2f}  {each:<24}{one.processor:>10.2f}{one.megabytes:>9,.0f}"
            f"{clock:>9.2f}{used:>11.2f}",
            flush=True,
        )
    return medians


def middle(done: list[Run]) -> Run:
    """The median time, and the most memory."""
    return Run(
        median(one.seconds for one in done), median(one.processor for one in done), max(one.megabytes for one in done)
    )


def run(contender: str, gifts: Path, folder: Path, threads: int) -> Run:
    command = [sys.executable, HERE / "contenders.py", contender, gifts, folder, "--threads", str(threads)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{contender} failed on {gifts.name}:\n{done.stderr}")
    return Run(**json.loads(done.stdout))


def compare(gifts: Path, folder: Path) -> list[str]:
    """How the answers differ, between the three and from judging one."""
    found = [one for other in ("engine", "pandas") for one in differences(folder / "hand", folder / other)]
    return found + judged_one_by_one(gifts, folder / "engine", people=30)


def limits(count: int, medians: dict[str, Run]) -> list[bool]:
    """Say of each limit whether it is kept."""
    engine = medians["engine"]
    to_hand, of_pandas = engine.seconds / medians["hand"].seconds, medians["pandas"].seconds / engine.seconds
    said = []
    if count >= 1_000_000:
        said.append(
            (f"{to_hand:.2f} times the hand-written SQL, at most {MOST_TIMES_HAND}", to_hand <= MOST_TIMES_HAND)
        )
        said.append(
            (
                f"{of_pandas:.1f} times as quick as pandas, at least {LEAST_TIMES_PANDAS}",
                of_pandas >= LEAST_TIMES_PANDAS,
            )
        )
    if count >= LARGEST:
        memory = engine.megabytes / 1024
        said.append((f"{engine.seconds:.1f} seconds, at most {SECONDS}", engine.seconds <= SECONDS))
        said.append((f"{memory:.1f} GB at the most, at most {GIGABYTES}", memory <= GIGABYTES))
    for words, is_kept in said:
        print(f"{count:>12,}  {'kept' if is_kept else 'NOT kept'}: {words}")
    return [is_kept for _, is_kept in said]


if __name__ == "__main__":
    sys.exit(main())
