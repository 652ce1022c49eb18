"""Acknowledging the policy: one act, one entry, once for each version."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from avow.access.duties import duties_for
from avow.adoptions.testing import adopted
from avow.certifications.acts import NotAsked, acknowledge
from avow.certifications.models import Acknowledgement
from avow.certifications.outstanding import is_asked, is_outstanding
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def everyone():
    return cast()


@pytest.fixture
def pack(everyone):
    return adopted()


def titles(person):
    return [duty.title for duty in duties_for(person, ON)]


def test_amina_acknowledges_and_one_entry_says_so(everyone, pack):
    before = Entry.objects.count()
    said = acknowledge(everyone.amina, pack, on=ON, at=AT)
    assert Entry.objects.count() == before + 1
    assert (said.entry.verb, said.entry.actor, said.entry.at) == ("policy acknowledged", everyone.amina.key, AT)
    body = said.attested.open()
    assert body["words"] == pack.form["acknowledgement"]
    assert body["version"] == pack.version
    assert Acknowledgement.projected(body) == {
        "person.public_id": everyone.amina.public_id,
        "pack_hash": pack.hash,
        "version": pack.version,
        "on": "2026-03-02",
        "language": "en",
    }


def test_saying_it_twice_is_saying_it_once(everyone, pack):
    first = acknowledge(everyone.amina, pack, on=ON, at=AT)
    entries = Entry.objects.count()
    assert acknowledge(everyone.amina, pack, on=ON, at=AT) == first
    assert Entry.objects.count() == entries


def test_the_database_keeps_it_to_once(everyone, pack):
    first = acknowledge(everyone.amina, pack, on=ON, at=AT)
    other = acknowledge(everyone.boris, pack, on=ON, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.filter(pk=other.pk).update(person=first.person)


def test_it_is_on_the_home_page_until_it_is_done(everyone, pack):
    assert "Read and acknowledge the policy" in titles(everyone.amina)
    acknowledge(everyone.amina, pack, on=ON, at=AT)
    assert "Read and acknowledge the policy" not in titles(everyone.amina)


def test_a_new_version_is_acknowledged_anew(everyone, pack, tmp_path):
    acknowledge(everyone.amina, pack, on=ON, at=AT)
    changed = next_version(tmp_path)
    assert changed.hash != pack.hash
    assert is_outstanding(everyone.amina, changed, ON)


def test_before_a_policy_is_in_force_nobody_is_asked(everyone):
    assert titles(everyone.amina) == []


def test_who_has_left_is_not_asked(everyone, pack):
    people.end(everyone.goran, on=date(2026, 2, 1), by="system", at=AT)
    everyone.goran.refresh_from_db()
    assert not is_asked(everyone.goran, pack, ON)
    with pytest.raises(NotAsked, match="does not ask you"):
        acknowledge(everyone.goran, pack, on=ON, at=AT)


def test_a_missing_fact_is_no_reason_to_be_left_out(everyone, pack):
    someone = people.put("N1", on=date(2026, 1, 1), by="system", at=AT, name="Nobody Said")
    assert is_asked(someone, pack, ON)


def next_version(folder):
    """The built-in pack with another version number."""
    import shutil

    from avow.policy.loading import corporate, load

    copy = folder / "next"
    shutil.copytree(corporate(), copy)
    policy = copy / "policy.toml"
    policy.write_text(policy.read_text().replace('version = "2026.1"', 'version = "2026.2"'))
    return load(copy)
