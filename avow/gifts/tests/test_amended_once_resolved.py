"""What an officer said of a name holds for an entry that was changed as long as it names the other side so,
and no longer."""

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures import acts
from avow.disclosures.models import Version
from avow.disclosures.testing import noon
from avow.gifts.cards import left_open_among
from avow.gifts.models import Gift, NameLeftOpen
from avow.gifts.recounting import Counted, recount
from avow.gifts.testing import cited, latest, received, total
from avow.gifts.tests.test_name_left_open import DUTY, NOT_KNOWN, TESTS, again
from avow.gifts.tests.test_recording import sent


@pytest.fixture
def amina(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


@pytest.fixture
def found(amina, cast, group, on):
    """Over the limit with what came from another company of the group, once an officer said who it is."""
    received(cast.amina, on, "60", party=group[2])
    sent(amina, other_side="Delta Bearings AG", worth="190", **TESTS)
    found = Version.objects.last().disclosure
    resolve(found, group[1], cast, on)
    assert cited(latest(Version.objects.last()).version) == ["5.2"]
    return found


@pytest.fixture(autouse=True)
def counted_alike(db):
    """Counting everything again finds nothing otherwise, whatever happened."""
    yield
    assert list(recount(Counted())) == []


def resolve(found, party, cast, on):
    said = {"by": cast.chen, "acting_as": "officer", "reason": "The card.", "on": on, "at": noon(on)}
    acts.resolve_party(found, party, **said)


@pytest.mark.parametrize("name", ["Delta Bearings AG", "delta bearings  ag."])
def test_the_same_name_is_judged_by_what_the_officer_said(found, on, group, name):
    version = again(found, on, worth="195", other_side=name)
    assert cited(version) == ["5.2"]
    assert total(version) == "255.00"
    assert version.judgement.facts["other_side"] == version.other_side == "Delta Bearings"
    assert version.counterparty is None
    assert Gift.objects.get(disclosure=found).counterparty == group[1]
    assert not NameLeftOpen.objects.exists()


def test_the_last_look_at_a_change_says_so_as_well(amina, cast, found, on):
    acts.amend(found, cast.amina, noon(on))
    page = amina.get(f"/disclose/{found.public_id}/check/").content.decode()
    assert "5.2" in page
    assert NOT_KNOWN not in page


def test_another_name_is_what_it_says(found, on):
    version = again(found, on, other_side="Nova Steel")
    assert cited(version) == []
    line = Gift.objects.get(disclosure=found)
    assert (version.other_side, line.party_name, line.counterparty) == ("Nova Steel", "Nova Steel", None)
    assert latest(version).facts["party_group"] is None
    assert not NameLeftOpen.objects.exists()


def test_another_name_that_leads_to_entries_is_asked_about(found, cast, on):
    version = again(found, on, other_side="Delta Pumps AG")
    assert version.other_side == "Delta Pumps AG"
    assert left_open_among([found.pk], on) == {found.pk}
    assert DUTY in [duty.title for duty in duties_for(cast.chen, on)]


def test_the_first_name_again_is_who_it_was(found, group, on):
    again(found, on, other_side="Delta Pumps AG")
    version = again(found, on, other_side="Delta Bearings AG")
    assert cited(version) == ["5.2"]
    assert not left_open_among([found.pk], on)
    assert Gift.objects.get(disclosure=found).counterparty == group[1]


def test_each_name_has_its_own_answer(found, cast, group, on):
    first = found.latest_version
    version = again(found, on, other_side="Delta Pumps AG")
    resolve(found, group[2], cast, on)
    assert Version.objects.get(pk=version.pk).other_side == group[2].name
    assert Version.objects.get(pk=first.pk).other_side == "Delta Bearings"


def test_an_entry_that_the_person_chose_counts_after_none_that_we_know(found, cast, group, on):
    resolve(found, None, cast, on)
    version = again(found, on, other_side=group[1].name, counterparty=group[1].public_id)
    assert Gift.objects.get(disclosure=found).counterparty == version.counterparty == group[1]
    assert cited(version) == ["5.2"]


def test_nothing_is_taken_back_that_no_officer_said(amina, found, cast, group, on):
    address, officer = f"/gifts/other-side/{found.public_id}/", sign_in(amina, cast.chen)
    assert officer.get(address).status_code == 200
    again(found, on, other_side=group[2].name, counterparty=group[2].public_id)
    assert officer.get(address).status_code == 404
