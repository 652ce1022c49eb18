"""The officers' pages of campaigns, as Chen uses them; nobody else finds them."""

from datetime import date

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.certifications.campaigns import changing, following, freezing, standing, testing, trying
from avow.certifications.campaigns.testing import DAYS, ON, moment, put
from avow.certifications.models import Campaign, CampaignStarted, Included
from avow.certifications.places import count_by_department
from avow.config import clock

pytestmark = pytest.mark.django_db

LATER = date(2026, 4, 10)
PROBLEMS = ["unknown", "no partner", "no department", "no manager", "no e-mail"]


@pytest.fixture
def day(monkeypatch):
    """Sets what today is."""

    def at(on):
        monkeypatch.setattr(clock, "today", lambda: on)
        monkeypatch.setattr(clock, "now", lambda: moment(on))

    at(ON)
    return at


@pytest.fixture
def house(day):
    return testing.prepared()


@pytest.fixture
def chen(client, house):
    return sign_in(client, house.cast.chen)


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def at(campaign, what=""):
    return f"/campaigns/{campaign.public_id}/{what}"


def test_prepared_with_the_days_of_the_policy(chen):
    shown = page(chen, "/campaigns/new/")
    assert 'value="2027-01-15"' in shown and 'value="Certification 2027"' in shown
    response = chen.post("/campaigns/new/", {"name": "Certification 2027", "opens": "", "due": "", "closes": ""})
    made = Campaign.objects.get(name="Certification 2027")
    assert response["Location"] == at(made, "preview/")
    assert (made.opens, made.due) == (date(2027, 1, 15), date(2027, 2, 14))
    assert "Certification 2027" in page(chen, "/campaigns/")


def test_days_in_the_wrong_order_are_said_and_kept(chen):
    sent = {"name": "Wrong", "opens": "2026-04-01", "due": "2026-03-01", "closes": "2026-06-01"}
    response = chen.post("/campaigns/new/", sent)
    assert response.status_code == 422
    says = "It opens on 1 April 2026, is due on 1 March 2026 and closes on 1 June 2026: give the days in this order"
    assert says in response.content.decode()
    assert 'value="2026-03-01"' in response.content.decode()


def test_days_of_a_running_campaign_are_neither_offered_nor_taken(client, day):
    house = testing.under_way(closes=date(2027, 3, 1))
    chen = sign_in(client, house.cast.chen)
    shown = page(chen, "/campaigns/new/")
    assert 'value="2027-03-01"' in shown and 'value="2027-03-31"' in shown, "the days count from the first"
    assert "Offered is the day on which that one closes, so that 2027 is asked too." in shown
    sent = {"name": "Twice", "opens": "2027-01-15", "due": "2027-02-14", "closes": "2027-06-01"}
    response = chen.post("/campaigns/new/", sent)
    assert response.status_code == 422
    told = response.content.decode()
    assert "overlap with “Certification 2026”, 1 April 2026 to 1 March 2027. Open it on 1 March 2027 or later" in told
    assert 'href="#id_opens"' in told and 'value="2027-01-15"' in told
    assert not Campaign.objects.filter(name="Twice").exists()
    assert chen.post("/campaigns/new/", {**sent, "opens": "2027-03-01", "due": "2027-03-31"}).status_code == 302


def test_a_year_that_is_asked_already_is_followed_by_the_next(client, day):
    house = testing.under_way(opens=date(2026, 2, 1))
    shown = page(sign_in(client, house.cast.chen), "/campaigns/new/?year=2026")
    assert 'value="2027-01-15"' in shown and "Offered is 15 January 2027" in shown


def test_before_the_start_each_person_has_a_reason_and_each_problem_its_list(chen, house):
    shown = page(chen, at(house.campaign, "preview/"))
    assert "7 people would be asked if it started today" in shown
    assert "Others report to the person." in shown
    assert "Nobody is HR partner of these departments" in shown and "Sever HR: 5" in shown


def test_what_is_to_mend_has_to_be_seen(chen, house):
    address = at(house.campaign, "preview/")
    response = chen.post(address, {})
    assert response.status_code == 422
    assert "Nothing is started yet" in response.content.decode()
    assert chen.post(address, {"seen": "1", "shown": ["no partner"]}).status_code == 422
    shown = [one.kind for one in testing.acts.preview(house.campaign, ON)[1]]
    assert chen.post(address, {"seen": "1", "shown": shown})["Location"] == at(house.campaign)
    assert CampaignStarted.objects.get().people == 7
    assert chen.post(address, {"seen": "1", "shown": shown})["Location"] == at(house.campaign)
    assert "started or withdrawn already" in page(chen, at(house.campaign))


def test_while_rows_are_written_it_says_how_far_it_is(chen, house, monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 3)
    begun = testing.acts.start(house.campaign, by=house.cast.chen, on=ON, at=moment(ON), seen=True)
    times = iter([moment(ON)])
    with pytest.raises(StopIteration):
        freezing.freeze(begun, lambda: next(times))
    assert "3 of 7 people have their form" in page(chen, at(house.campaign))


def test_the_page_says_what_happened_since(chen, house, day):
    testing.acts.start(house.campaign, by=house.cast.chen, on=ON, at=moment(ON), seen=True)
    freezing.work_through(lambda: moment(ON))
    day(LATER)
    put("N1", LATER, name="Nora New", grade="supervisor", joined_on=date(2026, 4, 2), hr_department="Works HR")
    put("S1", LATER, hr_department="Works HR", name="Sol Mover")
    following.work_through(LATER, lambda: moment(LATER))
    shown = page(chen, at(house.campaign))
    assert "Joined on 2 April 2026." in shown and "Nora New" in shown
    assert "Went from Sever HR to Works HR." in shown
    assert "asked as well until" in shown
    assert "Everyone counted" in shown


def test_the_page_and_the_command_count_the_same(chen, house, capsys):
    from django.core.management import call_command

    testing.acts.start(house.campaign, by=house.cast.chen, on=ON, at=moment(ON), seen=True)
    freezing.work_through(lambda: moment(ON))
    response = chen.get(at(house.campaign))
    call_command("campaign", "status", house.campaign.public_id, "--by", "C1")
    told = capsys.readouterr().out
    for name, counts, _ in response.context["rows"]:
        assert f"{name}: {sum(counts)} asked, {counts[1]} not signed yet" in told
    assert {what: count for what, count, _ in response.context["numbers"]}["asked"] == sum(
        one.asked for one in count_by_department(house.campaign)
    )  # fmt: skip


def test_everyone_counted_adds_up_on_the_page(chen, house):
    page(chen, at(house.campaign, "everyone/"), status=404)
    testing.acts.start(house.campaign, by=house.cast.chen, on=ON, at=moment(ON), seen=True)
    freezing.work_through(lambda: moment(ON))
    response = chen.get(at(house.campaign, "everyone/"))
    for _, people, counts in response.context["lines"]:
        assert people == sum(counts)
    assert response.context["found"].people == sum(count for _, count in response.context["parts"]) == 12


def test_changed_and_withdrawn_before_the_start(chen, house):
    sent = {"name": "Another name", **{name: value.isoformat() for name, value in DAYS.items()}}
    response = chen.post(at(house.campaign, "change/"), sent)
    new = Campaign.objects.get(name="Another name")
    assert response["Location"] == at(new, "preview/")
    assert "Another was prepared in its place" in page(chen, at(house.campaign))
    assert "Withdraw" in page(chen, at(new, "withdraw/"))
    assert chen.post(at(new, "withdraw/"))["Location"] == "/campaigns/"
    assert standing.state_of(new, ON) == "withdrawn"
    assert chen.post(at(new, "change/"), sent)["Location"] == at(new)
    assert Campaign.objects.count() == 2


def test_tried_on_some_people(chen, house):
    response = chen.post(at(house.campaign, "try/"), {"numbers": "A1, F1\nX9", "department": ""})
    assert response.status_code == 422
    assert "Nobody with us has the number or the name X9" in response.content.decode()
    response = chen.post(at(house.campaign, "try/"), {"numbers": "A1, F1", "department": ""})
    trial = Campaign.objects.get(trial_of=house.campaign)
    assert response["Location"] == at(trial)
    shown = page(chen, at(trial))
    assert "counts for nothing" in shown and "Amina Haddad" in shown
    assert trial.name in page(chen, at(house.campaign))
    assert Included.objects.filter(campaign=trial).count() == 2
    assert len(chen.get("/campaigns/").context["rows"]) == 1


def test_who_is_ticked_in_the_preview_is_filled_in_and_nobody_has_it_yet(chen, house):
    shown = chen.get(at(house.campaign, "preview/"))
    people = [person for person, _ in shown.context["rows"]]
    assert all(f'name="person" value="{one.public_id}"' in shown.content.decode() for one in people)
    ticked = {"person": [people[1].public_id, people[0].public_id, "nobody", "a\x00b"]}
    shown = chen.get(at(house.campaign, "try/"), ticked)
    assert all(f"<li>{one.name} " in shown.text for one in people[:2])
    assert people[2].name not in shown.text
    form = shown.context["form"]
    assert set(form["numbers"].value().split(", ")) == {people[0].number, people[1].number}
    assert not Campaign.objects.filter(trial_of=house.campaign).exists()
    assert (
        chen.post(at(house.campaign, "try/"), {"numbers": form["numbers"].value(), "department": ""}).status_code == 302
    )
    trial = Campaign.objects.get(trial_of=house.campaign)
    assert {one.person for one in Included.objects.filter(campaign=trial)} == set(people[:2])


def test_more_than_fit_are_told_with_the_form(chen, house, monkeypatch):
    monkeypatch.setattr(trying, "MOST", 2)
    people = [person for person, _ in chen.get(at(house.campaign, "preview/")).context["rows"]]
    form = chen.get(at(house.campaign, "try/"), {"person": [one.public_id for one in people]}).context["form"]
    refused = chen.post(at(house.campaign, "try/"), {"numbers": form["numbers"].value(), "department": ""})
    assert "A trial is for at most 2 people. These are 3." in refused.content.decode()


def test_trials_stand_beneath_the_campaigns(chen, house, monkeypatch):
    assert "Trials</h2>" not in page(chen, "/campaigns/")
    for one in (house.cast.amina, house.cast.boris):
        trial = trying.try_out(house.campaign, [one], by=house.cast.chen, on=ON, at=moment(ON))
    listed = chen.get("/campaigns/")
    assert [(one.trial_of, stands["asked"]) for one, stands in listed.context["trials"]] == [(house.campaign, 1)] * 2
    assert f'<a href="{at(trial)}">' in listed.content.decode()
    assert "Earlier ones are on the page of their campaign." not in listed.content.decode()
    monkeypatch.setattr("avow.certifications.campaigns.views.MOST_TRIALS", 1)
    assert "Earlier ones are on the page of their campaign." in page(chen, "/campaigns/")


def test_a_trial_says_why_it_has_no_paper(chen, house):
    trial = trying.try_out(house.campaign, [house.cast.amina], by=house.cast.chen, on=ON, at=moment(ON))
    for address in (at(trial), f"/hr/{trial.public_id}/slips/"):
        assert "There is no form on paper for a trial." in page(chen, address)


def test_a_trial_page_offers_nothing_of_a_campaign(chen, house):
    trial = trying.try_out(house.campaign, [house.cast.amina], by=house.cast.chen, on=ON, at=moment(ON))
    page(chen, at(trial, "everyone/"), status=404)
    for what in ("preview/", "change/", "withdraw/", "try/"):
        assert chen.get(at(trial, what))["Location"] == at(trial)


def test_the_form_says_from_its_first_page_that_it_is_a_trial(client, house):
    trial = trying.try_out(house.campaign, [house.cast.amina], by=house.cast.chen, on=ON, at=moment(ON))
    sign_in(client, house.cast.amina)
    first = page(client, f"/certify/{trial.public_id}/")
    assert "This is a trial of the form." in first and "local HR department sees" not in first
    (duty,) = (one for one in duties_for(house.cast.amina, ON) if one.url.startswith("/certify/"))
    assert duty.title == f"Try the form of {trial.name}: it counts for nothing"


def test_what_was_withdrawn_is_in_the_list_as_such(chen, house):
    changing.withdraw(house.campaign, by=house.cast.chen, on=ON, at=moment(ON))
    assert "Withdrawn" in page(chen, "/campaigns/")


@pytest.mark.parametrize("who", ["amina", "boris", "dolores", "farah"])
def test_nobody_else_finds_them(client, house, who):
    sign_in(client, getattr(house.cast, who))
    for address in ("/campaigns/", "/campaigns/new/", at(house.campaign), at(house.campaign, "preview/")):
        page(client, address, status=404)
    assert client.post(at(house.campaign, "preview/"), {"seen": "1"}).status_code == 404
    assert not CampaignStarted.objects.exists()


def test_a_rolling_one_shows_how_many_in_each_month_and_whose_day_is_to_come(client, day, tmp_path):
    before, opens = date(2027, 1, 4), date(2027, 1, 15)
    day(before)
    house = testing.rolling(tmp_path, {"MAY": date(2019, 5, 3), "IN": date(2027, 1, 4), "JAN": None}, opens, before)
    chen = sign_in(client, house.cast.chen)
    shown = page(chen, at(house.campaign, "preview/"))
    assert "each on the day and month on which they joined" in shown and "14 January 2028" in shown.replace("\xa0", " ")
    assert "May 2027" in shown and "Nobody said when they joined" in shown
    assert "Your yearly day: you joined on 3 May 2019." in shown
    assert chen.post(at(house.campaign, "preview/"), {"seen": "1", "shown": PROBLEMS}).status_code == 302
    freezing.work_through(lambda: moment(before))
    day(opens)
    following.work_through(opens, lambda: moment(opens))
    shown = page(chen, at(house.campaign))
    assert "Each person is asked on the day and month on which they joined" in shown
    assert "Nobody said on which day you joined" in shown
    assert "To be asked on their day" in page(chen, at(house.campaign, "everyone/"))
