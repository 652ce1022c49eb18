"""How long local HR's pages take in a campaign of a hundred thousand people.

    .venv/bin/python benchmarks/local_hr.py [--people 100000] [--departments 4] [--asked 200]

Invented people, a database of its own in a temporary folder (SQLite, or the PostgreSQL that AVOW_DATABASE_URL names;
give it an empty one). Everyone is asked; six of ten have signed, one of five hundred reported a conflict. Forms are
written as the ledger keeps them, thousands in an entry, and not by signing. Each page is asked for through the whole
server, signed in, beside the bare database doing the same count and the same list, in the same run. Limit: a partner's
progress page, p95 under 100 ms. Ends with 1 where it is not kept.
"""

import argparse
import os
import sys
import tempfile
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from campaigns import DAYS, FIRST, TODAY
from importing_gifts import timed
from machine import machine
from register import percentile, sql

MOST = 0.100
ON = date(2026, 4, 2)
AT = datetime(2026, 4, 2, 9, tzinfo=UTC)
AT_ONCE = 5_000
SIGNED_OF_TEN, ONE_CONFLICT_IN = 6, 500
COUNT = (
    "SELECT department, state, count(*), sum(conflicts), sum(to_advise) FROM certifications_place"
    " WHERE campaign_id = %s {} GROUP BY department, state"
)
LIST = (
    "SELECT n.name, n.number, r.site, m.name FROM certifications_place p"
    " JOIN certifications_included i ON i.id = p.included_id JOIN people_person n ON n.id = i.person_id"
    " LEFT JOIN people_personrecord r ON r.person_id = n.id AND r.to_day IS NULL"
    " LEFT JOIN people_person m ON m.id = r.manager_id"
    " WHERE p.campaign_id = %s AND p.department = %s AND p.state = 'missing' ORDER BY n.name, n.number LIMIT 26"
)


def main() -> int:
    """Fill, measure, print a table, and say whether the limit was kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--departments", type=int, default=4)
    parser.add_argument("--asked", type=int, default=200)
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="avow-local-hr-") as folder:
        os.environ |= {"AVOW_HOME": folder, "DJANGO_SETTINGS_MODULE": "avow.config.settings"}
        os.environ.setdefault("AVOW_HOSTS", "testserver")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return measure(Path(folder), wishes.people, wishes.departments, wishes.asked)


def measure(folder: Path, people: int, departments: int, asked: int) -> int:
    from django.db import connection
    from django.test import Client

    from avow.access.testing import sign_in
    from avow.config import clock

    import_module("avow.config.wsgi")  # as the server has it: what every page reads is read before
    print(f"{machine()}; {connection.vendor}", flush=True)
    took = timed(lambda: fill(folder, people, departments))
    print(f"filled: {people:,} people in {departments} departments in {took:.0f} s", flush=True)
    clock.today, clock.now = lambda: ON, lambda: AT
    officer, partner, campaign = whom()
    page = f"/hr/{campaign.public_id}/"
    mine = [campaign.pk, "HR 1"]
    count_mine = (COUNT.format("AND department = %s"), mine)
    rows = [
        ("partner: progress", partner, page, [count_mine, (LIST, mine)]),
        ("partner: by manager", partner, f"{page}?sort=manager", [count_mine, (LIST, mine)]),
        ("partner: part of a name", partner, f"{page}?text=777", [count_mine, (LIST, mine)]),
        ("partner: signed", partner, f"{page}?show=signed", [count_mine, (LIST, mine)]),
        ("partner: overview", partner, "/hr/", [count_mine]),
        ("officer: all departments", officer, page, [(COUNT.format(""), [campaign.pk]), (LIST, mine)]),
        ("officer: overview", officer, "/hr/", [(COUNT.format(""), [campaign.pk])]),
    ]
    print(f"{'':<28}{'p50 ms':>9}{'p95 ms':>9}{'bare p50':>10}{'bare p95':>10}{'queries':>9}")
    kept = True
    for name, who, address, bare in rows:
        client = sign_in(Client(), who)
        queries = _queries(client, address)
        times = [timed(lambda client=client, address=address: _get(client, address)) for _ in range(asked)]
        plain = [timed(lambda bare=bare: [sql(*one) for one in bare]) for _ in range(asked)]
        p50, p95 = percentile(times, 50) * 1e3, percentile(times, 95) * 1e3
        print(
            f"{name:<28}{p50:>9.1f}{p95:>9.1f}{percentile(plain, 50) * 1e3:>10.2f}{percentile(plain, 95) * 1e3:>10.2f}"
            f"{queries:>9}",
            flush=True,
        )
        if name == "partner: progress":
            kept = p95 < MOST * 1e3
    return 0 if kept else 1


def _get(client, address: str) -> None:
    assert client.get(address).status_code == 200


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _get(client, address)
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def whom():
    """The officer, the partner of the second department, and the campaign."""
    from avow.certifications.models import Campaign
    from avow.people.models import Person

    return Person.objects.get(number="P0"), Person.objects.get(number="P1"), Campaign.objects.get()


def fill(folder: Path, people: int, departments: int) -> None:
    from django.db import connection

    from avow.access.models import Role
    from avow.access.testing import grant
    from avow.adoptions.testing import adopted
    from avow.certifications.campaigns import acts, freezing
    from avow.certifications.models import Campaign, Included
    from avow.certifications.places import look_again
    from avow.config import clock
    from avow.imports.running import Wishes, import_people
    from avow.people import acts as taking_on

    write(folder / "people.csv", people, departments)
    import_people(folder / "people.csv", Wishes(on=FIRST, at=clock.now()))
    adopted(FIRST)
    given = {"on": FIRST, "by": "system", "at": AT, "worker_type": "full_time", "grade": "P2"}
    officer = taking_on.put("P0", name="Officer", **given)
    grant(officer, Role.COMPLIANCE_OFFICER)
    for number in range(departments):
        one = taking_on.put(f"P{number + 1}", name=f"Partner {number}", **given)
        grant(one, Role.HR_PARTNER, department=f"HR {number + 1}")
    campaign = acts.prepare("Certification", **DAYS, by=officer, on=TODAY, at=AT)
    acts.start(campaign, by=officer, on=TODAY, at=AT, seen=True)
    freezing.work_through(clock.now)
    asked = list(Included.objects.filter(campaign=campaign).select_related("person").order_by("pk"))
    chosen = [one for place, one in enumerate(asked) if place % 10 < SIGNED_OF_TEN]
    for first in range(0, len(chosen), AT_ONCE):
        part = chosen[first : first + AT_ONCE]
        forms(Campaign.objects.get(), part, first)
        look_again(part, ON)
    if connection.vendor == "postgresql":
        sql("ANALYZE")


def forms(campaign, part, first: int) -> None:
    """Signed forms of these, as one entry; some with a conflict."""
    from django.db import transaction

    from avow.certifications.models import ReportedConflict, SignedForm
    from avow.ledger.acts import Doc, record
    from avow.ledger.canonical import instant
    from avow.ledger.identifiers import public_id
    from avow.ledger.inserting import insert_values

    plain = (
        "public_id",
        "number",
        "on",
        "signed_at",
        "language",
        "way",
        "pack_hash",
        "conflicts",
        "text_hash",
        "complied",
    )
    pack_hash, bodies, told = campaign.started.pack_hash, [], []
    for place, one in enumerate(part, first):
        has = place % ONE_CONFLICT_IN == 0
        body = {
            "public_id": public_id(), "number": 1, "on": ON.isoformat(), "signed_at": instant(AT), "language": "en",
            "way": "account", "pack_hash": pack_hash, "conflicts": int(has), "text_hash": "0" * 64,
            "campaign": campaign.public_id, "person": one.person.public_id, "captured_by": None, "complied": True,
        }  # fmt: skip
        bodies.append(body)
        if has:
            given = {"public_id": public_id(), "kind": "loan", "clauses": "4.6", "disclosure": ""}
            told.append((place - first, one.person.key, {**given, "form": body["public_id"]}))
    with transaction.atomic():
        docs = [Doc(SignedForm.schema, body, one.person.key) for body, one in zip(bodies, part, strict=True)]
        docs += [Doc(ReportedConflict.schema, body, key) for _, key, body in told]
        entry = record("forms signed", actor="system", subject=campaign.subject, at=AT, docs=docs)
        keys = list(entry.document_keys)
        rows = [
            (key, one.pk, *(ON if name == "on" else AT if name == "signed_at" else body[name] for name in plain))
            for key, one, body in zip(keys, part, bodies, strict=False)
        ]
        made = list(insert_values(SignedForm, ("attested_id", "included_id", *plain), rows))
        reported = [
            (key, made[place], body["public_id"], body["kind"], body["clauses"], "")
            for key, (place, _, body) in zip(keys[len(part) :], told, strict=True)
        ]
        names = ("attested_id", "form_id", "public_id", "kind", "clauses", "disclosure")
        insert_values(ReportedConflict, names, reported)


def write(path: Path, people: int, departments: int) -> None:
    """Everyone certifies; each department is as large as the others."""
    import csv

    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["number", "name", "email", "grade", "worker_type", "hr_department", "site", "manager"])
        for n in range(people):
            manager = f"N{n // 50}" if n else ""
            department, site = f"HR {n % departments + 1}", f"Site {n % 97}"
            out.writerow(
                [f"N{n}", f"Person {n}", f"n{n}@example.com", "supervisor", "full_time", department, site, manager]
            )


if __name__ == "__main__":
    sys.exit(main())
