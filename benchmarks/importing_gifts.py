"""How fast gifts are brought in from a file, and how many times longer than writing the same columns with a bare
executemany.

    .venv/bin/python benchmarks/importing_gifts.py [--gifts 50000] [--people 5000]

Invented gifts over six years, a database of its own in a temporary folder (SQLite, or the PostgreSQL that
AVOW_DATABASE_URL names; give it an empty one). Each gift is judged with all others of its person, sealed in four
documents and written into six tables. The bare write puts the columns of those six tables into plain tables without
keys, in the same database. Prints rows per second, the ratio, and the most memory that was used; and how long somebody
waits meanwhile who wants to record something every tenth of a second.
"""

import argparse
import csv
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FIRST, DAYS = date(2020, 1, 1), 2_000
TODAY = date(2026, 3, 10)
COLUMNS = {"disclosure": 4, "version": 16, "judgement": 8, "past": 4, "participant": 7, "gift": 25, "document": 28}
"""Columns written for each gift: the four documents have seven each."""
JUDGED = "x" * 4_000
"""About what findings, questions, facts and sources of one gift come to, in the table and sealed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gifts", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=5_000)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="avow-benchmark-") as folder:
        os.environ |= {"AVOW_HOME": folder, "DJANGO_SETTINGS_MODULE": "avow.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measure(Path(folder), sizes.gifts, sizes.people)
    return 0


def measure(folder: Path, gifts: int, people: int) -> None:
    from django.db import connection

    from avow.adoptions.testing import adopted
    from avow.config import clock
    from avow.imports.gift_running import import_gifts
    from avow.imports.running import Wishes, import_people

    at = clock.now()
    write(folder / "people.csv", ["number", "name"], [[f"N{n}", f"Person {n}"] for n in range(people)])
    import_people(folder / "people.csv", Wishes(on=FIRST, at=at))
    adopted(date(2026, 1, 1))
    random_ = random.Random(20261128)
    rows = [
        [f"N{random_.randrange(people)}", (FIRST + timedelta(random_.randrange(DAYS))).isoformat(),
         f"Company {random_.randrange(200)}", f"{random_.uniform(5, 150):.2f}", "A hamper"]
        for _ in range(gifts)
    ]  # fmt: skip
    write(folder / "gifts.csv", ["person", "date", "party", "amount", "description"], rows)
    wishes = {"on": TODAY, "at": at, "maps": ("kind:=gift_received",)}
    bare_seconds = timed(lambda: bare(rows))
    print(f"{connection.vendor}: {gifts:,} gifts of {people:,} people")
    for name, more in (("dry run", {"dry_run": True}), ("brought in", {}), ("again: nothing new", {})):
        with Waiting() as waiting:
            seconds = timed(lambda more=more: import_gifts(folder / "gifts.csv", Wishes(**wishes, **more)))
        ratio = f"{seconds / bare_seconds:>7.1f} times the bare {bare_seconds:.2f} s" if name == "brought in" else ""
        print(f"{name:<20}{seconds:>9.1f} s{gifts / seconds:>10,.0f} rows/s{memory():>8,.0f} MB {ratio}", flush=True)
        print(
            f"{'':<20}another waited {waiting.most():.2f} s at most, {waiting.usual():.3f} s in the middle", flush=True
        )


class Waiting:
    """Somebody else who wants the ledger's head ten times a second, while the block runs."""

    def __enter__(self) -> "Waiting":
        self.waits: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._ask)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def most(self) -> float:
        return max(self.waits, default=0.0)

    def usual(self) -> float:
        return statistics.median(self.waits or [0.0])

    def _ask(self) -> None:
        from django.db import connection, transaction

        from avow.ledger.acts import hold

        while not self.over.wait(0.1):
            began = time.perf_counter()
            with transaction.atomic():
                hold()
            self.waits.append(time.perf_counter() - began)
        connection.close()


def timed(act: Any) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def memory() -> float:
    """The most that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(rows: list[list[str]]) -> None:
    """The same columns, as many tables, in one transaction, and nothing else."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for table, width in COLUMNS.items():
            names = ", ".join(f"c{place}" for place in range(width))
            cursor.execute(f"CREATE TABLE bare_{table} ({', '.join(f'c{place} TEXT' for place in range(width))})")
            marks = ", ".join(["%s"] * width)
            wide = [JUDGED] if table in ("judgement", "document") else []
            values = ((row * 6)[: width - len(wide)] + wide for row in rows)
            cursor.executemany(f"INSERT INTO bare_{table} ({names}) VALUES ({marks})", list(values))


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


if __name__ == "__main__":
    sys.exit(main())
