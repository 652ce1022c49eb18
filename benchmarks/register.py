"""How long the register of gifts takes: its page, the sums while one types, saving, and counting everything again.

    .venv/bin/python benchmarks/register.py [--gifts 100000] [--people 20000] [--asked 200] [--keep FOLDER]

Invented people, companies and gifts (benchmarks/a_filled_register.py), brought in through the application into a
database of its own: SQLite in a temporary folder, or the PostgreSQL that AVOW_DATABASE_URL names (give it an empty
one). With --keep the filled SQLite folder stays, and is used again. Each is measured beside the bare database doing the
same with plain SQL, in the same run; times are of the server, without a network. Limit: the sums while typing, p95
under 50 ms. Ends with 1 where it is not kept.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from statistics import quantiles

from a_filled_register import AT, FIRST, TODAY, fill
from machine import machine

MOST_TYPING = 0.050
FILTERS = {
    "": 'TRUE ORDER BY "on" DESC, id DESC',
    "sort=-amount": "TRUE ORDER BY amount DESC, id DESC",
    "way=given": "kind IN ('gift_given', 'hospitality_offered') ORDER BY \"on\" DESC, id DESC",
    "party=Company+1": "party_name LIKE '%Company 1%' ORDER BY \"on\" DESC, id DESC",
    "finding=approval": "gravest = 'approval' ORDER BY \"on\" DESC, id DESC",
    "since=2026-01-01&way=received": (
        "\"on\" >= '2026-01-01' AND kind IN ('gift_received', 'hospitality_received') ORDER BY \"on\" DESC, id DESC"
    ),
}
"""What is asked of the page, and the same of the bare table."""


def main() -> int:
    """Fill, measure, print a table, and say whether the limit was kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gifts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--keep", type=Path)
    wishes = parser.parse_args()
    with ExitStack() as stack:
        folder = wishes.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="avow-register-")))
        folder.mkdir(parents=True, exist_ok=True)
        os.environ |= {"AVOW_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "avow.config.settings"}
        os.environ.setdefault("AVOW_HOSTS", "testserver")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return measure(wishes.gifts, wishes.people, wishes.asked)


def measure(gifts: int, people: int, asked: int) -> int:
    from django.db import connection

    from avow.gifts.models import Gift

    import_module("avow.config.wsgi")  # as the server has it: what every page reads is read before
    print(f"{machine()}; {connection.vendor}")
    if not Gift.objects.exists():
        seconds = timed(lambda: fill(people, gifts))
        print(f"brought in: {gifts:,} gifts in {seconds:.0f} s, {gifts / seconds:.0f} a second, with their people")
    chance = random.Random(2)
    print(f"{'':<44}{'p50 ms':>9}{'p95 ms':>9}{'bare p95':>10}{'ratio':>8}")
    kept = True
    for name, ours, bare in (*pages(asked), *typing(asked, chance), *saving(asked, chance)):
        times, plain = [timed(one) for one in ours], [timed(one) for one in bare]
        p50, p95, bare95 = percentile(times, 50), percentile(times, 95), percentile(plain, 95)
        print(f"{name:<44}{p50 * 1e3:>9.1f}{p95 * 1e3:>9.1f}{bare95 * 1e3:>10.2f}{p95 / bare95:>8.1f}")
        if name.startswith("sums while typing"):
            kept &= p95 < MOST_TYPING
    checked, plain = timed(check), timed(windows_in_sql)
    print(f"{'all windows counted again, s':<44}{checked:>9.1f}{'':>9}{plain:>10.2f}{checked / plain:>8.1f}")
    return 0 if kept else 1


def pages(asked: int):
    """The officer's page, by several filters, against the fifty rows alone."""
    from django.test import Client

    from avow.access.roles import is_officer
    from avow.access.testing import grant, sign_in
    from avow.people.models import Person

    officer = Person.objects.get(number="N000003")
    if not is_officer(officer, TODAY):
        grant(officer, "compliance_officer", FIRST)
    client = sign_in(Client(), officer)
    for query, where in FILTERS.items():

        def page(query=query) -> None:
            assert client.get(f"/gifts/?{query}").status_code == 200

        def bare(where=where) -> None:
            sql(f"SELECT * FROM gifts_gift WHERE {where} LIMIT 50")

        page()
        yield f"page ?{query}", [page] * asked, [bare] * asked


def typing(asked: int, chance: random.Random):
    """The fragment while one types, of anybody and of the one with two hundred gifts of one group in a year."""
    from django.test import Client

    from avow.access.testing import sign_in
    from avow.counterparties.models import Counterparty
    from avow.gifts.models import Gift
    from avow.people.models import Person

    first = Counterparty.objects.get(number="C00000")
    busy = Person.objects.get(number="N000000")
    someone = list(Gift.objects.exclude(person=busy).select_related("person", "counterparty")[:asked:7])

    def asks(person, party) -> Callable[[], None]:
        client = sign_in(Client(), person)
        data = {
            "kind": "gift_received", "further": "gift_received", "holder": "self", "other_side": party.name,
            "searched": party.name, "counterparty": party.public_id, "description": "a watch", "worth": "250",
            "worth_in": "EUR", "shared_by": "1", "received_on": TODAY.isoformat(), "is_favour": "no",
        }  # fmt: skip

        def one() -> None:
            assert client.post("/gifts/record/typing/", data).status_code == 200

        one()
        return one

    since = TODAY - timedelta(days=365)

    def bare(person) -> Callable[[], None]:
        return lambda: sql(
            "SELECT kind, sum(amount - paid_back) FROM gifts_gift WHERE person_id = %s AND counts AND \"on\" > %s "
            "GROUP BY kind", [person.pk, since]
        )  # fmt: skip

    one = asks(busy, first)
    yield "sums while typing, 200 gifts in the year", [one] * asked, [bare(busy)] * asked
    many = [asks(gift.person, gift.counterparty) for gift in someone]
    yield "sums while typing, anybody", many * 3, [bare(gift.person) for gift in someone] * 3


def saving(asked: int, chance: random.Random):
    """Sending a gift in, with its judgement, its line and the windows it is in; against six bare inserts."""
    from django.db import transaction

    from avow.counterparties.models import Counterparty
    from avow.disclosures import acts
    from avow.disclosures.testing import GIFT, drafted
    from avow.people.models import Person

    numbers = [f"N{chance.randrange(1, Person.objects.count() // 10):06}" for _ in range(asked)]
    people = {one.number: one for one in Person.objects.filter(number__in=numbers)}
    parties = list(Counterparty.objects.order_by("number")[:100])

    def ready(number: str) -> Callable[[], None]:
        day = FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days))
        answers = {**GIFT, "received_on": day.isoformat(), "worth": "12.00"}
        draft = drafted(people[number], "gift_received", answers, on=TODAY, counterparty=chance.choice(parties))
        return lambda: acts.submit(draft, people[number], TODAY, AT)

    sql("CREATE TABLE IF NOT EXISTS bare (a integer, b varchar(300), c text)")

    def bare() -> None:
        with transaction.atomic():
            for _ in range(6):
                sql("INSERT INTO bare (a, b, c) VALUES (%s, %s, %s)", [1, "x" * 100, "y" * 2000])

    yield "saving", [ready(number) for number in numbers], [bare] * asked


def check() -> None:
    from io import StringIO

    from django.core.management import call_command

    call_command("gifts", "check", "--json", stdout=StringIO())


def windows_in_sql() -> None:
    """The same sums by hand: the largest of any twelve months, each person with each party."""
    from django.db import connection

    back = "365 PRECEDING" if connection.vendor == "sqlite" else "INTERVAL '1 year' PRECEDING"
    day = 'julianday("on")' if connection.vendor == "sqlite" else '"on"'
    window = f"PARTITION BY person_id, kind, counterparty_id ORDER BY {day} RANGE BETWEEN {back} AND CURRENT ROW"
    sums = f"SELECT person_id, sum(amount - paid_back) OVER ({window}) AS total FROM gifts_gift WHERE counts"
    sql(f"SELECT person_id, max(total) FROM ({sums}) t GROUP BY person_id")


def sql(statement: str, values: list | None = None) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        if cursor.description:
            cursor.fetchall()


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def percentile(times: list[float], n: int) -> float:
    return quantiles(times, n=100)[n - 1]


if __name__ == "__main__":
    sys.exit(main())
