"""How long imports take, and how many times longer than writing the same rows with a bare executemany.

    .venv/bin/python benchmarks/imports.py [--people 100000] [--companies 10077]

Invented rows, a database of its own in a temporary folder (SQLite, or the PostgreSQL that AVOW_DATABASE_URL names; give
it an empty one). The bare write puts the same values into two plain tables without keys, documents, history or ledger.
Limits: 60 seconds for 100,000 people, 10 seconds for 10,077 rows of companies. On SQLite they are held against our own
processor time, so that a busy machine does not fail them; on PostgreSQL against the clock. The ratio is of processor
times. Ends with 1 when a limit is exceeded.
"""

import argparse
import csv
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

DAY, NEXT = date(2026, 1, 1), date(2026, 2, 1)
PEOPLE = "number name email employer site country language hr_department grade worker_type manager job_title joined_on"
LIMITS = {"people": 60 / 100_000, "companies": 10 / 10_077}


def main() -> int:
    """Measure, print a table, and say whether a limit was exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--companies", type=int, default=10_077)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="avow-benchmark-") as folder:
        os.environ |= {"AVOW_HOME": folder, "DJANGO_SETTINGS_MODULE": "avow.config.settings"}
        start_django()
        return measure(Path(folder), sizes.people, sizes.companies)


def start_django() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def measure(folder: Path, people: int, companies: int) -> int:
    from django.db import connection

    from avow.config import clock
    from avow.imports.running import Wishes, import_counterparties, import_people

    staff, changed = write_people(folder / "people.csv", people), folder / "changed.csv"
    with changed.open("w", encoding="utf-8") as file:
        for place, line in enumerate((folder / "people.csv").read_text(encoding="utf-8").splitlines()):
            file.write((line.replace(",SE,", ",NO,") if place % 10 == 0 else line) + "\n")
    firms = write_companies(folder / "companies.csv", companies)

    def run(act: Callable[..., Any], name: str, on: date) -> Callable[[], Any]:
        return lambda: act(folder / name, Wishes(on=on, at=clock.now()))

    from avow.counterparties.search import search
    from avow.people.line import superiors
    from avow.people.models import Person
    from avow.people.problems import problems

    def deepest() -> None:
        superiors(Person.objects.get(number=f"N{people - 1:06}"), NEXT)

    rows = [
        ("people, new", "people", people, run(import_people, "people.csv", DAY)),
        ("people, unchanged", "people", people, run(import_people, "people.csv", NEXT)),
        ("people, one in ten changed", "people", people, run(import_people, "changed.csv", NEXT)),
        ("companies, new", "companies", companies, run(import_counterparties, "companies.csv", DAY)),
        ("companies, unchanged", "companies", companies, run(import_counterparties, "companies.csv", NEXT)),
        ("problems of the whole line", "people", people, lambda: problems(NEXT)),
        ("everyone above one person", "people", people, deepest),
        ("a search", "companies", companies, lambda: search("comp 99", NEXT)),
    ]
    plain = {"people": timed(lambda: bare(folder, staff))[1], "companies": timed(lambda: bare(folder, firms))[1]}
    print(f"{'':<28}{'rows':>9}{'seconds':>10}{'processor':>11}{'bare':>7}{'ratio':>7}{'limit':>7}")
    exceeded = False
    for name, what, count, act in rows:
        seconds, used = timed(act)
        allowed = max(LIMITS[what] * count, 2.0)
        exceeded |= (used if connection.vendor == "sqlite" else seconds) > allowed
        ratio = used / plain[what]
        print(f"{name:<28}{count:>9,}{seconds:>10.2f}{used:>11.2f}{plain[what]:>7.2f}{ratio:>7.1f}{allowed:>7.0f}")
    return int(exceeded)


def timed(act: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock, and seconds of our own processor time."""
    start, before = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - start, time.process_time() - before


def bare(folder: Path, rows: list[list[str]]) -> None:
    """The same values into one wide table and one of numbers and names, with a unique index on the number."""
    path = folder / "bare.sqlite3"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    columns = ", ".join(f"c{place} TEXT" for place in range(len(rows[0])))
    connection.execute(f"CREATE TABLE record (id INTEGER PRIMARY KEY, {columns})")
    connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, number TEXT UNIQUE, name TEXT)")
    with connection:
        marks = ", ".join("?" * len(rows[0]))
        names = ", ".join(f"c{place}" for place in range(len(rows[0])))
        connection.executemany(f"INSERT INTO record ({names}) VALUES ({marks})", rows)
        connection.executemany("INSERT OR IGNORE INTO thing (number, name) VALUES (?, ?)", [row[:2] for row in rows])
    connection.close()


def write_people(path: Path, count: int) -> list[list[str]]:
    """A tree in which everyone has eight reports."""
    rows = [
        [f"N{n:06}", f"Person Number {n}", f"p{n}@example.com", f"Employer {n % 20}", f"Site {n % 200}", "SE", "en",
         f"HR {n % 50}", f"G{n % 9}", "full_time", f"N{(n - 1) // 8:06}" if n else "", f"Job {n % 500}", "2015-03-02"]
        for n in range(count)
    ]  # fmt: skip
    write(path, PEOPLE.split(), rows)
    return rows


def write_companies(path: Path, count: int) -> list[list[str]]:
    """Every fifth row is another ticker of the company before it."""
    rows = [[f"{n - (n % 5 == 4)}", f"Company {n - (n % 5 == 4)} Incorporated", f"T{n}"] for n in range(count)]
    write(path, ["cik", "title", "ticker"], rows)
    return rows


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
