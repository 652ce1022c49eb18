"""The missing by site and shift; and how many of how many a narrowed list holds."""

import re
from html import unescape

import pytest

from avow.access.testing import grant, sign_in
from avow.certifications.local_hr import asked, by_site
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.local_hr.testing import MONDAY, SEVER, house, moment, taken_on
from avow.certifications.testing import signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))
    found = house()
    for number, site, shift in (("S0", "Foundry", "Early"), ("S1", "Foundry", "Night"), ("S2", "Mill", "")):
        taken_on(number, f"Sol {number[1]}", SEVER, site=site, shift=shift, on=MONDAY)
    return found


def table(us, **filters):
    return by_site.table(looks(us.greta, MONDAY), us.campaign, asked.Filters(**filters))


def said(found):
    """Each row with its numbers: all, then by column."""
    return {row.called: [row.all.people, *(cell.people if cell else 0 for cell in row.cells)] for row in found.rows}


def test_each_site_is_a_row_and_each_shift_a_column(us):
    found = table(us)
    assert found.columns == ["Early", "Night", by_site.NO_SHIFT]
    assert said(found) == {"Foundry": [2, 1, 1, 0], "Mill": [1, 0, 0, 1]}


def test_who_signed_is_not_counted(us):
    signed(us.asked("S1"), on=MONDAY)
    assert said(table(us)) == {"Foundry": [1, 1, 0], "Mill": [1, 0, 1]}


def test_each_number_leads_to_the_list_that_it_counts(us, client):
    signed_in = sign_in(client, us.greta)
    address = f"/hr/{us.campaign.public_id}/"
    found = table(us)
    numbers = [number for row in found.rows for number in (row.all, *row.cells) if number]
    assert len(numbers) == 5
    for number in numbers:
        page = signed_in.get(f"{address}?{number.query}")
        assert len(page.context["page"].rows) == number.people, number
        assert page.context["fits"] == number.people
        assert f"Only {number.called}." in page.text
        assert f"?{number.query}#people" in unescape(signed_in.get(address).text)


def test_other_departments_are_not_counted_and_one_department_alone_is(us):
    taken_on("B1", "Boris Lindqvist", "Works HR", site="Foundry", shift="Early", on=MONDAY)
    assert said(table(us))["Foundry"][0] == 2
    officer = looks(us.chen, MONDAY)
    assert said(by_site.table(officer, us.campaign, asked.Filters()))["Foundry"][0] == 3
    only = by_site.table(officer, us.campaign, asked.Filters(department=SEVER))
    assert said(only)["Foundry"][0] == 2
    assert all("department=Sever+HR" in row.all.query for row in only.rows)


def test_the_readers_own_form_is_not_counted(us):
    def missing(person):
        rows = by_site.table(looks(person, MONDAY), us.campaign, asked.Filters()).rows
        return sum(row.all.people for row in rows)

    grant(us.boris, "deputy", MONDAY)
    assert us.place("B1").state == "missing"
    assert missing(us.boris) == missing(us.chen) - 1


def test_many_shifts_are_rows_and_few_places_are_no_table(us, monkeypatch):
    monkeypatch.setattr(by_site, "MOST_SHIFTS", 2)
    assert said(table(us)) == {
        "Foundry, Early": [1], "Foundry, Night": [1], f"Mill, {by_site.NO_SHIFT.lower()}": [1]
    }  # fmt: skip
    monkeypatch.setattr(by_site, "MOST_SITES", 1)
    found = table(us)
    assert (list(said(found)), found.further) == (["Foundry"], 1)
    for number in ("S0", "S1"):
        signed(us.asked(number), on=MONDAY)
    assert not table(us)


def test_very_many_are_counted_when_asked_to(us, client, monkeypatch):
    monkeypatch.setattr(by_site, "MOST_AT_ONCE", 2)
    signed_in = sign_in(client, us.greta)
    page = signed_in.get(f"/hr/{us.campaign.public_id}/")
    assert page.context["by_site"] is None
    (link,) = re.findall(r'href="(\?[^"]*sites=1)#sites"', unescape(page.text))
    assert said(signed_in.get(f"/hr/{us.campaign.public_id}/{link}").context["by_site"])["Foundry"][0] == 2


def test_a_narrowed_list_says_how_many_of_how_many(us, client):
    signed_in = sign_in(client, us.greta)
    page = signed_in.get(f"/hr/{us.campaign.public_id}/?site=foundry")
    assert '<span class="count">2 of 3</span>' in page.text
    assert "2 of 3 fit." in page.text
    assert " of 3" not in signed_in.get(f"/hr/{us.campaign.public_id}/").text.split('id="people"')[1]
    assert "0 of 3 fit." in signed_in.get(f"/hr/{us.campaign.public_id}/?at=Foundry&shift=").text


def test_pages_and_tabs_keep_the_site_that_was_chosen(us, client):
    page = sign_in(client, us.greta).get(f"/hr/{us.campaign.public_id}/?at=Foundry&shift=Night&show=missing")
    assert "?at=Foundry&amp;shift=Night&amp;show=missing#people" in page.text
    assert '<input type="hidden" name="shift" value="Night">' in page.text
    assert 'href="?show=missing#people">All sites and shifts' in page.text
