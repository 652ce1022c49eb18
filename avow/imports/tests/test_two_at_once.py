"""Two imports of one file at the same moment: one waits, and nobody is there twice."""

from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, transaction

from avow.counterparties.models import Counterparty, CounterpartyName
from avow.imports.running import Wishes, import_counterparties, import_people
from avow.ledger.testing import at_once
from avow.people.models import Person, PersonRecord

pytestmark = pytest.mark.django_db(transaction=True)
WISHES = Wishes(on=date(2026, 11, 22), at=datetime(2026, 11, 22, 9, tzinfo=UTC))


def test_people_are_taken_on_once(file):
    path = file("number,name,manager\n" + "".join(f"{n},Person {n},{n // 2 or ''}\n" for n in range(1, 300)))
    results = at_once(*[lambda: import_people(path, WISHES)] * 3)
    assert sorted((len(report.added), report.unchanged) for report in results) == [(0, 299), (0, 299), (299, 0)]
    assert (Person.objects.count(), PersonRecord.objects.count()) == (299, 299)


def test_counterparties_are_added_once(file):
    path = file("number,name,ticker\n" + "".join(f"{n},Company {n},T{n}\n" for n in range(300)))
    results = at_once(*[lambda: import_counterparties(path, WISHES)] * 2)
    assert sorted((len(report.added), report.unchanged) for report in results) == [(0, 300), (300, 0)]
    assert (Counterparty.objects.count(), CounterpartyName.objects.count()) == (300, 300)


def test_two_versions_at_once_end_as_one_after_the_other(file):
    one = file("number,name\n" + "".join(f"{n},Person {n}\n" for n in range(100)), "one.csv")
    two = file("number,name\n" + "".join(f"{n},Someone {n}\n" for n in range(100)), "two.csv")
    results = at_once(lambda: import_people(one, WISHES), lambda: import_people(two, WISHES))
    assert sorted((len(report.added), len(report.changed)) for report in results) == [(0, 100), (100, 0)]
    assert PersonRecord.objects.on(WISHES.on).count() == 100


def test_who_waits_too_long_is_told(file, monkeypatch):
    from django.core.management import call_command
    from django.core.management.base import CommandError

    path = file("number,name\n1,Amina\n")
    for trouble, says in (
        ("database is locked", r"being written to, perhaps by another import\. Nothing was imported"),
        ("no such table: people_person", "Run `avow migrate` first"),
    ):
        error = OperationalError(trouble)
        monkeypatch.setattr(transaction, "atomic", lambda *_, error=error: raised(error))
        with pytest.raises(CommandError, match=says):
            call_command("import", "people", str(path))


def raised(error):
    raise error
