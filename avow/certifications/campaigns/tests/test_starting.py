"""Preparing and starting: who may, what stops it, what has to be seen before."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts
from avow.certifications.models import Campaign, CampaignStarted
from avow.config import clock
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAYS = {"opens": date(2026, 4, 1), "due": date(2026, 4, 30), "closes": date(2026, 6, 1)}


@pytest.fixture
def everyone():
    found = cast()
    grant(found.chen, Role.COMPLIANCE_OFFICER)
    adopted()
    return found


def prepared(everyone, name="Certification 2026", **days):
    return acts.prepare(name, **{**DAYS, **days}, by=everyone.chen, on=ON, at=AT)


def start(campaign, everyone, **said):
    return acts.start(campaign, by=everyone.chen, on=ON, at=AT, **said)


def kinds(campaign):
    return {one.kind: one for one in acts.preview(campaign, ON)[1]}


def test_chen_prepares_and_nobody_is_asked(everyone):
    before = Entry.objects.count()
    campaign = prepared(everyone)
    assert Entry.objects.count() == before + 1
    assert campaign.entry.verb == "campaign prepared"
    assert not CampaignStarted.objects.exists()


def test_amina_prepares_and_starts_nothing(everyone):
    with pytest.raises(acts.Refused, match="Only the compliance officer"):
        acts.prepare("Mine", **DAYS, by=everyone.amina, on=ON, at=AT)
    with pytest.raises(acts.Refused, match="Only the compliance officer"):
        acts.start(prepared(everyone), by=everyone.amina, on=ON, at=AT, seen=True)


@pytest.mark.parametrize("days", [{"due": date(2026, 3, 31)}, {"closes": date(2026, 4, 30)}])
def test_days_come_in_their_order(everyone, days):
    with pytest.raises(acts.Refused, match="in this order"):
        prepared(everyone, **days)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ({}, (date(2027, 1, 15), date(2027, 2, 14), date(2027, 3, 31))),
        ({"on": date(2026, 1, 15)}, (date(2026, 1, 15), date(2026, 2, 14), date(2026, 3, 31))),
        ({"opens": date(2026, 4, 1)}, (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 15))),
        ({"due": date(2027, 1, 31)}, (date(2027, 1, 15), date(2027, 1, 31), date(2027, 3, 31))),
    ],
)
def test_days_that_nobody_gave_are_those_of_the_policy(everyone, given, days):
    one = acts.prepare("As the policy says", **{"on": ON, **given}, by=everyone.chen, at=AT)
    assert (one.opens, one.due, one.closes) == days


def test_where_the_policy_says_no_days_they_are_given(everyone):
    with pytest.raises(acts.Refused, match="on which day it opens and closes"):
        acts.prepare("All", cohort="acknowledge", due=DAYS["due"], by=everyone.chen, on=ON, at=AT)


def test_a_name_and_a_cohort_that_the_policy_has(everyone):
    with pytest.raises(acts.Refused, match="name"):
        prepared(everyone, name=" ")
    with pytest.raises(acts.Refused, match="acknowledge, certify"):
        acts.prepare("All", cohort="everyone", **DAYS, by=everyone.chen, on=ON, at=AT)


def test_what_is_to_mend_is_seen_before_it_starts(everyone):
    campaign = prepared(everyone)
    found = kinds(campaign)
    assert found["no partner"].concerns == ("Works HR: 2",)
    assert found["no manager"].concerns == ("Dolores Vidal (D1)",)
    with pytest.raises(acts.ToBeSeen, match="Nobody is HR partner"):
        start(campaign, everyone)
    assert start(campaign, everyone, seen=True).people == 2


def test_with_a_partner_the_department_is_looked_after(everyone):
    grant(everyone.farah, Role.HR_PARTNER, department="Works HR")
    assert "no partner" not in kinds(prepared(everyone))


def test_no_department_no_address_and_no_grade_are_listed(everyone):
    people.put("S1", on=ON, by="system", at=AT, name="Sol", grade="manager", manager="D1")
    people.put("N1", on=ON, by="system", at=AT, name="Nobody Said")
    found = kinds(prepared(everyone))
    assert found["no department"].concerns == found["no e-mail"].concerns == ("Sol (S1)",)
    assert found["unknown"].concerns[0].startswith("Nobody Said (N1): ")


def test_an_empty_cohort_stops_it(everyone):
    people.end(everyone.amina, on=ON, by="system", at=AT)
    for person in (everyone.boris, everyone.chen, everyone.emeka, everyone.farah, everyone.dolores):
        if person != everyone.chen:
            people.end(person, on=ON, by="system", at=AT)
    campaign = prepared(everyone)
    # whoever is left names a manager who is gone: that one no longer belongs
    assert kinds(campaign)["empty"].stops
    with pytest.raises(acts.Refused, match="Nobody belongs"):
        start(campaign, everyone, seen=True)


def test_days_that_overlap_with_a_campaign_under_way_are_not_prepared(everyone):
    start(prepared(everyone), everyone, seen=True)
    days = {"due": date(2026, 6, 9), "closes": date(2026, 7, 1)}
    says = "overlap with “Certification 2026”, 1 April 2026 to 1 June 2026. Open it on 1 June 2026 or later"
    with pytest.raises(acts.Overlap, match=says):
        prepared(everyone, "Twice", opens=date(2026, 5, 31), **days)
    assert not Campaign.objects.filter(name="Twice").exists()
    assert "overlap" not in kinds(prepared(everyone, "After", opens=DAYS["closes"], **days))


def test_of_two_prepared_for_the_same_days_one_is_started(everyone):
    first, other = prepared(everyone), prepared(everyone, "Twice", opens=date(2026, 4, 30))
    start(first, everyone, seen=True)
    assert kinds(other)["overlap"].concerns == ("“Certification 2026”, 1 April 2026 to 1 June 2026",)
    with pytest.raises(acts.Refused, match="overlap"):
        start(other, everyone, seen=True)


def test_the_command_says_which_options_to_give_otherwise(everyone, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    start(prepared(everyone), everyone, seen=True)
    given = ["--opens", "2026-05-31", "--due", "2026-06-09", "--closes", "2026-07-01", "--by", everyone.chen.number]
    with pytest.raises(CommandError, match="1 June 2026 or later") as refused:
        call_command("campaign", "prepare", "Twice", *given)
    assert str(refused.value).startswith("--opens, --closes: From 31 May 2026 to 1 July 2026 the same people")
    assert not Campaign.objects.filter(name="Twice").exists()


def test_what_has_closed_is_not_started_and_nothing_is_started_twice(everyone):
    over = prepared(everyone, opens=date(2026, 1, 1), due=date(2026, 1, 2), closes=ON)
    with pytest.raises(acts.Refused, match="has passed"):
        start(over, everyone, seen=True)
    campaign = prepared(everyone)
    start(campaign, everyone, seen=True)
    with pytest.raises(acts.Refused, match="already"):
        start(campaign, everyone, seen=True)
