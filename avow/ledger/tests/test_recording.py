"""Recording an act: one entry, its documents in order, inside the act's own transaction."""

from decimal import Decimal

import pytest
from django.db import transaction

from avow.ledger import keyring, tree
from avow.ledger.acts import Doc, NotInTransaction, record
from avow.ledger.canonical import NotCanonical, canonical, hexed
from avow.ledger.models import Attested, Entry, Head

from .telling import AT

pytestmark = pytest.mark.django_db


def told(*bodies, key="person:amina", **given):
    with transaction.atomic():
        docs = [Doc("sample.words", body, key) for body in bodies]
        return record("told", **{"actor": "system", "subject": "x:1", "at": AT, "docs": docs, **given})


def test_the_first_entry_has_number_one_and_says_what_was_done():
    entry = told({"a": 1}, acting_as="discloser")
    kept = Entry.objects.get(number=entry.number)
    assert (kept.number, kept.actor, kept.acting_as, kept.verb, kept.subject, kept.at) == (
        1, "system", "discloser", "told", "x:1", AT,
    )  # fmt: skip
    assert Head.objects.get().size == 1 and Head.objects.get().root == kept.leaf().hex()


def test_documents_come_back_in_their_order():
    entry = told({"n": 1}, {"n": 2}, {"n": 3})
    assert [document.open()["n"] for document in entry.documents] == [1, 2, 3]
    assert [document.open()["n"] for document in Entry.objects.get().documents] == [1, 2, 3]


def test_one_document_is_the_content_and_several_are_under_a_root():
    one, many, none = told({"n": 1}), told({"n": 1}, {"n": 2}), told()
    assert one.content == one.documents[0].content_hash == hexed(one.documents[0].salted_bytes())
    assert many.content == tree.root(tree.leaf_hash(bytes.fromhex(d.content_hash)) for d in many.documents).hex()
    assert (none.documents, none.content) == ([], tree.EMPTY.hex())


def test_the_same_words_twice_give_different_hashes():
    assert told({"n": 1}).content != told({"n": 1}).content


def test_nothing_can_be_read_in_the_row_itself():
    document = told({"why": "I love the sea"}).documents[0]
    row = Attested.objects.filter(pk=document.pk).values_list()[0]
    assert b"sea" not in bytes(row[-1]) and "sea" not in str(row[:-1])


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(NotInTransaction):
        record("told", actor="system", subject="x:1", at=AT)
    assert Entry.objects.count() == 0


def test_what_is_rolled_back_leaves_no_gap():
    told({})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        told({"n": 2})
        1 / 0  # noqa: B018
    assert told({}).number == 2


@pytest.mark.parametrize("body", [{"cost": Decimal("1.00")}, {"at": AT}, {"n": 2**60}, {1: 2}, {"x": float("nan")}])
def test_what_is_not_plain_json_is_refused(body):
    with pytest.raises(NotCanonical):
        told(body)
    assert Entry.objects.count() == 0


def test_canonical_bytes_do_not_depend_on_the_order_of_names():
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


def test_only_people_and_three_words_can_act():
    with pytest.raises(ValueError, match="cannot act"):
        told(actor="somebody")

    class Amina:
        key = "person:amina"

    assert told(actor=Amina()).actor == "person:amina"


def test_nothing_is_recorded_about_someone_who_was_erased():
    keyring.make(["person:gone"])
    keyring.destroy("person:gone")
    with pytest.raises(keyring.Erased):
        told({}, key="person:gone")


def test_a_sealed_document_opens_only_in_its_own_place():
    first, second = told({"n": 1}).documents[0], told({"n": 2}).documents[0]
    second.sealed = first.sealed
    with pytest.raises(keyring.NotSealedSo):
        second.open()


def test_an_instant_needs_its_zone():
    with pytest.raises(ValueError, match="zone"):
        told({}, at=AT.replace(tzinfo=None))
