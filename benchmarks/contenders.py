"""One contender in a process of its own: the same gifts, the same answers in three files, its time and its memory.

    .venv/bin/python benchmarks/contenders.py hand gifts.parquet folder [--threads 2]

`hand` is by_hand.sql, `pandas` is by_pandas.py, `engine` is avow.policy.many. Each writes counts, totals and findings
as Parquet. The clock runs from opening the file to the last answer written; starting Python, importing and loading the
pack are outside. Prints one line of JSON: seconds, processor seconds, peak memory in MB.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEMORY = "5GB"  # for the engine, of the 6 GB that the whole process may take
ANSWERS = {
    "counts": "SELECT clause, rule, fires, unknown",
    "totals": 'SELECT "row", clause, known, uncertain',
    "findings": 'SELECT "row", person, counterparty, "on", clause, rule, values',
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contender", choices=["hand", "pandas", "engine"])
    parser.add_argument("gifts", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    wishes = parser.parse_args()
    wishes.folder.mkdir(parents=True, exist_ok=True)
    act = {"hand": by_hand, "pandas": by_pandas, "engine": by_engine}[wishes.contender](wishes.threads)
    seconds, processor = time.perf_counter(), time.process_time()
    act(wishes.gifts, wishes.folder)
    made = {"seconds": time.perf_counter() - seconds, "processor": time.process_time() - processor}
    print(json.dumps({**made, "megabytes": peak()}))
    return 0


def peak() -> float:
    """The most memory that this process ever had, in MB; not that of the one that started it, which rusage has too."""
    told = Path("/proc/self/status")
    if told.exists():
        return next(int(line.split()[1]) for line in told.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def by_hand(threads: int) -> Callable[[Path, Path], None]:
    import duckdb

    text = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")

    def act(gifts: Path, folder: Path) -> None:
        connection = duckdb.connect(config={"threads": threads, "preserve_insertion_order": False})
        connection.execute(f"CREATE VIEW gifts AS FROM read_parquet('{gifts}')")
        connection.execute(text)
        for name, wanted in ANSWERS.items():
            connection.execute(f"COPY ({wanted} FROM {name}) TO '{folder / name}.parquet'")

    return act


def by_pandas(threads: int) -> Callable[[Path, Path], None]:
    import pyarrow

    pyarrow.set_cpu_count(threads)
    from by_pandas import answer

    def act(gifts: Path, folder: Path) -> None:
        found = answer(gifts)
        for name in ANSWERS:
            getattr(found, name).to_parquet(folder / f"{name}.parquet", index=False)

    return act


def by_engine(threads: int) -> Callable[[Path, Path], None]:
    import pandas  # noqa: F401  # which DuckDB imports, where it is installed, when it is given a table
    import pyarrow.dataset  # noqa: F401

    from avow.policy import find, load
    from avow.policy.many import Judging

    pack = load(find("corporate"))

    def act(gifts: Path, folder: Path) -> None:
        with Judging(memory=MEMORY, threads=threads, spill=folder, files=[gifts, folder]) as judging:
            judging.connection.execute(f"CREATE VIEW gifts AS FROM read_parquet('{gifts}')")
            judged = judging.judge(pack, "gifts")
            written = {"totals": judged.totals(), "findings": judged.findings()}
            for name, relation in written.items():
                relation.project(ANSWERS[name].removeprefix("SELECT ")).write_parquet(str(folder / f"{name}.parquet"))
            rows = [(one.clause, one.rule, one.fires, one.unknown) for one in judged.counts() if applies(pack, one)]
            judging.connection.execute(
                "CREATE TEMP TABLE counts(clause VARCHAR, rule VARCHAR, fires BIGINT, unknown BIGINT)"
            )
            judging.connection.executemany("INSERT INTO counts VALUES (?, ?, ?, ?)", rows)
            judging.connection.execute(f"COPY counts TO '{folder}/counts.parquet'")

    return act


def applies(pack: Any, count: Any) -> bool:
    """Whether the rule is for gifts or invitations at all."""
    rules = {rule.id: rule for rule in pack.clauses[count.clause].rules}
    return any(rules[count.rule].applies_to(kind) for kind, one in pack.kinds.items() if one.register_only)


if __name__ == "__main__":
    sys.exit(main())
