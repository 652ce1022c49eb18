"""An inspection of some lines: for whom it is as if absent, and where the words are that narrowed it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from avow.access import participants
from avow.access.testing import grant, sign_in
from avow.disclosures.testing import noon
from avow.gifts import inspected
from avow.gifts.models import InspectedLine, Inspection
from avow.gifts.testing import sign
from avow.ledger import guards, keyring
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.retention.acts import erase

MARCH, TODAY = date(2026, 3, 2), date(2026, 6, 10)
LIST, DAYS = "/gifts/inspections/", "since=2026-01-01&until=2026-06-10"


@pytest.fixture
def chen(here, now):
    now(TODAY)
    return sign_in(Client(), here.chen)


@pytest.fixture
def farah(here, chen):
    """A deputy, kept out of what Boris was given."""
    grant(here.farah, "deputy")
    return sign_in(Client(), here.farah)


def kept_out(person, disclosure):
    participants.add(disclosure.public_id, person, "excluded", Entry.objects.latest("number"), MARCH)


def listed(client) -> list[Inspection]:
    return [one["row"] for one in client.get(LIST).context["rows"]]


def wrong() -> list[str]:
    return [one.says for one in verify().findings if one.kind != "head"]


def test_one_of_what_one_keeps_away_from_alone_is_as_if_absent(here, gift, chen, farah):
    kept_out(here.farah, gift(here.boris, MARCH))
    gift(here.amina, MARCH)
    sign(chen, f"{DAYS}&person=boris")
    narrowed = Inspection.objects.get()
    sign(chen)
    assert len(listed(chen)) == 2
    assert listed(farah) == [Inspection.objects.exclude(pk=narrowed.pk).get()]
    assert "boris" not in farah.get(LIST).content.decode().lower()
    there, nowhere = (farah.get(f"{LIST}{name}/") for name in (narrowed.public_id, "nobodyknows"))
    assert (there.status_code, there.content) == (404, nowhere.content)
    assert chen.get(f"{LIST}{narrowed.public_id}/").status_code == 200


def test_one_line_that_one_may_see_is_enough(here, gift, chen, farah):
    kept_out(here.farah, gift(here.boris, MARCH))
    gift(here.boris, MARCH)
    sign(chen, f"{DAYS}&person=boris")
    assert len(listed(farah)) == 1
    assert farah.get(f"{LIST}{Inspection.objects.get().public_id}/").context["since"].count == 1


def test_what_was_searched_for_stands_in_no_column(here, gift, chen):
    gift(here.boris, MARCH)
    sign(chen, f"{DAYS}&person=lindqvist")
    row = Inspection.objects.get()
    assert not row.is_whole
    assert [line.disclosure.person for line in row.lines.all()] == [here.boris]
    columns = Inspection.objects.values_list().get(), InspectedLine.objects.values_list().get()
    assert "lindqvist" not in str(columns).lower()
    assert "lindqvist" in chen.get(LIST).content.decode(), "it is read from what was signed"
    assert wrong() == []


def test_a_whole_one_that_is_said_to_be_narrowed_is_found(here, gift, chen):
    gift(here.boris, MARCH)
    sign(chen)
    assert not InspectedLine.objects.exists(), "everybody sees that it was, so nothing needs to be looked up"
    with connection.cursor() as cursor:
        guards.drop(connection, {"gifts_inspection"})
        cursor.execute("UPDATE gifts_inspection SET is_whole = %s", [False])
    guards.install(connection)
    assert [one for one in wrong() if "is_whole" in one]


def test_many_narrowed_ones_cost_one_query(here, gift, chen, farah, monkeypatch, django_assert_num_queries):
    kept_out(here.farah, gift(here.boris, MARCH))
    gift(here.amina, MARCH)
    for person in ("boris", "amina", "boris", "amina", "boris"):
        sign(chen, f"{DAYS}&person={person}")
    opened = []
    monkeypatch.setattr(keyring, "unseal_many", lambda given: opened.extend(given) or [])
    found = inspected.visible_to(here.farah, TODAY)
    assert found.count() == 2
    with django_assert_num_queries(1):
        assert len(found) == 2
    assert opened == []


@pytest.mark.django_db(transaction=True)
def test_when_the_inspector_is_erased_nobody_knows_by_what_it_was_narrowed(here, gift, chen, farah):
    gift(here.amina, MARCH)
    sign(chen, f"{DAYS}&person=haddad")
    erase(here.chen.key, by="command line", at=noon(TODAY), reason="Five years after leaving.")
    for page in (LIST, f"{LIST}{Inspection.objects.get().public_id}/"):
        text = farah.get(page).content.decode()
        assert "(erased)" in text and "everything of these days" not in text
        assert "haddad" not in text and "stood out" not in text
    assert wrong() == []


@pytest.mark.django_db(transaction=True)
def test_inspections_signed_before_the_words_were_sealed_are_brought_along(here, gift, chen, farah):
    kept_out(here.farah, gift(here.boris, MARCH))
    sign(chen)
    sign(chen, f"{DAYS}&person=boris")
    narrowed = Inspection.objects.get(is_whole=False)
    before = [("gifts", "0003_the_register_is_narrowed_quickly")]
    old = MigrationExecutor(connection)
    old.migrate(before)
    guards.drop(connection, {"gifts_inspection"})
    rows = old.loader.project_state(before).apps.get_model("gifts", "Inspection").objects
    assert rows.filter(pk=narrowed.pk).update(filters={"person": "boris"}) == 1
    guards.install(connection)
    new = MigrationExecutor(connection)
    new.migrate(new.loader.graph.leaf_nodes("gifts"))
    guards.install(connection)
    assert list(Inspection.objects.filter(is_whole=False)) == [narrowed]
    assert [line.disclosure.person for line in narrowed.lines.all()] == [here.boris]
    assert len(listed(chen)) == 2 and len(listed(farah)) == 1
    assert wrong() == []
