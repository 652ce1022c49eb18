"""A campaign is tried on some people before it starts, and nothing of that counts."""

from datetime import date

import pytest

from avow.certifications.campaigns import acts, following, freezing, testing, trying
from avow.certifications.campaigns.problems import problems
from avow.certifications.campaigns.standing import standing, state_of
from avow.certifications.campaigns.testing import ON, moment
from avow.certifications.models import Campaign, CampaignStarted, Included
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people import acts as people
from avow.people.models import Person

pytestmark = pytest.mark.django_db

AT = moment(ON)


def tried(house, *people):
    return trying.try_out(house.campaign, people, by=house.cast.chen, on=ON, at=AT)


def test_who_is_named_has_a_form_that_is_marked():
    house = testing.prepared()
    before = Entry.objects.count()
    trial = tried(house, house.cast.amina, house.cast.farah)
    assert Entry.objects.count() == before + 1
    assert trial.trial_of == house.campaign
    asked = Included.objects.filter(campaign=trial)
    assert {one.person for one in asked} == {house.cast.amina, house.cast.farah}
    assert {one.because for one in asked} == {trying.BECAUSE}
    assert (state_of(trial, ON), state_of(trial, ON + trying.CLOSES_AFTER)) == ("open", "closed")


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_content_with_a_trial():
    house = testing.prepared()
    tried(house, house.cast.amina, house.cast.farah)
    assert verify().findings == []


def test_a_trial_counts_nowhere():
    house = testing.prepared()
    trial = tried(house, house.cast.boris)
    assert list(Campaign.objects.real()) == [house.campaign]
    assert standing(house.campaign, ON).departments == []
    wrong = problems(house.campaign, acts.preview(house.campaign, ON)[0], ON)
    assert "overlap" not in [one.kind for one in wrong]
    assert following.running(ON) == []
    acts.start(house.campaign, by=house.cast.chen, on=ON, at=AT, seen=True)
    freezing.work_through(lambda: AT)
    assert sum(one.asked for one in standing(house.campaign, ON).departments) == 7
    assert Included.objects.filter(campaign=trial).count() == 1
    assert following.running(ON) == [house.campaign]


def test_what_runs_or_is_a_trial_is_not_tried():
    house = testing.prepared()
    trial = tried(house, house.cast.amina)
    with pytest.raises(acts.Refused, match="a trial already"):
        trying.try_out(trial, [house.cast.amina], by=house.cast.chen, on=ON, at=AT)
    with pytest.raises(acts.Refused, match="started already"):
        acts.start(trial, by=house.cast.chen, on=ON, at=AT, seen=True)
    with pytest.raises(acts.Refused, match="Only the compliance officer"):
        trying.try_out(house.campaign, [house.cast.amina], by=house.cast.amina, on=ON, at=AT)
    assert CampaignStarted.objects.count() == 1


def test_people_are_named_by_number_or_by_department():
    testing.prepared()
    found = trying.named(["A1", " B1 ", "A1", ""], "Sever HR", ON)
    assert {one.number for one in found} == {"A1", "B1", "G1", "S0", "S1", "S2", "S3", "S4"}
    with pytest.raises(trying.NotHere, match="the number or the name X9, Y9"):
        trying.named(["A1", "X9", "Y9"], "", ON)
    with pytest.raises(trying.NotHere, match="department Nowhere"):
        trying.named([], "Nowhere", ON)
    with pytest.raises(acts.Refused, match="Name at least one"):
        trying.named(["", " "], "", ON)
    with pytest.raises(trying.NotHere, match="S0"):
        trying.named(["S0"], "", date(2025, 1, 1))


def test_numbers_may_have_spaces_between_them_and_names_do():
    testing.prepared()
    by_name = Person.objects.get(number="A1").name
    assert {one.number for one in trying.named([by_name, "B1 S0"], "", ON)} == {"A1", "B1", "S0"}
    with pytest.raises(trying.NotHere, match="B1 X9"):
        trying.named(["B1 X9"], "", ON)
    people.put("T1", on=ON, by="system", at=AT, name=by_name)
    with pytest.raises(trying.NotHere, match=f"Several people are called {by_name}"):
        trying.named([by_name], "", ON)


def test_a_trial_is_small(monkeypatch):
    monkeypatch.setattr(trying, "MOST", 3)
    house = testing.prepared()
    with pytest.raises(acts.Refused, match="at most 3"):
        trying.named([], "Sever HR", ON)
    with pytest.raises(acts.Refused, match="at most 3"):
        trying.named(["A1", "B1", "C1", "D1"], "", ON)
    with pytest.raises(acts.Refused, match="one to 3"):
        tried(house)
