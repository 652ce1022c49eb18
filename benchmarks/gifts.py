"""Invented gifts and invitations, skewed as real registers are, written to one Parquet file.

    .venv/bin/python benchmarks/gifts.py 1000000 gifts.parquet

Ten years (2016 to 2025, thick in December, some entered late), people and givers by a power law, each person with a few
usual givers, givers in groups with subsidiaries. One giver in seven is not in the register and is typed in several
spellings. Amounts are log-normal with heaps at round numbers (exactly 200.00 among them); some are unknown, declined,
paid back in part or in whole, or entered twice on one day. All register kinds of the corporate pack, three countries.
Every yes or no that a form asks is sometimes left open. The same count and seed give the same file.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20260101
CHUNK = 1_000_000
FIRST, DAYS = date(2016, 1, 1), 3653
KINDS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]
STANDINGS = ["supplier", "customer", "competitor", "none"]
COUNTRIES = ["SE", "DE", "US"]
HEAPS = [1500, 2000, 2500, 3000, 5000, 7500, 10000, 15000, 20000, 25000, 50000]
FIRST_WORDS = ["Delta", "Norrström", "Álvarez", "Müller", "O'Neill", "Čapek"]
FIRST_WORDS += ["Brunnéus", "Stella", "Högfors", "Lindé", "Rhône", "Tatra"]
SECOND_WORDS = ["Bearings", "Steel", "Logistics", "Café", "Électrique", "Gjuteri"]
SECOND_WORDS += ["Freight", "Tools", "Chemie", "Paper", "Energy", "Labs"]
FORMS = ["AB", "GmbH", "S.A.", "Inc.", "Ltd"]


@dataclass
class World:
    """The people and givers that the gifts are drawn from."""

    people: np.ndarray
    givers: np.ndarray
    person_names: pa.Array
    person_country: np.ndarray
    group: np.ndarray  # by giver: place in group_names, -1 where the giver is not in the register
    group_names: pa.Array
    spellings: pa.Array  # four of each giver
    is_partner: np.ndarray
    standing: np.ndarray
    day_weights: np.ndarray


def make(count: int, path: Path, seed: int = SEED) -> Path:
    """Write `count` gifts to `path`, unless they are there already."""
    if path.exists():
        return path
    made = path.with_suffix(".making")
    writer = None
    for table in tables(count, seed):
        writer = writer or pq.ParquetWriter(made, table.schema, compression="snappy")
        writer.write_table(table, row_group_size=122_880)
    if writer is not None:
        writer.close()
    return made.rename(path)


def tables(count: int, seed: int = SEED) -> Iterator[pa.Table]:
    """The gifts in order of their number, a million at a time."""
    world = make_world(count, np.random.default_rng([seed, count]))
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        yield chunk(world, start, size, count, np.random.default_rng([seed, count, start + 1]))


def make_world(count: int, random: np.random.Generator) -> World:
    people, givers = max(10, count // 20), max(20, count // 100)
    numbers = np.arange(givers)
    head = np.where(random.random(givers) < 0.5, numbers, (numbers * random.random(givers)).astype(np.int64))
    group = np.where(random.random(givers) < 0.15, -1, head)
    weights = np.ones(DAYS)
    months = (np.datetime64(FIRST) + np.arange(DAYS)).astype("datetime64[M]").astype(int) % 12
    weights[months == 11] = 3.0
    return World(
        people=cumulated(people, 0.6),
        givers=cumulated(givers, 0.9),
        person_names=pa.array([f"P{number:07}" for number in range(people)]),
        person_country=np.searchsorted([50, 80], np.arange(people) * 7919 % 100, side="right"),
        group=group,
        group_names=pa.array([f"G{number:06}" for number in range(givers)]),
        spellings=pa.array([name for number in range(givers) for name in spelled(number)]),
        is_partner=random.random(givers) < 0.8,
        standing=random.choice(4, givers, p=[0.55, 0.25, 0.05, 0.15]),
        day_weights=np.cumsum(weights) / weights.sum(),
    )


def cumulated(count: int, power: float) -> np.ndarray:
    """The running share of ranks 1, 2, … by a power law, for drawing with searchsorted."""
    running = np.cumsum(np.arange(1, count + 1) ** -power)
    return running / running[-1]


def spelled(number: int) -> list[str]:
    """A giver's name as four people type it; all four are one party."""
    first, second, form = FIRST_WORDS[number % 12], SECOND_WORDS[number // 12 % 12], FORMS[number // 144 % 5]
    name = f"{first} {second} {number // 720} {form}"
    return [
        name,
        name.upper(),
        f"  {first}, {second}  {number // 720} - {form}",
        name.replace("é", "e").replace("ö", "o"),
    ]


def chunk(world: World, start: int, size: int, count: int, random: np.random.Generator) -> pa.Table:
    person = np.searchsorted(world.people, random.random(size)).astype(np.int64)
    anyone = np.searchsorted(world.givers, random.random(size)).astype(np.int64)
    usual = usual_giver(world, person, random.integers(0, 4, size))
    giver = np.where(random.random(size) < 0.6, usual, anyone)
    kind = random.choice(4, size, p=[0.52, 0.18, 0.18, 0.12])
    day = np.searchsorted(world.day_weights, (np.arange(start, start + size) + 0.5) / count)
    late = np.where(random.random(size) < 0.05, random.integers(1, 90, size), 0)
    day = np.maximum(0, day - late)
    twice = np.flatnonzero(random.random(size) < 0.04)
    twice = twice[twice > 0]
    for column in (person, giver, day):
        column[twice] = column[twice - 1]
    kind[twice[::2]] = kind[twice[::2] - 1]
    gift, received = kind < 2, (kind == 0) | (kind == 2)
    given_out = ~received
    cents, amount_open, favour = amounts(size, random)
    looked_at = gift & (favour | (cents > 10_000))
    reviewed = gift & (favour | (cents > 20_000)) & (random.random(size) < 0.8)
    group = world.group[giver]
    unregistered = group < 0
    nameless = random.random(size) < 0.01
    partner = world.is_partner[giver]

    def yes(share: float, of: np.ndarray, still_open: float = 0.0) -> pa.Array:
        """True in this share of the rows that have it; some left open."""
        drawn = random.integers(0, 10_000, size, dtype=np.int16)
        return pa.array(drawn < share * 10_000, mask=~of | (drawn >= 10_000 * (1 - still_open)))

    everyone = np.ones(size, bool)
    columns: dict[str, Any] = {
        "row": pa.array(np.arange(start + 1, start + size + 1)),
        "on": pa.array((np.datetime64(FIRST) + day).astype("datetime64[D]")),
        "kind": named(kind, pa.array(KINDS)),
        "person": named(person, world.person_names),
        "country": named(world.person_country[person], pa.array(COUNTRIES)),
        "party_group": named(group, world.group_names, unregistered | nameless),
        "other_side": named(giver * 4 + random.integers(0, 4, size), world.spellings, nameless),
        "amount": money(cents, amount_open),
        "paid_back": money(*paid_back(cents, random)),
        "declined": yes(0.06, everyone, 0.02),
        "is_favour": pa.array(favour, mask=~gift | (random.random(size) < 0.01)),
        "is_partner": pa.array(partner, mask=unregistered | nameless),
        "believed_standing": named(world.standing[giver], pa.array(STANDINGS), random.random(size) < 0.05),
        "customary": yes(0.94, looked_at, 0.03),
        "modest": yes(0.88, looked_at, 0.03),
        "lawful": yes(0.97, looked_at, 0.02),
        "employer_allows": yes(0.93, looked_at, 0.04),
        "found_customary": yes(0.95, reviewed),
        "found_modest": yes(0.85, reviewed),
        "found_lawful": yes(0.98, reviewed),
        "found_employer_allows": yes(0.93, reviewed, 0.02),
        "leave_given": yes(0.88, given_out, 0.04),
        "occasions": occasions(~gift, random),
        "excessive": yes(0.04, ~gift, 0.04),
        "unfit": yes(0.01, ~gift, 0.02),
        "forbidden_locally": yes(0.02, ~gift, 0.03),
        "giver_present": yes(0.94, kind == 2, 0.02),
        "giver_not_permitted": yes(0.01, kind == 2, 0.01),
        "employee_present": yes(0.95, kind == 3, 0.02),
        "company_not_permitting": yes(0.01, kind == 3, 0.01),
        "guest_employer_allows": yes(0.78, kind == 3, 0.2),
    }
    return pa.table(columns)


def usual_giver(world: World, person: np.ndarray, which: np.ndarray) -> np.ndarray:
    """One of the four givers that this person usually deals with."""
    drawn = (person * 2_654_435_761 + which * 40_503 + 12_345) % 1_000_003 / 1_000_003
    return np.searchsorted(world.givers, drawn).astype(np.int64)


def amounts(size: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cents, where they are not known, and where it is a favour without a price."""
    cents = np.round(np.exp(random.normal(np.log(40), 0.9, size)) * 100).astype(np.int64)
    heaped = np.flatnonzero(random.random(size) < 0.3)
    cents[heaped] = random.choice(np.array(HEAPS), len(heaped))
    favour = random.random(size) < 0.02
    return cents, random.random(size) < np.where(favour, 0.6, 0.03), favour


def paid_back(cents: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Mostly nothing; some a half, some all of it, a few more than all of it, some not known."""
    drawn = random.random(len(cents))
    share = np.select([drawn < 0.025, drawn < 0.035, drawn < 0.038], [0.5, 1.0, 1.2], 0.0)
    return np.floor(cents * share).astype(np.int64), drawn > 0.995


def occasions(invited: np.ndarray, random: np.random.Generator) -> pa.Array:
    drawn = random.random(len(invited))
    return pa.array(np.where(drawn < 0.92, 1, 2 + (drawn * 1000).astype(np.int64) % 4), mask=~invited | (drawn > 0.99))


def named(codes: np.ndarray, names: pa.Array, missing: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=missing), names)


def money(cents: np.ndarray, missing: np.ndarray) -> pa.Array:
    """Cents as DECIMAL(18,2), straight into Arrow's sixteen bytes a value (none is negative)."""
    wide = np.zeros((len(cents), 2), np.int64)
    wide[:, 0] = cents
    valid = pa.py_buffer(np.packbits(~missing, bitorder="little").tobytes())
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [valid, pa.py_buffer(wide.tobytes())])


def main(words: Sequence[str]) -> int:
    if len(words) != 2 or not words[0].isdigit():
        print("Say how many, and into which file: benchmarks/gifts.py 1000000 gifts.parquet")
        return 2
    make(int(words[0]), Path(words[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
