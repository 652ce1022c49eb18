import pytest
from django.test import Client
from django.urls import reverse

from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.breaches.models import PossibleBreach
from avow.people import acts as people
from avow.reviews import acts
from avow.reviews.testing import BEGIN, MONDAY, case_of, disclose, house, moment

pytestmark = pytest.mark.django_db

EXISTING = {"timing": "existing", "told_afterwards": False, "learned_on": None}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def get(person, url):
    return sign_in(Client(), person).get(url)


def test_the_officer_reads_the_days_and_the_persons_words():
    h = house()
    disclose(h, h.amina, since="2026-02-03", story="I <i>forgot</i>.", **EXISTING)
    row = PossibleBreach.objects.get()
    page = get(h.chen, reverse("breaches:list")).content.decode()
    assert "Amina Haddad" in page
    assert "Begun without being disclosed first" in page
    page = get(h.chen, row.get_absolute_url()).content.decode().replace("\xa0", " ")
    for words in ("3 February 2026", "1 January 2026", "2 March 2026", "I &lt;i&gt;forgot&lt;/i&gt;.", "not proven"):
        assert words in page, words
    assert "<form" not in page
    assert list(Read.objects.values_list("person__name", "what")) == [("Chen Wei", "possible breach")]


def test_the_list_says_when_there_is_none():
    h = house()
    assert "No start looks too early." in get(h.chen, reverse("breaches:list")).content.decode()


def test_only_officers_see_any_of_it():
    h = house()
    disclose(h, h.amina, since="2026-02-03", **EXISTING)
    url = PossibleBreach.objects.get().get_absolute_url()
    for person in (h.amina, h.boris, h.dolores, h.emeka, h.farah, h.goran):
        assert get(person, url).status_code == 404
        assert get(person, reverse("breaches:list")).status_code == 404
    never = get(h.chen, reverse("breaches:one", args=["0" * 12]))
    assert never.status_code == 404
    assert get(h.goran, url).content == get(h.goran, reverse("breaches:one", args=["0" * 12])).content


def test_who_decides_the_case_reads_it_from_there_and_has_no_list():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    disclose(h, h.boris, since="2026-02-03", **EXISTING)
    url = PossibleBreach.objects.get().get_absolute_url()
    assert get(h.dolores, url).status_code == 200
    assert get(h.dolores, reverse("breaches:list")).status_code == 404


def test_an_officer_who_must_keep_away_finds_no_trace():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    disclosure = disclose(h, h.amina, since="2026-02-03", **EXISTING)
    acts.step_aside(case_of(disclosure), by=h.chen, reason="A friend.", on=MONDAY, at=moment(MONDAY))
    url = PossibleBreach.objects.get().get_absolute_url()
    assert get(h.chen, url).status_code == 404
    assert "Amina" not in get(h.chen, reverse("breaches:list")).content.decode()
    assert get(h.farah, url).status_code == 200


def test_the_case_says_what_the_days_say():
    h = house()
    late = case_of(disclose(h, h.amina, since="2026-02-03", **EXISTING))
    older = case_of(disclose(h, h.boris, since="2025-06-01", **EXISTING))
    unknown = case_of(disclose(h, h.farah, since=None, **EXISTING))
    coming = case_of(disclose(h, h.goran))
    assert "Possible breach" in get(h.chen, late.get_absolute_url()).content.decode()
    page = get(h.chen, older.get_absolute_url()).content.decode()
    assert "It is existing, not late" in page
    assert "tag wrong" not in page
    assert "It is not known on which day it began. Ask" in get(h.chen, unknown.get_absolute_url()).content.decode()
    assert "When it began" not in get(h.chen, coming.get_absolute_url()).content.decode()


def test_the_discloser_is_not_shown_a_suspicion():
    h = house()
    disclosure = disclose(h, h.amina, since="2026-02-03", **EXISTING)
    page = get(h.amina, reverse("disclosures:one", args=[disclosure.public_id])).content.decode()
    assert "/breaches/" not in page
    assert "Begun without being disclosed first" not in page
