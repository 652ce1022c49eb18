"""A campaign that was prepared is withdrawn or changed as long as it was not started."""

from datetime import date

import pytest

from avow.certifications.campaigns import acts, changing, standing, testing
from avow.certifications.campaigns.testing import DAYS, ON, moment
from avow.certifications.models import Campaign
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db

AT = moment(ON)


def by(house):
    return {"by": house.cast.chen, "on": ON, "at": AT}


def test_what_was_withdrawn_is_not_started_nor_withdrawn_again():
    house = testing.prepared()
    changing.withdraw(house.campaign, **by(house))
    assert standing.state_of(house.campaign, ON) == "withdrawn"
    assert Entry.objects.last().verb == "campaign withdrawn"
    with pytest.raises(acts.Refused, match="withdrawn"):
        acts.start(house.campaign, **by(house), seen=True)
    with pytest.raises(acts.Refused, match="withdrawn"):
        changing.withdraw(house.campaign, **by(house))


def test_what_runs_is_neither_withdrawn_nor_changed():
    house = testing.under_way()
    with pytest.raises(acts.Refused, match="started already"):
        changing.withdraw(house.campaign, **by(house))
    with pytest.raises(acts.Refused, match="started already"):
        changing.change(house.campaign, name="Other", **DAYS, **by(house))
    assert Campaign.objects.count() == 1


def test_another_is_prepared_in_its_place():
    house = testing.prepared()
    days = {**DAYS, "due": date(2026, 5, 2)}
    new = changing.change(house.campaign, name="Certification of 2026", **days, **by(house))
    assert (new.name, new.due, new.cohort) == ("Certification of 2026", date(2026, 5, 2), house.campaign.cohort)
    house.campaign.refresh_from_db()
    assert house.campaign.withdrawn.instead == new.public_id
    assert list(Campaign.objects.real()) == [new]


def test_days_that_do_not_fit_change_nothing():
    house = testing.prepared()
    with pytest.raises(acts.Refused, match="in this order"):
        changing.change(house.campaign, name="Wrong", **{**DAYS, "due": date(2026, 3, 1)}, **by(house))
    assert standing.state_of(house.campaign, ON) == "prepared"


def test_amina_withdraws_nothing():
    house = testing.prepared()
    with pytest.raises(acts.Refused, match="Only the compliance officer"):
        changing.withdraw(house.campaign, by=house.cast.amina, on=ON, at=AT)
