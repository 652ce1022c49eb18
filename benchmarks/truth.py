"""Real gifts with known right answers through `avow judge`: are they the very same, and how long does it take?

    .venv/bin/python benchmarks/truth.py [--data FOLDER]

The folder holds gifts-california and gifts-openpayments; without it this part says so and is skipped. Single gifts of
more than 200.00 (5.1) row by row, and of each person and party above 200.00 in twelve months (5.2): which they are, the
first day, the sum on it, the largest sum and its day. Ends with 1 when an answer differs.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "avow" / "policy" / "packs" / "corporate"
DATA = ROOT.parent / "shared" / "data"
NATURES = {"Food and Beverage", "Gift", "Entertainment", "Travel and Lodging"}
TESTS = ["customary", "modest", "lawful", "employer_allows"]
SAID = ["is_partner=true", "is_favour=false", *(f"{of}{name}=false" for name in TESTS for of in ("", "found_"))]


@dataclass(frozen=True)
class Real:
    """A file of real gifts, how its columns are called, and where its right answers are."""

    name: str
    file: str
    truth: str
    person: str
    party: str
    maps: tuple[str, ...]
    row: str = ""  # the column that names the row in the answers for single gifts; empty: there are none to compare
    as_written: bool = True


CALIFORNIA = ("person=filer", "other_side=sourceName", "on=date")
OPEN = ("person=physician_profile_id", "party_group=payer_id", "other_side=payer_name", "on=date", "amount=amount_usd")
REAL = [
    Real("California, gross", "gifts-california/calmatters_gifts.csv", "gifts-california/calmatters_gross",
         "filer", "sourceName", CALIFORNIA, "source_row"),
    Real("California, net", "gifts-california/calmatters_gifts.csv", "gifts-california/calmatters_net",
         "filer", "sourceName", (*CALIFORNIA, "paid_back=reimbursedAmount")),
    Real("Open Payments", "gifts-openpayments/openpayments.csv", "gifts-openpayments/openpayments",
         "physician_profile_id", "payer_id", OPEN, "record_id", as_written=False),
]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    return run(parser.parse_args().data)


def run(data: Path) -> int:
    """Compare all there are; 1 when an answer differs."""
    wrong = 0
    print("Real gifts through `avow judge`, held to the known right answers")
    for real in REAL:
        if not (data / real.file).exists():
            print(f"{real.name:<20} skipped: {real.file} is not in the folder of data that --data names")
            continue
        with tempfile.TemporaryDirectory(prefix="avow-truth-") as folder:
            wrong += compare(real, data, Path(folder))
    return int(wrong > 0)


def compare(real: Real, data: Path, folder: Path) -> int:
    """Judge one file, print how it went; how many answers differ."""
    rows = read(data / real.file)
    path = data / real.file
    if "nature" in rows[0]:
        rows = [row for row in rows if row["nature"] in NATURES]
        path = write(folder / "gifts.csv", rows)
    start = time.perf_counter()
    findings = judge(real, path, folder)
    seconds = time.perf_counter() - start
    wrong, singles = [], 0
    if real.row:
        expected = {row["row"] for row in read(data / f"{real.truth}_single_truth.csv")}
        found = {rows[one["row"] - 1][real.row] for one in findings if (one["clause"], one["rule"]) == ("5.1", "main")}
        singles = len(expected)
        wrong += [f"single gift {row}" for row in expected ^ found]
    answers, pairs = pairs_of(real, rows, findings), 0
    for row in read(data / f"{real.truth}_rolling_pairs_truth.csv"):
        if row["cal12_first_cross"]:
            pairs += 1
            known = (row["cal12_first_cross"], Decimal(row["cal12_sum_at_first_cross"]))
            known += (row["cal12_max_on"], Decimal(row["cal12_max_window_sum"]))
            pair = (row[real.person], row[real.party])
            if answers.pop(pair, None) != known:
                wrong.append(f"{pair}")
    wrong += [f"{pair} is in no answer" for pair in answers]
    said = "all the same" if not wrong else f"{len(wrong)} differ, first {wrong[0]}"
    print(
        f"{real.name:<20} {len(rows):>9,} rows {seconds:>6.1f} s   {singles:,} single, {pairs:,} pairs: {said}",
        flush=True,
    )
    return len(wrong)


def judge(real: Real, path: Path, folder: Path) -> list[dict]:
    """What the command finds, as it writes it."""
    pack, out = folder / "pack", folder / "findings.jsonl"
    shutil.copytree(PACK, pack)
    if real.as_written:
        policy = pack / "policy.toml"
        text = policy.read_text(encoding="utf-8")
        policy.write_text(
            text.replace('currency = "USD"', 'currency = "USD"\nsame_party = "as_written"'), encoding="utf-8"
        )
    words = [word for pair in real.maps for word in ("--map", pair)]
    words += [word for pair in SAID for word in ("--set", pair)]
    command = [ROOT / ".venv" / "bin" / "avow", "judge", path, "--policy", pack, "--kind", "gift_received"]
    done = subprocess.run(
        [*command, *words, "--require", "amount", "--out", out, "--json"], capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    with out.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def pairs_of(real: Real, rows: list[dict[str, str]], findings: list[dict]) -> dict:
    """For each person and party above the limit: the first day and its sum, the day of the largest sum and that sum."""
    by_pair = defaultdict(list)
    for one in findings:
        if one["clause"] == "5.2":
            row = rows[one["row"] - 1]
            by_pair[row[real.person], row[real.party]].append((one["on"], Decimal(one["values"]["same_direction_12m"])))
    found = {}
    for pair, sums in by_pair.items():
        largest = max(total for _, total in sums)
        found[pair] = (*min(sums), min(on for on, total in sums if total == largest), largest)
    return found


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    sys.exit(main())
