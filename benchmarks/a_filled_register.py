"""A register of gifts as a large company has it, invented: people, companies in groups, and gifts with realistic skew,
brought in through the application, so that every row has its document, its judgement and its line.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

FIRST, TODAY = date(2023, 1, 1), date(2026, 11, 1)
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
PARTIES, AT_ONCE = 3_000, 50_000
KINDS = ["gift_received"] * 6 + ["hospitality_received"] * 4 + ["gift_given"] * 2 + ["hospitality_offered"]
THINGS = ("a calendar", "two bottles of wine", "a pen", "dinner", "tickets for a match", "a basket of fruit")


def fill(people: int, gifts: int, seed: int = 1) -> None:
    """Put them into the database that Django is set up for. One person in ten has most of the gifts; person N000000 has
    two hundred of a year, from one group."""
    from avow.adoptions.acts import adopt
    from avow.counterparties.acts import put_many as put_parties
    from avow.counterparties.models import Counterparty
    from avow.gifts.acts.bringing_in import Source, bring_in
    from avow.people.acts import put_many as put_people
    from avow.people.models import Person

    staff = {
        f"N{n:06}": {
            "name": f"Person Number {n}", "employer": f"Employer {n % 20}", "site": f"Site {n % 200}", "country": "SE",
            "manager": f"N{(n - 1) // 8:06}" if n else None,
        }
        for n in range(people)
    }  # fmt: skip
    put_people(staff, on=FIRST, by="import", at=AT)
    firms = {
        f"C{n:05}": {
            "name": f"Company {n} Incorporated", "parent": f"C{n - n % 6:05}" if n % 6 else None,
            "standings": [("supplier", "present")],
        }
        for n in range(PARTIES)
    }  # fmt: skip
    put_parties(firms, on=FIRST, by="import", at=AT)
    first, second = Person.objects.get(number="N000001"), Person.objects.get(number="N000002")
    adopt("corporate", from_day=date(2026, 1, 1), proposed_by=first, adopted_by=second, at=AT)
    known = {person.number: person for person in Person.objects.all()}
    parties = list(Counterparty.objects.order_by("number"))
    rows: list = []
    part = 0
    for row in _rows(gifts, people, known, parties, random.Random(seed)):
        if len(rows) >= AT_ONCE and row.person != rows[-1].person:  # nobody's gifts come in two parts
            part += 1
            bring_in(rows, source=Source(f"part {part}", f"{part:064}"), by="import", on=TODAY, at=AT)
            rows = []
        rows.append(row)
    bring_in(rows, source=Source("the rest", f"{part + 1:064}"), by="import", on=TODAY, at=AT)


def _rows(gifts: int, people: int, known: dict, parties: list, chance: random.Random) -> Iterator:
    from avow.gifts.acts.bringing_in import PastRow

    line = 1
    for n, owner in enumerate(_owners(gifts, people, chance)):
        line += 1
        busy = owner == 0
        party = parties[n % 6] if busy else parties[int(chance.paretovariate(0.6)) % len(parties)]
        yield PastRow(
            line=line,
            person=known[f"N{owner:06}"],
            kind="gift_received" if busy else chance.choice(KINDS),
            on=(
                TODAY - timedelta(days=chance.randrange(360))
                if busy
                else FIRST + timedelta(days=chance.randrange((TODAY - FIRST).days))
            ),
            party=party.name,
            counterparty=party,
            description=chance.choice(THINGS),
            worth=Decimal(1 if busy else round(min(chance.lognormvariate(3.2, 0.9), 5000), 2)).quantize(
                Decimal("0.01")
            ),
            currency=chance.choice(["USD", "USD", "USD", "EUR", "SEK"]),
            declined=chance.random() < 0.05,
        )


def _owners(gifts: int, people: int, chance: random.Random) -> list[int]:
    """Whose each gift is, person by person."""
    busy = max(people // 10, 1)
    found = [0] * min(200, gifts)
    found += [
        chance.randrange(1, busy + 1) if chance.random() < 0.7 else chance.randrange(1, people)
        for _ in range(gifts - len(found))
    ]
    return sorted(found)
