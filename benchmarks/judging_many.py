"""Judging many: the engine beside the same questions by hand in SQL and in pandas, in one run, turn by turn.

    .venv/bin/python benchmarks/judging_many.py [--size 100000 1000000 10000000] [--rounds 3] [--folder FOLDER]
    .venv/bin/python benchmarks/judging_many.py --size 1000000 --only sizes
    .venv/bin/python benchmarks/judging_many.py --write docs/measured.md

Each contender is a process of its own, and they take turns, so that what else the machine does falls on all of them;
medians are shown. No ratio without equal answers: the counts, totals and findings of all three are compared row by row,
and those of the engine with judging one, on a sample of people. At the largest size the engine also runs once on one
thread. At the end the real gifts with known answers (benchmarks/truth.py) and judging one (benchmarks/judging_one.py).
With --write, what was printed takes the place of what stands in that page from the last time.

Limits: at most 1.5 times the hand-written SQL; ten million within 30 seconds and 6 GB on two processors; at least ten
times quicker than pandas. Ends with 1 when answers differ or a limit is not kept.
"""

import argparse
import contextlib
import io
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
    parser.add_argument("--write", type=Path, help="a page with a block of the last results")
    wishes = parser.parse_args()
    printed = Printed()
    with contextlib.redirect_stdout(printed):
        status = measure_all(wishes)
    if wishes.write:
        renew(wishes.write, printed.text)
    return status


class Printed(io.TextIOBase):
    """What is printed, kept as well."""

    def __init__(self) -> None:
        self.text, self.shown = "", sys.stdout

    def write(self, text: str) -> int:
        self.text += text
        return self.shown.write(text)

    def flush(self) -> None:
        self.shown.flush()


def renew(page: Path, results: str) -> None:
    """Put the results where the page has those of the last time: its block that begins with ```text."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition("```text\n")
    after = rest.partition("```\n")[2]
    page.write_text(f"{before}```text\n{results}```\n{after}", encoding="utf-8")


def measure_all(wishes: argparse.Namespace) -> int:
    print(machine(), flush=True)
    parts = {"sizes": lambda: sizes_in(wishes), "truth": lambda: truth.run(truth.DATA), "one": judging_one}
    status = 0
    for name, act in parts.items():
        if wishes.only in (None, name):
            status = max(status, act())
            print(flush=True)
    print(f"at the end: {machine()}")
    return status


def judging_one() -> int:
    done = subprocess.run([sys.executable, HERE / "judging_one.py"], capture_output=True, text=True)
    print(done.stdout + done.stderr, end="", flush=True)
    return done.returncode


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
    """The median of each contender, all of them in turn, each time beginning with another; on one thread once."""
    runs: dict[str, list[Run]] = {name: [] for name in CONTENDERS}
    for turn in range(rounds):
        first = turn % len(CONTENDERS)
        for name in CONTENDERS[first:] + CONTENDERS[:first]:
            runs[name].append(run(name, gifts, folder / name, threads=2))
    if one_thread:
        runs["engine, one thread"] = [run("engine", gifts, folder / "engine", threads=1)]
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
    found = differences(folder / "hand", folder / "engine", folder / "pandas")
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
