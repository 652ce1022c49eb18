"""Slips: who is offered one, at which site and on which shift, and the piles in which they are handed out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from avow.access.testing import account_for, grant, sign_in
from avow.certifications.campaigns import testing as campaigns
from avow.certifications.campaigns import trying
from avow.certifications.campaigns.testing import House
from avow.certifications.kiosk import acts, duties, slips, where
from avow.certifications.kiosk.testing import make_slips
from avow.certifications.kiosk.where import Where
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import CodeMade, Included, Place
from avow.certifications.testing import BEGIN, OPEN, house, moment
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs
from avow.people.acts import put

pytestmark = pytest.mark.django_db

AT = {
    "S1": ("Foundry", "Late", "B1"),
    "S2": ("Foundry", "Early", "B1"),
    "S3": ("Foundry", "Early", "C1"),
    "S4": ("Foundry", "Early", "B1"),
    "S5": ("Foundry", "", "B1"),
    "S6": ("Foundry", "", None),
    "S7": ("Mill", "", "B1"),
}


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    for manager in ("B1", "C1"):
        put(manager, on=BEGIN, by="system", at=moment(BEGIN), name=manager)
    for number, (site, shift, manager) in AT.items():
        put(number, on=BEGIN, by="system", at=moment(BEGIN), name=f"Sol {number}", grade="supervisor",
            hr_department="Works HR", site=site, shift=shift, manager=manager)  # fmt: skip
    return house(supervisors=())


def offered(us, by=None, **how):
    return slips.offered(looks(by or us.farah, OPEN), us.campaign, **how)


def names(rows):
    return sorted(one.included.person.number for one in rows if one.included.person.number in AT)


def test_they_are_for_those_without_an_account_unless_everyone_is_meant(us):
    assert us.boris in {one.included.person for one in offered(us)}
    account_for(us.boris)
    assert us.boris not in {one.included.person for one in offered(us)}
    assert us.boris in {one.included.person for one in offered(us, with_account=True)}


def test_sites_are_offered_with_the_shifts_of_those_that_have_any(us):
    called = [one.called for one in where.choices(offered(us), OPEN)]
    assert called == [
        "Foundry", "Foundry, Early", "Foundry, Late", "Foundry, no shift on record", "Gothenburg", "Mill"
    ]  # fmt: skip
    values = [one.value for one in where.choices(offered(us), OPEN)]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (Where("Foundry"), ["S1", "S2", "S3", "S4", "S5", "S6"]),
        (Where("Foundry", "Early"), ["S2", "S3", "S4"]),
        (Where("Foundry", ""), ["S5", "S6"]),
        (Where("Mill", "Early"), []),
    ],
    ids=["a site", "a shift", "no shift", "a shift of another site"],
)
def test_a_site_or_a_shift_is_chosen(us, at, found):
    assert names(offered(us, at=at)) == found


def test_each_shift_is_a_pile_and_whoever_works_none_goes_with_their_head(us):
    asked = [one.included for one in offered(us) if one.included.person.number in AT]
    made = acts.make_codes(asked, by=us.farah, on=OPEN, at=moment(OPEN))
    piles = slips.piles(made, OPEN)
    assert [(pile.called, pile.hand_to, [one.included.person.number for one in its]) for pile, its in piles] == [
        ("Foundry, Early", "Boris Lindqvist (2), Chen Wei (1)", ["S2", "S4", "S3"]),
        ("Foundry, Late", "Boris Lindqvist", ["S1"]),
        ("Foundry", where.NO_HEAD, ["S6"]),
        ("Foundry", "Boris Lindqvist", ["S5"]),
        ("Mill", "Boris Lindqvist", ["S7"]),
    ]
    assert all("-" in slip.code for _, its in piles for slip in its)


def test_two_heads_of_one_name_are_two(us):
    for number in ("B2", "B3"):
        put(number, on=BEGIN, by="system", at=moment(BEGIN), name="Bo Berg")
    for number, head in (("S2", "B2"), ("S3", "B3"), ("S4", "B3"), ("S5", "B2"), ("S6", "B3")):
        put(number, on=OPEN, by="system", at=moment(OPEN), manager=head)
    asked = [one.included for one in offered(us, at=Where("Foundry")) if one.included.person.number in AT]
    assert [(pile.hand_to, len(pile.people)) for pile in where.piles(asked, OPEN)] == [
        ("Bo Berg (2), Bo Berg (1)", 3), ("Boris Lindqvist", 1), ("Bo Berg", 1), ("Bo Berg", 1)
    ]  # fmt: skip


def test_whoever_has_no_record_on_the_day_is_at_no_site_on_record(us):
    before = BEGIN - timedelta(days=1)
    assert [one.called for one in where.choices(offered(us), before)] == [where.NO_SITE]
    for at, found in (
        (Where(""), sorted(AT)),
        (Where("", ""), sorted(AT)),
        (Where("", "Early"), []),
        (Where("Mill"), []),
    ):
        assert names(where.at(offered(us), at, before)) == found
    assert where.NO_SITE not in [one.called for one in where.choices(offered(us), OPEN)]


def test_the_sites_are_read_as_sites_and_not_once_for_each_person(us):
    with CaptureQueriesContext(connection) as seen:
        where.choices(offered(us), OPEN)
    assert any(one["sql"].startswith("SELECT DISTINCT") and '"shift"' in one["sql"] for one in seen.captured_queries)


def test_somebody_who_changed_shift_is_with_the_new_one(us):
    put("S1", on=OPEN, by="system", at=moment(OPEN), shift="Early")
    assert names(offered(us, at=Where("Foundry", "Early"))) == ["S1", "S2", "S3", "S4"]


def test_the_page_makes_those_of_a_shift_and_says_whose_they_are(us):
    client = sign_in(Client(), us.farah)
    address = f"/hr/{us.campaign.public_id}/slips/"
    assert "Foundry, Early" in client.get(address).text
    page = make_slips(client, us.campaign.public_id, "without", Where("Foundry", "Early").value)
    assert "<strong>3 slips</strong> for Boris Lindqvist (2), Chen Wei (1)" in page.text
    assert CodeMade.objects.count() == 3
    nowhere = client.post(address, {"who": "without", "where": Where("Foundry", "Sunday").value})
    assert nowhere.status_code == 422
    assert CodeMade.objects.count() == 3


def test_where_the_device_is_switched_off_no_slips_are_made(us, settings):
    settings.AVOW_KIOSK = False
    client = sign_in(Client(), us.farah)
    address = f"/hr/{us.campaign.public_id}/slips/"
    assert "The shared device is switched off" in client.get(address).text
    assert client.post(address, {"who": "all", "where": "everywhere"}).status_code == 404


@pytest.fixture
def trial(monkeypatch):
    """Boris tries the form of a campaign that is prepared; Farah looks after his department."""
    day = campaigns.ON
    monkeypatch.setattr(clock, "now", lambda: campaigns.moment(day))
    monkeypatch.setattr(clock, "today", lambda: day)
    found = campaigns.prepared()
    grant(found.cast.farah, "hr_partner", day, department="Works HR")
    made = trying.try_out(found.campaign, [found.cast.boris], by=found.cast.chen, on=day, at=campaigns.moment(day))
    return House(found.cast, made)


def test_for_a_trial_the_officer_makes_slips_and_they_say_that_it_is_one(trial):
    client = sign_in(Client(), trial.cast.chen)
    number = trial.campaign.public_id
    assert "Slips for the shared device" in client.get(f"/campaigns/{number}/").text
    page = make_slips(client, number)
    assert "A trial, which counts for nothing" in page.text
    [(_, [slip])] = page.context["piles"]
    device = Client()
    assert device.post("/kiosk/", {"code": slip.code, "fact": trial.cast.boris.number}).status_code == 302
    assert "What you sign here counts for nothing" in device.get(f"/kiosk/{number}/").text


def test_for_a_trial_local_hr_makes_none(trial):
    farah, asked = trial.cast.farah, Included.objects.select_related("person", "campaign").get()
    assert sign_in(Client(), farah).get(f"/hr/{trial.campaign.public_id}/slips/").status_code == 404
    with pytest.raises(NotTheirs):
        acts.make_codes([asked], by=farah, on=campaigns.ON, at=campaigns.moment(campaigns.ON))
    assert not CodeMade.objects.exists()


def to_bring(person):
    return [duty.title for duty in duties.of_partners(person, OPEN)]


def test_whom_to_bring_slips_is_on_the_home_page_of_who_looks_after_them(us, settings):
    many = offered(us).count()
    assert to_bring(us.farah) == [f"Bring slips or paper to {many} people without an account: Certification 2026"]
    assert to_bring(us.goran) == []
    account_for(us.boris)
    assert f"to {many - 1} people" in to_bring(us.farah)[0]
    assert "/slips/" in next(iter(duties.of_partners(us.farah, OPEN))).url
    settings.AVOW_KIOSK = False
    assert "/papers/" in next(iter(duties.of_partners(us.farah, OPEN))).url
    assert list(duties.of_partners(us.farah, us.campaign.closes)) == []


def test_an_officer_brings_them_to_departments_without_partner_only(us):
    Place.objects.filter(included__person__number="S7").update(department="Nobody's HR")
    assert names(offered(us, by=us.chen)) == ["S7"]
    assert to_bring(us.chen) == ["Bring slips or paper to somebody without an account: Certification 2026"]


def test_very_many_are_not_counted_to_the_end(us, monkeypatch):
    monkeypatch.setattr(duties, "MOST_COUNTED", 2)
    assert to_bring(us.farah) == ["Bring slips or paper to 2 people and more without an account: Certification 2026"]
