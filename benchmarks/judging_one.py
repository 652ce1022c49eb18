"""How long judging one takes: the corporate pack against a person with 200 past disclosures, explanation included.

    .venv/bin/python benchmarks/judging_one.py [--runs 2000] [--limit-ms 5]

Warm, for every register kind, over records as benchmarks/gifts.py makes them: known and unknown, over and under.
`prepared` judges against a history made ready once, as a page does that shows several judgements; `not prepared` reads
the 200 rows in each time, as submitting does. Times are of the processor, so that a busy machine does not stretch them;
the clock's are beside them. Ends with 1 when a p99 of processor time exceeds the limit.
"""

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from agreement import facts
from gifts import tables
from machine import machine

PAST, PARTIES = 200, 12
KINDS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]
Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000, help="judgements of each kind, each way")
    parser.add_argument("--limit-ms", type=float, default=5.0)
    wishes = parser.parse_args()
    print(machine())
    print(
        f"{'judging one':<38}{'runs':>6}{'median':>9}{'p95':>8}{'p99':>8}{'worst':>8}{'p99, clock':>12}  milliseconds"
    )
    return int(any([measure(*way, wishes.runs, wishes.limit_ms) for way in ways()]))


def ways() -> list[tuple[str, Callable[[Row], Any], list[Row]]]:
    """What is measured: a name, the judging, and the records to judge in turn."""
    from avow.policy import find, history, judge, load

    pack = load(find("corporate"))
    records, past = people()
    ready = history(pack, past)
    found = []
    for kind in KINDS:
        of_kind = [row for row in records if row["kind"] == kind]

        def prepared(row: Row) -> Any:
            return judge(pack, row["facts"], on=row["on"], past=ready)

        def not_prepared(row: Row) -> Any:
            return judge(pack, row["facts"], on=row["on"], past=past)

        found.append((f"{kind}, prepared", prepared, of_kind))
        found.append((f"{kind}, not prepared", not_prepared, of_kind))
    return found


def people() -> tuple[list[Row], list[Row]]:
    """Records to judge, and one person's 200 earlier ones: two years of them, with a dozen parties."""
    chance = random.Random(7)
    rows = next(iter(tables(4_000))).to_pylist()
    for row in rows:
        given = {name: value for name, value in row.items() if value is not None}
        row["facts"] = {**facts(given), "person": "P0000007"}
        if "party_group" in row["facts"] or "other_side" in row["facts"]:
            row["facts"] |= {"party_group": f"G{chance.randrange(PARTIES):06}"}
    past = [
        {**row["facts"], "on": date(2025, 12, 31) - timedelta(days=chance.randrange(730))}
        for row in chance.sample(rows, PAST)
    ]
    for row in rows:
        row["on"] = date(2025, 12, 31) - timedelta(days=chance.randrange(90))
    return rows, past


def measure(name: str, act: Callable[[Row], Any], records: list[Row], runs: int, limit: float) -> bool:
    """Judge, print, and say whether the limit was exceeded."""
    for row in records[:50]:
        act(row)
    used, passed = [], []
    gc.collect()
    for run in range(runs):
        row = records[run % len(records)]
        clock, processor = time.perf_counter(), time.process_time()
        act(row)
        used.append((time.process_time() - processor) * 1000)
        passed.append((time.perf_counter() - clock) * 1000)
    used.sort()
    passed.sort()
    at = {share: used[min(runs - 1, int(runs * share))] for share in (0.5, 0.95, 0.99)}
    clock_99 = passed[min(runs - 1, int(runs * 0.99))]
    over = "  over the limit" if at[0.99] > limit else ""
    print(
        f"{name:<38}{runs:>6}{at[0.5]:>9.2f}{at[0.95]:>8.2f}{at[0.99]:>8.2f}{used[-1]:>8.2f}{clock_99:>12.2f}{over}",
        flush=True,
    )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
