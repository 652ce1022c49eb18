"""What whoever is asked for leave sees, and what they never see; and what the person sees of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from avow.access import participants
from avow.access.duties import duties_for
from avow.access.models import Read
from avow.access.testing import sign_in
from avow.config.clock import today
from avow.leave import acts
from avow.leave.models import Deputy
from avow.leave.testing import answered, asked_of, house, moment, wants_to_give
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def on():
    return today()


def test_the_manager_sees_what_it_is_and_its_sum_and_not_the_story(client, on):
    us = house()
    wants_to_give(us, us.amina, on, on, worth="30.00")
    wine = wants_to_give(us, us.amina, on, on)
    url = asked_of(wine)[0].get_absolute_url()
    text = sign_in(client, us.boris).get(url).content.decode()
    for seen in (
        "Amina Haddad",
        "a bottle of wine",
        "USD 40.00",
        "Delta Bearings plc",
        "USD 70.00",
        "USD 200.00",
        "5.5",
    ):
        assert seen in text, seen
    for unseen in ("thirty years", "Mrs Ito", "people here"):
        assert unseen not in text, unseen
    assert Read.objects.filter(person=us.boris, subject=wine.subject, what="leave").exists()
    assert client.get(reverse("disclosures:one", args=[wine.public_id])).status_code == 404


def test_relatives_are_not_named(client, on):
    us = house()
    wine = wants_to_give(
        us, us.amina, on, on, holder="family", relation="spouse_or_partner", relative_name="Karim Haddad"
    )
    text = sign_in(client, us.boris).get(asked_of(wine)[0].get_absolute_url()).content.decode()
    assert "Karim" not in text
    assert "spouse" not in text.lower()


def test_answered_from_the_list(client, on):
    us = house()
    wine = wants_to_give(us, us.amina, on, on)
    asked = asked_of(wine)[0]
    sign_in(client, us.boris)
    assert asked.get_absolute_url() in client.get("/leave/").content.decode()
    refused = client.post(asked.get_absolute_url(), {f"{asked.public_id}-answer": "refuse"})
    assert refused.status_code == 422
    assert "why not" in refused.content.decode()
    done = client.post(asked.get_absolute_url(), {f"{asked.public_id}-answer": "give"}, follow=True)
    assert "You have given leave." in done.content.decode()
    later = client.get(asked.get_absolute_url()).content.decode()
    assert "Nothing more is asked of you" in later
    assert "bottle of wine" not in later


def test_nobody_else_learns_that_it_is_there(client, on):
    us = house()
    url = asked_of(wants_to_give(us, us.amina, on, on))[0].get_absolute_url()
    for person in (us.amina, us.dolores, us.chen, us.goran):
        assert sign_in(client, person).get(url).status_code == 404


def test_duties_of_whoever_is_asked_and_of_whoever_has_leave(on):
    us = house()
    wine = wants_to_give(us, us.amina, on, on)
    (asked,) = asked_of(wine)
    (duty,) = [one for one in duties_for(us.boris, on) if "leave" in one.title]
    assert (duty.due, duty.url, duty.clause) == (asked.answer_by, asked.get_absolute_url(), "5.5")
    answered(asked, us.boris, on)
    assert not [one for one in duties_for(us.boris, on) if "leave" in one.title]
    (duty,) = [one for one in duties_for(us.amina, on) if "given" in one.title]
    assert duty.due == on + timedelta(days=30)
    acts.tell_given(wine, by=us.amina, given_on=on, on=on, at=moment(on))
    assert not [one for one in duties_for(us.amina, on) if "given" in one.title]


def test_the_person_sees_who_was_asked_and_the_answer(client, on):
    us = house()
    wine = wants_to_give(us, us.amina, on, on)
    page = sign_in(client, us.amina).get(reverse("disclosures:one", args=[wine.public_id])).content.decode()
    assert "Boris Lindqvist, the manager on that day" in page
    answered(asked_of(wine)[0], us.boris, on, is_given=False, remark="They are in a tender.")
    page = client.get(reverse("disclosures:one", args=[wine.public_id])).content.decode()
    assert "They are in a tender." in page
    assert "Leave refused" in page


def test_naming_and_ending_a_deputy(client, on):
    us = house()
    sign_in(client, us.boris)
    wrong = client.post("/leave/deputy/", {"deputy": "nobody", "from_day": on.isoformat(), "until": ""})
    assert wrong.status_code == 422
    client.post("/leave/deputy/", {"deputy": "F1", "from_day": on.isoformat(), "until": ""})
    row = Deputy.objects.get()
    assert (row.manager, row.deputy, row.until) == (us.boris, us.farah, None)
    client.post("/leave/deputy/end/", {"row": row.attested.entry_id})
    assert not Deputy.objects.on(on).exists()


def test_whoever_is_kept_out_by_now_is_asked_for_nothing(client, on):
    us = house()
    wine = wants_to_give(us, us.amina, on, on)
    participants.add(wine.public_id, us.boris, "excluded", Entry.objects.latest("number"), on)
    assert not [duty for duty in duties_for(us.boris, on) if "leave" in duty.title.lower()]
    client = sign_in(client, us.boris)
    assert client.get(asked_of(wine)[0].get_absolute_url()).status_code == 404
    assert not client.get("/leave/").context["waiting"]
