"""Everything with one party: as a picture, by person, and who belongs to it."""

from datetime import date

import pytest
from django.test import Client

from avow.access.testing import grant, sign_in
from avow.disclosures.testing import noon

MARCH, MAY, JUNE = date(2026, 3, 2), date(2026, 5, 4), date(2026, 6, 1)


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def test_only_officers_reach_it(here, client):
    for person in (here.amina, here.dolores, here.goran):
        signed_in = sign_in(client, person)
        for address in (f"/gifts/party/{here.delta.public_id}/", "/gifts/as-written/?name=Somebody"):
            assert signed_in.get(address).status_code == 404
    assert sign_in(client, here.chen).get("/gifts/party/nobodyknows/").status_code == 404


def test_the_whole_group_is_there_over_time_received_and_given(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, worth="30.00")
    gift(here.boris, MAY, party=here.freight, worth="25.50")
    gift(here.boris, MAY, party=here.freight, kind="gift_given", worth="12.00")
    gift(here.goran, MAY, party=here.omega, worth="99.00")
    gift(here.goran, JUNE, party=here.delta, worth="70.00", declined=True)
    page = chen.get(f"/gifts/party/{here.freight.public_id}/")
    flow, invitations = page.context["flows"]
    assert invitations.listed == [] and flow.clauses == ("5.2",) and invitations.clauses == ("5.3", "5.4")
    told = {one.label: (str(one.received), str(one.given)) for one in flow.listed}
    assert told == {"Mar 2026": ("30.00", "0"), "May 2026": ("25.50", "12.00")}
    assert page.context["count"] == 4
    assert {one.party.name for one in page.context["members"]} == {"Delta Holding", "Delta Freight"}
    text = page.content.decode()
    assert "Delta Holding and its group" in text and "USD\xa025.50" in text and "Omega" not in text


def test_a_sum_over_the_limit_names_its_first_day_and_its_days(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, worth="150.00")
    gift(here.amina, MAY, party=here.freight, worth="60.00")
    gift(here.amina, JUNE, party=here.freight, worth="10.00")
    gift(here.boris, MAY, party=here.freight, worth="200.00")
    sums = chen.get(f"/gifts/party/{here.delta.public_id}/").context["sums"]
    told = [(one.person.name, one.clause, str(one.known), one.over) for one in sums]
    assert told == [("Amina Haddad", "5.2", "220.00", MAY), ("Boris Lindqvist", "5.2", "200.00", None)]
    assert (sums[0].first, sums[0].last) == (date(2025, 6, 2), JUNE)


def test_what_lies_twelve_months_apart_never_adds_up(here, gift, chen):
    gift(here.amina, date(2025, 3, 2), sent=MARCH, party=here.delta, worth="150.00")
    gift(here.amina, MARCH, party=here.delta, worth="150.00")
    gift(here.amina, MAY, party=here.delta, worth=None)
    (one,) = chen.get(f"/gifts/party/{here.delta.public_id}/").context["sums"]
    assert (str(one.known), one.over) == ("150.00", None)


def test_members_say_since_when(here, gift, chen):
    from avow.counterparties import acts as counterparties

    counterparties.put("O", on=MAY, by="system", at=noon(MAY), parent="D")
    members = chen.get(f"/gifts/party/{here.omega.public_id}/").context["members"]
    told = {one.party.name: (one.above.name if one.above else None, one.since) for one in members}
    assert told["Omega Tools"] == ("Delta Holding", MAY)
    assert told["Delta Holding"] == (None, None)


def test_matters_of_which_one_is_kept_out_are_in_no_sum(here, gift, chen):
    gift(here.dolores, MARCH, party=here.delta, worth="150.00")
    page = chen.get(f"/gifts/party/{here.delta.public_id}/")
    assert (page.context["count"], page.context["sums"], page.context["flows"][0].listed) == (0, [], [])


def test_a_name_as_written_is_one_party_however_it_is_typed(here, gift, chen):
    gift(here.amina, MARCH, other_side="Müller & Söhne")
    gift(here.boris, MAY, other_side="MULLER & Sohne", worth="5.00")
    gift(here.boris, MAY, other_side="Muller Brothers")
    page = chen.get("/gifts/as-written/?name=muller+sohne")
    assert page.context["count"] == 2
    assert chen.get("/gifts/as-written/?name=+").status_code == 404
    assert chen.get("/gifts/as-written/?name=nobody").context["count"] == 0
    grant(here.farah, "deputy")
    assert sign_in(Client(), here.farah).get("/gifts/as-written/?name=muller+sohne").context["count"] == 2


def test_many_years_are_drawn_as_years(here):
    from decimal import Decimal

    from avow.gifts.flow import flow

    drawn = flow("Long", "USD", [(date(2015, 1, 1), "received", Decimal(10), 1)], date(2026, 1, 1))
    assert (drawn.what, len(drawn.columns), drawn.columns[0].label) == ("Year", 12, "2015")
    assert drawn.above.startswith("M1 1.0h8v90.0") and not drawn.below
    assert flow("None", "USD", [], date(2026, 1, 1)).words.startswith("There is nothing to show")


def test_gifts_and_invitations_are_drawn_and_added_up_apart(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, worth="30.00")
    gift(here.amina, MARCH, party=here.delta, kind="hospitality_received", worth="80.00")
    gift(here.amina, MAY, party=here.delta, kind="hospitality_offered", worth="15.00")
    page = chen.get(f"/gifts/party/{here.delta.public_id}/")
    gifts, invitations = page.context["flows"]
    assert (str(gifts.received), str(gifts.given)) == ("30.00", "0")
    assert (str(invitations.received), str(invitations.given)) == ("20.00", "3.75")
    text = page.content.decode()
    assert "Received USD\xa020.00 in 1 line · given USD\xa03.75 in 1 line" in text
    assert "USD\xa020.00 in a month, received" in text and "Received USD 20.00 in all, given USD 3.75." in text


def test_the_columns_that_are_named_are_few_and_within_the_picture():
    from decimal import Decimal

    from avow.gifts.flow import flow

    months = flow("Two", "USD", [(date(2024, 11, 3), "given", Decimal(10), 1)], date(2026, 11, 1))
    assert [(one.label, one.percent) for one in months.ticks] == [("Jan 2025", "8.0"), ("Jan 2026", "56.0")]
    few = flow("Few", "USD", [(date(2026, 3, 3), "given", Decimal(10), 1)], date(2026, 11, 1))
    assert [one.label for one in few.ticks] == ["Mar 2026", "May 2026", "Jul 2026", "Sep 2026", "Nov 2026"]
    assert few.ticks[-1].is_last


def test_very_many_lines_are_told_of_year_by_year(here, gift, chen, monkeypatch):
    monkeypatch.setattr("avow.gifts.with_party.MOST_AT_ONCE", 2)
    gift(here.amina, date(2025, 9, 1), sent=MARCH, party=here.delta, worth="150.00")
    gift(here.amina, MARCH, party=here.delta, worth="100.00")
    gift(here.boris, MAY, party=here.freight, worth="5.00")
    address = f"/gifts/party/{here.delta.public_id}/"
    page = chen.get(address)
    assert (page.context["year"], page.context["years"], page.context["count"]) == (2026, [2026, 2025], 3)
    assert str(page.context["flows"][0].received) == "105.00" and len(page.context["rows"]) == 2
    told = [(one.person.name, str(one.known), one.over) for one in page.context["sums"]]
    assert told == [("Amina Haddad", "250.00", MARCH), ("Boris Lindqvist", "5.00", None)], "the window began in 2025"
    earlier = chen.get(f"{address}?year=2025")
    assert [(str(one.known), one.over) for one in earlier.context["sums"]] == [("150.00", None)]
    assert chen.get(f"{address}?year=1066").context["year"] == 2026
    assert "All years" not in page.content.decode()
