"""Somebody left, the time is over, and one command makes what they told unreadable everywhere."""

import os
import re
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from avow.access.models import Account
from avow.access.testing import account_for
from avow.adoptions.testing import adopted
from avow.config import clock
from avow.disclosures.acts import start
from avow.disclosures.models import Draft
from avow.ledger import keyring
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast
from avow.retention import copies


@pytest.mark.django_db(transaction=True)
def test_one_command_erases_a_person_and_each_copy_is_as_the_list_says(capsys):
    house = cast(on=date(2026, 1, 1))
    adopted(date(2026, 1, 1))
    account_for(house.amina)
    disclosure = start(house.amina, "outside_role", at=clock.now())
    with pytest.raises(CommandError, match="still with us"):
        call_command("erase", house.amina.number, by=house.chen.number, reason="she asked")
    people.end(house.amina, on=date(2026, 2, 1), by=house.farah, at=clock.now())
    number, name, key = house.amina.number, house.amina.name, house.amina.key
    with pytest.raises(CommandError, match="Nobody erases themselves"):
        call_command("erase", number, by=number, reason="she asked")
    with pytest.raises(CommandError, match="Nobody has the number"):
        call_command("erase", "no such number", by=house.chen.number, reason="she asked")
    call_command("erase", number, by=house.chen.number, reason="she asked")
    assert "is erased: entry" in capsys.readouterr().out
    person = Person.objects.get(pk=house.amina.pk)
    assert (person.name, person.email, person.number) == ("Erased person", "", f"erased-{person.public_id}")
    account = Account.objects.get(person=person)
    assert account.closed_at and not account.has_usable_password() and account.username == person.number
    assert not Draft.objects.filter(disclosure=disclosure).exists()
    with pytest.raises(keyring.Erased):
        person.records.first().attested.open()
    if os.environ["AVOW_TEST_DB"] == "sqlite":
        for path in settings.AVOW_HOME.glob("*sqlite3*"):
            assert name.encode() not in path.read_bytes(), path
    call_command("ledger", "verify")
    assert "All is as it was recorded" in capsys.readouterr().out and keyring.is_destroyed(key)


@pytest.mark.django_db(transaction=True)
def test_every_file_in_the_data_folder_is_named():
    cast(on=date(2026, 1, 1))
    keyring.destroy("person:nobody")
    named = {name for copy in copies.COPIES for name in copy.files}
    there = {re.sub(r"^test\.sqlite3(_gw\d+)?", "avow.sqlite3", path.name) for path in settings.AVOW_HOME.iterdir()}
    assert there and there <= named
