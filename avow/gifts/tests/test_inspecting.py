"""The officer's periodic inspection: looked at, remarked, signed, on record line by line; what is otherwise since."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from avow.access import duties, participants
from avow.access.testing import grant, sign_in
from avow.disclosures import acts as disclosures
from avow.disclosures.testing import noon
from avow.gifts.acts.inspecting import Looked, root_of
from avow.gifts.models import Inspection
from avow.gifts.testing import sign
from avow.ledger.models import Entry
from avow.ledger.verify import verify

MARCH, TODAY = date(2026, 3, 2), date(2026, 6, 10)
NEW = "/gifts/inspections/new/"


@pytest.fixture
def chen(here, now):
    now(TODAY)
    return sign_in(Client(), here.chen)


def asked_of(person, on) -> list[str]:
    return [duty.title for duty in duties.duties_for(person, on) if "Inspect" in duty.title]


def test_it_holds_each_line_that_was_looked_at_as_it_was(here, gift, chen):
    first, second = gift(here.amina, MARCH), gift(here.boris, MARCH)
    gift(here.chen, MARCH)
    answer = sign(chen)
    row = Inspection.objects.get()
    assert answer["Location"] == f"/gifts/inspections/{row.public_id}/"
    body = row.attested.open()
    entries = {one.public_id: one.latest_version.judged.attested.entry_id for one in (first, second)}
    assert body["lines"] == [[name, 1, entry] for name, entry in sorted(entries.items())]
    assert row.root == root_of(Looked(*line) for line in body["lines"])
    assert (row.count, row.first, row.last, body["signed"]) == (2, date(2026, 1, 1), TODAY, "Wei chen")
    page = chen.get(answer["Location"])
    assert page.context["since"].count == 2 and "Every line is as it was" in page.content.decode()
    assert [one.says for one in verify().findings if one.kind != "head"] == []


def test_what_is_otherwise_since_is_told(here, gift, chen):
    withdrawn, changed, kept = (gift(here.amina, MARCH + timedelta(place)) for place in range(3))
    sign(chen)
    disclosures.withdraw(withdrawn, here.amina, "A mistake.", noon(TODAY))
    disclosures.amend(changed, here.amina, noon(TODAY))
    disclosures.save_step(changed, {"description": "another ham"}, "all", here.amina, noon(TODAY))
    disclosures.submit(changed, here.amina, TODAY, noon(TODAY))
    late = gift(here.boris, MARCH, sent=TODAY)
    since = chen.get(f"/gifts/inspections/{Inspection.objects.get().public_id}/").context["since"]
    assert {one.gift.disclosure: one.how for one in since.otherwise} == {
        withdrawn: "taken back", changed: "changed by the person"
    }  # fmt: skip
    assert [one.gift.disclosure for one in since.new] == [late]
    assert kept not in [one.gift.disclosure for one in since.otherwise]


def test_lines_that_changed_while_one_looked_are_to_be_looked_at_again(here, gift, chen):
    gift(here.amina, MARCH)
    answer = sign(chen, root="0" * 64)
    assert answer.status_code == 422 and "Look at the lines below once more" in answer.content.decode()
    assert not Inspection.objects.exists()


@pytest.mark.parametrize("changed", [{"remark": " "}, {"name": "Somebody Else"}, {"name": ""}, {"remark": "x" * 4001}])
def test_it_needs_a_remark_and_ones_own_name(here, gift, chen, changed):
    gift(here.amina, MARCH)
    assert sign(chen, **changed).status_code == 422
    assert not Inspection.objects.exists()


def test_what_another_officer_may_not_see_is_not_counted_to_them(here, gift, chen):
    gift(here.amina, MARCH)
    kept = gift(here.boris, MARCH)
    grant(here.farah, "deputy")
    participants.add(kept.public_id, here.farah, "excluded", Entry.objects.latest("number"), TODAY)
    sign(chen)
    page = sign_in(Client(), here.farah).get(f"/gifts/inspections/{Inspection.objects.get().public_id}/")
    assert page.context["since"].count == 1 and page.context["since"].new == []
    assert not re.search(r"\b2\b lines?", page.content.decode())


def test_it_is_asked_for_after_the_months_that_the_policy_names(here, gift, chen, now):
    assert asked_of(here.chen, TODAY) == []
    gift(here.amina, MARCH)
    assert asked_of(here.chen, date(2026, 6, 1)) == []
    assert asked_of(here.chen, TODAY) == ["Inspect the register of gifts for the first time, and sign"]
    assert [duty.due for duty in duties.duties_for(here.chen, TODAY) if "first time" in duty.title] == [None], (
        "nobody is late"
    )
    now(TODAY)
    first = chen.get("/gifts/inspections/").content.decode()
    assert "It is time for the first one." in first and "late" not in first
    assert asked_of(here.amina, TODAY) == []
    sign(chen, "since=2026-01-01&until=2026-06-10&way=given")
    assert asked_of(here.chen, TODAY), "a narrowed one is no inspection of everything"
    sign(chen)
    assert asked_of(here.chen, TODAY) == []
    assert asked_of(here.chen, date(2026, 9, 10)) == ["Inspect the register of gifts, and sign"]
    page = chen.get("/gifts/inspections/").content.decode()
    now(date(2026, 9, 12))
    late = chen.get("/gifts/inspections/").content.decode()
    assert "The next has been due since" in late and "days late" not in late
    now(TODAY)
    assert "The last inspection of everything was on" in page and "Received or given: given" in page
    assert chen.get(NEW).context["first"] == TODAY


def test_days_to_come_are_not_inspected(here, gift, chen):
    gift(here.amina, MARCH)
    answer = sign(chen, "since=2026-01-01&until=9999-12-31")
    assert answer.status_code == 422 and "still to come" in answer.content.decode()
    assert not Inspection.objects.exists()
    assert chen.get(NEW).status_code == 200


def test_days_of_long_ago_do_not_stand_for_those_since(here, gift, chen):
    gift(here.amina, MARCH)
    sign(chen, "since=1999-01-01&until=1999-01-02")
    assert asked_of(here.chen, TODAY) == ["Inspect the register of gifts, and sign"]
    sign(chen)
    assert asked_of(here.chen, TODAY) == []


def test_only_officers_inspect(here, client):
    for person in (here.amina, here.dolores, here.goran):
        for address in ("/gifts/inspections/", NEW, "/gifts/inspections/nobodyknows/"):
            assert sign_in(client, person).get(address).status_code == 404
    assert sign_in(client, here.chen).get("/gifts/inspections/nobodyknows/").status_code == 404
