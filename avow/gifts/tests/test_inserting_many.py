"""Inserting very many rows quickly: the same rows as Django writes, under the same constraints."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from avow.access.models import Participant
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed
from avow.gifts.models import Gift
from avow.ledger import acts
from avow.ledger.acts import Doc, record
from avow.ledger.inserting import insert, insert_values
from avow.ledger.models import Attested, Entry
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 10, 9, 30, 15, 123456, tzinfo=UTC)
TRICKY = 'tab\t, line\n, \\N, \\., "quoted", \x7f, ’, 漢字, 😀'


@pytest.fixture
def cast(db):
    return make_cast(date(2019, 1, 1))


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


def test_a_row_reads_back_as_django_would_have_written_it(cast):
    one = Disclosure(person=cast.amina, kind="gift_received", started_at=AT)
    insert(Disclosure, [one])
    another = Disclosure.objects.create(person=cast.amina, kind="gift_received", started_at=AT)
    assert columns(Disclosure.objects.get(pk=one.pk)) == columns(one)
    assert another.pk > one.pk and not one._state.adding
    insert(Disclosure, [Disclosure(person=cast.boris, kind="gift_given", started_at=AT) for _ in range(3)])
    assert Disclosure.objects.filter(person=cast.boris).count() == 3


def test_words_days_amounts_and_nothing_survive(cast):
    from avow.adoptions.testing import adopted

    adopted(date(2026, 1, 1))
    version = disclosed(cast.amina, "gift_received", on=date(2026, 3, 1), amount="5", other_side="X")
    line = Gift.objects.get()
    said = columns(line) | {
        "party_name": TRICKY, "worth": Decimal("12.30"), "amount": None, "is_open": True, "on": date(2024, 2, 29),
    }  # fmt: skip
    line.delete()
    insert_values(Gift, list(said), [list(said.values())])
    assert columns(Gift.objects.get()) == said
    assert Gift.objects.get().version == version


def test_constraints_hold(cast):
    insert(Disclosure, [Disclosure(person=cast.amina, kind="x", started_at=AT, public_id="twice")])
    for kind, name in (("x", "twice"), ("", "other")):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(Disclosure, [Disclosure(person=cast.amina, kind=kind, started_at=AT, public_id=name)])


def test_what_each_row_has_of_its_own_must_be_named(cast):
    with pytest.raises(ValueError, match="public_id is of each disclosure alone"):
        insert_values(Disclosure, ("person_id", "kind", "started_at"), [(cast.amina.pk, "x", AT)])
    assert insert_values(Participant, ("subject",), []) == ()


def test_an_entry_with_very_many_documents_is_like_one_with_few(cast, monkeypatch):
    docs = [Doc("test.note", {"words": TRICKY, "place": place}, key="register") for place in range(5)]
    few = record("noted", actor="system", subject="s", at=AT, docs=docs)
    monkeypatch.setattr(acts, "MANY", 2)
    many = record("noted", actor="system", subject="s", at=AT, docs=docs)
    assert list(many.documents) == list(Attested.objects.filter(entry=many).order_by("position"))
    assert [one.pk for one in many.documents] == many.document_keys
    assert [one.open() for one in many.documents] == [one.open() for one in few.documents]
    assert many.documents[-1].open()["place"] == 4
    read = Entry.objects.get(number=many.number)
    assert read.document_keys == many.document_keys
    assert (many.endings(), few.endings()) == ({}, {})
