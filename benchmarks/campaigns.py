"""How long it takes to start a campaign of certifying, and to write a row for everyone asked.

    .venv/bin/python benchmarks/campaigns.py [--people 100000] [--leading 100]

Invented people, a database of its own in a temporary folder (SQLite, or the PostgreSQL that AVOW_DATABASE_URL names;
give it an empty one). So many of a hundred have a grade that certifies; one in fifty people has others reporting to
them. Prints the seconds of the preview, of the start and of the rows, how long somebody waits meanwhile who wants to
record something every tenth of a second, and how long counting the departments takes; then how long it takes to count
everyone, and to follow one in a hundred who joined or moved; and the page of who has not acknowledged the policy,
with everyone outstanding and with a tenth.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from importing_gifts import Waiting, memory, timed

FIRST, TODAY, LATER = date(2026, 1, 1), date(2026, 3, 10), date(2026, 4, 10)
DAYS = {"opens": date(2026, 4, 1), "due": date(2026, 4, 30), "closes": date(2026, 6, 1)}
DEPARTMENTS, REPORTS, COUNTED, ON_A_PAGE = 40, 50, 20, 50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--leading", type=int, default=100, help="how many of a hundred certify by their grade")
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="avow-benchmark-") as folder:
        os.environ |= {"AVOW_HOME": folder, "DJANGO_SETTINGS_MODULE": "avow.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measure(Path(folder), sizes.people, sizes.leading)
    return 0


def measure(folder: Path, people: int, leading: int) -> None:
    from django.db import connection

    from avow.access.models import Role
    from avow.access.testing import grant
    from avow.adoptions.testing import adopted
    from avow.certifications.campaigns import acts, everyone, following, freezing
    from avow.certifications.campaigns.standing import standing
    from avow.certifications.models import Included
    from avow.config import clock
    from avow.imports.running import Wishes, import_people
    from avow.people.models import Person

    write(folder / "people.csv", people, leading)
    at = clock.now()
    bringing = timed(lambda: import_people(folder / "people.csv", Wishes(on=FIRST, at=at)))
    print(f"{connection.vendor}: {people:,} people, brought in in {bringing:.1f} s", flush=True)
    adopted(FIRST)
    chen = Person.objects.get(number="N0")
    grant(chen, Role.COMPLIANCE_OFFICER)
    campaign = acts.prepare("Certification", **DAYS, by=chen, on=TODAY, at=at)
    told("preview", timed(lambda: acts.preview(campaign, TODAY)))
    with Waiting() as waiting:
        start = timed(lambda: acts.start(campaign, by=chen, on=TODAY, at=at, seen=True))
        rows = timed(lambda: freezing.work_through(clock.now))
    told("start", start)
    asked = Included.objects.filter(campaign=campaign).count()
    told("rows", rows, f"{asked:,} people, {asked / rows:,.0f} a second")
    print(f"another waited {waiting.most():.2f} s at most, {waiting.usual():.3f} s in the middle")
    counting = [timed(lambda: standing(campaign, TODAY)) for _ in range(COUNTED)]
    told("by department", statistics.median(counting), f"the slowest of {COUNTED} {max(counting):.3f} s")
    told("everyone", timed(lambda: everyone.everyone(campaign, TODAY)))
    write(folder / "changed.csv", people, leading, changed=True)
    import_people(folder / "changed.csv", Wishes(on=LATER, at=at, yes=True))
    told("follow", timed(lambda: following.follow(campaign, LATER, clock.now)))
    told("follow again", timed(lambda: following.follow(campaign, LATER, clock.now)))
    acknowledgements(people)
    print(f"{memory():,.0f} MB")


def acknowledgements(people: int) -> None:
    """The queries of the page: counts by department, the first lines, those in the middle, and who was late."""
    from avow.adoptions.current import policy_in_force
    from avow.certifications.acknowledging.listing import Listing
    from avow.certifications.acts import acknowledge
    from avow.config import clock
    from avow.people.models import Person

    pack = policy_in_force(LATER)
    listing, middle = Listing(pack, LATER), slice(people // 2, people // 2 + ON_A_PAGE)
    for share in (0, 10):
        some = Person.objects.order_by("pk")[: people * share // 100]
        for person in some:
            acknowledge(person, pack, on=LATER, at=clock.now())
        with_some = f"{share} of a hundred have acknowledged"
        told("counts", _usual(listing.counts), with_some)
        told("first page", _usual(lambda: list(listing.lines(listing.outstanding()[:ON_A_PAGE]))), with_some)
        told("middle page", _usual(lambda: list(listing.lines(listing.outstanding()[middle]))), with_some)
        told("late", _usual(listing.late), with_some)


def _usual(work) -> float:
    return statistics.median(timed(work) for _ in range(5))


def told(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<16}{seconds:>9.2f} s  {more}".rstrip(), flush=True)


def write(path: Path, people: int, leading: int, changed: bool = False) -> None:
    """Everyone has a manager but the first; each department is as large as the others. `changed`: one in a hundred
    moved to the next department, and a hundredth more joined."""
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["number", "name", "email", "grade", "worker_type", "hr_department", "manager"])
        for n in range(people + people // 100 if changed else people):
            grade = "supervisor" if n % 100 < leading else "P2"
            manager = f"N{n // REPORTS}" if n else ""
            department = f"HR {(n + (changed and n % 100 == 0)) % DEPARTMENTS}"
            out.writerow([f"N{n}", f"Person {n}", f"n{n}@example.com", grade, "full_time", department, manager])


if __name__ == "__main__":
    sys.exit(main())
