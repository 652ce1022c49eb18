"""Erasing: one entry, the key gone for good, everything else as it was."""

import pytest
from django.db import transaction

from avow.ledger import keyring
from avow.ledger.models import Entry
from avow.ledger.tests.telling import AT, visit
from avow.ledger.verify import verify
from avow.retention import acts, signals

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "five years after leaving"


def erase(key: str = "person:amina"):
    return acts.erase(key, by="command line", at=AT, reason=WHY)


def test_what_was_said_cannot_be_read_and_everything_else_verifies():
    gone, stays = visit("amina"), visit("boris")
    entry = erase()
    with pytest.raises(keyring.Erased):
        gone.attested.open()
    assert stays.attested.open()["why"] == "boris saw the sea"
    report = verify()
    assert (report.findings, report.notes, report.erased) == ([], [], 1)
    assert (entry.verb, entry.subject, entry.number) == ("erased", "person:amina", Entry.objects.count())
    assert entry.documents[0].open() == {"key": "person:amina", "reason": WHY}


def test_keys_that_go_with_it_are_destroyed_in_the_same_entry():
    def relatives(sender, key, **kwargs):
        return ["relative:mother"] if key == "person:amina" else []

    signals.asked.connect(relatives)
    try:
        visit("amina")
        keyring.make(["relative:mother"])
        entry = erase()
    finally:
        signals.asked.disconnect(relatives)
    assert [document.open()["key"] for document in entry.documents] == ["person:amina", "relative:mother"]
    assert keyring.destroyed() == {"person:amina", "relative:mother"} and verify().clean


def test_if_it_cannot_be_recorded_it_did_not_happen():
    visit("amina")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        erase()
        1 / 0  # noqa: B018
    assert not keyring.is_destroyed("person:amina") and verify().clean


def test_if_the_machine_stops_before_the_key_is_destroyed_the_next_start_does_it(monkeypatch):
    gone = visit("amina")
    monkeypatch.setattr(acts, "_destroy", lambda keys, at: None)
    erase()
    monkeypatch.undo()
    assert gone.attested.open() and not verify().clean
    assert acts.replay(AT) == ["person:amina was erased before its key could be destroyed; it is destroyed now."]
    with pytest.raises(keyring.Erased):
        gone.attested.open()
    assert verify().clean and acts.replay(AT) == []


def test_a_key_file_restored_from_before_is_met_by_the_erasures_kept_since(settings):
    gone = visit("amina")
    keyring.make(["register"])
    file = settings.AVOW_HOME / "keys" / "keys.sqlite3"
    keyring.close()
    old = file.read_bytes()
    erase()
    keyring.close()
    file.write_bytes(old)
    assert gone.attested.open()
    assert acts.replay(AT) == ["person:amina had come back and was destroyed again."]
    with pytest.raises(keyring.Erased):
        gone.attested.open()
    assert verify().clean


def test_a_database_restored_from_before_has_the_erasure_recorded_and_the_copies_cleared_again():
    told = []

    def clear(sender, key, **kwargs):
        told.append(key)

    visit("amina")
    keyring.destroy("person:amina")
    signals.erasing.connect(clear)
    try:
        assert acts.replay(AT) == ["person:amina had come back with the database and was erased again."]
    finally:
        signals.erasing.disconnect(clear)
    assert told == ["person:amina"] and verify().clean and acts.replay(AT) == []


@pytest.mark.parametrize("key", ["register", "person:", "person:../x", "everyone", ""])
def test_the_register_and_what_is_no_key_stay(key):
    with pytest.raises(acts.NotErasable):
        erase(key)


def test_nobody_is_erased_twice_or_without_a_reason():
    visit("amina")
    with pytest.raises(ValueError, match="Say why"):
        acts.erase("person:amina", by="system", at=AT, reason="  ")
    erase()
    with pytest.raises(acts.AlreadyErased):
        erase()
